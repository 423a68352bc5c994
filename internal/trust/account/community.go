package account

import (
	"context"
	"strings"
	"unicode/utf8"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Staffed is the telephone number that somebody of the community answers, and
// when. It stands on every printed plan and on every companion's page.
type Staffed struct {
	Number string // as it is written; empty for none
	Hours  string // in the community's own words
}

// Limits of what stands on a plan, in characters.
const (
	longestNumber = 30
	longestHours  = 80
	fewestDigits  = 3
)

func (s Staffed) tidy() Staffed {
	return Staffed{strings.Join(strings.Fields(s.Number), " "), strings.Join(strings.Fields(s.Hours), " ")}
}

// check reports what is wrong, by the fields of the form.
func (s Staffed) check() error {
	e := fault.New(fault.Invalid, "account.staffed")
	if s.Number != "" && !dialled(s.Number) {
		e.Field("number", "account.staffed-number")
	}
	if utf8.RuneCountInString(s.Hours) > longestHours {
		e.Field("hours", "account.staffed-hours", fault.Args{"Limit": longestHours})
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
	return digits >= fewestDigits && len(number) <= longestNumber
}

// Staffed reads the number for whoever may set it.
func (s *Store) Staffed(ctx context.Context, actor access.Actor) (now Staffed, err error) {
	if err := access.Allow(actor, access.CommunityWrite, false); err != nil {
		return now, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		about, err := db.About(tx)
		now = Staffed{about.StaffedNumber, about.StaffedHours}
		return err
	})
	return now, err
}

// SetStaffed stores the number. An empty one is none.
func (s *Store) SetStaffed(ctx context.Context, actor access.Actor, to Staffed) error {
	if err := access.Allow(actor, access.CommunityWrite, false); err != nil {
		return err
	}
	to = to.tidy()
	if err := to.check(); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		if err := db.SetStaffed(tx, to.Number, to.Hours); err != nil {
			return err
		}
		return trail.Append(tx, trail.Entry{Account: actor.Account, Event: trail.CommunityChanged,
			Subject: trail.Subject{Kind: "community", ID: tx.Community()}, Facts: trail.Facts{"changed": "staffed"}})
	})
}
