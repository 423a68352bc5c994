package cohort

import (
	"context"
	"encoding/json"
	"errors"
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

	of *Plan // where it is kept with the report; nil: by its id
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
		shown, text, err := make.beside(tx, r)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`INSERT INTO evaluation_issue (community_id, evaluation_id, seq, people, shown, result, account_id, at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, tx.Community(), id, last.Seq+1, r.Flow.Came, shown, string(text), actor.Account, tx.Stamp()); err != nil {
			return err
		}
		return trail.Append(tx, trail.Entry{Account: actor.Account, Event: trail.EvaluationIssued, Subject: trail.Subject{Kind: "evaluation", ID: id}})
	})
}

// Out makes the report of a result by a plan that is not kept, and remembers what
// it showed, as [Store.Issue] does. Whoever asked has the report.
func (s *Store) Out(ctx context.Context, actor access.Actor, r Result, make Make) error {
	if err := access.Allow(actor, access.EvaluationWrite, false); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		shown, _, err := make.beside(tx, r)
		if err != nil {
			return err
		}
		plan, err := json.Marshal(r.Plan)
		if err != nil {
			return err
		}
		id := tx.NewID()
		if _, err := tx.Exec(`INSERT INTO evaluation_out (community_id, id, from_on, to_on, plan, people, shown, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			tx.Community(), id, r.Plan.From, r.Plan.To, string(plan), r.Flow.Came, shown, tx.Stamp()); err != nil {
			return err
		}
		return trail.Append(tx, trail.Entry{Account: actor.Account, Event: trail.EvaluationIssued, Subject: trail.Subject{Kind: "evaluation", ID: id}})
	})
}

// beside makes the report beside those that left before, and says what it shows
// as it is kept.
func (make Make) beside(tx *db.Tx, r Result) (shown string, document []byte, err error) {
	before, err := published(tx, r)
	if err != nil {
		return "", nil, err
	}
	counts, document, err := make(r, before)
	if err != nil {
		return "", nil, err
	}
	text, err := json.Marshal(counts)
	return string(text), document, err
}

// mostPublished is how many reports a new one is held against.
const mostPublished = 100

// published are the counts that the newest reports of plans whose days touch those
// of the result showed of its people, of a part or of the whole of them: nobody may
// be found by what differs. The fault is Conflict where one is of nearly the same
// people.
func published(tx *db.Tx, r Result) (before []map[string]int, err error) {
	issues, err := db.All(tx, scanIssue, `SELECT i.seq, i.people, i.shown, '', i.at, i.evaluation_id FROM evaluation_issue i
		JOIN evaluation e ON e.community_id = i.community_id AND e.id = i.evaluation_id
		WHERE i.community_id = $1 AND e.from_on <= $2 AND e.to_on >= $3 ORDER BY i.at DESC, i.evaluation_id, i.seq LIMIT $4`,
		tx.Community(), r.Plan.To, r.Plan.From, mostPublished)
	if err != nil {
		return nil, err
	}
	outs, err := db.All(tx, scanOut, `SELECT id, plan, people, shown FROM evaluation_out
		WHERE community_id = $1 AND from_on <= $2 AND to_on >= $3 ORDER BY at DESC, id LIMIT $4`, tx.Community(), r.Plan.To, r.Plan.From, mostPublished)
	if issues = append(issues, outs...); err != nil || len(issues) == 0 {
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
			if theirs, err = i.members(tx); err != nil {
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

// members are the people of the plan of a report.
func (i Issue) members(tx *db.Tx) (group, error) {
	if i.of != nil {
		return members(tx, *i.of)
	}
	p, err := get(tx, i.Plan)
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

func scanOut(r db.Row) (i Issue, err error) {
	var plan, shown string
	i.of = &Plan{}
	if err := r.Scan(&i.Plan, &plan, &i.People, &shown); err != nil {
		return i, err
	}
	return i, errors.Join(json.Unmarshal([]byte(plan), i.of), json.Unmarshal([]byte(shown), &i.Shown))
}
