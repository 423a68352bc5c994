package people

import (
	"openmaf/internal/people/chat"
	"openmaf/internal/people/consent"
	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/ident"
	"openmaf/internal/platform/locale"
	"openmaf/internal/web/page"
)

var (
	talliesPage = page.Declare[TalliesView](files, "tallies.html")
	namedPage   = page.Declare[NamedView](files, "named.html", "asked.html")
)

// namedPath is where a tally becomes somebody's chat.
const namedPath = "/tallies/name"

// TalliesView lists the newest tallies, of which one may be somebody who now
// wants a record.
type TalliesView struct {
	page.Frame
	Tallies []TallyRow
}

// TallyRow is one: a day and a place, and nothing of anybody.
type TallyRow struct {
	Text, Quiet string
	Go          page.Button
}

// NamedView makes a tally the first chat of a record.
type NamedView struct {
	page.Frame
	Form    *page.Form
	Tally   page.ActField
	What    string // the tally, in words
	Record  []Asked
	Name    page.Input
	Which   page.Radios // somebody of such a name is here already
	Area    page.Input
	Phone   page.Input
	Agreed  []Asked
	Look    page.Checkboxes
	Save    page.Button
	Under18 page.Checkboxes
}

// named lists the tallies; with one of them, it asks who it was.
func (a *Area) named(r *page.Request) (*page.Answer, error) {
	id := r.Query("tally")
	if id == "" {
		id = r.Form().Get("tally")
	}
	if !ident.Valid(id) {
		return a.tallies(r)
	}
	t, err := a.Chats.Tally(r.HTTP().Context(), r.Actor(), id)
	if fault.Is(err, fault.Missing) && r.FormID() != "" {
		return a.tallies(r) // somebody else named it while this was typed
	}
	if err != nil {
		return nil, err
	}
	f := r.Form()
	f.Preset("contact", string(person.Call)).Preset("look", "yes")
	v := NamedView{Frame: r.Frame("personpages.named.title"), Form: f, Tally: page.ActField{Name: "tally", Value: t.ID},
		What: tallyWords(r.Words(), t), Record: askAll(r, f, consent.Record),
		Under18: f.Checkboxes("under_18", "peoplepages.chat.under-18.legend", r.Choices("peoplepages.chat.under-18.", "yes")),
		Name:    f.Input("name", "person.field.name"), Area: f.Input("area", "peoplepages.chat.area"), Phone: f.Input("phone", "person.field.phone"),
		Agreed: askAll(r, f, consent.Contact, consent.Companion),
		Look:   yesBox(f, "look", "personpages.named.next", "personpages.named.look"), Save: f.Submit("personpages.named.save")}
	v.Name.Hint, v.Area.Hint, v.Phone.Type = r.T("peoplepages.chat.name-hint"), r.T("peoplepages.chat.area-hint"), "tel"
	unprompted(&v.Name, &v.Area, &v.Phone)
	if v.Which, err = a.whichOne(r, f); err != nil {
		return nil, err
	}
	v.Back = namedPath
	return namedPage.Show(v), nil
}

func (a *Area) tallies(r *page.Request) (*page.Answer, error) {
	all, err := a.Chats.Tallies(r.HTTP().Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	v := TalliesView{Frame: r.Frame("personpages.tallies.title")}
	for _, t := range all {
		row := TallyRow{Text: tallyWords(r.Words(), t), Quiet: worded(r.Words(), "chat.worry.", t.Worries),
			Go: goTo(r, "personpages.tallies.name", namedPath+"?tally="+t.ID)}
		row.Go.Classes = "govuk-button--secondary"
		v.Tallies = append(v.Tallies, row)
	}
	v.Back = newChatPath
	return talliesPage.Show(v), nil
}

func tallyWords(w *locale.Words, t chat.Tally) string {
	return w.T("personpages.tallies.row", "Day", w.Day(t.On), "Setting", w.T("chat.setting."+string(t.Setting)),
		"Length", w.T("chat.length."+string(t.Length)))
}

// somebodyNew is the answer that it is none of those with such a name.
const somebodyNew = "new"

// whichOne asks whether it is one of those whom the reader knows by such a name,
// once a name was typed; there is no question when nobody has one.
func (a *Area) whichOne(r *page.Request, f *page.Form) (which page.Radios, err error) {
	alike, err := a.People.Alike(r.HTTP().Context(), r.Actor(), f.Get("name"))
	if err != nil || len(alike) == 0 {
		return which, err
	}
	which = f.Radios("which", "personpages.which.question", nil)
	for _, p := range alike {
		which.Items = append(which.Items, page.Choice{Value: p.ID, Text: p.Name, Hint: personRow(r, p).Apart, Checked: f.Has("which", p.ID)})
	}
	which.Items = append(which.Items, page.Choice{Value: somebodyNew, Text: r.T("personpages.which.new"), Checked: f.Has("which", somebodyNew)})
	return which, nil
}

// whoItIs is the person whom whoever typed chose of those with such a name, or
// none where they are new. A duplicate is not made without having been asked.
func (a *Area) whoItIs(r *page.Request, f *page.Form) (known person.Person, err error) {
	alike, err := a.People.Alike(r.HTTP().Context(), r.Actor(), f.Get("name"))
	if err != nil || len(alike) == 0 || f.Has("which", somebodyNew) {
		return known, err
	}
	for _, p := range alike {
		switch {
		case f.Has("which", p.ID):
			return p.Person, nil
		case p.ID == r.FormID(): // this very form made them, and comes again
			return known, nil
		}
	}
	f.Problem("which", "personpages.which.missing")
	return known, nil
}

// saveNamed keeps the chat that was counted, under the name of whom it was
// with, and takes it out of the count.
func (a *Area) saveNamed(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	if f.Has("under_18", "yes") {
		return page.See(under18Path), nil
	}
	if f.Get("record") == "no" {
		return page.See(namedPath).Flash("personpages.named.stays"), nil
	}
	f.Require("record", "peoplepages.chat.record.missing")
	tally := f.Require("tally", "personpages.named.which")
	t, err := a.Chats.Tally(r.HTTP().Context(), r.Actor(), tally)
	if err != nil && !fault.Is(err, fault.Missing) { // gone: this very form took it, or Begin says so
		return nil, err
	}
	b := link.Beginning{Tally: tally, Chat: chat.Chat{ID: derived(r.FormID(), "chat")}, Answers: answers(f)}
	area, near, err := a.whereabouts(r, f)
	if err != nil {
		return nil, err
	}
	if b.Person, err = a.whoItIs(r, f); err != nil {
		return nil, err
	}
	if b.Known = b.Person.ID != ""; !b.Known {
		b.Person = person.Person{ID: r.FormID(), Area: area}
		typedPerson(f, &b.Person)
		phoneNeedsYes(f)
		note(f, b.Person.Tidy().Check())
	}
	next := page.See("/people/" + b.Person.ID).Flash("personpages.named.done")
	if f.Has("look", "yes") {
		id := derived(r.FormID(), "link")
		b.Links = []link.Raising{{ID: id, Wish: a.wish(f, near, t.Worries)}}
		next = page.See("/links/" + id + "/options").Flash("personpages.named.done")
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	if err := a.Links.Begin(r.Context(), r.Actor(), r.Words(), b); err != nil {
		return nil, err
	}
	return next, nil
}
