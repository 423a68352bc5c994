package companion

import (
	"context"
	"strconv"
	"time"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// How soon, after a companion is missed, the safeguarding lead can be told, in
// minutes.
const (
	SoonestLead = 15
	LatestLead  = 720
)

// LeadAfter is how long after a companion is missed the safeguarding lead is
// told too: as the community has set it, or the usual.
func LeadAfter(tx *db.Tx, usual time.Duration) (time.Duration, error) {
	minutes, err := db.One(tx, db.Column[int],
		`SELECT lead_after FROM outing_setting WHERE community_id = $1`, tx.Community())
	if fault.Is(err, fault.Missing) {
		return usual, nil
	}
	return time.Duration(minutes) * time.Minute, err
}

// LeadAfter reads the setting, in minutes; where nothing is set, the usual.
func (s *Store) LeadAfter(ctx context.Context, actor access.Actor, usual time.Duration) (minutes int, err error) {
	if err := access.Allow(actor, access.CommunityWrite, true); err != nil {
		return 0, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		after, err := LeadAfter(tx, usual)
		minutes = int(after / time.Minute)
		return err
	})
	return minutes, err
}

// SetLeadAfter sets it, in minutes.
func (s *Store) SetLeadAfter(ctx context.Context, actor access.Actor, minutes int) error {
	if err := access.Allow(actor, access.CommunityWrite, true); err != nil {
		return err
	}
	if minutes < SoonestLead || minutes > LatestLead {
		return fault.New(fault.Invalid, "companion.capacity.invalid").Field("lead_after", "companion.lead_after",
			fault.Args{"Least": SoonestLead, "Most": LatestLead})
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		n, err := tx.Exec(`INSERT INTO outing_setting (community_id, lead_after) VALUES ($1, $2)
			ON CONFLICT (community_id) DO UPDATE SET lead_after = excluded.lead_after
			WHERE outing_setting.lead_after <> excluded.lead_after`, tx.Community(), minutes)
		if err != nil || n == 0 { // as it was
			return err
		}
		return trail.Append(tx, trail.Entry{Account: actor.Account, Event: trail.OutingSettingSet,
			Subject: trail.Subject{Kind: "community", ID: tx.Community()}, Facts: trail.Facts{"lead_after": strconv.Itoa(minutes)}})
	})
}
