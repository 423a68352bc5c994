package public

import (
	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/place"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/web/page"
)

var meetingPage = page.Declare[MeetingView](files, "meeting.html", "line.html")

// MeetingView is one meeting as a stranger sees it.
type MeetingView struct {
	page.Frame
	Called, Group string
	Usual, Next   string // when in general, and the next evening
	Where         string
	Area          string // in place of Where
	Secluded      bool   // ring for the address
	Online        bool
	Website, Join string
	Facts         []string
	Unknown       []string
	Doubts        []string
	Checked       civil.Date
	Line          Line
}

func (a *Area) meeting(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("meeting")
	if err != nil {
		return nil, err
	}
	v := MeetingView{Frame: r.Frame("public.meeting.title")}
	err = a.view(r, func(tx *db.Tx) error {
		m, err := meeting.Get(tx, id)
		if err == nil && m.Withdrawn {
			err = fault.New(fault.Missing, "record.missing")
		}
		if err != nil {
			return err
		}
		v.describe(r, &m)
		if v.Secluded {
			v.Area = areaOf(tx, &m)
		}
		v.Line, err = lineOf(tx)
		return err
	})
	if err != nil {
		return nil, err
	}
	v.Back = "/"
	if q := readAsk(r); q.made {
		v.Back = "/?" + q.address(q.page)
	}
	return meetingPage.Show(v), nil
}

// areaOf is the meeting's district with its town, when we know it.
func areaOf(tx *db.Tx, m *meeting.Meeting) string {
	out := outcode(m)
	if out == "" {
		return ""
	}
	p, err := place.Find(tx, out)
	if err != nil {
		return out // a place we do not know is no reason to fail
	}
	return p.Name
}

func (v *MeetingView) describe(r *page.Request, m *meeting.Meeting) {
	w := r.Words()
	v.Called, v.Group = m.Title, groupOf(w, m)
	v.Usual = r.T("public.when", "Day", m.Slot.Rule.Describe().Say(r.T), "Time", timesOf(w, m.Slot.Start, m.Slot.Minutes))
	if next, ok := m.Slot.After(r.Now()); ok {
		v.Next = whenOf(w, next)
	}
	v.Online = m.Attendance != meeting.InPerson
	v.Secluded = secluded(m) && m.Attendance != meeting.Online
	if m.Attendance != meeting.Online {
		v.Where = whereOf(w, m, false)
	}
	v.Checked = m.LastChecked
	if !secluded(m) {
		v.Website, v.Join = m.Website, m.Join
	}
	v.doubt(r, m)
	for _, name := range facet.Names {
		switch value := facet.Of(m.Facets, name).Value; {
		case name == facet.Chit:
		case value != facet.Unknown:
			v.Facts = append(v.Facts, r.T("facet."+string(name)+"."+value.String()))
		case name == facet.Open || name == facet.StepFree:
			v.Unknown = append(v.Unknown, r.T("facet."+string(name)+".unknown"))
		}
	}
}

// doubt tells what speaks for ringing first, in the words of the options.
func (v *MeetingView) doubt(r *page.Request, m *meeting.Meeting) {
	switch open := facet.Of(m.Facets, facet.Open).Value; {
	case !m.FlaggedOn.IsZero():
		v.Doubts = append(v.Doubts, r.T("option.doubt.flagged", "Day", r.Words().Day(m.FlaggedOn)))
	case !m.MissingFrom.IsZero():
		v.Doubts = append(v.Doubts, r.T("option.doubt.missing", "Day", r.Words().Day(m.MissingFrom)))
	case open == facet.No:
		v.Doubts = append(v.Doubts, r.T("option.doubt.members_only"))
	case open == facet.Unknown:
		v.Doubts = append(v.Doubts, r.T("option.doubt.ring_first"))
	}
}
