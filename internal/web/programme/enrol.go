package programme

import (
	"net/url"
	"slices"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/ident"
	"openmaf/internal/platform/locale"
	"openmaf/internal/programme/course"
	"openmaf/internal/web/page"
)

var enrolPage = page.Declare[EnrolView](files, "enrol.html")

// EnrolView puts somebody on a course: one who is known already, found by name,
// or somebody new who needs no more than a first name.
type EnrolView struct {
	page.Frame
	Places    string
	Find      page.Input
	Sought    bool
	Found     []page.PageLink
	Person    string // who was found
	Who       string
	Form      *page.Form
	Name      page.Input
	Words     string // what is read out before a record is kept
	Version   string
	Coerced   bool
	Agreed    page.Checkboxes
	Source    page.Radios
	Session   string
	Ask       string
	Save      page.Button
	NotNeeded string // the register, where whoever wants no record is a head
	Own       *ReadOut
	Others    []ReadOut // for somebody new, in what the community offers
}

// ReadOut is what is read out to somebody in their own language.
type ReadOut struct{ Name, Lang, Dir, Words, Told string }

// readOut is that in the language; nil where it is the reader's, too.
func readOut(r *page.Request, code string) *ReadOut {
	w := r.Beside(code)
	if w == nil {
		return nil
	}
	l, _ := locale.LanguageOf(code) // one that is offered is prepared
	return &ReadOut{l.Name, w.Lang(), w.Dir(), w.T("consent.words.record"), w.T("coursesheet.prison")}
}

// mostFound is how many of those whose name was sought are shown.
const mostFound = 8

func (a *Area) enrol(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("course")
	if err != nil {
		return nil, err
	}
	c, err := a.Courses.At(r.HTTP().Context(), r.Actor(), id)
	if err != nil {
		return nil, err
	}
	wording := consent.WordingOf(r.Words(), consent.Record)
	f := r.Form().Preset("source", sourceOf(r))
	v := EnrolView{Frame: r.Frame("coursepages.enrol.title"), Form: f, Places: places(r, c),
		Name: f.Input("name", "coursepages.enrol.name"), Words: wording.Words, Version: wording.Version, Coerced: c.Setting == course.Prison,
		Agreed:  f.Checkboxes("agreed", "coursepages.enrol.agreed", r.Choices("coursepages.enrol.agreed.", agreeing(c)...)),
		Source:  f.Radios("source", "coursepages.enrol.source", r.Choices("course.source.", codes(course.Sources)...)),
		Session: idOr(f.Get("session"), r.Query("session")), Ask: idOr(f.Get("ask"), r.Query("ask")), Save: f.Submit("coursepages.enrol.save"),
	}
	v.Name.Hint, v.Name.Autocomplete, v.Name.Spellcheck, v.Name.Capitalize = r.T("coursepages.enrol.name-hint"), "off", "false", "words"
	v.Find = page.Input{Value: r.Query("find"), Autocomplete: "off", Spellcheck: "false",
		Field: page.Field{Name: "find", Label: r.T("coursepages.enrol.find"), Hint: r.T("coursepages.enrol.find-hint")}}
	v.Back = coursesPath + "/" + id
	if v.Session != "" {
		v.Back = "/sessions/" + v.Session + "/register"
		v.NotNeeded = v.Back
	}
	if err := v.find(r, a.People); err != nil {
		return nil, err
	}
	if err := v.chosen(r, a.People, idOr(f.Get("person"), r.Query("person"))); err != nil {
		return nil, err
	}
	for _, l := range r.Offered() {
		if said := readOut(r, l.Code); said != nil {
			v.Others = append(v.Others, *said)
		}
	}
	if v.Person != "" { // a record is kept already
		v.Agreed.Items = slices.DeleteFunc(v.Agreed.Items, func(i page.Choice) bool { return i.Value == "yes" })
	}
	return enrolPage.Show(v), nil
}

// sourceOf is how somebody came whom a keyworker asked us to meet.
func sourceOf(r *page.Request) string {
	if r.Query("ask") != "" {
		return "keyworker"
	}
	return ""
}

// agreeing are the yeses that are needed: behind a gate they are told first
// what will be reported.
func agreeing(c course.Course) []string {
	if c.Setting == course.Prison {
		return []string{"told", "yes"}
	}
	return []string{"yes"}
}

func idOr(a, b string) string {
	for _, id := range []string{a, b} {
		if ident.Valid(id) {
			return id
		}
	}
	return ""
}

// chosen is somebody who was found: nothing is asked but how they came.
func (v *EnrolView) chosen(r *page.Request, people *person.Store, id string) error {
	if id == "" {
		return nil
	}
	p, err := people.Get(r.HTTP().Context(), r.Actor(), id)
	v.Person, v.Who, v.Own = p.ID, course.Short(p.Name), readOut(r, string(p.Language))
	return err
}

// find looks for people whom the reader reaches.
func (v *EnrolView) find(r *page.Request, people *person.Store) error {
	if v.Find.Value == "" {
		return nil
	}
	v.Sought = true
	list, err := people.List(r.HTTP().Context(), r.Actor(), person.Query{Find: v.Find.Value})
	if err != nil {
		return err
	}
	for i, p := range list.People {
		if i == mostFound {
			break
		}
		q := url.Values{"person": {p.ID}}
		for name, id := range map[string]string{"session": v.Session, "ask": v.Ask} {
			if id != "" {
				q.Set(name, id)
			}
		}
		v.Found = append(v.Found, page.PageLink{Text: p.Name, Href: r.Path() + "?" + q.Encode()})
	}
	return nil
}

func (a *Area) enrolled(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("course")
	if err != nil {
		return nil, err
	}
	f := r.Form()
	in := course.Enrolling{ID: r.FormID(), Course: id, Person: idOr(f.Get("person"), ""), Source: course.Source(f.Get("source")),
		Ask: idOr(f.Get("ask"), ""), Here: idOr(f.Get("session"), ""), Coerced: f.Has("agreed", "told")}
	if in.Person == "" {
		if err := newcomer(f, &in); err != nil {
			return nil, err
		}
	}
	if err := a.Courses.Enrol(r.Context(), r.Actor(), r.Words(), in); err != nil {
		return nil, err
	}
	if in.Here != "" {
		return page.See("/sessions/" + in.Here + "/register").Flash("coursepages.enrol.saved"), nil
	}
	if in.Ask != "" { // one line may go back to whoever asked
		return page.See("/asks/" + in.Ask).Flash("coursepages.enrol.saved"), nil
	}
	return page.See(coursesPath + "/" + id).Flash("coursepages.enrol.saved"), nil
}

// newcomer reads what the form says of somebody new.
func newcomer(f *page.Form, in *course.Enrolling) error {
	f.Require("name", "person.name.empty")
	f.Require("source", "course.enrol.source")
	if !f.Has("agreed", "yes") {
		f.Problem("agreed", "course.enrol.agreed")
	}
	in.New = person.Person{ID: in.ID, Name: f.Get("name")}
	in.Agreed = []consent.Answer{{Purpose: consent.Record, Given: f.Has("agreed", "yes"), Version: f.Get("version")}}
	return f.Err()
}
