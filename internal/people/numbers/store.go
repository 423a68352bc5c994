package numbers

import (
	"context"
	"strings"
	"sync"
	"time"

	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
)

// Report is what a period came to.
type Report struct {
	Period
	AsOf     time.Time
	Months   []Month
	Shares   []Share
	Evenings Evenings
	Hours    Hours
	Reached  Reached
}

// Month is how much was done in one month of the period.
type Month struct {
	Month   civil.Date // its first day
	Chats   int
	Tallies int
}

// Evenings are the planned evenings of the period, and how many of them did
// not happen because of us: no companion, a locked door, a wrong list.
type Evenings struct{ Planned, OurFaults int }

// PerHundred are our own failures in a hundred plans, rounded; ok is false
// below a hundred plans, where it would be made up.
func (e Evenings) PerHundred() (n int, ok bool) {
	if e.Planned < 100 {
		return 0, false
	}
	return (200*e.OurFaults + e.Planned) / (2 * e.Planned), true
}

// before is how far behind the period something must have happened to matter
// in it: six months, and the window in which the answer to them counts.
const before = sixMonths + windowAfter + heardFor

// fresh is how long a report is given out before it is counted anew: nobody
// runs a morning by it.
const fresh = 10 * time.Minute

// Store counts.
type Store struct {
	db     *db.DB
	mu     sync.Mutex
	counts map[Period]*count
}

// count is one report, counted once however many ask for it meanwhile.
type count struct {
	once   sync.Once
	report Report
	err    error
	at     time.Time
}

// New counts what is in d.
func New(d *db.DB) *Store { return &Store{db: d, counts: map[Period]*count{}} }

// longest is how many days one report may span.
const longest = 3 * 366

// Of is the report of the period, as it stood at most [fresh] ago.
func (s *Store) Of(ctx context.Context, actor access.Actor, p Period) (Report, error) {
	if err := access.Allow(actor, access.NumbersRead, false); err != nil {
		return Report{}, err
	}
	e := fault.New(fault.Invalid, "numbers.invalid")
	switch {
	case p.To.Before(p.From):
		return Report{}, e.Field("to", "numbers.to_before_from")
	case p.To.Days()-p.From.Days() > longest:
		return Report{}, e.Field("from", "numbers.too_long")
	}
	c := s.counted(p)
	c.once.Do(func() {
		c.err = s.db.View(context.WithoutCancel(ctx), actor.Scope, func(tx *db.Tx) (err error) {
			c.report, err = report(tx, p)
			return err
		})
	})
	if c.err != nil {
		s.forget(p)
	}
	return c.report, c.err
}

// counted is the count of the period that others may be waiting for.
func (s *Store) counted(p Period) *count {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.db.Clock().Now()
	for old, c := range s.counts {
		if now.Sub(c.at) > fresh {
			delete(s.counts, old)
		}
	}
	if s.counts[p] == nil {
		s.counts[p] = &count{at: now}
	}
	return s.counts[p]
}

func (s *Store) forget(p Period) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.counts, p)
}

func report(tx *db.Tx, p Period) (r Report, err error) {
	r.Period, r.AsOf = p, tx.Now()
	if r.Months, err = months(tx, p); err != nil {
		return r, err
	}
	ways, err := waysSince(tx, p.From.AddDays(-before))
	if err != nil {
		return r, err
	}
	r.Shares = Shares(ways, p, tx.Now())
	talks, err := supervised(tx, p)
	if err != nil {
		return r, err
	}
	r.Shares = append(r.Shares, talks)
	if r.Evenings, err = evenings(tx, p); err != nil {
		return r, err
	}
	if r.Hours, err = hours(tx, p); err != nil {
		return r, err
	}
	r.Reached, err = reachedIn(tx, p)
	return r, err
}

// months counts chats and tallies, each month of the period.
func months(tx *db.Tx, p Period) ([]Month, error) {
	chats, err := perMonth(tx, `SELECT substr(c.held_on, 1, 7), count(*) FROM chat c
		JOIN person p ON p.community_id = c.community_id AND p.id = c.person_id
		WHERE c.community_id = $1 AND c.held_on BETWEEN $2 AND $3 AND `+person.Counted("p")+` GROUP BY 1`, p)
	if err != nil {
		return nil, err
	}
	tallies, err := perMonth(tx, `SELECT substr(held_on, 1, 7), count(*) FROM tally
		WHERE community_id = $1 AND held_on BETWEEN $2 AND $3 GROUP BY 1`, p)
	var out []Month
	for m := range p.begun(civil.DateOf(tx.Now())).months() {
		key := m.String()[:7]
		out = append(out, Month{Month: m, Chats: chats[key], Tallies: tallies[key]})
	}
	return out, err
}

