package programme

import (
	"embed"
	"net/http"

	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/programme/course"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
	"openmaf/internal/web/page"
	"openmaf/internal/web/server"
)

//go:embed *.html
var files embed.FS

// Addresses of this area that its own code leads to.
const (
	programmesPath = "/programmes"

	newProgrammePath = "/programmes/new"
	coursesPath      = "/courses"
	beginPath        = "/courses/new"
	marksPath        = "/register/marks"
)

// Capabilities are what the pages are made of.
type Capabilities struct {
	Courses *course.Store
	People  *person.Store
	Links   *link.Service
	Reads   *trail.Reads
}

// Area is the pages of programmes and courses.
type Area struct{ Capabilities }

// New returns the pages on the capabilities.
func New(c Capabilities) *Area { return &Area{c} }

// Routes of the area.
func (a *Area) Routes() []server.Route {
	const get, post = http.MethodGet, http.MethodPost
	return []server.Route{
		{Method: get, Pattern: programmesPath, Action: access.ProgrammeRead, Screen: a.programmes},
		{Method: post, Pattern: "/programmes/take", Action: access.ProgrammeWrite, Screen: a.take, Again: a.programmes},
		{Method: get, Pattern: newProgrammePath, Action: access.ProgrammeWrite, Screen: a.newProgramme},
		{Method: post, Pattern: newProgrammePath, Action: access.ProgrammeWrite, Screen: a.programmeAdded},
		{Method: get, Pattern: "/programmes/{programme}", Action: access.ProgrammeRead, Screen: a.programme},
		{Method: get, Pattern: "/programmes/{programme}/change", Action: access.ProgrammeWrite, Screen: a.changeProgramme},
		{Method: post, Pattern: "/programmes/{programme}/change", Action: access.ProgrammeWrite, Screen: a.programmeChanged},

		{Method: get, Pattern: coursesPath, Action: access.CourseRead, Screen: a.courses},
		{Method: get, Pattern: beginPath, Action: access.CourseWrite, Screen: a.begin},
		{Method: post, Pattern: beginPath, Action: access.CourseWrite, Screen: a.begun},
		{Method: get, Pattern: "/courses/{course}", Action: access.CourseRead, Screen: a.course},
		{Method: get, Pattern: "/courses/{course}/change", Action: access.CourseWrite, Screen: a.changeCourse},
		{Method: post, Pattern: "/courses/{course}/change", Action: access.CourseWrite, Screen: a.courseChanged},
		{Method: get, Pattern: "/courses/{course}/enrol", Action: access.CourseRead, Screen: a.enrol},
		{Method: post, Pattern: "/courses/{course}/enrol", Action: access.CourseRead, Screen: a.enrolled},

		{Method: get, Pattern: "/enrolments/{enrolment}", Action: access.CourseRun, Screen: a.place},
		{Method: post, Pattern: "/enrolments/{enrolment}", Action: access.CourseRun, Screen: a.told},
		{Method: get, Pattern: "/enrolments/{enrolment}/certificate", Action: access.CourseRun, Screen: a.certificate},

		{Method: get, Pattern: "/sessions/{session}/move", Action: access.CourseRun, Screen: a.move},
		{Method: post, Pattern: "/sessions/{session}/move", Action: access.CourseRun, Screen: a.moved},
		{Method: get, Pattern: "/sessions/{session}/record", Action: access.CourseRun, Screen: a.record},
		{Method: post, Pattern: "/sessions/{session}/record", Action: access.CourseRun, Screen: a.recorded},
		{Method: get, Pattern: "/sessions/{session}/home", Action: access.CourseRun, Screen: a.home},
		{Method: get, Pattern: "/sessions/{session}/paper", Action: access.CourseRun, Screen: a.paper},
		{Method: get, Pattern: "/sessions/{session}/typed", Action: access.CourseRun, Screen: a.typing},
		{Method: post, Pattern: "/sessions/{session}/typed", Action: access.CourseRun, Screen: a.typed},
		{Method: get, Pattern: "/sessions/{session}/register", Action: access.CourseRun, Screen: a.register},
		{Method: post, Pattern: "/sessions/{session}/register", Action: access.CourseRun, Screen: a.tap},
		{Method: post, Pattern: "/sessions/{session}/others", Action: access.CourseRun, Screen: a.restHere, Again: a.register},
		{Method: post, Pattern: "/sessions/{session}/settle", Action: access.CourseRun, Screen: a.settle, Again: a.register},
		{Method: post, Pattern: "/sessions/{session}/take-back", Action: access.CourseRun, Screen: a.takeBack, Again: a.register},
		{Method: get, Pattern: "/sessions/{session}/version", Action: access.CourseRun, Screen: a.version},
		{Method: get, Pattern: "/sessions/{session}/notes/{enrolment}", Action: access.CourseRun, Screen: a.note},
		{Method: post, Pattern: "/sessions/{session}/notes/{enrolment}", Action: access.CourseRun, Screen: a.noted},
		{Method: post, Pattern: marksPath, Action: access.CourseRun, Screen: a.queued, Again: nowhere},
	}
}

// ids are the caught values of the names, each well-formed.
func ids(r *page.Request, names ...string) (all []string, err error) {
	for _, name := range names {
		id, err := r.ID(name)
		if err != nil {
			return nil, err
		}
		all = append(all, id)
	}
	return all, nil
}
