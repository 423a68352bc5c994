package asking_test

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"testing"
	"time"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/link"
	"openmaf/internal/people/message"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/locale"
	"openmaf/internal/programme/asking"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
	"openmaf/internal/trust/trail"
)

var (
	ctx   = context.Background()
	today = civil.DateOf(dbtest.Start)
)

// desk is Asha, who keeps the record of Sam, and Bo, who does not.
type desk struct {
	*testing.T
	d         *db.DB
	s         db.Scope
	asks      *asking.Store
	asha, bo  access.Actor
	max       access.Actor
	sam       person.Person
	consented *consent.Store
}

func each(t *testing.T, test func(k *desk)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		sealer, err := seal.InMemory()
		k := &desk{T: t, d: d, s: s, consented: consent.New(d)}
		k.must(err)
		k.asks = asking.New(d, sealer, message.New(d, sealer, nil))
		k.asha, k.bo = persontest.Actor(t, d, s, "Asha", access.Facilitator), persontest.Actor(t, d, s, "Bo", access.Facilitator)
		k.max = persontest.Actor(t, d, s, "Max", access.Manager)
		k.sam = persontest.Add(t, d, k.asha, person.Person{Name: "Sam (invented)", Language: "pl"})
		k.agrees(true)
		test(k)
	})
}

func (k *desk) must(err error) {
	k.Helper()
	if err != nil {
		k.Fatal(err)
	}
}

func (k *desk) agrees(yes bool) {
	k.Helper()
	w := locale.English()
	k.must(k.consented.Answer(ctx, k.asha, w, k.sam.ID,
		consent.Answer{Purpose: consent.Evaluation, Given: yes, Version: consent.WordingOf(w, consent.Evaluation).Version}))
}

// begin asks Sam something and gives the asking's id.
func (k *desk) begin(measure string, point asking.Point, how asking.How, opens civil.Date) (string, error) {
	id := k.d.NewID()
	return id, k.asks.Begin(ctx, k.asha, asking.Beginning{ID: id, Person: k.sam.ID, Measure: measure, Point: point, How: how, Opens: opens})
}

func (k *desk) asked(measure string, how asking.How) string {
	k.Helper()
	id, err := k.begin(measure, asking.Before, how, today)
	k.must(err)
	return id
}

func (k *desk) refused(what, key string, err error) {
	k.Helper()
	if f := fault.As(err); f == nil || f.Key != key {
		k.Errorf("%s: got %v, want %s", what, err, key)
	}
}

// scores are those that an evaluation is told of Sam, by their ids.
func (k *desk) scores(measure string) map[string]float64 {
	k.Helper()
	all := map[string]float64{}
	for _, s := range k.told() {
		if s.Measure == measure {
			all[s.Score] = s.Value
		}
	}
	return all
}

// told is all of it.
func (k *desk) told() (all []asking.Scored) {
	k.Helper()
	k.must(k.d.View(ctx, k.s, func(tx *db.Tx) error {
		told, err := db.All(tx, func(r db.Row) (told sql.NullString, err error) { return told, r.Scan(&told) },
			`SELECT `+asking.ScoresColumn("$1", "$2")+` FROM person p WHERE p.merged_into IS NULL AND `+person.Counted("p")+` AND p.community_id = $3`,
			civil.Instant(today.At(0)), civil.Instant(today.AddDays(400).At(0)), tx.Community())
		for _, t := range told {
			err = errors.Join(err, asking.EachScore(t.String, func(s asking.Scored) error { all = append(all, s); return nil }))
		}
		return err
	}))
	return all
}

