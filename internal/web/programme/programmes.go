package programme

import (
	"slices"

	"openmaf/internal/programme/course"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

var (
	programmesPage = page.Declare[ProgrammesView](files, "programmes.html", "template.html")
	programmePage  = page.Declare[ProgrammeView](files, "programme.html", "template.html")
)

// ProgrammesView is the community's own programmes, and those that a copy can
// be taken of.
type ProgrammesView struct {
	page.Frame
	Words   bool // the reader may bring the words of measures
	Own     []page.PageLink
	Shipped []ShippedRow
}

// ShippedRow is one programme that comes with the program.
type ShippedRow struct {
	Template
	Take page.Act
}

// Template is a programme as it is read.
type Template struct {
	Title, Aim, Source, Rule string
	Parts                    []PartRow
	Ticks, Handouts          []string
	Measures                 []string
}

// PartRow is one session of it.
type PartRow struct {
	Title, Length, Purpose       string
	Materials, Tasters, Homework []string
}

func templateOf(r *page.Request, p course.Programme) Template {
	t := Template{Title: p.Title, Aim: p.Aim, Source: p.Source, Ticks: p.Ticks, Handouts: p.Handouts,
		Rule: r.T("coursepages.programme.rule", "Least", p.Least, "All", len(p.Parts))}
	for _, s := range p.Parts {
		row := PartRow{Title: s.Title, Purpose: s.Purpose, Materials: s.Materials, Tasters: s.Tasters, Homework: s.Homework,
			Length: r.T("coursepages.programme.minutes", "Minutes", s.Minutes)}
		if s.Order != course.InTurn {
			row.Length += ", " + r.T("course.order."+string(s.Order))
		}
		t.Parts = append(t.Parts, row)
	}
	for _, m := range p.Measures {
		t.Measures = append(t.Measures, m.Measure+": "+r.T("measurepages.point."+string(m.At)))
	}
	return t
}

func (a *Area) programmes(r *page.Request) (*page.Answer, error) {
	own, err := a.Courses.Programmes(r.HTTP().Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	v := ProgrammesView{Frame: r.Frame("coursepages.programmes.title")}
	for _, p := range own {
		v.Own = append(v.Own, page.PageLink{Text: p.Title, Href: programmesPath + "/" + p.ID,
			Label: r.T("coursepages.programme.version", "Version", p.Version)})
	}
	for _, p := range course.Shipped() {
		row := ShippedRow{Template: templateOf(r, p)}
		taken := slices.ContainsFunc(own, func(o course.Programme) bool { return o.Shipped == p.Shipped })
		if access.May(r.Actor(), access.ProgrammeWrite) {
			row.Take = r.Act("/programmes/take", "coursepages.programmes.take", "key", p.Shipped)
			if taken {
				row.Take = row.Take.Secondary()
			}
		}
		v.Shipped = append(v.Shipped, row)
	}
	v.Back = coursesPath
	v.Words = access.May(r.Actor(), access.ProgrammeWrite)
	return programmesPage.Show(v), nil
}

func (a *Area) take(r *page.Request) (*page.Answer, error) {
	if err := a.Courses.Take(r.Context(), r.Actor(), r.FormID(), r.Form().Get("key")); err != nil {
		return nil, err
	}
	return page.See(programmesPath + "/" + r.FormID()).Flash("coursepages.programmes.taken"), nil
}

// ProgrammeView is one programme of the community.
type ProgrammeView struct {
	page.Frame
	Template
	Version int
	Change  string
}

func (a *Area) programme(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("programme")
	if err != nil {
		return nil, err
	}
	p, err := a.Courses.Programme(r.HTTP().Context(), r.Actor(), id)
	if err != nil {
		return nil, err
	}
	v := ProgrammeView{Frame: r.Frame("coursepages.programmes.title"), Template: templateOf(r, p), Version: p.Version}
	if access.May(r.Actor(), access.ProgrammeWrite) {
		v.Change = r.Path() + "/change"
	}
	v.Back = programmesPath
	return programmePage.Show(v), nil
}
