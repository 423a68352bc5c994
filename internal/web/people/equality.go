package people

import (
	"openmaf/internal/people/person"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

var equalityPage = page.Declare[EqualityView](files, "equality.html")

// EqualityView asks three questions so that we can see whom we miss, each of
// which can be left out.
type EqualityView struct {
	page.Frame
	Form                *page.Form
	Sex, Age, Ethnicity page.Radios
	Save                page.Button
}

func (a *Area) equality(r *page.Request) (*page.Answer, error) {
	who, err := a.open(r, access.PersonWrite, "equality")
	if err != nil {
		return nil, err
	}
	said, err := a.People.Said(r.HTTP().Context(), r.Actor(), who.ID)
	if err != nil {
		return nil, err
	}
	f := r.Form().Preset("sex", said.Sex).Preset("age", said.Age).Preset("ethnicity", said.Ethnicity)
	ask := func(about string, answers []string) page.Radios {
		choices := append(r.Choices("cohort.r.group."+about+".", answers...), page.Choice{Value: "", Text: r.T("equality.rather-not")})
		return f.Radios(about, "cohort.r.about."+about, choices)
	}
	v := EqualityView{Frame: r.Frame("equality.title"), Form: f, Sex: ask("sex", person.Sexes), Age: ask("age", person.Ages),
		Ethnicity: ask("ethnicity", person.Ethnicities), Save: f.Submit("equality.save")}
	v.Back = "/people/" + who.ID
	return equalityPage.Show(v), nil
}

func (a *Area) saveEquality(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	f := r.Form()
	said := person.Of{Sex: f.Get("sex"), Age: f.Get("age"), Ethnicity: f.Get("ethnicity")}
	if err := a.People.Say(r.Context(), r.Actor(), id, said); err != nil {
		return nil, err
	}
	return page.See("/people/" + id).Flash("equality.saved"), nil
}

// saidOf is what they said of themselves, for their copy.
func saidOf(w *locale.Words, said person.Of) (out []Line) {
	for _, q := range []struct{ about, answer string }{{"sex", said.Sex}, {"age", said.Age}, {"ethnicity", said.Ethnicity}} {
		if q.answer != "" {
			out = append(out, Line{w.T("ownview.field.equality"), w.T("cohort.r.group." + q.about + "." + q.answer)})
		}
	}
	return out
}
