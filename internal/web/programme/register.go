package programme

import (
	"strings"

	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/ident"
	"openmaf/internal/programme/course"
	"openmaf/internal/web/page"
)

var registerPage = page.Declare[RegisterView](files, "register.html")

// RegisterView is one session's register: a tap on a name says that they are
// here. It is one form whose buttons say what was tapped; the script queues the
// same taps.
type RegisterView struct {
	page.Frame
	Heading, When string
	Form          *page.Form
	Session       string
	Version       string
	Rows          []NameRow
	Total, Heads  int
	Letters       []page.PageLink
	Others        *Others
	Last          page.Act // takes the last tap back, without the script
	New           string
	Paper, Record string
}

// NameRow is one name.
type NameRow struct {
	Enrolment, Name, Tap string // Tap is what the button sends
	Mark                 string
	Here, New            bool
	Gap                  bool // the first of those who have not come lately
	Note, NoteAt         string
	Disputes             []DisputeRow
}

// DisputeRow is two phones that say different things, until somebody says which
// holds.
type DisputeRow struct {
	Text      string
	Yes, No   page.Act
	Enrolment string
}

func (a *Area) register(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("session")
	if err != nil {
		return nil, err
	}
	reg, err := a.Courses.Register(r.HTTP().Context(), r.Actor(), id)
	if err != nil {
		return nil, err
	}
	at := "/sessions/" + id
	f := r.FormAt(at + "/register")
	f.Drafts = false // a tap is not typed
	v := RegisterView{Frame: r.Frame("coursepages.register.title"), Form: f, Session: id, Version: reg.Version, Heading: reg.Part.Title,
		When: whenOf(r, reg.Session), Total: reg.Total, Heads: reg.Heads, Paper: at + "/paper", Record: at + "/record",
		New: coursesPath + "/" + reg.Course.ID + "/enrol?session=" + id}
	for i, row := range reg.Rows {
		v.Rows = append(v.Rows, nameRow(r, id, row, i > 0 && reg.Rows[i-1].Lately && !row.Lately))
	}
	v.Letters, v.Others = letters(r, v.Rows), others(r, at, reg.Rows)
	if last := r.Query("last"); ident.Valid(last) {
		v.Last = r.Act(at+"/take-back", "coursepages.register.take-back", "mark", last).Secondary()
	}
	v.Back = coursesPath + "/" + reg.Course.ID
	return registerPage.Show(v), nil
}

func nameRow(r *page.Request, session string, row course.Row, gap bool) NameRow {
	next := "here"
	if row.Here {
		next = "not"
	}
	v := NameRow{Enrolment: row.Enrolment, Name: row.Name, Mark: row.Mark, Here: row.Here, New: row.New, Gap: gap, Note: row.Note,
		Tap: strings.Join([]string{row.Enrolment, next, row.Mark}, "."), NoteAt: "/sessions/" + session + "/notes/" + row.Enrolment}
	for _, d := range row.Disputes {
		v.Disputes = append(v.Disputes, disputeRow(r, session, row, d))
	}
	return v
}

// disputeRow names both, as equals: neither is wrong.
func disputeRow(r *page.Request, session string, row course.Row, d course.Dispute) DisputeRow {
	said := func(here bool) string {
		if here {
			return r.T("coursepages.register.said-here")
		}
		return r.T("coursepages.register.said-not")
	}
	settle := func(key, here string) page.Act {
		return r.Act("/sessions/"+session+"/settle", key, "enrolment", row.Enrolment, "here", here).Secondary()
	}
	return DisputeRow{Enrolment: row.Enrolment, Yes: settle("coursepages.register.is-here", "here"), No: settle("coursepages.register.is-not", "not"),
		Text: r.T("coursepages.register.dispute", "Who", row.Name, "One", whoTapped(r, d.Held), "OneSaid", said(row.Here),
			"Other", whoTapped(r, d.By), "OtherSaid", said(d.Here))}
}

func whoTapped(r *page.Request, name string) string {
	switch name {
	case "":
		return r.T("coursepages.register.nobody")
	case r.Actor().Name:
		return r.T("coursepages.register.you")
	}
	first, _, _ := strings.Cut(name, " ")
	return first
}

// tapped reads a tap: on a name ("enrolment.here.base"), or on the heads.
func tapped(r *page.Request, session string) (m course.Mark, err error) {
	f := r.Form()
	m = course.Mark{ID: r.FormID(), Session: session, How: course.Seen}
	switch heads := f.Get("heads"); heads {
	case "1":
		m.Heads = 1
		return m, nil
	case "-1":
		m.Heads = -1
		return m, nil
	}
	parts := strings.Split(f.Get("tap"), ".")
	if len(parts) != 3 || !ident.Valid(parts[0]) {
		return m, fault.New(fault.Invalid, "course.register.mark")
	}
	m.Enrolment, m.Here, m.Base = parts[0], parts[1] == "here", parts[2]
	return m, nil
}

// tap marks without the script.
func (a *Area) tap(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("session")
	if err != nil {
		return nil, err
	}
	m, err := tapped(r, id)
	if err != nil {
		return nil, err
	}
	if _, err := a.Courses.Mark(r.Context(), r.Actor(), m); err != nil {
		return nil, err
	}
	return page.See("/sessions/" + id + "/register?last=" + m.ID + "#r-" + m.Enrolment), nil // the list stays where it was
}

// queued takes one mark of the script's queue, or takes one back. The answer is
// the mark's id, whatever became of it: it is kept here now.
func (a *Area) queued(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	session, id := f.Get("session"), r.FormID()
	if !ident.Valid(session) {
		return nil, fault.New(fault.Invalid, "course.register.mark")
	}
	var err error
	if f.Has("take_back", "yes") {
		id = f.Get("mark")
		err = a.Courses.TakeBack(r.Context(), r.Actor(), session, id)
	} else {
		var m course.Mark
		if m, err = tapped(r, session); err == nil {
			_, err = a.Courses.Mark(r.Context(), r.Actor(), m)
		}
	}
	if err != nil {
		return nil, err
	}
	return page.Text("text/plain; charset=utf-8", []byte(id)), nil
}

// nowhere is the screen of marks, which stand on no page of their own.
func nowhere(*page.Request) (*page.Answer, error) {
	return nil, fault.New(fault.Missing, "record.missing")
}

// version is what a page asks for every few seconds, to see whether another
// phone changed the register.
func (a *Area) version(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("session")
	if err != nil {
		return nil, err
	}
	v, err := a.Courses.Version(r.HTTP().Context(), r.Actor(), id)
	if err != nil {
		return nil, err
	}
	return page.Text("text/plain; charset=utf-8", []byte(v)), nil
}

// settle says which of two marks holds.
func (a *Area) settle(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("session")
	if err != nil {
		return nil, err
	}
	f := r.Form()
	err = a.Courses.Settle(r.Context(), r.Actor(), course.Mark{ID: r.FormID(), Session: id, Enrolment: f.Get("enrolment"),
		Here: f.Has("here", "here"), How: course.Seen})
	if err != nil {
		return nil, err
	}
	return page.See("/sessions/" + id + "/register").Flash("coursepages.register.settled"), nil
}

// takeBack undoes the last tap without the script.
func (a *Area) takeBack(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("session")
	if err != nil {
		return nil, err
	}
	if err := a.Courses.TakeBack(r.Context(), r.Actor(), id, r.Form().Get("mark")); err != nil {
		return nil, err
	}
	return page.See("/sessions/" + id + "/register").Flash("coursepages.register.taken-back"), nil
}
