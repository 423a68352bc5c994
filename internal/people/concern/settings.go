package concern

import (
	"context"
	"strings"
	"time"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Settings say how the community answers concerns. An empty Number is the one
// that somebody of the community answers anyway.
type Settings struct {
	Number        string // to ring now, about a concern
	Hours         string // when somebody answers it, in the community's own words
	OutsideName   string // who is asked outside: the designated officer of the local authority
	OutsideNumber string

	// Hours until the deputy is told of one that nobody read, the same when
	// somebody is in danger, and hours until the managers are told that one waits.
	DeputyHours, UrgentHours, ManagerHours int
}

// Defaults are the settings of a community that has set nothing.
var Defaults = Settings{DeputyHours: 4, UrgentHours: 1, ManagerHours: 24}

// clocks are the instants at which one raised now is told on.
func (s Settings) clocks(raised time.Time, urgent bool) (deputy, managers time.Time) {
	hours := s.DeputyHours
	if urgent {
		hours = s.UrgentHours
	}
	return raised.Add(time.Duration(hours) * time.Hour), raised.Add(time.Duration(s.ManagerHours) * time.Hour)
}

func (s Settings) tidy() Settings {
	for _, words := range []*string{&s.Number, &s.Hours, &s.OutsideName, &s.OutsideNumber} {
		*words = strings.Join(strings.Fields(*words), " ")
	}
	return s
}

// Limits of the settings.
const (
	longestNumber = 30
	longestName   = 80
	mostDeputy    = 72
	mostUrgent    = 24
	mostManager   = 168
)

func (s Settings) check() error {
	e := fault.New(fault.Invalid, "concern.invalid")
	for field, number := range map[string]string{"number": s.Number, "outside_number": s.OutsideNumber} {
		if number != "" && !dialled(number) {
			e.Field(field, "concern.number")
		}
	}
	tooLong(e, "hours", s.Hours, longestName)
	tooLong(e, "outside_name", s.OutsideName, longestName)
	within := func(field string, hours, most int) {
		if hours < 1 || hours > most {
			e.Field(field, "concern.hours", fault.Args{"Most": most})
		}
	}
	within("deputy_hours", s.DeputyHours, mostDeputy)
	within("urgent_hours", s.UrgentHours, mostUrgent)
	within("manager_hours", s.ManagerHours, mostManager)
	if s.UrgentHours > s.DeputyHours {
		e.Field("urgent_hours", "concern.hours-urgent")
	}
	if s.ManagerHours <= s.DeputyHours {
		e.Field("manager_hours", "concern.hours-manager")
	}
	return e.OrNil()
}

// dialled reports whether a telephone can take the number.
func dialled(number string) bool {
	digits := 0
	for _, c := range number {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case !strings.ContainsRune("+ ()-", c):
			return false
		}
	}
	return digits >= 3 && len(number) <= longestNumber
}

// SettingsOf reads the community's settings. Where no number is set for
// concerns, it is the one that somebody answers.
func SettingsOf(tx *db.Tx) (Settings, error) {
	rows, err := db.All(tx, func(r db.Row) (s Settings, err error) {
		return s, r.Scan(&s.Number, &s.Hours, &s.OutsideName, &s.OutsideNumber, &s.DeputyHours, &s.UrgentHours, &s.ManagerHours)
	}, `SELECT number, hours, outside_name, outside_number, deputy_hours, urgent_hours, manager_hours
		FROM concern_settings WHERE community_id = $1`, tx.Community())
	if err != nil || len(rows) == 0 {
		return Defaults, err
	}
	return rows[0], nil
}

// toRing is the settings with the number that somebody answers in place of
// none.
func toRing(tx *db.Tx) (Settings, error) {
	s, err := SettingsOf(tx)
	if err != nil || s.Number != "" {
		return s, err
	}
	about, err := db.About(tx)
	s.Number, s.Hours = about.StaffedNumber, about.StaffedHours
	return s, err
}

// Settings reads them for whoever may set them.
func (s *Store) Settings(ctx context.Context, actor access.Actor) (now Settings, err error) {
	if err := access.Allow(actor, access.ConcernSettings, false); err != nil {
		return now, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		now, err = SettingsOf(tx)
		return err
	})
	return now, err
}

// Set stores the settings; what was raised before keeps its times.
func (s *Store) Set(ctx context.Context, actor access.Actor, to Settings) error {
	if err := access.Allow(actor, access.ConcernSettings, false); err != nil {
		return err
	}
	to = to.tidy()
	if err := to.check(); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		if _, err := tx.Exec(`INSERT INTO concern_settings (community_id, number, hours, outside_name, outside_number,
				deputy_hours, urgent_hours, manager_hours) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
			ON CONFLICT (community_id) DO UPDATE SET number = excluded.number, hours = excluded.hours,
				outside_name = excluded.outside_name, outside_number = excluded.outside_number,
				deputy_hours = excluded.deputy_hours, urgent_hours = excluded.urgent_hours,
				manager_hours = excluded.manager_hours`,
			tx.Community(), to.Number, to.Hours, to.OutsideName, to.OutsideNumber,
			to.DeputyHours, to.UrgentHours, to.ManagerHours); err != nil {
			return err
		}
		return trail.Append(tx, trail.Entry{Account: actor.Account, Event: trail.ConcernAnswering,
			Subject: trail.Subject{Kind: "community", ID: tx.Community()}})
	})
}
