package exclusion

import (
	"strconv"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/people/exclusion"
	"openmaf/internal/platform/civil"
	"openmaf/internal/web/page"
)

var (
	placePage = page.Declare[PlaceView](files, "place.html", "note.html")
	whoPage   = page.Declare[WhoView](files, "who.html", "note.html")
)

// NoteFields are what both forms ask besides: roughly why, if they like, and
// when to look again.
type NoteFields struct {
	Code   page.Radios
	Words  page.Textarea
	Review page.DateInput
	Save   page.Button
}

// lookAgain is in how many days something is looked at again, unless they say
// another day.
const lookAgain = 182

func noteFields(r *page.Request, f *page.Form) NoteFields {
	again := civil.DateOf(r.Now()).AddDays(lookAgain)
	f.Preset("review_on-day", strconv.Itoa(again.Day)).Preset("review_on-month", strconv.Itoa(int(again.Month))).
		Preset("review_on-year", strconv.Itoa(again.Year)).Preset("code", "none")
	codes := []string{"none"}
	for _, c := range exclusion.Codes {
		codes = append(codes, string(c))
	}
	n := NoteFields{Code: f.Radios("code", "exclusion.why", r.Choices("exclusion.code.", codes...)),
		Words: f.Textarea("words", "exclusion.words"), Review: f.DateInput("review_on", "exclusion.review-on"),
		Save: f.Submit("exclusion.save")}
	n.Words.Rows, n.Words.Hint = 2, r.T("exclusion.words-hint")
	return n
}

func typedNote(f *page.Form) exclusion.Note {
	n := exclusion.Note{Code: exclusion.Code(f.Get("code")), Words: f.Get("words"), ReviewOn: f.Date("review_on")}
	if n.Code == "none" {
		n.Code = ""
	}
	return n
}

// PlaceView asks what is not suitable: a group that is looked for by name,
// everything at its place, or a part of town.
type PlaceView struct {
	page.Frame
	Search page.Input
	Form   *page.Form
	What   page.Radios
	Target page.Radios
	Area   page.Input
	Asked  NoteFields
}

func (a *Area) place(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	l, err := a.Exclusions.Of(r.HTTP().Context(), r.Actor(), id)
	if err != nil {
		return nil, err
	}
	f := r.Form()
	f.Drafts = false // it stands nowhere but in its own room
	v := PlaceView{Frame: r.Frame("exclusion.title"), Form: f}
	v.Search = page.Input{Field: page.Field{Name: "find", Label: r.T("exclusion.find")}, Value: r.Query("find")}
	found, err := a.found(r, f, v.Search.Value)
	if err != nil {
		return nil, err
	}
	whats := []string{string(exclusion.Area)}
	if len(found) > 0 {
		whats = []string{string(exclusion.Meeting), string(exclusion.Venue), string(exclusion.Area)}
		v.Target = f.Radios("target", "exclusion.which", found)
	}
	f.Preset("what", whats[0])
	v.What = f.Radios("what", "exclusion.what", r.Choices("exclusion.what.", whats...))
	v.Area = f.Input("area", "exclusion.postcode")
	v.Area.Spellcheck, v.Area.Autocomplete = "false", "off"
	v.Asked = noteFields(r, f)
	v.Back = at(l.Person.ID)
	return placePage.Show(v), nil
}

// found are the groups whose names begin so, and the one that was chosen.
func (a *Area) found(r *page.Request, f *page.Form, find string) (out []page.Choice, err error) {
	var list []meeting.Meeting
	if find != "" {
		p, err := a.Meetings.List(r.HTTP().Context(), r.Actor(), meeting.Query{Search: find})
		if err != nil {
			return nil, err
		}
		list = p.Meetings
	} else if chosen := f.Get("target"); chosen != "" {
		m, err := a.Meetings.Get(r.HTTP().Context(), r.Actor(), chosen)
		if err != nil {
			return nil, err
		}
		list = []meeting.Meeting{m}
	}
	for _, m := range list {
		out = append(out, page.Choice{Value: m.ID, Text: m.Title, Hint: m.Venue})
	}
	return out, nil
}

