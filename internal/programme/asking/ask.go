package asking

import (
	"time"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/programme/measure"
)

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
	How              How // empty: not said yet, for it planned itself
	Opens, Due       civil.Date
	Closes           civil.Date // last day
	Asked            civil.Date // on which it was first put to them; zero: not yet
	Begun, Finished  time.Time  // zero: not yet
	Withdrawn        time.Time
}

// Waits reports whether it can be answered on the day.
func (a Ask) Waits(on civil.Date) bool {
	return a.Finished.IsZero() && a.Withdrawn.IsZero() && !on.Before(a.Opens) && !on.After(a.Closes)
}

const columns = `q.id, q.person_id, q.measure_id, q.version, q.wording_hash, q.language, q.point, q.how,
	q.opens_on, q.due_on, q.closes_on, q.asked_on, q.begun_at, q.finished_at, q.withdrawn_at`

func scan(r db.Row) (a Ask, err error) {
	return a, r.Scan(&a.ID, &a.Person, &a.Measure, &a.Version, &a.Hash, &a.Language, &a.Point, &a.How, &a.Opens, &a.Due, &a.Closes,
		&a.Asked, civil.ScanInstant(&a.Begun), civil.ScanInstant(&a.Finished), civil.ScanInstant(&a.Withdrawn))
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
