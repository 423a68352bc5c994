package numbers

import (
	"time"

	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
)

// Hours is the time that people gave in the period, and what was talked in it.
// Talks are chats and tallies that were part of a shift that counts.
type Hours struct {
	Months  []MonthHours
	Shifts  Given
	Outings Given
	Talks   int
}

// MonthHours is how long people were there in one month.
type MonthHours struct {
	Month           civil.Date // its first day
	Shifts, Outings time.Duration
}

// Given is time that somebody gave, each time from when they came to when they
// were done. Unknown are the times of which one of the two was not marked: they
// are in no sum.
type Given struct {
	N       int
	Unknown int
	Time    time.Duration
}

// PerHour are the talks in an hour of a shift, times ten and rounded; ok is
// false below five shifts, or an hour of them all.
func (h Hours) PerHour() (tenths int, ok bool) {
	minutes := int(h.Shifts.Time / time.Minute)
	if h.Shifts.N < fewest || minutes < 60 {
		return 0, false
	}
	return (2*h.Talks*600 + minutes) / (2 * minutes), true
}

// longestGiven is how long one shift or outing counts at the most: who forgot to
// say that they were done did not give the night.
const longestGiven = 12 * time.Hour

// spell is one time that somebody gave.
type spell struct {
	on       civil.Date
	from, to time.Time // zero: not known
}

func scanSpell(r db.Row) (s spell, err error) {
	return s, r.Scan(&s.on, civil.ScanInstant(&s.from), civil.ScanInstant(&s.to))
}

func hours(tx *db.Tx, p Period) (h Hours, err error) {
	for m := range p.begun(civil.DateOf(tx.Now())).months() {
		h.Months = append(h.Months, MonthHours{Month: m})
	}
	shifts, err := db.All(tx, scanSpell, `SELECT on_day, COALESCE(started_at, ''), COALESCE(stopped_at, '') FROM shift
		WHERE community_id = $1 AND on_day BETWEEN $2 AND $3 AND (started_at IS NOT NULL OR on_day < $4)`,
		tx.Community(), p.From.String(), p.To.String(), civil.DateOf(tx.Now()).String())
	if err != nil {
		return h, err
	}
	if err := h.add(&h.Shifts, shifts, func(m *MonthHours) *time.Duration { return &m.Shifts }); err != nil {
		return h, err
	}
	outings, err := db.All(tx, scanSpell, `SELECT e.on_date, COALESCE(e.met_at, ''), COALESCE(e.home_at, '') FROM link_plan e
		WHERE e.community_id = $1 AND e.on_date BETWEEN $2 AND $3 AND e.companion IS NOT NULL AND e.met_at IS NOT NULL
		UNION ALL SELECT e.on_date, COALESCE(e.met_at, ''), COALESCE(e.second_home_at, '') FROM link_plan e
		WHERE e.community_id = $1 AND e.on_date BETWEEN $2 AND $3 AND e.second IS NOT NULL AND e.met_at IS NOT NULL`,
		tx.Community(), p.From.String(), p.To.String())
	if err != nil {
		return h, err
	}
	if err := h.add(&h.Outings, outings, func(m *MonthHours) *time.Duration { return &m.Outings }); err != nil {
		return h, err
	}
	h.Talks, err = db.One(tx, scanInt, `SELECT (SELECT count(*) FROM chat c
			JOIN shift s ON s.community_id = c.community_id AND s.id = c.shift_id
			JOIN person p ON p.community_id = c.community_id AND p.id = c.person_id
			WHERE c.community_id = $1 AND s.on_day BETWEEN $2 AND $3 AND s.stopped_at IS NOT NULL AND `+person.Counted("p")+`)
		+ (SELECT count(*) FROM tally t JOIN shift s ON s.community_id = t.community_id AND s.id = t.shift_id
			WHERE t.community_id = $1 AND s.on_day BETWEEN $2 AND $3 AND s.stopped_at IS NOT NULL)`,
		tx.Community(), p.From.String(), p.To.String())
	return h, err
}

// add counts the spells, and puts their time into the months.
func (h *Hours) add(g *Given, spells []spell, into func(*MonthHours) *time.Duration) error {
	for _, s := range spells {
		if s.from.IsZero() || s.to.IsZero() {
			g.Unknown++
			continue
		}
		long := min(max(s.to.Sub(s.from), 0), longestGiven)
		g.N++
		g.Time += long
		for i := range h.Months {
			if m := &h.Months[i]; m.Month.Year == s.on.Year && m.Month.Month == s.on.Month {
				*into(m) += long
			}
		}
	}
	return nil
}

// supervised: of the talks with a companion that were due in the period, and
// whose day has passed, those that were held by that day. Not known are
// companions of today with whom none was ever put down.
func supervised(tx *db.Tx, p Period) (s Share, err error) {
	s.Name = Supervised
	until := min(p.To.String(), civil.DateOf(tx.Now()).AddDays(-1).String())
	kept, err := db.All(tx, db.Column[bool], `SELECT EXISTS (SELECT 1 FROM supervision n
			WHERE n.community_id = s.community_id AND n.account_id = s.account_id AND n.held_on > s.held_on AND n.held_on <= s.next_on)
		FROM supervision s WHERE s.community_id = $1 AND s.next_on BETWEEN $2 AND $3`, tx.Community(), p.From.String(), until)
	if err != nil {
		return s, err
	}
	for _, held := range kept {
		if held {
			s.add(yes)
		} else {
			s.add(no)
		}
	}
	never, err := db.One(tx, scanInt, `SELECT count(*) FROM account a
		JOIN account_role r ON r.community_id = a.community_id AND r.account_id = a.id AND r.role = 'companion'
		WHERE a.community_id = $1 AND a.state = 'active' AND NOT EXISTS (SELECT 1 FROM supervision s
			WHERE s.community_id = a.community_id AND s.account_id = a.id)`, tx.Community())
	for range never {
		s.add(unknown)
	}
	return s, err
}
