package shift

import (
	"openmaf/internal/people/shift"
	"openmaf/internal/platform/civil"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

var weekPage = page.Declare[WeekView](files, "week.html")

// WeekView is who is where: now, and on each day of one week.
type WeekView struct {
	page.Frame
	Now     []Line
	On      string   // where the reader is
	Stop    page.Act // they leave
	Here    []page.Act
	Monday  civil.Date
	Days    []Day
	Earlier page.PageLink
	Later   page.PageLink
	Copy    page.Act

	Form        *page.Form // plans a shift
	Week        string     // of the form
	Who         page.Select
	Place       page.Select
	OnDay       page.Select
	From, Until page.Input
	Save        page.Button
}

// Line is one shift, with what can be done about it.
type Line struct {
	Text, Quiet string
	Do          page.Act
}

// Day is the shifts of one day.
type Day struct {
	On    civil.Date
	Lines []Line
}

func (a *Area) week(r *page.Request) (*page.Answer, error) {
	w, err := a.shifts.Week(r.HTTP().Context(), r.Actor(), mondayOf(r))
	if err != nil {
		return nil, err
	}
	v := WeekView{Frame: r.Frame("shiftpages.week.title"), Monday: w.Monday, Now: nowLines(r, w.Now), Days: days(r, w),
		Earlier: page.PageLink{Text: r.T("shiftpages.week.earlier"), Href: weekPath + "?week=" + w.Monday.AddDays(-7).String()},
		Later:   page.PageLink{Text: r.T("shiftpages.week.later"), Href: weekPath + "?week=" + w.Monday.AddDays(7).String()}}
	if w.On {
		v.On = r.T("shiftpages.here.on", "Place", w.Mine.Place.Name)
		v.Stop = r.Act("/shifts/"+w.Mine.ID+"/stop", "shiftpages.stop")
	}
	for _, p := range w.Places {
		if w.On && w.Mine.Place.ID == p.ID {
			continue
		}
		act := r.Act("/shifts/here", "shiftpages.here.heading", "place", p.ID)
		act.Button.Text = placeName(p)
		v.Here = append(v.Here, act.Secondary())
	}
	if len(w.Shifts) > 0 {
		v.Copy = r.Act("/shifts/copy", "shiftpages.week.copy", "monday", w.Monday.String(), "week", w.Monday.AddDays(7).String()).Secondary()
	}
	planForm(r, &v, w)
	return weekPage.Show(v), nil
}

// mondayOf is the Monday of the week that is asked for, of this week otherwise.
func mondayOf(r *page.Request) civil.Date {
	asked := r.Query("week")
	if f := r.Form(); asked == "" && r.FormID() != "" {
		asked = f.Get("week")
	}
	day, err := civil.ParseDate(asked)
	if err != nil {
		day = civil.DateOf(r.Now())
	}
	return shift.Monday(day)
}

func nowLines(r *page.Request, now []shift.Shift) (lines []Line) {
	for _, s := range now {
		l := Line{Text: r.T("shiftpages.now.expected", "Name", s.Name, "Place", placeName(s.Place)), Quiet: times(r, s)}
		if s.Runs(r.Now()) {
			l.Text = r.T("shiftpages.now.here", "Name", s.Name, "Place", placeName(s.Place))
			l.Quiet = r.T("shiftpages.now.since", "Time", r.Words().Time(wall(s)))
		}
		lines = append(lines, l)
	}
	return lines
}

// wall is the time of day at which the shift began.
func wall(s shift.Shift) civil.TimeOfDay {
	at := s.Started.In(civil.London)
	return civil.TimeOfDay(at.Hour()*60 + at.Minute())
}

func times(r *page.Request, s shift.Shift) string {
	if !s.Planned {
		return r.T("shiftpages.now.since", "Time", r.Words().Time(wall(s)))
	}
	return r.T("shiftpages.now.times", "From", r.Words().Time(s.From), "Until", r.Words().Time(s.Until))
}

// days are the seven of the week, also those without a shift.
func days(r *page.Request, w shift.Week) []Day {
	all := make([]Day, 7)
	for i := range all {
		all[i].On = w.Monday.AddDays(i)
	}
	for _, s := range w.Shifts {
		l := Line{Text: s.Name + ", " + placeName(s.Place), Quiet: times(r, s)}
		if s.Planned && !s.Started.IsZero() {
			l.Quiet += ", " + r.T("shiftpages.week.was")
		}
		if s.Started.IsZero() && access.Allow(r.Actor(), access.ShiftWrite, s.Account == r.Actor().Account) == nil {
			l.Do = r.Act("/shifts/"+s.ID+"/remove", "shiftpages.week.remove", "week", w.Monday.String()).Secondary()
		}
		if i := s.On.Days() - w.Monday.Days(); i >= 0 && i < len(all) {
			all[i].Lines = append(all[i].Lines, l)
		}
	}
	return all
}

func placeName(p shift.Place) string {
	if p.Agency == "" {
		return p.Name
	}
	return p.Name + " (" + p.Agency + ")"
}

func planForm(r *page.Request, v *WeekView, w shift.Week) {
	var who, places, on []page.Choice
	for _, s := range w.Staff {
		who = append(who, page.Choice{Value: s.Account, Text: s.Name})
	}
	for _, p := range w.Places {
		places = append(places, page.Choice{Value: p.ID, Text: placeName(p)})
	}
	for i := range 7 {
		day := w.Monday.AddDays(i)
		on = append(on, page.Choice{Value: day.String(), Text: r.Words().Day(day)})
	}
	f := r.FormAt(weekPath).Preset("who", r.Actor().Account)
	v.Form, v.Week = f, w.Monday.String()
	v.Who = f.Select("who", "shiftpages.plan.who", who)
	v.Place = f.Select("place", "shiftpages.plan.place", places)
	v.OnDay = f.Select("on", "shiftpages.plan.day", on)
	v.From, v.Until = f.Input("from", "shiftpages.plan.from"), f.Input("until", "shiftpages.plan.until")
	for _, i := range []*page.Input{&v.From, &v.Until} {
		i.Hint, i.Classes, i.Autocomplete = r.T("shiftpages.plan.time-hint"), "govuk-input--width-5", "off"
	}
	v.Save = f.Submit("shiftpages.plan.save")
}

func (a *Area) plan(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	on, _ := civil.ParseDate(f.Get("on")) // no day is a problem that the shift tells
	s := shift.Shift{ID: r.FormID(), Account: f.Get("who"), Place: shift.Place{ID: f.Get("place")}, On: on}
	from, hasFrom := f.Time("from")
	until, hasUntil := f.Time("until")
	for field, has := range map[string]bool{"from": hasFrom, "until": hasUntil} {
		if !has && f.Get(field) == "" {
			f.Problem(field, "shiftpages.plan.time")
		}
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	s.From, s.Until = from, until
	if err := a.shifts.Plan(r.Context(), r.Actor(), s); err != nil {
		return nil, err
	}
	return done(f, "shiftpages.plan.saved"), nil
}

// here says that the reader is at the place of the button.
func (a *Area) here(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	if err := a.shifts.Start(r.Context(), r.Actor(), r.FormID(), f.Get("place")); err != nil {
		return nil, err
	}
	return page.See(weekPath).Flash("shiftpages.here.started"), nil
}

func (a *Area) stop(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("shift")
	if err != nil {
		return nil, err
	}
	if err := a.shifts.Stop(r.Context(), r.Actor(), id); err != nil {
		return nil, err
	}
	return page.See(weekPath).Flash("shiftpages.stopped"), nil
}

func (a *Area) remove(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("shift")
	if err != nil {
		return nil, err
	}
	if err := a.shifts.Remove(r.Context(), r.Actor(), id); err != nil {
		return nil, err
	}
	return done(r.Form(), "shiftpages.week.removed"), nil
}

// copied plans the week after like the one on the page, and shows it.
func (a *Area) copied(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	monday, err := civil.ParseDate(f.Get("monday"))
	if err != nil {
		monday = civil.DateOf(r.Now())
	}
	if err := a.shifts.Copy(r.Context(), r.Actor(), shift.Monday(monday)); err != nil {
		return nil, err
	}
	return done(f, "shiftpages.week.copied"), nil
}
