package programme

import (
	"strconv"

	"openmaf/internal/programme/course"
	"openmaf/internal/web/page"
)

var (
	changePage = page.Declare[ChangeView](files, "change.html")
	movePage   = page.Declare[MoveView](files, "move.html")
)

// ChangeView changes what can be changed of a course that is planned.
type ChangeView struct {
	page.Frame
	Heading      string
	Form         *page.Form
	Place        page.Input
	Funder       page.Input
	Capacity     page.Input
	Facilitators page.Checkboxes
	Shown        page.Checkboxes
	Save         page.Button
}

func (a *Area) changeCourse(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("course")
	if err != nil {
		return nil, err
	}
	c, team, err := a.Courses.Team(r.HTTP().Context(), r.Actor(), id)
	if err != nil {
		return nil, err
	}
	staff, err := a.staff(r)
	if err != nil {
		return nil, err
	}
	run := make([]string, len(team))
	for i, s := range team {
		run[i] = s.ID
	}
	f := r.Form().Preset("shown", shownAs(c)...).Preset("place", c.Place).Preset("funder", c.Funder).Preset("capacity", strconv.Itoa(c.Capacity)).Preset("facilitators", run...)
	v := ChangeView{Frame: r.Frame("coursepages.begin.title"), Heading: c.Title, Form: f,
		Place:        f.Input("place", "coursepages.begin.place"),
		Capacity:     f.Input("capacity", "coursepages.begin.capacity"),
		Facilitators: f.Checkboxes("facilitators", "coursepages.begin.facilitators", staff),
		Save:         f.Submit("coursepages.change.save"),
	}
	if c.Setting != course.Prison {
		v.Shown = shownBox(r, f)
	}
	if v.Funder, err = a.funder(r, f); err != nil {
		return nil, err
	}
	v.Capacity.Hint = r.T("coursepages.change.capacity-hint")
	narrow(&v.Capacity)
	v.Back = coursesPath + "/" + id
	return changePage.Show(v), nil
}

// shownBox asks whether strangers may read of the course.
func shownBox(r *page.Request, f *page.Form) page.Checkboxes {
	box := f.Checkboxes("shown", "coursepages.shown", r.Choices("coursepages.shown.", "yes"))
	box.Hint = r.T("coursepages.shown-hint")
	return box
}

func shownAs(c course.Course) []string {
	if c.Shown {
		return []string{"yes"}
	}
	return nil
}

func (a *Area) courseChanged(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("course")
	if err != nil {
		return nil, err
	}
	f := r.Form()
	d := course.Details{Place: f.Get("place"), Funder: f.Get("funder"), Facilitators: f.All("facilitators"), Shown: f.Has("shown", "yes")}
	d.Capacity, _ = strconv.Atoi(f.Get("capacity")) // what is no number is out of bounds, which the course tells
	if err := a.Courses.ChangeCourse(r.Context(), r.Actor(), id, d); err != nil {
		return nil, err
	}
	return page.See(coursesPath + "/" + id).Flash("coursepages.change.saved"), nil
}

// MoveView moves one session to another day or hour.
type MoveView struct {
	page.Frame
	Heading, When string
	Form          *page.Form
	On            page.DateInput
	From          page.Input
	Save          page.Button
}

func (a *Area) move(r *page.Request) (*page.Answer, error) {
	e, err := a.evening(r)
	if err != nil {
		return nil, err
	}
	on := e.Session.On
	f := r.Form().Preset("from", r.Words().Time(e.Session.From)).Preset("on-day", strconv.Itoa(on.Day)).
		Preset("on-month", strconv.Itoa(int(on.Month))).Preset("on-year", strconv.Itoa(on.Year))
	v := MoveView{Frame: r.Frame("coursepages.course.title"), Heading: e.Part.Title, When: whenOf(r, e.Session), Form: f,
		On: f.DateInput("on", "coursepages.move.on"), From: f.Input("from", "coursepages.begin.from"), Save: f.Submit("coursepages.move.save")}
	narrow(&v.From)
	v.Back = coursesPath + "/" + e.Course.ID
	return movePage.Show(v), nil
}

// evening reads the session that the address names.
func (a *Area) evening(r *page.Request) (e course.Evening, err error) {
	id, err := r.ID("session")
	if err != nil {
		return e, err
	}
	return a.Courses.Evening(r.HTTP().Context(), r.Actor(), id)
}

func (a *Area) moved(r *page.Request) (*page.Answer, error) {
	e, err := a.evening(r)
	if err != nil {
		return nil, err
	}
	f := r.Form()
	to := course.Moving{On: f.Date("on")}
	var ok bool
	if to.From, ok = f.Time("from"); !ok && f.Get("from") == "" {
		f.Problem("from", "coursepages.begin.from-missing")
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	if err := a.Courses.MoveSession(r.Context(), r.Actor(), e.Session.ID, to); err != nil {
		return nil, err
	}
	return page.See(coursesPath + "/" + e.Course.ID).Flash("coursepages.move.saved"), nil
}
