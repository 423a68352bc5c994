package programme

import (
	"strconv"

	"openmaf/internal/programme/course"
	"openmaf/internal/web/page"
)

var beginPage = page.Declare[BeginView](files, "begin.html")

// BeginView plans a course: a programme, a place, a first day, and who runs it.
type BeginView struct {
	page.Frame
	Form         *page.Form
	Programme    page.Select
	Setting      page.Radios
	Place        page.Input
	Funder       page.Input
	Starts       page.DateInput
	From         page.Input
	Every        page.Input
	Capacity     page.Input
	Facilitators page.Checkboxes
	Shown        page.Checkboxes
	Save         page.Button
	None         bool // there is no programme to run
}

func (a *Area) begin(r *page.Request) (*page.Answer, error) {
	own, err := a.Courses.Programmes(r.HTTP().Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	var which []page.Choice
	for _, p := range own {
		which = append(which, page.Choice{Value: p.ID, Text: p.Title})
	}
	f := r.Form().Preset("every", "7").Preset("capacity", "16").Preset("setting", "community")
	staff, err := a.staff(r)
	if err != nil {
		return nil, err
	}
	v := BeginView{Frame: r.Frame("coursepages.begin.title"), Form: f, None: len(own) == 0,
		Programme:    f.Select("programme", "coursepages.begin.programme", which),
		Setting:      f.Radios("setting", "coursepages.begin.setting", r.Choices("course.setting.", codes(course.Settings)...)),
		Place:        f.Input("place", "coursepages.begin.place"),
		Starts:       f.DateInput("starts", "coursepages.begin.starts"),
		From:         f.Input("from", "coursepages.begin.from"),
		Every:        f.Input("every", "coursepages.begin.every"),
		Capacity:     f.Input("capacity", "coursepages.begin.capacity"),
		Facilitators: f.Checkboxes("facilitators", "coursepages.begin.facilitators", staff),
		Shown:        shownBox(r, f),
		Save:         f.Submit("coursepages.begin.save"),
	}
	v.Place.Hint, v.From.Hint = r.T("coursepages.begin.place-hint"), r.T("coursepages.begin.from-hint")
	if v.Funder, err = a.funder(r, f); err != nil {
		return nil, err
	}
	v.Every.Hint = r.T("coursepages.begin.every-hint")
	narrow(&v.From, &v.Every, &v.Capacity)
	v.Back = coursesPath
	return beginPage.Show(v), nil
}

// funder asks who pays for a course, and offers those who did before.
func (a *Area) funder(r *page.Request, f *page.Form) (page.Input, error) {
	in := f.Input("funder", "coursepages.begin.funder")
	in.Hint, in.Autocomplete = r.T("coursepages.begin.funder-hint"), "off"
	var err error
	in.Offers, err = a.Courses.Funders(r.HTTP().Context(), r.Actor())
	return in, err
}

// narrow makes fields of a few figures.
func narrow(fields ...*page.Input) {
	for _, i := range fields {
		i.Classes, i.Autocomplete = "govuk-input--width-5", "off"
		if i.Name != "from" {
			i.InputMode = "numeric"
		}
	}
}

// staff are the choices of who may run a course.
func (a *Area) staff(r *page.Request) (all []page.Choice, err error) {
	team, err := a.Courses.Staff(r.HTTP().Context(), r.Actor())
	for _, s := range team {
		all = append(all, page.Choice{Value: s.ID, Text: s.Name})
	}
	return all, err
}

func (a *Area) begun(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	b := course.Beginning{ID: r.FormID(), Programme: f.Get("programme"), Setting: course.Setting(f.Get("setting")), Place: f.Get("place"), Funder: f.Get("funder"),
		Starts: f.Date("starts"), Facilitators: f.All("facilitators"), Shown: f.Has("shown", "yes")}
	b.Every, _ = strconv.Atoi(f.Get("every")) // what is no number is out of bounds, which the course tells
	b.Capacity, _ = strconv.Atoi(f.Get("capacity"))
	var ok bool
	if b.From, ok = f.Time("from"); !ok && f.Get("from") == "" {
		f.Problem("from", "coursepages.begin.from-missing")
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	if err := a.Courses.Begin(r.Context(), r.Actor(), b); err != nil {
		return nil, err
	}
	return page.See(coursesPath + "/" + b.ID).Flash("coursepages.begin.saved"), nil
}

func codes[T ~string](all []T) []string {
	out := make([]string, len(all))
	for i, c := range all {
		out[i] = string(c)
	}
	return out
}
