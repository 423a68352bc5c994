package shift

import (
	"context"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Limits of what one page shows.
const (
	mostOnNow  = 50
	mostInWeek = 300
	mostStaff  = 200
	mostRecent = 25
)

// OnNow are the shifts of this moment: those who said that they are there
// ([Shift.Runs]), and those who should be and have not said so
// ([Shift.Expected]). It names who works here and no person; whoever calls it
// has asked access.ShiftRead.
func OnNow(tx *db.Tx) (on []Shift, err error) {
	today := civil.DateOf(tx.Now())
	open, err := db.All(tx, scan, selectShifts+` AND s.on_day BETWEEN $2 AND $3 AND s.stopped_at IS NULL
		ORDER BY w.name, a.name, s.id LIMIT $4`, tx.Community(), today.AddDays(-1).String(), today.String(), mostOnNow)
	for _, s := range open {
		if s.Runs(tx.Now()) || s.Expected(tx.Now()) {
			on = append(on, s)
		}
	}
	return on, err
}

// Monday of the day's week.
func Monday(d civil.Date) civil.Date { return d.AddDays(-((int(d.Weekday()) + 6) % 7)) }

// Week is the plan of one week, and what its page asks besides.
type Week struct {
	Monday civil.Date
	Shifts []Shift // by day, time and place
	Now    []Shift // see OnNow
	Mine   Shift   // the one that the actor is on
	On     bool    // there is one
	Places []Place // that are open
	Staff  []Staff // for whom the actor may plan
}

// Staff is an account that can be on a shift.
type Staff struct{ Account, Name string }

// Week reads the plan of the week that begins on the Monday.
func (s *Store) Week(ctx context.Context, actor access.Actor, monday civil.Date) (w Week, err error) {
	if err := access.Allow(actor, access.ShiftRead, true); err != nil {
		return w, err
	}
	w.Monday = monday
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		if w.Shifts, err = db.All(tx, scan, selectShifts+` AND s.on_day BETWEEN $2 AND $3
			ORDER BY s.on_day, COALESCE(s.from_minute, 0), w.name, a.name, s.id LIMIT $4`,
			tx.Community(), monday.String(), monday.AddDays(6).String(), mostInWeek); err != nil {
			return err
		}
		if w.Now, err = OnNow(tx); err != nil {
			return err
		}
		if w.Mine, w.On, err = Running(tx, actor.Account); err != nil {
			return err
		}
		if w.Places, err = db.All(tx, scanPlace, `SELECT id, name, agency, setting, closed_at IS NOT NULL FROM work_place
			WHERE community_id = $1 AND closed_at IS NULL ORDER BY name, id LIMIT $2`, tx.Community(), mostPlaces); err != nil {
			return err
		}
		w.Staff, err = staff(tx, actor)
		return err
	})
	return w, err
}

// staff are those for whom the actor may plan: themselves, or everybody who
// facilitates.
func staff(tx *db.Tx, actor access.Actor) ([]Staff, error) {
	if access.ReachOf(actor, access.ShiftWrite) != access.All {
		return []Staff{{actor.Account, actor.Name}}, nil
	}
	return db.All(tx, func(r db.Row) (s Staff, err error) { return s, r.Scan(&s.Account, &s.Name) },
		`SELECT a.id, a.name FROM account a WHERE a.community_id = $1 AND a.state = 'active'
		AND EXISTS (SELECT 1 FROM account_role r WHERE r.community_id = a.community_id AND r.account_id = a.id
			AND r.role IN ('facilitator', 'manager')) ORDER BY a.name_key, a.id LIMIT $2`, tx.Community(), mostStaff)
}

// Copy plans the week after as this one was planned: the actor's own shifts, or
// everybody's for whoever plans for all. What is there already stays as it is.
func (s *Store) Copy(ctx context.Context, actor access.Actor, monday civil.Date) error {
	if err := access.Allow(actor, access.ShiftWrite, true); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		planned, err := db.All(tx, scan, selectShifts+` AND s.on_day BETWEEN $2 AND $3 AND s.from_minute IS NOT NULL
			AND w.closed_at IS NULL AND a.state = 'active' ORDER BY s.on_day, s.from_minute, s.id LIMIT $4`,
			tx.Community(), monday.String(), monday.AddDays(6).String(), mostInWeek)
		if err != nil {
			return err
		}
		for _, p := range planned {
			if access.Allow(actor, access.ShiftWrite, p.Account == actor.Account) != nil {
				continue
			}
			if _, err := tx.Exec(`INSERT INTO shift (community_id, id, account_id, place_id, on_day, from_minute, until_minute, created_at)
				VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (community_id, account_id, place_id, on_day, from_minute) DO NOTHING`,
				tx.Community(), tx.NewID(), p.Account, p.Place.ID, p.On.AddDays(7).String(), int(p.From), p.untilMinute(), tx.Stamp()); err != nil {
				return err
			}
		}
		return note(tx, actor, trail.WeekCopied, "week", tx.NewID(), trail.Facts{"monday": monday.String()})
	})
}

// Recent are the newest shifts that the actor may say a paper card is of: their
// own, or anybody's.
func (s *Store) Recent(ctx context.Context, actor access.Actor) (recent []Shift, err error) {
	if err := access.Allow(actor, access.ShiftRead, true); err != nil {
		return nil, err
	}
	whose := actor.Account
	if access.ReachOf(actor, access.ShiftWrite) == access.All {
		whose = ""
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		today := civil.DateOf(tx.Now())
		recent, err = db.All(tx, scan, selectShifts+` AND s.on_day BETWEEN $2 AND $3 AND ($4 = '' OR s.account_id = $4)
			ORDER BY s.on_day DESC, s.id DESC LIMIT $5`, tx.Community(), today.AddDays(-14).String(), today.String(), whose, mostRecent)
		return err
	})
	return recent, err
}

// Of reads a shift that a card or a mark says it belongs to, for whoever may
// say so; false for one that is not there, or somebody else's.
func Of(tx *db.Tx, actor access.Actor, id string) (sh Shift, ok bool, err error) {
	all, err := db.All(tx, scan, selectShifts+` AND s.id = $2`, tx.Community(), id)
	if err != nil || len(all) == 0 || access.Allow(actor, access.ShiftWrite, all[0].Account == actor.Account) != nil {
		return sh, false, err
	}
	return all[0], true, nil
}
