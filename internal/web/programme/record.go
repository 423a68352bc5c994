package programme

import (
	"strings"

	"openmaf/internal/programme/course"
	"openmaf/internal/web/page"
)

var recordPage = page.Declare[RecordView](files, "record.html")

// RecordView is what became of one session. It is about the session, and never
// about somebody who was there.
type RecordView struct {
	page.Frame
	Heading, When string
	Taste         string // of a meeting, that was planned; empty for none
	Form          *page.Form
	Held          page.Radios
	Why           page.Select
	With          page.Checkboxes
	Ticks         page.Checkboxes
	Kit           page.Textarea
	Homework      page.Textarea
	CameUp        page.Textarea
	Save          page.Button
}

func (a *Area) record(r *page.Request) (*page.Answer, error) {
	e, err := a.evening(r)
	if err != nil {
		return nil, err
	}
	f := presetRecord(r, e)
	var ticks, with []page.Choice
	for _, tick := range e.Ticks {
		ticks = append(ticks, page.Choice{Value: tick, Text: tick})
	}
	for _, s := range e.Staff {
		with = append(with, page.Choice{Value: s.ID, Text: s.Name})
	}
	why := append([]page.Choice{{Text: r.T("coursepages.record.why-none")}}, r.Choices("course.why.", codes(course.Whys)...)...)
	v := RecordView{Frame: r.Frame("coursepages.record.title"), Heading: e.Part.Title, When: whenOf(r, e.Session), Form: f,
		Held:     f.Radios("held", "coursepages.record.held", r.Choices("coursepages.record.held.", "yes", "no")),
		Why:      f.Select("why", "coursepages.record.why", why),
		With:     f.Checkboxes("with", "coursepages.record.with", with),
		Ticks:    f.Checkboxes("ticks", "coursepages.record.ticks", ticks),
		Kit:      f.Textarea("kit", "coursepages.record.kit"),
		Homework: f.Textarea("homework", "coursepages.record.homework"),
		CameUp:   f.Textarea("came_up", "coursepages.record.came-up"),
		Save:     f.Submit("coursepages.record.save"),
	}
	v.Ticks.Hint, v.CameUp.Hint = r.T("coursepages.record.ticks-hint"), r.T("coursepages.record.came-up-hint")
	v.Kit.Rows, v.Homework.Rows, v.CameUp.Rows = 2, 2, 4
	if taste := strings.Join(e.Part.Tasters, "; "); taste != "" {
		v.Taste = r.T("coursepages.record.taste", "Taste", taste)
	}
	v.Back = coursesPath + "/" + e.Course.ID
	return recordPage.Show(v), nil
}

// presetRecord fills the form with what is recorded, and what the programme
// plans where nothing is.
func presetRecord(r *page.Request, e course.Evening) *page.Form {
	f := r.Form()
	s := e.Session
	if !s.Recorded {
		return f.Preset("held", "yes").Preset("with", r.Actor().Account).Preset("homework", joined(e.Part.Homework)).Preset("kit", joined(e.Part.Materials))
	}
	held := "no"
	if s.Delivered {
		held = "yes"
	}
	return f.Preset("held", held).Preset("why", string(s.Why)).Preset("with", s.With...).Preset("ticks", s.Ticks...).
		Preset("kit", s.Kit).Preset("homework", s.Homework).Preset("came_up", s.CameUp)
}

func (a *Area) recorded(r *page.Request) (*page.Answer, error) {
	e, err := a.evening(r)
	if err != nil {
		return nil, err
	}
	f := r.Form()
	err = a.Courses.SaveRecord(r.Context(), r.Actor(), e.Session.ID, course.Record{Delivered: f.Get("held") != "no", Why: course.Why(f.Get("why")),
		Ticks: f.All("ticks"), Kit: f.Get("kit"), Homework: f.Get("homework"), CameUp: f.Get("came_up"), With: f.All("with")})
	if err != nil {
		return nil, err
	}
	return page.See(coursesPath + "/" + e.Course.ID).Flash("coursepages.record.saved"), nil
}
