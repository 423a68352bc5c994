package people

import (
	"strconv"

	"openmaf/internal/people/person"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

var changePage = page.Declare[ChangeView](files, "change.html")

// ChangeView is all that we keep of a person, to be put right by their word.
// Nothing but the name has to be there.
type ChangeView struct {
	page.Frame
	Form     *page.Form
	Version  page.ActField
	Now      page.SummaryList // as it stands, where somebody else changed it meanwhile
	Name     page.Input
	Pronouns page.Input
	For      page.Radios
	Area     page.Input

	Phone, Email, When, As, Say page.Input
	Contact                     page.Radios
	Voicemail, Others           page.Checkboxes

	Language    page.Select
	Interpreter page.Checkboxes
	AccessNeeds page.Textarea

	EmergencyName, EmergencyPhone, EmergencyWho page.Input
	Save                                        page.Button
}

func (a *Area) change(r *page.Request) (*page.Answer, error) {
	who, err := a.open(r, access.PersonWrite, "change")
	if err != nil {
		return nil, err
	}
	f := r.Form()
	presetPerson(f, who)
	v := ChangeView{Frame: r.Frame("peoplepages.change.title"), Form: f, Version: version(r, f, who),
		Save: f.Submit("peoplepages.change.save")}
	v.whoTheyAre(r)
	v.howToReach(r)
	if refusedAsChanged(r, f) {
		v.Now = asItStands(r, who)
	}
	v.Back = "/people/" + who.ID
	return changePage.Show(v), nil
}

// whoTheyAre are the fields about the person, and what they need.
func (v *ChangeView) whoTheyAre(r *page.Request) {
	f := v.Form
	v.Name = f.Input("name", "person.field.name")
	v.Pronouns = f.Input("pronouns", "person.field.pronouns")
	v.Area = f.Input("area", "person.field.area")
	v.For = f.Radios("here_for", "person.field.here_for", r.Choices("person.for.", codes(person.Fors)...))
	v.Language = f.Select("language", "person.field.language", r.Choices("person.language.", codes(person.Languages)...))
	v.Interpreter = yesBox(f, "interpreter", "personpages.change.interpreter", "person.field.interpreter")
	v.AccessNeeds = f.Textarea("access_needs", "person.field.access_needs")
	v.AccessNeeds.Rows = 2
	v.EmergencyName = f.Input("emergency_name", "person.field.emergency_name")
	v.EmergencyPhone = f.Input("emergency_phone", "person.field.emergency_phone")
	v.EmergencyPhone.Type = "tel"
	v.EmergencyWho = f.Input("emergency_who", "person.field.emergency_who")
	unprompted(&v.Name, &v.Pronouns, &v.Area, &v.EmergencyName, &v.EmergencyPhone, &v.EmergencyWho)
	strong(&v.AccessNeeds.Field, &v.Language.Field)
}

// howToReach are the fields about how they wish to be reached.
func (v *ChangeView) howToReach(r *page.Request) {
	f := v.Form
	v.Phone = f.Input("phone", "person.field.phone")
	v.Phone.Type = "tel"
	v.Email = f.Input("email", "person.field.email")
	v.Email.Type, v.Email.Capitalize = "email", "none"
	v.Contact = f.Radios("contact", "person.field.contact", r.Choices("person.contact.", codes(person.Hows)...))
	v.When = f.Input("contact_when", "person.field.contact_when")
	v.As = f.Input("contact_as", "person.field.contact_as")
	v.Voicemail = yesBox(f, "voicemail", "peoplepages.chat.voicemail", "person.field.voicemail")
	v.Others = yesBox(f, "others_told", "personpages.change.others", "person.field.others_told")
	v.Say = f.Input("may_say", "person.field.may_say")
	unprompted(&v.Phone, &v.Email, &v.When, &v.As, &v.Say)
}

// yesBox is a question with one box to tick.
func yesBox(f *page.Form, name, legendKey, textKey string) page.Checkboxes {
	return f.Checkboxes(name, legendKey, []page.Choice{{Value: "yes", Text: f.Words.T(textKey)}})
}

// unprompted fields hold what is about somebody else than whoever sits at the
// keyboard: the browser must not offer what was typed for the last person.
func unprompted(inputs ...*page.Input) {
	for _, i := range inputs {
		i.Autocomplete, i.Spellcheck = "off", "false"
		strong(&i.Field)
	}
}

func presetPerson(f *page.Form, p person.Person) {
	for _, field := range []struct{ name, value string }{
		{"name", p.Name}, {"pronouns", p.Pronouns}, {"here_for", string(p.For)}, {"area", p.Area}, {"phone", p.Phone}, {"email", p.Email},
		{"contact", string(p.Contact.How)}, {"contact_when", p.Contact.When}, {"contact_as", p.Contact.As}, {"may_say", p.Contact.Say},
		{"language", string(p.Language)}, {"access_needs", p.AccessNeeds},
		{"emergency_name", p.Emergency.Name}, {"emergency_phone", p.Emergency.Phone}, {"emergency_who", p.Emergency.Who},
	} {
		f.Preset(field.name, field.value)
	}
	for name, ticked := range map[string]bool{"voicemail": p.Contact.Voicemail, "others_told": p.Contact.Others, "interpreter": p.Interpreter} {
		if ticked {
			f.Preset(name, "yes")
		}
	}
}

// version is that of the record which the writer has seen: of the present one,
// unless they began to type over an earlier one. Once they were told that it
// has changed, they have seen the present one.
func version(r *page.Request, f *page.Form, who person.Person) page.ActField {
	seen := f.Get("version")
	if seen == "" || refusedAsChanged(r, f) {
		seen = strconv.Itoa(who.Version)
	}
	return page.ActField{Name: "version", Value: seen}
}

// refusedAsChanged reports whether the form stands here again because of a
// conflict: only then does it have a new id.
func refusedAsChanged(r *page.Request, f *page.Form) bool {
	return r.FormID() != "" && f.ID != r.FormID()
}

func asItStands(r *page.Request, p person.Person) (list page.SummaryList) {
	row := func(field, value string) {
		if value != "" {
			list.Rows = append(list.Rows, page.SummaryRow{Key: r.T("person.field." + field), Value: value})
		}
	}
	row("name", p.Name)
	row("pronouns", p.Pronouns)
	row("here_for", r.T("person.for."+string(p.For)))
	row("area", p.Area)
	row("phone", p.Phone)
	row("email", p.Email)
	row("contact", r.T("person.contact."+string(p.Contact.How)))
	row("contact_when", p.Contact.When)
	row("contact_as", p.Contact.As)
	row("may_say", p.Contact.Say)
	row("language", r.T("person.language."+string(p.Language)))
	row("access_needs", p.AccessNeeds)
	row("emergency", p.Emergency.Name)
	return list
}

func (a *Area) saveChange(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	f := r.Form()
	p := person.Person{ID: id, Area: person.Coarse(f.Get("area")), Version: f.Int("version", 0, 1<<30),
		Pronouns: f.Get("pronouns"), For: person.For(f.Get("here_for")), Email: f.Get("email"),
		Language: person.Language(f.Get("language")), Interpreter: f.Has("interpreter", "yes"),
		Emergency: person.Emergency{Name: f.Get("emergency_name"), Phone: f.Get("emergency_phone"), Who: f.Get("emergency_who")}}
	typedPerson(f, &p)
	p.Contact.Say, p.Contact.Others = f.Get("may_say"), f.Has("others_told", "yes")
	if err := a.People.Change(r.Context(), r.Actor(), p); err != nil {
		return nil, err
	}
	return page.See("/people/" + id).Flash("peoplepages.change.saved"), nil
}