func TestSomebodyAnswersOnTheirOwnTelephone(t *testing.T) {
	each(t, func(k *desk) {
		ask := k.asked("own-visit", asking.Phone)
		l, err := k.asks.Hand(ctx, k.asha, k.sam.ID, ask)
		k.must(err)
		k.must(k.asks.Waits(ctx, k.s, l.Token))
		visit, err := k.asks.Open(ctx, k.s, l.Token)
		k.must(err)
		_, err = k.asks.Open(ctx, k.s, l.Token)
		persontest.Missing(t, "a link opened twice", err)
		v, err := k.asks.Of(ctx, k.s, visit)
		k.must(err)
		if v.Ask.Language != "pl" || v.Questions.Title == v.Definition.Questionnaire.Title {
			t.Errorf("it is asked in %q: %q", v.Ask.Language, v.Questions.Title)
		}
		k.refused("letters for a number", "asking.answers", k.asks.Answer(ctx, k.s, visit, asking.Said{asking.Field("welcome", 0): "lots"}))
		k.must(k.asks.Answer(ctx, k.s, visit, asking.Said{asking.Field("went", 0): "1", asking.Field("welcome", 0): "9"}))
		dbtest.Clock(k.d).Advance(19 * time.Minute)
		k.must(k.asks.Answer(ctx, k.s, visit, asking.Said{asking.Field("fit", 0): "declined"}))
		dbtest.Clock(k.d).Advance(19 * time.Minute)
		on, err := k.asks.Stop(ctx, k.s, visit)
		k.must(err)
		_, err = k.asks.Of(ctx, k.s, visit)
		persontest.Missing(t, "a visit that was stopped", err)

		visit, err = k.asks.Open(ctx, k.s, on.Token)
		k.must(err)
		if v, err = k.asks.Of(ctx, k.s, visit); err != nil || v.At(v.Steps()[2].Items[0], 0) != "9" || v.At(v.Steps()[3].Items[0], 0) != "declined" {
			t.Fatalf("what was said is %v, %v", v.Answers, err)
		}
		k.must(k.asks.Answer(ctx, k.s, visit, asking.Said{asking.Field("again", 0): "2", asking.Field("help", 0): "A lift; declined by nobody"}))
		k.must(k.asks.Finish(ctx, k.s, visit))
		_, err = k.asks.Of(ctx, k.s, visit)
		persontest.Missing(t, "a visit that is finished", err)
		got := k.scores("own-visit")
		if len(got) != 2 || got["welcome"] != 9 || got["again"] != 2 {
			t.Errorf("the scores are %v", got)
		}
	})
}

func TestAVisitEndsTwentyMinutesAfterTheLastAnswer(t *testing.T) {
	each(t, func(k *desk) {
		visit, err := k.asks.HandOver(ctx, k.asha, k.sam.ID, k.asked("own-visit", asking.Tablet))
		k.must(err)
		dbtest.Clock(k.d).Advance(20 * time.Minute)
		_, err = k.asks.Of(ctx, k.s, visit)
		persontest.Missing(t, "a tablet that was left lying", err)
	})
}

func TestATabletIsGivenNoLinkToGoOnWith(t *testing.T) {
	each(t, func(k *desk) {
		visit, err := k.asks.HandOver(ctx, k.asha, k.sam.ID, k.asked("own-visit", asking.Tablet))
		k.must(err)
		on, err := k.asks.Stop(ctx, k.s, visit)
		if err != nil || on.Token != "" {
			t.Errorf("the tablet holds %q, %v", on.Token, err)
		}
	})
}

func TestNobodyIsAskedMoreThanOnceAWeek(t *testing.T) {
	each(t, func(k *desk) {
		first, err := k.begin("own-before", asking.Before, asking.Paper, today.AddDays(7))
		k.must(err)
		for _, day := range []int{1, 7, 13} {
			_, err := k.begin("ons4", asking.Before, asking.Aloud, today.AddDays(day))
			k.refused("an asking too near", "asking.week", err)
		}
		for _, day := range []int{0, 14} {
			_, err := k.begin("ons4", asking.Monthly, asking.Aloud, today.AddDays(day))
			k.must(err)
		}
		k.must(k.asks.Withdraw(ctx, k.asha, k.sam.ID, first))
		_, err = k.begin("own-visit", asking.Visit, asking.Aloud, today.AddDays(7))
		k.must(err)
	})
}

// A check-in is an asking too: a message does not come on top of it, a question
// in the same talk may.
func TestACheckInIsAnAskingToo(t *testing.T) {
	each(t, func(k *desk) {
		k.checksIn(today.AddDays(9))
		_, err := k.begin("ons4", asking.Monthly, asking.Phone, today.AddDays(3))
		k.refused("a message in the week of a check-in", "asking.check_in", err)
		_, err = k.begin("ons4", asking.Monthly, asking.Aloud, today.AddDays(9))
		k.must(err)
		_, err = k.begin("ons4", asking.Monthly, asking.Phone, today.AddDays(2))
		k.must(err)
	})
}

