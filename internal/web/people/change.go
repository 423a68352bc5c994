package people

import (
	"strconv"

	"openmaf/internal/people/person"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

var changePage = page.Declare[ChangeView](files, "change.html")

// ChangeView is what we keep of a person, to be changed.
type ChangeView struct {
	page.Frame
	Form            *page.Form
	Version         page.ActField
	Now             page.SummaryList // as it stands, where somebody else changed it meanwhile
	Name, Area      page.Input
	Phone, When, As page.Input
	Contact         page.Radios
	Voicemail       page.Checkboxes
	AccessNeeds     page.Textarea
	Save            page.Button
}

func (a *Area) change(r *page.Request) (*page.Answer, error) {
	who, err := a.open(r, access.PersonWrite, "change")
	if err != nil {
		return nil, err
	}
	f := r.Form()
	f.Preset("name", who.Name).Preset("area", who.Area).Preset("phone", who.Phone).
		Preset("contact", string(who.Contact.How)).Preset("contact_when", who.Contact.When).
		Preset("contact_as", who.Contact.As).Preset("access_needs", who.AccessNeeds)
	if who.Contact.Voicemail {
		f.Preset("voicemail", "yes")
	}
	fields := ChatView{Form: f}
	reach(r, &fields)
	entry(r, &fields)
	v := ChangeView{Frame: r.Frame("peoplepages.change.title"), Form: f, Version: version(r, f, who),
		Name: fields.Name, Phone: fields.Phone, When: fields.When, As: fields.As, Contact: fields.Contact,
		Voicemail: fields.Voicemail, AccessNeeds: fields.AccessNeeds,
		Area: f.Input("area", "person.field.area"), Save: f.Submit("peoplepages.change.save")}
	strong(&v.Name.Field, &v.Area.Field, &v.AccessNeeds.Field, &v.Phone.Field, &v.When.Field, &v.As.Field)
	if refusedAsChanged(r, f) {
		v.Now = asItStands(r, who)
	}
	v.Back = "/people/" + who.ID
	return changePage.Show(v), nil
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
	row := func(key, value string) {
		if value != "" {
			list.Rows = append(list.Rows, page.SummaryRow{Key: r.T(key), Value: value})
		}
	}
	row("person.field.name", p.Name)
	row("person.field.area", p.Area)
	row("person.field.phone", p.Phone)
	row("person.field.contact", r.T("person.contact."+string(p.Contact.How)))
	row("person.field.contact_when", p.Contact.When)
	row("person.field.contact_as", p.Contact.As)
	row("person.field.access_needs", p.AccessNeeds)
	return list
}

func (a *Area) saveChange(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	f := r.Form()
	p := person.Person{ID: id, Area: f.Get("area"), Version: f.Int("version", 0, 1<<30)}
	typedPerson(f, &p)
	p.Area = person.Coarse(p.Area)
	if err := a.People.Change(r.Context(), r.Actor(), p); err != nil {
		return nil, err
	}
	return page.See("/people/" + id).Flash("peoplepages.change.saved"), nil
}
