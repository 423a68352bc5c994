package asking

import (
	"time"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/programme/measure"
)

// Point is the time of a person's way that answers are of.
type Point string

// Time points.
const (
	Before    Point = "before"
	CourseEnd Point = "course_end"
	Visit     Point = "visit" // after each
	Monthly   Point = "monthly"
	SixMonths Point = "six_months"
)

// Points in the order pages show them.
var Points = []Point{Before, Visit, Monthly, CourseEnd, SixMonths}

// window is how many days after it opens an asking is due, and until when its
// answers are of that point.
type window struct{ due, closes int }

// windows are ours: an answer about one evening is worth little after a week,
// and six months are six months for two months (room cohort, Late).
var windows = map[Point]window{
	Before: {7, 14}, Visit: {3, 7}, Monthly: {7, 14}, CourseEnd: {7, 28}, SixMonths: {14, 56},
}

// How is how somebody answers.
type How string

// Ways to answer.
const (
	Phone  How = "phone"  // their own, by a one-time link
	Tablet How = "tablet" // ours, handed over
	Paper  How = "paper"  // typed in later
	Aloud  How = "aloud"  // read out to them
)

// Hows in the order pages show them.
var Hows = []How{Aloud, Tablet, Phone, Paper}

// Ask is one asking of one person.
type Ask struct {
	ID, Person       string
	Measure, Version string
	Hash             string // of the wording
	Language         string // in which it is asked
	Point            Point
	How              How
	Opens, Due       civil.Date
	Closes           civil.Date // last day
	Begun, Finished  time.Time  // zero: not yet
	Withdrawn        time.Time
}

// Waits reports whether it can be answered on the day.
func (a Ask) Waits(on civil.Date) bool {
	return a.Finished.IsZero() && a.Withdrawn.IsZero() && !on.Before(a.Opens) && !on.After(a.Closes)
}

const columns = `q.id, q.person_id, q.measure_id, q.version, q.wording_hash, q.language, q.point, q.how,
	q.opens_on, q.due_on, q.closes_on, q.begun_at, q.finished_at, q.withdrawn_at`

func scan(r db.Row) (a Ask, err error) {
	var opens, due, closes string
	var begun, finished, withdrawn *string
	if err := r.Scan(&a.ID, &a.Person, &a.Measure, &a.Version, &a.Hash, &a.Language, &a.Point, &a.How,
		&opens, &due, &closes, &begun, &finished, &withdrawn); err != nil {
		return a, err
	}
	for _, d := range []struct {
		text string
		into *civil.Date
	}{{opens, &a.Opens}, {due, &a.Due}, {closes, &a.Closes}} {
		if *d.into, err = civil.ParseDate(d.text); err != nil {
			return a, err
		}
	}
	for _, i := range []struct {
		text *string
		into *time.Time
	}{{begun, &a.Begun}, {finished, &a.Finished}, {withdrawn, &a.Withdrawn}} {
		if i.text == nil {
			continue
		}
		if *i.into, err = civil.ParseInstant(*i.text); err != nil {
			return a, err
		}
	}
	return a, nil
}

// byID reads an asking by itself: who may see it is decided by its person.
func byID(tx *db.Tx, id string) (Ask, error) {
	return db.One(tx, scan, `SELECT `+columns+` FROM measure_ask q WHERE q.community_id = $1 AND q.id = $2`, tx.Community(), id)
}

// still refuses answers that are no longer, or not yet, wanted.
func (a Ask) still(on civil.Date) error {
	switch {
	case !a.Withdrawn.IsZero():
		return fault.New(fault.Conflict, "asking.withdrawn")
	case !a.Finished.IsZero():
		return fault.New(fault.Conflict, "asking.finished")
	case on.Before(a.Opens):
		return fault.New(fault.Conflict, "asking.early")
	case on.After(a.Closes):
		return fault.New(fault.Conflict, "asking.late")
	}
	return nil
}

// definition is what was asked, in the wording that it was asked in.
func (a Ask) definition(known measure.Known) (*measure.Definition, error) {
	d, err := known(a.Measure, a.Version)
	if err == nil && d.WordingHash() != a.Hash {
		err = fault.New(fault.Conflict, "asking.version")
	}
	return d, err
}

// questions are what the person reads, in their language.
func (a Ask) questions(d *measure.Definition) *measure.Questionnaire {
	q, _, _ := d.In(a.Language)
	return &q
}
