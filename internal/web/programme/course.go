package programme

import (
	"strconv"
	"strings"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/people/link"
	"openmaf/internal/platform/civil"
	"openmaf/internal/programme/course"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

var coursePage = page.Declare[CourseView](files, "course.html")

// CourseView is one course: its sessions, and for whoever runs it who is on it.
type CourseView struct {
	page.Frame
	Heading, Where, Places, By string
	Funder                     string // for those who run courses
	Sessions                   []SessionRow
	Runs                       bool
	People                     []MemberRow
	Waiting                    []MemberRow
	Gone                       []MemberRow
	Hidden                     int
	Enrol                      string
	Change                     string
}

// SessionRow is one session of a course.
type SessionRow struct {
	Title, When, State             string
	Register, Record, Home, Change string
}

// MemberRow is somebody on the course.
type MemberRow struct {
	Name, Been, Quiet, Tag, Href string
	Meetings, Way                string // what they told of, and where it is planned; empty for whoever may not read it
}

func (a *Area) course(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("course")
	if err != nil {
		return nil, err
	}
	c, err := a.Courses.Course(r.HTTP().Context(), r.Actor(), id)
	if err != nil {
		return nil, err
	}
	v := CourseView{Frame: r.Frame("coursepages.course.title"), Heading: c.Course.Title, Where: where(r, c.Course), Places: places(r, c.Course),
		By: names(c.Facilitators), Hidden: c.Hidden, Runs: access.Allow(r.Actor(), access.CourseRun, c.Course.Run) == nil}
	v.sessions(r, c)
	if !c.Course.Over(civil.DateOf(r.Now())) {
		v.Enrol = r.Path() + "/enrol"
	}
	if v.Runs {
		tried, err := a.tried(r, c)
		if err != nil {
			return nil, err
		}
		v.people(r, c, tried)
	}
	if access.May(r.Actor(), access.CourseWrite) {
		v.Change = r.Path() + "/change"
		if c.Course.Funder != "" {
			v.Funder = r.T("coursepages.course.funder", "Funder", c.Course.Funder)
		}
	}
	v.Back = coursesPath
	return coursePage.Show(v), nil
}

func names(all []course.Staff) string {
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = s.Name
	}
	return strings.Join(out, ", ")
}

func (v *CourseView) sessions(r *page.Request, c course.View) {
	for i, e := range c.Sessions {
		row := SessionRow{Title: strconv.Itoa(i+1) + ". " + c.Programme.Part(e.Part).Title, When: whenOf(r, e)}
		if e.Recorded {
			row.State = r.T("coursepages.session.held")
			if !e.Delivered {
				row.State = r.T("coursepages.session.not-held", "Why", r.T("course.why."+string(e.Why)))
			}
		}
		if v.Runs {
			at := "/sessions/" + e.ID
			row.Register, row.Record, row.Home = at+"/register#main-content", at+"/record", at+"/home" // the names within reach at once
			if !e.Recorded {
				row.Change = at + "/move"
			}
		}
		v.Sessions = append(v.Sessions, row)
	}
}

func whenOf(r *page.Request, e course.Session) string {
	return r.T("coursepages.session.when", "Day", r.Words().Day(e.On), "From", r.Words().Time(e.From), "Until", r.Words().Time(until(e)))
}

// tried is what those on the course have told of meetings.
func (a *Area) tried(r *page.Request, c course.View) (map[string]link.Tried, error) {
	var people []string
	for _, m := range c.People {
		if m.State == course.On || m.State == course.Graduated {
			people = append(people, m.Person)
		}
	}
	return a.Links.Tried(r.HTTP().Context(), r.Actor(), people)
}

// ofMeetings says it in short: what comes next for somebody, and no score.
// Behind a gate nothing is due: which meetings there are is not theirs to say.
func ofMeetings(r *page.Request, c course.View, m course.Member, t link.Tried) string {
	switch {
	case c.Course.Setting == course.Prison && len(t.Kinds) == 0 && t.Next.IsZero():
		return ""
	case !t.Next.IsZero():
		return r.T("coursepages.member.planned", "Day", r.Words().Day(t.Next))
	case len(t.Kinds) > 0:
		return r.T("coursepages.member.tried", "Kinds", kindsOf(r, t.Kinds))
	case t.Rests:
		return r.T("coursepages.member.rests")
	case t.Chosen:
		return r.T("coursepages.member.chosen")
	case c.Course.FirstDue(len(m.Been), civil.DateOf(r.Now())):
		return r.T("coursepages.member.due")
	}
	return r.T("coursepages.member.not-yet")
}

func kindsOf(r *page.Request, kinds []meeting.Kind) string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = r.T("meeting.kind." + string(k))
	}
	return strings.Join(names, ", ")
}

func (v *CourseView) people(r *page.Request, c course.View, tried map[string]link.Tried) {
	for _, m := range c.People {
		row := MemberRow{Name: course.Short(m.Name), Href: "/enrolments/" + m.ID, Been: r.T("coursepages.member.been", "Been", len(m.Been), "All", len(c.Programme.Parts))}
		if m.Late {
			row.Quiet = r.T("coursepages.member.late")
		}
		switch {
		case m.State == course.Waiting, m.State == course.Offered:
			row.Tag = r.T("course.state." + string(m.State))
			v.Waiting = append(v.Waiting, row)
		case m.State == course.Left:
			row.Quiet = r.T("course.reason." + string(m.Reason))
			v.Gone = append(v.Gone, row)
		default:
			if t, told := tried[m.Person]; told {
				row.Meetings, row.Way = ofMeetings(r, c, m, t), "/people/"+m.Person
			}
			if m.State == course.Graduated {
				row.Tag = r.T("course.state.graduated")
			}
			v.People = append(v.People, row)
		}
	}
}
