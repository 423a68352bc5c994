package cohort

import (
	"slices"
	"strings"
	"unicode/utf8"

	"openmaf/internal/people/person"
	"openmaf/internal/people/shift"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
	"openmaf/internal/programme/asking"
)

// Plan says what an evaluation counts.
type Plan struct {
	ID   string
	Name string
	// From and To are the days, both in it, between which somebody's way began.
	From, To civil.Date
	Route    Route
	Whom
	Setting Setting // where the first chat was; empty for anywhere
	Outcome Outcome // the one result that was picked beforehand
	Early   int     // days before the six months from which an answer counts
	Late    int     // and days after them until which it does
	FixedOn civil.Date
	FixedBy string
	Local   []Local
	Spend   *int // pence; nil: not entered
}

// Setting is where a chat is held.
type Setting = shift.Setting

// Route is how people came in.
type Route string

const (
	AllRoutes  Route = "all"
	ByCourse   Route = "course" // with a course
	ByLinkOnly Route = "link"   // without one
)

// Routes in the order pages show them.
var Routes = []Route{AllRoutes, ByCourse, ByLinkOnly}

// Outcome is something that is told of before and after.
type Outcome string

const (
	AnyMeeting Outcome = "any"      // went to a meeting in the last 28 days
	Days       Outcome = "days"     // days with a meeting, of the last 28
	Kinds      Outcome = "kinds"    // kinds of group tried
	Being      Outcome = "being"    // comfort being there, 0 to 10
	Speaking   Outcome = "speaking" // comfort speaking, 0 to 10
)

// Outcomes in the order of the table.
var Outcomes = []Outcome{AnyMeeting, Days, Kinds, Being, Speaking}

// Ends of an evaluation, in days (field notes, 7.4).
const (
	SixMonths = asking.SixMonthsDays
	Early     = 28
	Late      = asking.SixMonthsLate
	recently  = 28 // what "the last 28 days" are
)

// Due is the day on which somebody's six months end.
func Due(began civil.Date) civil.Date { return began.AddDays(SixMonths) }

// Window are the days on which an answer counts for somebody's six months.
func (p Plan) Window(began civil.Date) (from, to civil.Date) {
	return Due(began).AddDays(-p.Early), Due(began).AddDays(p.Late)
}

// Beforehand reports whether the plan was fixed before the first result could
// be known.
func (p Plan) Beforehand() bool {
	from, _ := p.Window(p.From)
	return p.FixedOn.Before(from)
}

// Local is a figure of the place, to see whom we miss: what share of the people
// there are of a group.
type Local struct {
	About   About   `json:"about"`
	Group   string  `json:"group"`
	Percent float64 `json:"percent"`
	Source  string  `json:"source"`
}

// About is what people say of themselves.
type About string

const (
	Sex       About = "sex"
	Age       About = "age"
	Ethnicity About = "ethnicity"
)

// Abouts in the order pages show them.
var Abouts = []About{Sex, Age, Ethnicity}

// Groups are the answers, in the order pages show them.
var Groups = map[About][]string{Sex: person.Sexes, Age: person.Ages, Ethnicity: person.Ethnicities}

const (
	longestName = 80
	longest     = 3 * 366 // days that one evaluation may span
)

// Check reports everything that is wrong with a new plan, by the fields of its
// form.
func (p Plan) Check() error {
	e := fault.New(fault.Invalid, "cohort.invalid")
	if strings.TrimSpace(p.Name) == "" || utf8.RuneCountInString(p.Name) > longestName {
		e.Field("name", "cohort.name")
	}
	switch {
	case p.From.IsZero():
		e.Field("from", "cohort.from")
	case p.To.IsZero() || p.To.Before(p.From):
		e.Field("to", "cohort.to")
	case p.To.Days()-p.From.Days() > longest:
		e.Field("to", "cohort.too-long")
	}
	if !slices.Contains(Routes, p.Route) {
		e.Field("route", "cohort.choose")
	}
	if !slices.Contains(Outcomes, p.Outcome) {
		e.Field("outcome", "cohort.choose")
	}
	if p.Setting != "" && !slices.Contains(shift.Settings, p.Setting) {
		e.Field("setting", "cohort.choose")
	}
	if p.Early < 0 || p.Early > 90 {
		e.Field("early", "cohort.early")
	}
	if p.Late < 0 || p.Late > 180 {
		e.Field("late", "cohort.late")
	}
	p.checkWhom(e)
	return e.OrNil()
}

// CheckLocal reports what is wrong with figures of the place.
func CheckLocal(local []Local) error {
	e := fault.New(fault.Invalid, "cohort.invalid")
	for _, l := range local {
		if !slices.Contains(Groups[l.About], l.Group) || l.Percent < 0 || l.Percent > 100 {
			e.Field(string(l.About)+"-"+l.Group, "cohort.percent")
		}
		if strings.TrimSpace(l.Source) == "" {
			e.Field(string(l.About)+"-source", "cohort.source")
		}
	}
	return e.OrNil()
}
