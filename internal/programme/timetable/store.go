package timetable

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/programme/asking"
	"openmaf/internal/programme/measure"
	"openmaf/internal/trust/trail"
)

// Store keeps the plan for people who are on no course, and plans.
type Store struct {
	db *db.DB

	looking sync.Mutex
	day     civil.Date  // on which everybody was looked at
	seq     int64       // of the trail, up to which people were looked at
	anew    atomic.Bool // look at everybody next time
}

// New keeps it in d.
func New(d *db.DB) *Store { return &Store{db: d} }

// longest is how many days after it began a way is asked about: the last is the
// six months, and how late it may be.
const longest = asking.SixMonthsDays + asking.SixMonthsLate

// How many people are read at once, and how many are written: nobody waits long
// for the writer. Then others come first, for so many times as long as it took:
// on the first look of a day there may be tens of thousands to read.
const (
	together = 100
	written  = 25
	others   = 4
)

// Look plans for the people of whom something was written down since the last
// look; on the first look of a day, for everybody whose way is young enough.
func (s *Store) Look(ctx context.Context, scope db.Scope) error {
	s.looking.Lock()
	defer s.looking.Unlock()
	if s.anew.Swap(false) {
		s.day = civil.Date{}
	}
	var people []string
	var today civil.Date
	var seq int64
	err := s.db.View(ctx, scope, func(tx *db.Tx) (err error) {
		today = civil.DateOf(tx.Now())
		if today == s.day {
			people, seq, err = trail.Since(tx, s.seq)
			return err
		}
		if seq, err = trail.End(tx); err != nil {
			return err
		}
		people, err = young(tx, today)
		return err
	})
	if err != nil {
		return err
	}
	var took time.Duration
	for chunk := range slices.Chunk(people, together) {
		if err := rest(ctx, others*took); err != nil {
			return err
		}
		begun := time.Now() // by the machine's clock: it is others there who wait
		if err := s.some(ctx, scope, chunk); err != nil {
			return err
		}
		took = time.Since(begun)
	}
	s.day, s.seq = today, seq
	return nil
}

func rest(ctx context.Context, long time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(long):
		return nil
	}
}

// young are the people whose way began so lately that something may be due,
// and those of whom something planned itself, in the order of their ids.
func young(tx *db.Tx, today civil.Date) ([]string, error) {
	from := today.AddDays(-longest)
	ids, err := db.Gather(tx, scanText,
		db.Part{SQL: `SELECT person_id FROM link WHERE community_id = $1 AND raised_on >= $2`, Args: []any{tx.Community(), from}},
		db.Part{SQL: `SELECT n.person_id FROM course k CROSS JOIN enrolment n
			WHERE k.community_id = $1 AND k.ends_on >= $2 AND n.community_id = k.community_id AND n.course_id = k.id`, Args: []any{tx.Community(), from}},
		db.Part{SQL: `SELECT person_id FROM measure_ask WHERE community_id = $1 AND finished_at IS NULL AND withdrawn_at IS NULL
			AND asked_on IS NULL AND made_by = $2`, Args: []any{tx.Community(), trail.System}})
	slices.Sort(ids)
	return slices.Compact(ids), err
}

// some plans for a few people. Most have nothing to plan: they are only read,
// and those of whom something is to be written are looked at again.
func (s *Store) some(ctx context.Context, scope db.Scope, ids []string) error {
	var changes []string
	err := s.db.View(ctx, scope, func(tx *db.Tx) error {
		r, err := ready(tx)
		if err != nil {
			return err
		}
		if err := r.read(ids); err != nil {
			return err
		}
		for _, id := range ids {
			if plan, lapse := r.make(id); len(plan)+len(lapse) > 0 {
				changes = append(changes, id)
			}
		}
		return nil
	})
	for chunk := range slices.Chunk(changes, written) {
		if err == nil {
			err = s.db.Tx(ctx, scope, func(tx *db.Tx) error { return write(tx, chunk) })
		}
	}
	return err
}

// ready is a reader that knows what is asked, and has read nobody.
func ready(tx *db.Tx) (r *reader, err error) {
	r = &reader{tx: tx, today: civil.DateOf(tx.Now())}
	if r.plans, err = readPlans(tx); err != nil {
		return nil, err
	}
	if r.plans[programme{}], err = links(tx); err != nil {
		return nil, err
	}
	r.worded, err = measure.Askable(tx)
	return r, err
}

// make works out the timetable of somebody who was read. Whoever may not be
// asked has an empty one, and so has what has no words here.
func (r *reader) make(id string) (plan []Placed, lapse []Asked) {
	s := r.people[id]
	slots := slices.DeleteFunc(s.Slots(r.plans[programme{}]), func(slot Slot) bool { return r.definition(slot.Measure) == nil })
	return Make(slots, s.asked, s.checks, r.today)
}

func (r *reader) definition(id string) *measure.Definition {
	at := slices.IndexFunc(r.worded, func(d *measure.Definition) bool { return d.ID == id })
	if at < 0 {
		return nil
	}
	return r.worded[at]
}

// write plans for a few people, who are looked at again now that nobody else
// plans for them. Whoever was erased or sealed meanwhile is left alone.
func write(tx *db.Tx, ids []string) error {
	var held []string
	for _, id := range ids {
		switch err := asking.Hold(tx, id); {
		case err == nil:
			held = append(held, id)
		case !fault.Is(err, fault.Missing):
			return err
		}
	}
	if len(held) == 0 {
		return nil
	}
	r, err := ready(tx)
	if err != nil {
		return err
	}
	if err := r.read(held); err != nil {
		return err
	}
	for _, id := range held {
		if err := r.write(id); err != nil {
			return err
		}
	}
	return nil
}

// write stores what is new in the timetable of somebody who was read.
func (r *reader) write(id string) error {
	plan, lapse := r.make(id)
	for _, a := range lapse {
		if err := asking.Lapse(r.tx, id, a.ID); err != nil {
			return err
		}
	}
	for _, p := range plan {
		if err := asking.Plan(r.tx, r.definition(p.Measure), asking.Planned{ID: r.tx.NewID(), Person: id, Language: r.people[id].language,
			TimePoint: p.TimePoint, Opens: p.Opens, Closes: p.Closes}); err != nil {
			return err
		}
	}
	return nil
}

func scanText(r db.Row) (s string, err error) { return s, r.Scan(&s) }
