package programme

import (
	"slices"

	"openmaf/internal/platform/fault"
	"openmaf/internal/programme/course"
	"openmaf/internal/web/page"
)

var notePage = page.Declare[NoteView](files, "note.html")

// NoteView is a few words on somebody at one session.
type NoteView struct {
	page.Frame
	Who   string
	Form  *page.Form
	Words page.Input
	Save  page.Button
}

func (a *Area) note(r *page.Request) (*page.Answer, error) {
	at, err := ids(r, "session", "enrolment")
	if err != nil {
		return nil, err
	}
	reg, err := a.Courses.Register(r.HTTP().Context(), r.Actor(), at[0])
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(reg.Rows, func(row course.Row) bool { return row.Enrolment == at[1] })
	if i < 0 {
		return nil, fault.New(fault.Missing, "record.missing")
	}
	f := r.Form().Preset("words", reg.Rows[i].Note)
	v := NoteView{Frame: r.Frame("coursepages.register.title"), Who: reg.Rows[i].Name, Form: f, Words: f.Input("words", "coursepages.note.words"),
		Save: f.Submit("coursepages.note.save")}
	v.Words.Hint = r.T("coursepages.note.hint")
	v.Back = "/sessions/" + at[0] + "/register"
	return notePage.Show(v), nil
}

func (a *Area) noted(r *page.Request) (*page.Answer, error) {
	at, err := ids(r, "session", "enrolment")
	if err != nil {
		return nil, err
	}
	if err := a.Courses.Note(r.Context(), r.Actor(), at[0], at[1], r.Form().Get("words")); err != nil {
		return nil, err
	}
	return page.See("/sessions/" + at[0] + "/register").Flash("coursepages.note.saved"), nil
}