func (a *Area) savePlace(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	f := r.Form()
	u := exclusion.Unsuitable{ID: r.FormID(), What: exclusion.What(f.Get("what")), Target: f.Get("target"), Note: typedNote(f)}
	switch u.What {
	case exclusion.Area:
		u.Target = f.Get("area")
	case exclusion.Venue:
		if u.Target != "" {
			m, err := a.Meetings.Get(r.HTTP().Context(), r.Actor(), u.Target)
			if err != nil {
				return nil, err
			}
			u.Target = exclusion.PlaceOf(m.Venue, m.Postcode)
		}
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	if err := a.Exclusions.KeepFrom(r.Context(), r.Actor(), id, u); err != nil {
		return nil, err
	}
	return page.See(at(id)).Flash("exclusion.saved"), nil
}

// WhoView asks whom a person must not meet.
type WhoView struct {
	page.Frame
	Form    *page.Form
	Name    page.Input
	Which   page.Radios // once a name was typed that somebody has whom they know
	Account page.Select
	Asked   NoteFields
}

func (a *Area) who(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	l, err := a.Exclusions.Of(r.HTTP().Context(), r.Actor(), id)
	if err != nil {
		return nil, err
	}
	team, err := a.Exclusions.Team(r.HTTP().Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	f := r.Form()
	f.Drafts = false // it stands nowhere but in its own room
	choices := []page.Choice{{Text: r.T("exclusion.no-one")}}
	for _, m := range team {
		choices = append(choices, page.Choice{Value: m.Account, Text: m.Name})
	}
	v := WhoView{Frame: r.Frame("exclusion.title"), Form: f, Name: f.Input("name", "exclusion.name"),
		Account: f.Select("account", "exclusion.account", choices), Asked: noteFields(r, f)}
	v.Name.Hint, v.Name.Autocomplete, v.Name.Spellcheck = r.T("exclusion.name-hint"), "off", "false"
	if v.Which, err = a.which(r, f, l.Person.ID); err != nil {
		return nil, err
	}
	v.Back = at(l.Person.ID)
	return whoPage.Show(v), nil
}

// which asks which one of that name it is, of those whom the reader looks
// after; there is no question where there is none.
func (a *Area) which(r *page.Request, f *page.Form, personID string) (page.Radios, error) {
	name := f.Get("name")
	if name == "" || f.Get("account") != "" {
		return page.Radios{}, nil
	}
	named, err := a.Exclusions.Namesakes(r.HTTP().Context(), r.Actor(), personID, name)
	if err != nil || len(named) == 0 {
		return page.Radios{}, err
	}
	var choices []page.Choice
	for _, p := range named {
		hint := r.T("exclusion.since", "Day", r.Words().Date(civil.DateOf(p.Created)))
		if p.Area != "" {
			hint = p.Area + ", " + hint
		}
		choices = append(choices, page.Choice{Value: p.ID, Text: p.Name, Hint: hint})
	}
	choices = append(choices, page.Choice{Value: exclusion.Anyone, Text: r.T("exclusion.anyone"), Hint: r.T("exclusion.anyone-hint")})
	return f.Radios("record", "exclusion.which_one", choices), nil
}

func (a *Area) saveWho(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	f := r.Form()
	one := exclusion.Apart{ID: r.FormID(), Name: f.Get("name"), Account: f.Get("account"), Record: f.Get("record"), Note: typedNote(f)}
	if err := f.Err(); err != nil {
		return nil, err
	}
	if err := a.Exclusions.KeepApart(r.Context(), r.Actor(), id, one); err != nil {
		return nil, err
	}
	return page.See(at(id)).Flash("exclusion.saved"), nil
}
