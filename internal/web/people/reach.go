package people

import (
	"strings"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/person"
	"openmaf/internal/web/page"
)

// Reach is how the person wishes to be reached. Number and address are shown
// only where there is a yes to getting in touch.
type Reach struct {
	How        string
	Phone      string // as it is written
	Dial       string // as it is dialled
	Email      string
	Voicemail  string
	Others     string // whether whoever answers may be told anything
	Say        string // what may be said
	When, As   string
	NoContact  bool // there is no yes: ask when they are next in
	NeverAsked bool
}

// EmergencyView is whom to ring if something happens.
type EmergencyView struct{ Name, Who, Phone, Dial string }

func emergencyOf(p person.Person) *EmergencyView {
	if p.Emergency.Name == "" {
		return nil
	}
	return &EmergencyView{Name: p.Emergency.Name, Who: p.Emergency.Who, Phone: p.Emergency.Phone, Dial: dial(p.Emergency.Phone)}
}

func reachOf(r *page.Request, p person.Person, held []consent.Consent) Reach {
	v := Reach{When: p.Contact.When, As: p.Contact.As, NoContact: true, NeverAsked: true}
	for _, c := range held {
		if c.Purpose == consent.Contact {
			v.NoContact, v.NeverAsked = !c.Given, false
		}
	}
	if v.NoContact {
		return v
	}
	v.How, v.Email = r.T("person.contact."+string(p.Contact.How)), p.Email
	if v.Phone = p.Phone; p.Phone == "" {
		return v
	}
	v.Dial, v.Say = dial(p.Phone), p.Contact.Say
	v.Voicemail = r.T("peoplepages.person.no-voicemail")
	if p.Contact.Voicemail {
		v.Voicemail = r.T("person.field.voicemail")
	}
	v.Others = r.T("personpages.person.others-no")
	if p.Contact.Others {
		v.Others = r.T("personpages.person.others-yes")
	}
	return v
}

// aboutThem is the quiet line under the name.
func aboutThem(r *page.Request, p person.Person) string {
	var parts []string
	if p.Pronouns != "" {
		parts = append(parts, p.Pronouns)
	}
	if p.For == person.ForSomebody {
		parts = append(parts, r.T("personpages.person.for-somebody"))
	}
	return strings.Join(parts, " · ")
}

// speaks says which language they like to read, unless it is the one that most
// do, and that they would like an interpreter.
func speaks(r *page.Request, p person.Person) string {
	var parts []string
	if p.Language != person.English {
		parts = append(parts, r.T("personpages.person.reads", "Language", r.T("person.language."+string(p.Language))))
	}
	if p.Interpreter {
		parts = append(parts, r.T("personpages.person.interpreter"))
	}
	return strings.Join(parts, ". ")
}
