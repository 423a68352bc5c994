package ask

import (
	"context"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Take says that the actor sees to it. Of two who take it at once one does, and
// the other is told.
func (s *Store) Take(ctx context.Context, actor access.Actor, id string) error {
	if err := access.Allow(actor, access.AskWrite, false); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error { return take(tx, actor, id) })
}

func take(tx *db.Tx, actor access.Actor, id string) error {
	n, err := tx.Exec(`UPDATE ask SET state = 'taken', taken_by = $1, taken_at = $2
		WHERE community_id = $3 AND id = $4 AND state = 'open'`, actor.Account, tx.Stamp(), tx.Community(), id)
	if err != nil {
		return err
	}
	if n == 1 {
		return note(tx, actor, trail.AskTaken, id, "", nil)
	}
	a, err := db.One(tx, scan, selectAsks+` AND k.id = $2`, tx.Community(), id)
	if err == nil && a.Taker != actor.Account {
		err = fault.New(fault.Conflict, "ask.taken", fault.Args{"Name": a.TakerName})
	}
	return err
}

// Release lets somebody else see to it.
func (s *Store) Release(ctx context.Context, actor access.Actor, id string) error {
	if err := access.Allow(actor, access.AskWrite, false); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		n, err := tx.Exec(`UPDATE ask SET state = 'open', taken_by = NULL, taken_at = NULL
			WHERE community_id = $1 AND id = $2 AND state = 'taken' AND taken_by = $3 AND person_id IS NULL`,
			tx.Community(), id, actor.Account)
		if err != nil || n == 0 {
			return err
		}
		return note(tx, actor, trail.AskTaken, id, "", trail.Facts{"released": "yes"})
	})
}

// Began says that a chat was had with the person of the ask, who agreed to a
// record: in the transaction of the chat. What the keyworker typed of them is
// emptied; the record has what the person wants in it. An ask that a colleague
// took meanwhile, or that is gone, keeps no chat from being saved.
func Began(tx *db.Tx, actor access.Actor, id, personID string) error {
	if mine, err := begun(tx, actor, id); !mine {
		return err
	}
	_, err := tx.Exec(`UPDATE ask SET person_id = $1, who = '', reach = '' WHERE community_id = $2 AND id = $3`,
		personID, tx.Community(), id)
	return err
}

// Counted says that there was a chat with somebody who wants no record: in the
// transaction of the tally. Nothing of them stays, and no line goes back.
func Counted(tx *db.Tx, actor access.Actor, id string) error {
	if mine, err := begun(tx, actor, id); !mine {
		return err
	}
	return finish(tx, actor, id)
}

// begin makes sure that the ask is the actor's to begin with.
func begin(tx *db.Tx, actor access.Actor, id string) error {
	if err := access.Allow(actor, access.AskWrite, false); err != nil {
		return err
	}
	return take(tx, actor, id)
}

// begun reports whether the ask is the actor's now.
func begun(tx *db.Tx, actor access.Actor, id string) (mine bool, err error) {
	err = begin(tx, actor, id)
	if fault.Is(err, fault.Conflict) || fault.Is(err, fault.Missing) {
		return false, nil
	}
	return err == nil, err
}

// Finish puts an ask away: the actor saw to it, or nothing is to be done.
func (s *Store) Finish(ctx context.Context, actor access.Actor, id string) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		if err := begin(tx, actor, id); err != nil {
			return err
		}
		return finish(tx, actor, id)
	})
}

func finish(tx *db.Tx, actor access.Actor, id string) error {
	n, err := tx.Exec(`UPDATE ask SET state = 'finished', finished_at = $1, who = '', reach = ''
		WHERE community_id = $2 AND id = $3 AND state = 'taken'`, tx.Stamp(), tx.Community(), id)
	if err != nil || n == 0 {
		return err
	}
	return note(tx, actor, trail.AskFinished, id, "", nil)
}

// Tell lets one line go back to the keyworker: only about somebody who has a
// record and whose newest answer about their keyworker is yes. The trail tells
// the person what went to whom.
func (s *Store) Tell(ctx context.Context, actor access.Actor, id string, line Line) error {
	if !line.known() {
		return fault.New(fault.Invalid, "ask.invalid").Field("line", "ask.line")
	}
	if err := access.Allow(actor, access.AskWrite, false); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		a, err := db.One(tx, scan, selectAsks+` AND k.id = $2`, tx.Community(), id)
		if err != nil {
			return err
		}
		if a.Person == "" {
			return notAgreed()
		}
		p, err := person.Open(tx, actor, access.PersonWrite, a.Person)
		if err != nil {
			return err
		}
		agreed, err := consent.Given(tx, p.ID, consent.Keyworker)
		if err != nil {
			return err
		}
		if !agreed {
			return notAgreed()
		}
		if _, err := tx.Exec(`UPDATE ask SET line = $1, line_at = $2 WHERE community_id = $3 AND id = $4`,
			string(line), tx.Stamp(), tx.Community(), id); err != nil {
			return err
		}
		if err := note(tx, actor, trail.SharedWith, id, p.ID, trail.Facts{"agency": a.AgencyID, "line": string(line)}); err != nil {
			return err
		}
		if line == "not_yet" {
			return nil // there will be another line
		}
		return finish(tx, actor, id)
	})
}

func notAgreed() error {
	return fault.New(fault.Invalid, "ask.not_agreed").Field("line", "ask.not_agreed")
}

func note(tx *db.Tx, actor access.Actor, event trail.Event, id, personID string, facts trail.Facts) error {
	return trail.Append(tx, trail.Entry{Account: actor.Account, Event: event,
		Subject: trail.Subject{Kind: "ask", ID: id}, Person: personID, Facts: facts})
}
