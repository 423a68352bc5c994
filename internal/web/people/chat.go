package people

import (
	"strconv"

	"openmaf/internal/people/chat"
	"openmaf/internal/people/consent"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

var chatPage = page.Declare[ChatView](files, "chat.html", "asked.html", "chat-parts.html", "danger.html", "ways.html")

// Addresses of this area that its own code leads to.
const (
	newChatPath = "/chats/new"
	under18Path = "/chats/under-18"
)

// ChatView is the form of a chat: ninety seconds with one thumb. Everything but
// the name and the yes to a record may be left empty.
type ChatView struct {
	page.Frame
	Form  *page.Form
	Known string // of somebody who has a record: their first name
	Saved string // page of the person whom this very form made before
	Open  bool   // what is folded up stands open: something in it wants a look

	Record  []Asked // the named record, where there is no yes to it yet
	Sent    Sent
	Under18 page.Checkboxes
	Hat     page.Checkboxes // volunteers or works here: asked before the name

	Name     page.Input
	Which    page.Radios // somebody of such a name is here already
	Area     page.Input
	For      page.Radios
	Free     page.Checkboxes
	Company  page.Radios
	Before   page.Radios
	Worries  Ticks
	Hopes    Ticks
	HelpWith page.Textarea

	Through  Through
	NextStep page.Input
	NextOn   page.DateInput
	Safety   Safety

	Need, Prefer   page.Checkboxes
	AccessNeeds    page.Textarea
	Travel, Online page.Radios

	Phone, When, As page.Input
	Contact         page.Radios
	Voicemail       page.Checkboxes

	Consents, Rarer []Asked

	Setting   page.Select
	Length    page.Radios
	StartedBy page.Radios
	On        page.DateInput
	Decision  page.Radios
	Shift     Within
	Ask       string // a keyworker's, that the chat began from
	Ways      []Way
	Save      page.Button
}

// newChat is the form for somebody who has no record.
func (a *Area) newChat(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	v := ChatView{Frame: r.Frame("peoplepages.chat.title"), Form: f}
	if made := r.FormID(); made != "" {
		f.ID = made // whatever was refused: this form never makes a second person
		if _, err := a.People.Get(r.HTTP().Context(), r.Actor(), made); err == nil {
			v.Saved = "/people/" + made
		}
	}
	if err := a.fill(r, &v); err != nil {
		return nil, err
	}
	v.Record, v.Ways = []Asked{recordOrTally(r, f)}, ways(r)
	v.Under18 = f.Checkboxes("under_18", "peoplepages.chat.under-18.legend", r.Choices("peoplepages.chat.under-18.", "yes"))
	v.Hat = f.Checkboxes("hat", "peoplepages.chat.hat.legend", r.Choices("peoplepages.chat.hat.", "yes"))
	v.Hat.Items[0].Hint = r.T("peoplepages.chat.hat.hint")
	v.Consents = askAll(r, f, consent.Contact, consent.Companion)
	v.Rarer = askAll(r, f, consent.Keyworker, consent.Evaluation)
	var err error
	if v.Which, err = a.whichOne(r, f); err != nil {
		return nil, err
	}
	return chatPage.Show(v), nil
}

// recordOrTally is the first choice of the page, with what a no does.
func recordOrTally(r *page.Request, f *page.Form) Asked {
	asked := ask(r, f, consent.Record)
	no := &asked.Items[1]
	no.Text, no.Hint = r.T("peoplepages.chat.record-no"), r.T("peoplepages.chat.record-no-hint")
	asked.Columns = ""
	return asked
}

// anotherChat is the form for somebody whose record is kept: it asks only for
// what can be new, and for the consents that nobody asked about.
func (a *Area) anotherChat(r *page.Request) (*page.Answer, error) {
	who, err := a.open(r, access.ChatWrite, "chat")
	if err != nil {
		return nil, err
	}
	held, err := a.Consents.Of(r.HTTP().Context(), r.Actor(), who.ID)
	if err != nil {
		return nil, err
	}
	f := r.Form().Preset("area", who.Area)
	v := ChatView{Frame: r.Frame("peoplepages.chat.title"), Form: f, Known: who.FirstName()}
	v.Back = "/people/" + who.ID
	if err := a.fill(r, &v); err != nil {
		return nil, err
	}
	v.Record, v.Consents = openQuestions(r, f, held)
	return chatPage.Show(v), nil
}

// openQuestions are the record itself, where there is no yes to it, and the
// other purposes that were never asked.
func openQuestions(r *page.Request, f *page.Form, held []consent.Consent) (record, others []Asked) {
	answered := map[consent.Purpose]bool{}
	for _, c := range held {
		answered[c.Purpose] = c.Given || c.Purpose != consent.Record
	}
	for _, p := range consent.Purposes {
		switch {
		case answered[p]:
		case p == consent.Record:
			record = askAll(r, f, p)
		default:
			others = append(others, ask(r, f, p))
		}
	}
	return record, others
}

// open reads the person of the address for the action, and notes that their
// record was seen on the page.
func (a *Area) open(r *page.Request, act access.Action, where string) (person.Person, error) {
	id, err := r.ID("person")
	if err != nil {
		return person.Person{}, err
	}
	who, err := a.People.Get(r.HTTP().Context(), r.Actor(), id)
	if err != nil {
		return person.Person{}, err
	}
	if err := access.Allow(r.Actor(), act, who.OwnTo(r.Actor())); err != nil {
		return person.Person{}, err
	}
	if err := who.Still(r.Actor(), act); err != nil {
		return person.Person{}, err
	}
	a.Reads.Saw(r.Actor().Scope, r.Actor().Account, who.ID, where)
	return who, nil
}

// fill makes the fields, beginning with what the account chose last.
func (a *Area) fill(r *page.Request, v *ChatView) error {
	habits, err := a.Chats.Habits(r.HTTP().Context(), r.Actor())
	if err != nil {
		return err
	}
	f := v.Form
	presetHabits(r, f, habits)
	if v.Ask, err = a.presetAsk(r, f); err != nil {
		return err
	}
	presetDay(r, f, "on")
	f.Preset("for", "me").Preset("decision", "try").Preset("travel", "bus").Preset("online", "yes")
	v.Open = f.Restored || r.FormID() != ""
	v.Sent, v.Safety, v.Through = sentHere(r, f), safety(r, f), through(r, f, habits, v.Open)
	v.Shift = withinShift(r, f, habits)
	about(r, v, habits)
	entry(r, v)
	reach(r, v)
	talk(r, v)
	return nil
}

// presetDay fills the three fields of a day with today.
func presetDay(r *page.Request, f *page.Form, name string) {
	today := civil.DateOf(r.Now())
	f.Preset(name+"-day", strconv.Itoa(today.Day)).Preset(name+"-month", strconv.Itoa(int(today.Month))).
		Preset(name+"-year", strconv.Itoa(today.Year))
}

// about are the fields about what the person wants.
func about(r *page.Request, v *ChatView, h chat.Habits) {
	f := v.Form
	v.Area = f.Input("area", "peoplepages.chat.area")
	v.Area.Hint = r.T("peoplepages.chat.area-hint")
	v.Area.Autocomplete, v.Area.Capitalize, v.Area.Spellcheck = "off", "characters", "false"
	v.For = f.Radios("for", "peoplepages.chat.for", r.Choices("peoplepages.chat.for.", "me", "them"))
	v.Free = f.Checkboxes("free", "peoplepages.chat.free", r.Choices("peoplepages.chat.free.", timeCodes()...))
	v.Free.Hint = r.T("peoplepages.chat.free-hint")
	v.Company = f.Radios("companion", "peoplepages.chat.company", r.Choices("chat.companion.", codes(chat.Wanteds)...))
	v.Before = f.Radios("been_before", "peoplepages.chat.before", r.Choices("chat.been_before.", codes(chat.Befores)...))
	v.Worries = ticks(r, f, "worries", "worry", chat.Worries, h, v.Open)
	v.Hopes = ticks(r, f, "hopes", "hope", chat.Hopes, h, v.Open)
	v.HelpWith = f.Textarea("help_with", "peoplepages.chat.help-with")
	v.HelpWith.Hint, v.HelpWith.Rows, v.HelpWith.Capitalize = r.T("peoplepages.chat.help-with-hint"), 3, "sentences"
}

// smallTicks keep a long list short; the labels are still wide to touch.
const smallTicks = "govuk-checkboxes--small"

// entry are the fields about what gets somebody through a door.
func entry(r *page.Request, v *ChatView) {
	f := v.Form
	v.Need = f.Checkboxes("need", "peoplepages.chat.need", r.Choices("option.facet.", codes(needs)...))
	v.Prefer = f.Checkboxes("prefer", "peoplepages.chat.prefer", r.Choices("option.facet.", codes(wants)...))
	v.AccessNeeds = f.Textarea("access_needs", "person.field.access_needs")
	v.AccessNeeds.Rows, v.AccessNeeds.Capitalize = 2, "sentences"
	v.Travel = f.Radios("travel", "peoplepages.chat.travel", r.Choices("peoplepages.chat.travel.", "walk", "bus", "car"))
	v.Online = f.Radios("online", "peoplepages.chat.online", r.Choices("peoplepages.chat.online.", "yes", "no", "only"))
}

// reach are the fields about who the person is and how they are reached.
func reach(r *page.Request, v *ChatView) {
	f := v.Form
	v.Name = f.Input("name", "person.field.name")
	v.Name.Hint = r.T("peoplepages.chat.name-hint")
	v.Name.Autocomplete, v.Name.Spellcheck, v.Name.Capitalize = "off", "false", "words"
	v.Phone = f.Input("phone", "person.field.phone")
	v.Phone.Type, v.Phone.InputMode, v.Phone.Autocomplete = "tel", "tel", "off"
	v.Contact = f.Radios("contact", "person.field.contact", r.Choices("person.contact.", codes([]person.How{person.InPerson, person.Call, person.Text})...))
	v.Voicemail = f.Checkboxes("voicemail", "peoplepages.chat.voicemail", []page.Choice{{Value: "yes", Text: r.T("person.field.voicemail")}})
	v.When = f.Input("contact_when", "person.field.contact_when")
	v.As = f.Input("contact_as", "person.field.contact_as")
}

// talk are the fields about the chat itself.
func talk(r *page.Request, v *ChatView) {
	f := v.Form
	v.Setting = f.Select("setting", "peoplepages.chat.setting", r.Choices("chat.setting.", codes(chat.Settings)...))
	v.Length = f.Radios("length", "peoplepages.chat.length", r.Choices("chat.length.", codes(chat.Lengths)...))
	v.StartedBy = f.Radios("started_by", "peoplepages.chat.started-by", r.Choices("chat.started_by.", codes(chat.Starters)...))
	v.On = f.DateInput("on", "peoplepages.chat.on")
	v.NextStep = f.Input("next_step", "peoplepages.chat.next-step")
	v.NextStep.Capitalize = "sentences"
	v.NextOn = f.DateInput("next", "peoplepages.chat.next-on")
	v.Decision = f.Radios("decision", "peoplepages.chat.decision", r.Choices("chat.decision.", codes(chat.Decisions)...))
	v.Save = f.Submit("peoplepages.chat.save")
	strong(&v.Name.Field, &v.Area.Field, &v.HelpWith.Field, &v.AccessNeeds.Field, &v.Phone.Field, &v.When.Field,
		&v.As.Field, &v.Setting.Field, &v.NextStep.Field)
}

// strong gives questions the weight that those with ticks have.
func strong(fields ...*page.Field) {
	for _, f := range fields {
		f.LabelClasses = "govuk-label--s"
	}
}

// codes are a list's values as a form has them.
func codes[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, one := range list {
		out[i] = string(one)
	}
	return out
}

// worded are the messages prefix + code, in one line.
func worded[T ~string](w *locale.Words, prefix string, list []T) (line string) {
	for i, one := range list {
		if i > 0 {
			line += ", "
		}
		line += w.T(prefix + string(one))
	}
	return line
}
