package cohort_test

import (
	"context"
	"fmt"
	"testing"

	"openmaf/internal/people/numbers"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/fault"
	"openmaf/internal/programme/evaluation/cohort"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

var (
	ctx   = context.Background()
	today = civil.DateOf(dbtest.Start) // 1 May 2026
)

// plan counts the people whose way began from September to April.
func plan(d *db.DB) cohort.Plan {
	return cohort.Plan{ID: d.NewID(), Name: "Autumn (invented)", From: today.AddDays(-240), To: today, Route: cohort.AllRoutes,
		Outcome: cohort.AnyMeeting, Early: cohort.Early, Late: cohort.Late}
}

// invented writes so many invented people straight into the tables: what
// happened to them follows from their number. Their ways began 200 days ago, of
// every tenth 20 days ago.
func invented(t testing.TB, d *db.DB, s db.Scope, n int) (manager access.Actor) {
	t.Helper()
	manager = persontest.Actor(t, d, s, "Meg M", access.Manager)
	err := d.Tx(ctx, s, func(tx *db.Tx) error {
		for i := range n {
			if err := person(tx, manager.Account, i); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return manager
}

func person(tx *db.Tx, account string, i int) error {
	id, way, chat, consent := tx.NewID(), tx.NewID(), tx.NewID(), tx.NewID()
	began := today.AddDays(-200)
	if i%10 == 9 {
		began = today.AddDays(-20)
	}
	at := func(days int) string { return civil.Instant(began.AddDays(days).At(12 * 60)) }
	been := []string{"never", "never", "once_or_twice", ""}[i%4]
	agreed := i%5 != 4
	sealed := i%50 == 49
	went, ended, reason := any(nil), "involved", ""
	if i%3 != 2 {
		went = began.AddDays(5).String()
	}
	if i%7 == 6 {
		ended, reason = "closed", []string{"moved", "not_heard", "wish"}[i/7%3]
	}
	had := ""
	if ended == "closed" {
		had = "continuing"
	}
	do := func(query string, args ...any) error {
		_, err := tx.Exec(query, append([]any{tx.Community()}, args...)...)
		return err
	}
	type row struct {
		query string
		args  []any
	}
	rows := []row{
		{`INSERT INTO person (community_id, id, name, name_key, area, phone, contact, voicemail, contact_when, contact_as, access_needs, keeper, sealed, created_at, updated_at)
			VALUES ($1, $2, $3, $3, '', '', 'in_person', FALSE, '', '', '', $4, $5, $6, $6)`, []any{id, fmt.Sprint("invented ", i), account, sealed, at(0)}},
		{`INSERT INTO chat (community_id, id, person_id, held_on, setting, minutes, started_by, help_with, been_before, decision, next_step, companion_wanted, risk, account_id, created_at)
			VALUES ($1, $2, $3, $4, 'our_place', '', '', '', $5, '', '', 'yes', FALSE, $6, $7)`, []any{chat, id, began.String(), been, account, at(0)}},
		{`INSERT INTO consent (community_id, id, person_id, purpose, given, words, words_version, said_at, account_id)
			VALUES ($1, $2, $3, 'evaluation', $4, 'words', 'v', $5, $6)`, []any{consent, id, agreed, at(0), account}},
		{`INSERT INTO link (community_id, id, person_id, state, had, wish, raised_on, raised_by, since_on, gap, chosen_on, why, attended_on, last_on, attendances, how,
				cause, our_faults, differ, frequency, facets, held, reason, stopped, tries, quiet, version, updated_at)
			VALUES ($1, $2, $3, $4, $5, '{}', $6, $7, $6, FALSE, $6, '', $8, $8, 1, 'in_with_companion', '', 0, '', '', 'role speaks', '', $9, '', 0, FALSE, 1, $10)`,
			[]any{way, id, ended, had, began.String(), account, went, reason, at(190)}},
	}
	type step struct {
		days           int
		verb, to, code string
	}
	steps := []step{{0, "offer", "offered", ""}, {1, "choose", "chosen", ""}, {2, "plan", "planned", ""}}
	if went != nil {
		steps = append(steps, step{5, "attend", "first_attended", ""}, step{6, "check_comfort", "comfort_checked", ""})
		rows = append(rows, row{`INSERT INTO link_comfort (community_id, id, link_id, on_date, being, speaking, liked, misfits, identified, safe, wants, words)
			VALUES ($1, $2, $3, $4, $5, $6, '', '', '', 'yes', '', '')`, []any{tx.NewID(), way, began.AddDays(5).String(), i % 6, i % 4}},
			row{`INSERT INTO link_comfort (community_id, id, link_id, on_date, being, speaking, liked, misfits, identified, safe, wants, words)
			VALUES ($1, $2, $3, $4, $5, $6, '', '', '', 'yes', '', '')`, []any{tx.NewID(), way, began.AddDays(60).String(), i%6 + i%3, i%4 + i%2}})
	}
	if went != nil && ended == "involved" {
		steps = append(steps, step{180, "continue", "continuing", "weekly"})
	}
	if reason == "wish" {
		steps = append(steps, step{170, "close", "closed", "wish"})
	}
	for n, s := range steps {
		rows = append(rows, row{`INSERT INTO link_step (community_id, link_id, seq, at, verb, from_state, to_state, skipped, code, account_id)
			VALUES ($1, $2, $3, $4, $5, '', $6, '', $7, $8)`, []any{way, n + 1, at(s.days), s.verb, s.to, s.code, account}})
	}
	for _, r := range rows {
		if err := do(r.query, r.args...); err != nil {
			return err
		}
	}
	return nil
}

func TestACohortIsCountedFromTheRecords(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		manager, store, p := invented(t, d, s, 210), cohort.New(d, questions(d)), plan(d)
		if err := store.Fix(ctx, manager, p); err != nil {
			t.Fatal(err)
		}
		r, err := store.Of(ctx, manager, p.ID)
		if err != nil {
			t.Fatal(err)
		}
		// Worked out from the rule by which the people are invented, another way.
		want := cohort.Flow{Why: map[cohort.Why]int{}}
		answers := [2]int{} // complete pairs, and of them now going
		for i := range 210 {
			if i%50 == 49 {
				continue // sealed
			}
			want.Came++
			want.Started++
			if i%5 == 4 {
				continue
			}
			want.Agreed++
			if i%10 == 9 {
				continue
			}
			want.Due++
			why, going, heard := cohort.WhyNotKnown, i%3 != 2 && i%7 != 6, i%3 != 2 && i%7 != 6
			if i%7 == 6 {
				why = []cohort.Why{cohort.WhyMoved, cohort.WhyNotReached, cohort.WhyChoice}[i/7%3]
				heard = why == cohort.WhyChoice
			}
			if !heard {
				want.Why[why]++
				continue
			}
			want.Followed++
			if i%4 < 2 {
				answers[0]++
				if going {
					answers[1]++
				}
			}
		}
		if fmt.Sprint(r.Flow) != fmt.Sprint(want) {
			t.Errorf("the flow is %+v, want %+v", r.Flow, want)
		}
		if a := r.Outcomes[0].Answers; a == nil || a.Pairs != answers[0] || a.After.Yes != answers[1] || a.Before.Yes != 0 {
			t.Errorf("the answers are %+v, want %v", a, answers)
		}
		if !r.Outcomes[0].Primary || r.Plan.FixedOn != today || r.Plan.Beforehand() {
			t.Errorf("the plan was fixed %+v", r.Plan)
		}
		if c := r.Outcomes[3].Scores; c == nil || c.Pairs == 0 || c.Change.Mean <= 0 {
			t.Errorf("comfort is %+v", c)
		}
		for _, share := range r.Shares {
			if share.Name == numbers.Accompanied && (share.N == 0 || share.Yes != share.N) {
				t.Errorf("accompanied is %+v", share)
			}
		}
	})
}

// Whoever takes their yes back is in the flow as somebody who came, and in no
// outcome any more.
func TestConsentCanBeTakenBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		manager, store, p := invented(t, d, s, 20), cohort.New(d, questions(d)), plan(d)
		before, err := store.Count(ctx, manager, p)
		if err != nil {
			t.Fatal(err)
		}
		err = d.Tx(ctx, s, func(tx *db.Tx) error {
			_, err := tx.Exec(`INSERT INTO consent (community_id, id, person_id, purpose, given, words, words_version, said_at, account_id)
				SELECT community_id, $1, id, 'evaluation', FALSE, 'words', 'v', $2, $3 FROM person WHERE community_id = $4 AND name = 'invented 0'`,
				tx.NewID(), tx.Stamp(), manager.Account, tx.Community())
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		after, err := store.Count(ctx, manager, p)
		if err != nil {
			t.Fatal(err)
		}
		if after.Flow.Started != before.Flow.Started || after.Flow.Agreed != before.Flow.Agreed-1 ||
			len(after.Outcomes[0].Rows.Before) != len(before.Outcomes[0].Rows.Before)-1 {
			t.Errorf("before %+v, after %+v", before.Flow, after.Flow)
		}
	})
}

func TestOnlyAManagerSeesIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		manager, store, p := invented(t, d, s, 1), cohort.New(d, questions(d)), plan(d)
		if err := store.Fix(ctx, manager, p); err != nil {
			t.Fatal(err)
		}
		for _, role := range access.Roles {
			actor := persontest.Actor(t, d, s, "Somebody "+string(role), role)
			_, err := store.Of(ctx, actor, p.ID)
			if may := role == access.Manager; may == (err != nil) {
				t.Errorf("%s: %v", role, err)
			}
			if err := store.Fix(ctx, actor, plan(d)); role != access.Manager && !fault.Is(err, fault.Missing) {
				t.Errorf("%s fixes a plan: %v", role, err)
			}
		}
		if _, err := store.Of(ctx, manager, d.NewID()); !fault.Is(err, fault.Missing) {
			t.Errorf("a plan that is not there: %v", err)
		}
		if err := store.SetLocal(ctx, manager, p.ID, []cohort.Local{{About: cohort.Sex, Group: "woman", Percent: 51, Source: "Invented census"}}, nil); err != nil {
			t.Fatal(err)
		}
		if kept, err := store.Get(ctx, manager, p.ID); err != nil || len(kept.Local) != 1 {
			t.Errorf("kept is %+v, %v", kept, err)
		}
		err := d.View(ctx, s, func(tx *db.Tx) error { _, err := trail.Verify(tx); return err })
		if err != nil {
			t.Error(err)
		}
	})
}

func TestAPlanSaysWhatIsWrongWithIt(t *testing.T) {
	good := cohort.Plan{Name: "x", From: today, To: today, Route: cohort.AllRoutes, Outcome: cohort.Days}
	for field, spoil := range map[string]func(*cohort.Plan){
		"name":    func(p *cohort.Plan) { p.Name = " " },
		"from":    func(p *cohort.Plan) { p.From = civil.Date{} },
		"to":      func(p *cohort.Plan) { p.To = today.AddDays(-1) },
		"route":   func(p *cohort.Plan) { p.Route = "" },
		"outcome": func(p *cohort.Plan) { p.Outcome = "abstinence" },
		"setting": func(p *cohort.Plan) { p.Setting = "moon" },
		"early":   func(p *cohort.Plan) { p.Early = 91 },
		"late":    func(p *cohort.Plan) { p.Late = -1 },
	} {
		p := good
		spoil(&p)
		f := fault.As(p.Check())
		if f == nil || len(f.Problems) != 1 || f.Problems[0].Field != field {
			t.Errorf("%s: %+v", field, f)
		}
	}
	if err := good.Check(); err != nil {
		t.Error(err)
	}
}