func TestWhoIsNotAsked(t *testing.T) {
	each(t, func(k *desk) {
		ask := k.asked("own-visit", asking.Tablet)
		visit, err := k.asks.HandOver(ctx, k.asha, k.sam.ID, ask)
		k.must(err)
		_, err = k.begin("swemwbs", asking.Before, asking.Aloud, today.AddDays(8))
		k.refused("a measure without words", "measure.not-askable", err)

		k.agrees(false)
		_, err = k.begin("ons4", asking.Before, asking.Aloud, today.AddDays(8))
		k.refused("somebody who took their yes back", "asking.not_agreed", err)
		_, err = k.asks.Of(ctx, k.s, visit)
		persontest.Missing(t, "the visit of somebody who took their yes back", err)
		k.agrees(true)

		k.must(k.d.Tx(ctx, k.s, func(tx *db.Tx) error {
			_, err := tx.Exec(`UPDATE person SET died_on = $1 WHERE community_id = $2 AND id = $3`, today.String(), tx.Community(), k.sam.ID)
			return err
		}))
		_, err = k.begin("ons4", asking.Before, asking.Aloud, today.AddDays(8))
		if err == nil {
			t.Error("somebody who has died is asked")
		}
		_, err = k.asks.Of(ctx, k.s, visit)
		persontest.Missing(t, "the visit of somebody who has died", err)
	})
}

func TestASealedRecordIsNotAsked(t *testing.T) {
	each(t, func(k *desk) {
		ask := k.asked("own-visit", asking.Tablet)
		k.must(k.asks.Type(ctx, k.asha, k.sam.ID, ask, asking.Typing{Said: asking.Said{asking.Field("welcome", 0): "3"}, How: asking.Aloud, Done: true}))
		if len(k.scores("own-visit")) == 0 {
			t.Fatal("nothing was scored")
		}
		k.must(k.d.Tx(ctx, k.s, func(tx *db.Tx) error {
			_, err := tx.Exec(`UPDATE person SET sealed = TRUE WHERE community_id = $1 AND id = $2`, tx.Community(), k.sam.ID)
			return err
		}))
		if _, err := k.begin("ons4", asking.Before, asking.Aloud, today.AddDays(8)); err == nil {
			t.Error("a sealed record is asked")
		}
		if got := k.scores("own-visit"); len(got) != 0 {
			t.Errorf("a sealed record is counted: %v", got)
		}
	})
}

func TestOnlyWhoKeepsTheRecordAsks(t *testing.T) {
	each(t, func(k *desk) {
		ask := k.asked("own-visit", asking.Aloud)
		k.must(k.asks.Type(ctx, k.asha, k.sam.ID, ask, asking.Typing{Said: asking.Said{asking.Field("welcome", 0): "3"}, How: asking.Aloud, Done: false}))
		_, _, err := k.asks.Sheet(ctx, k.bo, k.sam.ID, ask)
		persontest.Missing(t, "another facilitator", err)
		other := persontest.Add(t, k.d, k.asha, person.Person{Name: "Ola (invented)"})
		persontest.Missing(t, "under somebody else's record", k.asks.Withdraw(ctx, k.asha, other.ID, ask))
		_, err = k.asks.HandOver(ctx, k.bo, k.sam.ID, ask)
		persontest.Missing(t, "another facilitator with a tablet", err)
		persontest.Missing(t, "another facilitator who takes it back", k.asks.Withdraw(ctx, k.bo, k.sam.ID, ask))
		if f, _, err := k.asks.Sheet(ctx, k.max, k.sam.ID, ask); err != nil || len(f.Answers) != 0 {
			t.Errorf("a manager types without reading: %v, %v", f.Answers, err)
		}
	})
}

func TestWhatIsTakenBackIsErased(t *testing.T) {
	each(t, func(k *desk) {
		ask := k.asked("own-visit", asking.Paper)
		k.must(k.asks.Type(ctx, k.asha, k.sam.ID, ask, asking.Typing{Said: asking.Said{asking.Field("welcome", 0): "8"}, How: asking.Aloud, Done: true}))
		k.refused("a sheet typed twice", "asking.finished", k.asks.Type(ctx, k.asha, k.sam.ID, ask, asking.Typing{Said: asking.Said{asking.Field("welcome", 0): "1"}, How: asking.Aloud, Done: true}))
		k.must(k.asks.Withdraw(ctx, k.asha, k.sam.ID, ask))
		if got := k.scores("own-visit"); len(got) != 0 {
			t.Errorf("what was taken back is counted: %v", got)
		}
		d, err := k.asks.Desk(ctx, k.asha, k.sam.ID)
		if err != nil || len(d.Asks) != 1 || d.Asks[0].Withdrawn.IsZero() {
			t.Errorf("that it was asked is lost: %+v, %v", d.Asks, err)
		}
		k.must(k.d.View(ctx, k.s, func(tx *db.Tx) error {
			left, err := db.All(tx, func(r db.Row) (n int, err error) { return n, r.Scan(&n) },
				`SELECT n FROM measure_answer WHERE community_id = $1 AND ask_id = $2`, tx.Community(), ask)
			if len(left) > 0 {
				t.Errorf("%d answers are still there", len(left))
			}
			if err == nil {
				_, err = trail.Verify(tx)
			}
			return err
		}))
	})
}