func perMonth(tx *db.Tx, query string, p Period) (map[string]int, error) {
	counts := map[string]int{}
	_, err := db.All(tx, func(r db.Row) (struct{}, error) {
		var month string
		var n int
		err := r.Scan(&month, &n)
		counts[month] = n
		return struct{}{}, err
	}, query, tx.Community(), p.From.String(), p.To.String())
	return counts, err
}

// waysSince reads every way on which something happened since the day, with
// its steps and checks; those of one person stand together.
func waysSince(tx *db.Tx, day civil.Date) ([]Way, error) {
	since := civil.Instant(day.At(0))
	ways := []Way{}
	_, err := db.All(tx, func(r db.Row) (struct{}, error) { return struct{}{}, scanStep(r, &ways) },
		`SELECT COALESCE(p.merged_into, p.id), l.id, COALESCE(l.parent_id, ''), COALESCE(m.kind, ''), COALESCE(l.attended_on, ''),
			COALESCE(l.last_on, ''), l.how, l.facets, s.at, s.verb, s.to_state, s.code
		FROM link l
		JOIN person p ON p.community_id = l.community_id AND p.id = l.person_id
		JOIN link_step s ON s.community_id = l.community_id AND s.link_id = l.id
		LEFT JOIN meeting m ON m.community_id = l.community_id AND m.id = l.meeting_id
		WHERE l.community_id = $1 AND l.updated_at >= $2 AND `+person.Counted("p")+`
		ORDER BY 1, l.id, s.seq`, tx.Community(), since)
	if err != nil {
		return nil, err
	}
	return ways, addChecks(tx, ways, since)
}

func scanStep(r db.Row, ways *[]Way) error {
	var w Way
	var facets string
	var s Step
	if err := r.Scan(&w.Person, &w.Link, &w.Parent, &w.Kind, &w.First, &w.Last, &w.How, &facets, civil.ScanInstant(&s.At), &s.Verb, &s.To, &s.Code); err != nil {
		return err
	}
	if n := len(*ways); n == 0 || (*ways)[n-1].Link != w.Link {
		w.Facets = len(strings.Fields(facets))
		*ways = append(*ways, w)
	}
	now := &(*ways)[len(*ways)-1]
	now.Steps = append(now.Steps, s)
	return nil
}

// addChecks puts the comfort checks with their ways.
func addChecks(tx *db.Tx, ways []Way, since string) error {
	at := make(map[string]*Way, len(ways))
	for i := range ways {
		at[ways[i].Link] = &ways[i]
	}
	_, err := db.All(tx, func(r db.Row) (struct{}, error) {
		var id string
		var c Check
		err := r.Scan(&id, &c.On, &c.Being)
		if w := at[id]; w != nil { // not of a sealed record
			w.Checks = append(w.Checks, c)
		}
		return struct{}{}, err
	}, `SELECT c.link_id, c.on_date, c.being FROM link_comfort c
		JOIN link l ON l.community_id = c.community_id AND l.id = c.link_id
		WHERE c.community_id = $1 AND l.updated_at >= $2 ORDER BY c.link_id, c.id`, tx.Community(), since)
	return err
}

// evenings counts plans by their evening. One that was called off before it
// began, and not by us, is none.
func evenings(tx *db.Tx, p Period) (e Evenings, err error) {
	e.Planned, err = db.One(tx, scanInt, `SELECT count(*) FROM link_plan e
		JOIN link l ON l.community_id = e.community_id AND l.id = e.link_id
		JOIN person p ON p.community_id = l.community_id AND p.id = l.person_id
		WHERE e.community_id = $1 AND e.on_date BETWEEN $2 AND $3 AND e.called_off_at IS NULL AND `+person.Counted("p"),
		tx.Community(), p.From.String(), p.To.String())
	if err != nil {
		return e, err
	}
	e.OurFaults, err = db.One(tx, scanInt, `SELECT count(*) FROM link_step s
		JOIN link l ON l.community_id = s.community_id AND l.id = s.link_id
		JOIN person p ON p.community_id = l.community_id AND p.id = l.person_id
		WHERE s.community_id = $1 AND s.at >= $2 AND s.at < $3 AND s.verb IN ('not_happened', 'door_locked')
			AND s.code IN ($4, $5, $6) AND `+person.Counted("p"),
		tx.Community(), civil.Instant(p.From.At(0)), civil.Instant(p.To.AddDays(1).At(0)),
		string(link.NoCompanion), string(link.DoorLocked), string(link.ListWrong))
	return e, err
}

func scanInt(r db.Row) (n int, err error) { return n, r.Scan(&n) }
