package cohort

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
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
	Plan   string // its id
	Seq    int
	People int // who came in, when it was made
	Shown  map[string]int
	Text   string // the document, as JSON
	At     time.Time
}

// Make makes the report of a result: what is shown of the counts, beside what
// each report before showed, and the document.
type Make func(r Result, before []map[string]int) (shown map[string]int, document []byte, err error)

// Issue makes the report that leaves and keeps it. Where one that left before, of
// this plan or another, is of the same people but for a few, there is no new one:
// the two beside each other would tell of them.
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
		before, err := published(tx, r)
		if err != nil {
			return err
		}
		shown, text, err := make(r, before)
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

// Published are the counts that earlier reports showed of the people of a
// result: nobody may be found by what differs.
func (s *Store) Published(ctx context.Context, actor access.Actor, r Result) (before []map[string]int, err error) {
	if err := access.Allow(actor, access.EvaluationRead, false); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		before, err = published(tx, r)
		return err
	})
	return before, err
}

// mostPublished is how many reports a new one is held against.
const mostPublished = 100

// published reads the newest reports of plans whose days touch those of the
// result; the fault is Conflict where one is of nearly the same people.
func published(tx *db.Tx, r Result) (before []map[string]int, err error) {
	issues, err := db.All(tx, scanIssue, `SELECT i.seq, i.people, i.shown, '', i.at, i.evaluation_id FROM evaluation_issue i
		JOIN evaluation e ON e.community_id = i.community_id AND e.id = i.evaluation_id
		WHERE i.community_id = $1 AND e.from_on <= $2 AND e.to_on >= $3 ORDER BY i.at DESC, i.evaluation_id, i.seq LIMIT $4`,
		tx.Community(), r.Plan.To.String(), r.Plan.From.String(), mostPublished)
	if err != nil || len(issues) == 0 {
		return nil, err
	}
	ours, err := members(tx, r.Plan)
	if err != nil {
		return nil, err
	}
	others := map[string]group{r.Plan.ID: ours}
	for _, i := range issues {
		theirs, known := others[i.Plan]
		if !known {
			if theirs, err = membersOf(tx, i.Plan); err != nil {
				return nil, err
			}
			others[i.Plan] = theirs
		}
		came := r.Flow.Came - i.People
		switch apart := theirs.less(ours) + ours.less(theirs); {
		case few(apart) || apart == 0 && few(came):
			return nil, fault.New(fault.Conflict, "cohort.too-soon")
		case theirs.within(ours) || ours.within(theirs):
			before = append(before, i.Shown)
		}
	}
	if leavesFew(ours, slices.Collect(maps.Values(others))) {
		return nil, fault.New(fault.Conflict, "cohort.too-soon")
	}
	return before, nil
}

func few(n int) bool { return n != 0 && n > -disclosure.Fewest && n < disclosure.Fewest }

// membersOf are the people of a plan that is kept.
func membersOf(tx *db.Tx, plan string) (group, error) {
	p, err := get(tx, plan)
	if err != nil {
		return nil, err
	}
	return members(tx, p)
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
	newest, err := db.All(tx, scanIssue, `SELECT seq, people, shown, result, at, evaluation_id FROM evaluation_issue
		WHERE community_id = $1 AND evaluation_id = $2 ORDER BY seq DESC LIMIT 1`, tx.Community(), id)
	if err != nil || len(newest) == 0 {
		return Issue{}, err
	}
	return newest[0], nil
}

func scanIssue(r db.Row) (i Issue, err error) {
	var shown string
	if err := r.Scan(&i.Seq, &i.People, &shown, &i.Text, civil.ScanInstant(&i.At), &i.Plan); err != nil {
		return i, err
	}
	return i, json.Unmarshal([]byte(shown), &i.Shown)
}
