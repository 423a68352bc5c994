package cohort

import (
	"context"
	"encoding/json"
	"time"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/programme/evaluation/disclosure"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Issue is a report that was made to be handed on: it stays as it is.
type Issue struct {
	Seq    int
	People int // who came in, when it was made
	Shown  map[string]int
	Text   string // the document, as JSON
	At     time.Time
}

// Make makes the report of a result: what is shown of the counts, beside what
// was shown before, and the document.
type Make func(r Result, before map[string]int) (shown map[string]int, document []byte, err error)

// Issue makes the report that leaves and keeps it. Where some people came or
// went since the last one, but only a few, there is no new one: the two beside
// each other would tell of them.
func (s *Store) Issue(ctx context.Context, actor access.Actor, id string, make Make) error {
	if err := access.Allow(actor, access.EvaluationWrite, false); err != nil {
		return err
	}
	r, err := s.Of(context.WithoutCancel(ctx), actor, id)
	if err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		last, err := lastIssue(tx, id)
		if err != nil {
			return err
		}
		if d := r.Flow.Came - last.People; last.Seq > 0 && d != 0 && d > -disclosure.Fewest && d < disclosure.Fewest {
			return fault.New(fault.Conflict, "cohort.too-soon")
		}
		shown, text, err := make(r, last.Shown)
		if err != nil {
			return err
		}
		kept, err := json.Marshal(shown)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`INSERT INTO evaluation_issue (community_id, evaluation_id, seq, people, shown, result, account_id, at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, tx.Community(), id, last.Seq+1, r.Flow.Came, string(kept), string(text), actor.Account, tx.Stamp()); err != nil {
			return err
		}
		return trail.Append(tx, trail.Entry{Account: actor.Account, Event: trail.EvaluationIssued, Subject: trail.Subject{Kind: "evaluation", ID: id}})
	})
}

// Issued is the last report that was made to be handed on; the fault is Missing
// where there is none.
func (s *Store) Issued(ctx context.Context, actor access.Actor, id string) (i Issue, err error) {
	if err := access.Allow(actor, access.EvaluationRead, false); err != nil {
		return i, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		i, err = lastIssue(tx, id)
		if err == nil && i.Seq == 0 {
			return fault.New(fault.Missing, "record.missing")
		}
		return err
	})
	return i, err
}

// lastIssue is the newest, and one numbered 0 where there is none.
func lastIssue(tx *db.Tx, id string) (Issue, error) {
	newest, err := db.All(tx, scanIssue, `SELECT seq, people, shown, result, at FROM evaluation_issue
		WHERE community_id = $1 AND evaluation_id = $2 ORDER BY seq DESC LIMIT 1`, tx.Community(), id)
	if err != nil || len(newest) == 0 {
		return Issue{}, err
	}
	return newest[0], nil
}

func scanIssue(r db.Row) (i Issue, err error) {
	var shown, at string
	if err := r.Scan(&i.Seq, &i.People, &shown, &i.Text, &at); err != nil {
		return i, err
	}
	if i.At, err = civil.ParseInstant(at); err != nil {
		return i, err
	}
	return i, json.Unmarshal([]byte(shown), &i.Shown)
}
