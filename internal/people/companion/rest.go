package companion

import (
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Rest begins a rest that a companion, or their manager for them, asks for: no
// reason is asked, and none is kept. Until is its last day; zero is open. It is
// for the transaction that finds somebody else for their outings.
func Rest(tx *db.Tx, actor access.Actor, account string, until civil.Date) error {
	if err := access.Allow(actor, access.CapacityWrite, account == actor.Account); err != nil {
		return err
	}
	today := civil.DateOf(tx.Now())
	if !until.IsZero() && until.Before(today) {
		return fault.New(fault.Invalid, "companion.capacity.invalid").Field("rest_until", "companion.rest.past")
	}
	if err := isCompanion(tx, account); err != nil {
		return err
	}
	if err := rest(tx, account, today, until); err != nil {
		return err
	}
	return note(tx, actor, trail.CompanionRested, account, nil)
}

// EndRest ends the rest today.
func EndRest(tx *db.Tx, actor access.Actor, account string) error {
	if err := access.Allow(actor, access.CapacityWrite, account == actor.Account); err != nil {
		return err
	}
	n, err := tx.Exec(`UPDATE capacity SET resting_since = NULL, rest_until = NULL, version = version + 1, updated_at = $1
		WHERE community_id = $2 AND account_id = $3 AND resting_since IS NOT NULL`, tx.Stamp(), tx.Community(), account)
	if err != nil || n == 0 { // pressed twice: they are back already
		return err
	}
	return note(tx, actor, trail.CompanionBack, account, nil)
}

func rest(tx *db.Tx, account string, since, until civil.Date) error {
	unsaid := Unsaid(account)
	evenings, away, areas, err := written(unsaid)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO capacity (community_id, account_id, evenings, away, areas, at_once, a_week, languages, gender, matched_as,
			shared, rather_not, phone, emergency_name, emergency_phone, resting_since, rest_until, version, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, '', '', '', '', '', '', '', '', $8, $9, 1, $10)
		ON CONFLICT (community_id, account_id) DO UPDATE SET resting_since = excluded.resting_since, rest_until = excluded.rest_until,
			version = capacity.version + 1, updated_at = excluded.updated_at`,
		tx.Community(), account, evenings, away, areas, unsaid.AtOnce, unsaid.AWeek, since, until, tx.Stamp())
	return err
}
