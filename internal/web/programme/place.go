package programme

import (
	"openmaf/internal/platform/civil"
	"openmaf/internal/programme/course"
	"openmaf/internal/web/page"
)

var (
	placePage       = page.Declare[PlaceView](files, "place.html")
	certificatePage = page.Declare[CertificateView](files, "certificate.html")
)

// PlaceView is somebody's place on a course: what happened to it, and what may.
type PlaceView struct {
	page.Frame
	Name, State, Been, Source, Course, CourseAt string
	Coerced                                     bool
	Story                                       []StepRow
	Simple                                      []page.Act // steps that ask nothing further
	Leave                                       *page.Form
	Reason                                      page.Radios
	LeaveSave                                   page.Button
	Go                                          *page.Form
	To                                          page.Select
	Agreed                                      page.Checkboxes
	Gate                                        bool     // one of the others is behind a gate
	Own                                         *ReadOut // what is read out there
	GoSave                                      page.Button
	Certificate                                 string
}

// StepRow is one thing that happened.
type StepRow struct{ When, Text string }

func (a *Area) place(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("enrolment")
	if err != nil {
		return nil, err
	}
	p, err := a.Courses.Place(r.HTTP().Context(), r.Actor(), id)
	if err != nil {
		return nil, err
	}
	r.About(p.Person)
	v := PlaceView{Frame: r.Frame("coursepages.course.title"), Name: course.Short(p.Name), Course: p.Course.Title, CourseAt: coursesPath + "/" + p.Course.ID,
		State: r.T("course.state." + string(p.State)), Source: r.T("course.source." + string(p.Source)),
		Been: r.T("coursepages.member.been", "Been", len(p.Been), "All", len(p.Programme.Parts)), Coerced: p.Coerced}
	for _, s := range append(p.Before, p.Steps...) {
		v.Story = append(v.Story, stepRow(r, s))
	}
	v.next(r, p)
	if course.Can(p.State, course.Move) {
		if err := v.elsewhere(r, a.Courses, p); err != nil {
			return nil, err
		}
	}
	v.Back = v.CourseAt
	return placePage.Show(v), nil
}

func stepRow(r *page.Request, s course.Step) StepRow {
	text := r.T("coursepages.step." + string(s.Verb))
	if s.Verb == course.Enrol || s.Verb == course.Return {
		text += ": " + r.T("course.state."+string(s.Became))
	}
	if s.Reason != "" {
		text += ": " + r.T("course.reason."+string(s.Reason))
	}
	return StepRow{When: r.Words().Date(civil.DateOf(s.At)), Text: text}
}

// next are the steps that may come, each offered only where it may happen.
func (v *PlaceView) next(r *page.Request, p course.Place) {
	for _, verb := range []course.Verb{course.Accept, course.Return, course.Graduate} {
		if !course.Can(p.State, verb) || verb == course.Graduate && !p.Programme.Complete(len(p.Been)) || p.Died {
			continue
		}
		v.Simple = append(v.Simple, r.Act(r.Path(), "coursepages.do."+string(verb), "verb", string(verb)))
	}
	if p.State == course.Graduated {
		v.Certificate = r.Path() + "/certificate"
	}
	if course.Can(p.State, course.Leave) {
		f := r.Form()
		f.Drafts = false // nothing is typed
		v.Leave, v.Reason = f, f.Radios("reason", "coursepages.leave.why", r.Choices("course.reason.", codes(course.Reasons)...))
		v.LeaveSave = f.Submit("coursepages.leave.save")
	}
}

// elsewhere offers the other courses that are not over.
func (v *PlaceView) elsewhere(r *page.Request, courses *course.Store, p course.Place) error {
	all, _, err := courses.Courses(r.HTTP().Context(), r.Actor(), civil.DateOf(r.Now()), course.Listing{})
	if err != nil || p.Died {
		return err
	}
	var to []page.Choice
	for _, c := range all {
		if c.ID != p.Course.ID {
			v.Gate = v.Gate || c.Setting == course.Prison
			to = append(to, page.Choice{Value: c.ID, Text: c.Title + ", " + where(r, c) + ", " + r.Words().Date(c.Starts)})
		}
	}
	if len(to) == 0 {
		return nil
	}
	f := r.Form()
	f.Drafts = false // nothing is typed
	v.Go, v.To = f, f.Select("to", "coursepages.go.to", to)
	asked := []string{"yes"}
	if v.Gate {
		asked, v.Own = []string{"yes", "told"}, readOut(r, string(p.Language))
	}
	v.Agreed = f.Checkboxes("moved_agreed", "coursepages.go.agreed", r.Choices("coursepages.go.agreed.", asked...))
	v.GoSave = f.Submit("coursepages.go.save")
	return nil
}

func (a *Area) told(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("enrolment")
	if err != nil {
		return nil, err
	}
	f := r.Form()
	t := course.Telling{Verb: course.Verb(f.Get("verb")), Reason: course.Reason(f.Get("reason"))}
	if t.Verb != course.Leave {
		t.Reason = ""
	}
	if t.Verb == course.Move {
		t.To, t.ToID, t.Agreed, t.Coerced = idOr(f.Get("to"), ""), r.FormID(), f.Has("moved_agreed", "yes"), f.Has("moved_agreed", "told")
	}
	if err := a.Courses.Tell(r.Context(), r.Actor(), id, t); err != nil {
		return nil, err
	}
	if t.Verb == course.Move {
		id = t.ToID
	}
	return page.See("/enrolments/" + id).Flash("coursepages.told"), nil
}

// CertificateView is a certificate to print. It says nothing of why somebody
// was here: the names of the course and of the community, which may tell, stand
// on it only if they want that.
type CertificateView struct {
	page.Frame
	Who, Said, Named, On string
	Other                page.PageLink // with the name of the course, or without
}

func (a *Area) certificate(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("enrolment")
	if err != nil {
		return nil, err
	}
	p, err := a.Courses.Place(r.HTTP().Context(), r.Actor(), id)
	if err != nil {
		return nil, err
	}
	if p.State != course.Graduated {
		return page.See("/enrolments/" + id).Flash("coursepages.certificate.not-yet"), nil
	}
	own := r.In(string(p.Language)) // the person takes it home
	v := CertificateView{Frame: own.Frame("coursesheet.certificate.title"), Who: p.Name,
		Said: own.T("coursesheet.certificate.said", "Count", len(p.Been)), On: own.Words().Date(civil.DateOf(p.Since)),
		Other: page.PageLink{Text: r.T("coursepages.certificate.with"), Href: r.Path() + "?name=yes"}}
	if r.Query("name") == "yes" {
		v.Named = p.Course.Title
		v.Other = page.PageLink{Text: r.T("coursepages.certificate.without"), Href: r.Path()}
	}
	v.Back = "/enrolments/" + id
	return certificatePage.Show(v), nil
}