// The questions of a group that repeats come once more than they were answered.
func TestAGroupIsAskedAgain(t *testing.T) {
	each(t, func(k *desk) {
		ask := k.asked("own-network", asking.Aloud)
		f, _, err := k.asks.Sheet(ctx, k.asha, k.sam.ID, ask)
		if err != nil || len(f.Steps()) != 1 || len(f.Steps()[0].Items) != 4 {
			t.Fatalf("the first page is %+v, %v", f.Steps(), err)
		}
		for n, who := range []string{"A", "B"} {
			k.must(k.asks.Type(ctx, k.asha, k.sam.ID, ask, asking.Typing{Said: asking.Said{asking.Field("initials", n): who, asking.Field("where", n): "1"}, How: asking.Aloud, Done: n == 1}))
		}
		got := k.scores("own-network")
		if got["people"] != 2 || got["recovery"] != 2 {
			t.Errorf("the scores are %v", got)
		}
	})
}

func TestItWaitsOnToday(t *testing.T) {
	each(t, func(k *desk) {
		ask := k.asked("own-visit", asking.Aloud)
		due := func(actor access.Actor, on civil.Date) (n int) {
			k.must(k.d.View(ctx, k.s, func(tx *db.Tx) error {
				rows, err := db.Gather(tx, func(r db.Row) (id string, err error) {
					var kind, person, name, detail, at string
					return id, r.Scan(&kind, &id, &person, &name, &detail, &at)
				}, asking.Today(actor, on)...)
				n = len(rows)
				return err
			}))
			return n
		}
		for _, c := range []struct {
			who  access.Actor
			day  int
			want int
		}{{k.asha, 0, 1}, {k.asha, 14, 1}, {k.asha, 15, 0}, {k.bo, 0, 0}, {k.max, 0, 1}} {
			if got := due(c.who, today.AddDays(c.day)); got != c.want {
				t.Errorf("%s sees %d on day %d, want %d", c.who.Name, got, c.day, c.want)
			}
		}
		k.must(k.asks.Type(ctx, k.asha, k.sam.ID, ask, asking.Typing{Said: asking.Said{asking.Field("went", 0): "declined"}, How: asking.Aloud, Done: true}))
		if due(k.asha, today) != 0 {
			t.Error("what is answered still waits")
		}
	})
}

// The figures of the questions are kept beside the score that adds them up, as
// nobody but the seal can read them; they stay readable when two records become
// one, and are erased with the answers.
func TestTheQuestionsOfAScoreAreKept(t *testing.T) {
	each(t, func(k *desk) {
		ask, said, want := k.asked("own-monthly", asking.Aloud), asking.Said{}, []float64{1, 1, 0, 1, 0}
		for i, question := range []string{"meetings", "regular", "someone", "helps", "ring"} {
			said[asking.Field(question, 0)] = []string{"6", "1", "0", "1", "0"}[i]
		}
		k.must(k.asks.Type(ctx, k.asha, k.sam.ID, ask, asking.Typing{Said: said, How: asking.Aloud, Done: true}))
		parts := func() (all [][]float64) {
			k.must(k.d.View(ctx, k.s, func(tx *db.Tx) error {
				for _, s := range k.told() {
					parts, err := k.asks.Parts(tx, s)
					if err != nil {
						return err
					}
					if parts != nil {
						all = append(all, parts)
					}
				}
				return nil
			}))
			return all
		}
		if got := parts(); len(got) != 1 || !slices.Equal(got[0], want) {
			t.Errorf("the questions are %v, want %v", got, want)
		}
		other := persontest.Add(t, k.d, k.asha, person.Person{Name: "Sam again (invented)"})
		k.must(link.New(k.d, link.Defaults()).Merge(ctx, k.max, other.ID, k.sam.ID))
		if got := parts(); len(got) != 1 || !slices.Equal(got[0], want) {
			t.Errorf("when two records became one they are %v", got)
		}
		k.must(k.asks.Withdraw(ctx, k.asha, other.ID, ask))
		if got := parts(); len(got) != 0 {
			t.Errorf("what was taken back is still there: %v", got)
		}
	})
}
