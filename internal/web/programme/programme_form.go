package programme

import (
	"cmp"
	"strconv"
	"strings"

	"openmaf/internal/programme/asking"
	"openmaf/internal/programme/course"
	"openmaf/internal/web/page"
)

var programmeFormPage = page.Declare[ProgrammeFormView](files, "programme-form.html")

// ProgrammeFormView changes a programme: what it says, and each of its sessions.
// Lists have one thing on a line. A session without a name is left out, and one
// empty one stands at the end to be filled.
type ProgrammeFormView struct {
	page.Frame
	Heading  string
	Form     *page.Form
	Version  int
	Title    page.Input
	Aim      page.Textarea
	Least    page.Input
	Ticks    page.Textarea
	Handouts page.Textarea
	Measures page.Textarea
	Parts    []PartForm
	Save     page.Button
}

// PartForm is one session in the form.
type PartForm struct {
	Heading                      string
	Title, Minutes               page.Input
	Order                        page.Select
	Purpose                      page.Textarea
	Tasters, Homework, Materials page.Textarea
}

func joined(lines []string) string { return strings.Join(lines, "\n") }

func (a *Area) changeProgramme(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("programme")
	if err != nil {
		return nil, err
	}
	p, err := a.Courses.Programme(r.HTTP().Context(), r.Actor(), id)
	if err != nil {
		return nil, err
	}
	f := presetProgramme(r.Form(), p)
	v := programmeForm(r, f, len(p.Parts)+1)
	v.Heading, v.Version = r.T("coursepages.programme.change"), p.Version
	if n, err := strconv.Atoi(f.Get("version")); err == nil && r.FormID() != "" && n != p.Version {
		v.Version = n // what was typed belongs to the version that it was typed into
	}
	v.Back = programmesPath + "/" + id
	return programmeFormPage.Show(v), nil
}

// programmeForm is the form with so many sessions.
func programmeForm(r *page.Request, f *page.Form, parts int) ProgrammeFormView {
	v := ProgrammeFormView{Frame: r.Frame("coursepages.programmes.title"), Form: f,
		Title: f.Input("title", "coursepages.programme.title"), Aim: f.Textarea("aim", "coursepages.programme.aim"),
		Least: f.Input("least", "coursepages.programme.least"), Ticks: f.Textarea("ticks", "coursepages.programme.ticks"),
		Handouts: f.Textarea("handouts", "coursepages.programme.handouts"), Measures: f.Textarea("measures", "coursepages.programme.measures"),
		Save: f.Submit("coursepages.programme.save"),
	}
	v.Ticks.Hint, v.Handouts.Hint = r.T("coursepages.programme.lines"), r.T("coursepages.programme.lines")
	v.Measures.Hint = r.T("coursepages.programme.measures-hint")
	narrow(&v.Least)
	for i := range parts {
		v.Parts = append(v.Parts, partForm(r, f, i))
	}
	return v
}

// firstParts is how many empty sessions a new programme is begun with: as many
// as most have. One more stands at the end whenever it is changed.
const firstParts = 6

// newProgramme is the same form with nothing in it.
func (a *Area) newProgramme(r *page.Request) (*page.Answer, error) {
	v := programmeForm(r, r.Form(), firstParts)
	v.Heading, v.Save.Text = r.T("coursepages.programme.new"), r.T("coursepages.programme.new-save")
	v.Back = programmesPath
	return programmeFormPage.Show(v), nil
}

func (a *Area) programmeAdded(r *page.Request) (*page.Answer, error) {
	p := typedProgramme(r.Form())
	p.ID = r.FormID()
	if err := a.Courses.Add(r.Context(), r.Actor(), p); err != nil {
		return nil, err
	}
	return page.See(programmesPath + "/" + p.ID).Flash("coursepages.programme.added"), nil
}

func presetProgramme(f *page.Form, p course.Programme) *page.Form {
	var measures []string
	for _, m := range p.Measures {
		measures = append(measures, m.Measure+" "+string(m.At))
	}
	f.Preset("title", p.Title).Preset("aim", p.Aim).Preset("least", strconv.Itoa(p.Least)).Preset("ticks", joined(p.Ticks)).
		Preset("handouts", joined(p.Handouts)).Preset("measures", joined(measures))
	for i, s := range p.Parts {
		at := "-" + strconv.Itoa(i)
		f.Preset("title"+at, s.Title).Preset("minutes"+at, strconv.Itoa(s.Minutes)).Preset("order"+at, string(s.Order)).Preset("purpose"+at, s.Purpose).
			Preset("tasters"+at, joined(s.Tasters)).Preset("homework"+at, joined(s.Homework)).Preset("materials"+at, joined(s.Materials))
	}
	return f
}

func partForm(r *page.Request, f *page.Form, i int) PartForm {
	at := "-" + strconv.Itoa(i)
	p := PartForm{Heading: r.T("coursepages.programme.session", "Number", i+1), Title: f.Input("title"+at, "coursepages.programme.title"),
		Minutes: f.Input("minutes"+at, "coursepages.programme.length"), Purpose: f.Textarea("purpose"+at, "coursepages.programme.purpose"),
		Order:    f.Select("order"+at, "coursepages.programme.order", r.Choices("course.order.", codes(course.Orders)...)),
		Tasters:  f.Textarea("tasters"+at, "coursepages.programme.tasters"),
		Homework: f.Textarea("homework"+at, "coursepages.programme.homework"), Materials: f.Textarea("materials"+at, "coursepages.programme.materials")}
	narrow(&p.Minutes)
	for _, t := range []*page.Textarea{&p.Purpose, &p.Tasters, &p.Homework, &p.Materials} {
		t.Rows = 3
	}
	return p
}

func (a *Area) programmeChanged(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("programme")
	if err != nil {
		return nil, err
	}
	p := typedProgramme(r.Form())
	p.ID = id
	if err := a.Courses.Change(r.Context(), r.Actor(), p); err != nil {
		return nil, err
	}
	return page.See(programmesPath + "/" + id).Flash("coursepages.programme.saved"), nil
}

// typedProgramme is what the form says of one.
func typedProgramme(f *page.Form) (p course.Programme) {
	p = course.Programme{Title: f.Get("title"), Aim: f.Get("aim"), Ticks: linesOf(f, "ticks"), Handouts: linesOf(f, "handouts")}
	p.Version, _ = strconv.Atoi(f.Get("version")) // anything else is a version that is not there
	p.Least, _ = strconv.Atoi(f.Get("least"))     // likewise a rule that cannot be
	for _, line := range linesOf(f, "measures") {
		measure, at, _ := strings.Cut(strings.TrimSpace(line), " ")
		if measure != "" {
			p.Measures = append(p.Measures, asking.TimePoint{Measure: measure, At: asking.PointOf(strings.TrimSpace(at))})
		}
	}
	for i := 0; f.All("title-"+strconv.Itoa(i)) != nil; i++ {
		p.Parts = append(p.Parts, typedPart(f, i))
	}
	return p
}

func typedPart(f *page.Form, i int) course.Part {
	at := "-" + strconv.Itoa(i)
	minutes, _ := strconv.Atoi(cmp.Or(f.Get("minutes"+at), "90")) // what is no number is out of bounds, which the programme tells
	return course.Part{Title: f.Get("title" + at), Minutes: minutes, Order: course.Order(f.Get("order" + at)), Purpose: f.Get("purpose" + at),
		Tasters: linesOf(f, "tasters"+at), Homework: linesOf(f, "homework"+at), Materials: linesOf(f, "materials"+at)}
}

func linesOf(f *page.Form, name string) []string { return strings.Split(f.Get(name), "\n") }
