package timetable_test

import (
	"context"
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
	"openmaf/internal/platform/locale"
	"openmaf/internal/programme/asking"
	"openmaf/internal/programme/course"
	"openmaf/internal/programme/timetable"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
	"openmaf/internal/trust/trail"
)

var (
	ctx   = context.Background()
	today = civil.DateOf(dbtest.Start)
)

// town is Asha, who keeps the record of Sam; Sam agreed to be asked.
type town struct {
	*testing.T
	d         *db.DB
	s         db.Scope
	plans     *timetable.Store
	asks      *asking.Store
	courses   *course.Store
	links     *link.Service
	asha, max access.Actor
	sam       person.Person
}

func each(t *testing.T, test func(k *town)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		sealer, err := seal.InMemory()
		k := &town{T: t, d: d, s: s, plans: timetable.New(d), courses: course.New(d), links: link.New(d, link.Defaults(), course.Follower{})}
		k.must(err)
		k.asks = asking.New(d, sealer, message.New(d, sealer, nil))
		k.asha, k.max = persontest.Actor(t, d, s, "Asha", access.Facilitator), persontest.Actor(t, d, s, "Max", access.Manager)
		k.sam = k.agreed("Sam (invented)")
		test(k)
	})
}

func (k *town) must(err error) {
	k.Helper()
	if err != nil {
		k.Fatal(err)
	}
}

func (k *town) agreed(name string) person.Person {
	k.Helper()
	p := persontest.Add(k.T, k.d, k.asha, person.Person{Name: name, Language: "pl"})
	k.agrees(p.ID, true)
	return p
}

func (k *town) agrees(id string, yes bool) {
	k.Helper()
	w := locale.English()
	k.must(consent.New(k.d).Answer(ctx, k.asha, w, id, consent.Answer{Purpose: consent.Evaluation, Given: yes, Version: consent.WordingOf(w, consent.Evaluation).Version}))
}

// way lets a way to a meeting begin.
func (k *town) way(of person.Person) (id string) {
	k.Helper()
	k.must(k.d.Tx(ctx, k.s, func(tx *db.Tx) error {
		id = tx.NewID()
		_, err := tx.Exec(`INSERT INTO link (community_id, id, person_id, state, had, wish, raised_on, raised_by, since_on, gap, why, attendances, how,
				cause, our_faults, differ, frequency, facets, held, reason, stopped, tries, quiet, version, updated_at)
			VALUES ($1, $2, $3, 'raised', '', '{}', $4, $5, $4, FALSE, '', 0, '', '', 0, '', '', '', '', '', '', 0, FALSE, 1, $6)`,
			tx.Community(), id, of.ID, civil.DateOf(tx.Now()), k.asha.Account, tx.Stamp())
		return err
	}))
	return id
}

func (k *town) exec(query string, args ...any) {
	k.Helper()
	k.must(k.d.Tx(ctx, k.s, func(tx *db.Tx) error {
		_, err := tx.Exec(query, append([]any{tx.Community()}, args...)...)
		return err
	}))
}

// on is what stands after a look on the day, as measure, point and day.
func (k *town) on(days int, of person.Person) (all []string) {
	k.Helper()
	dbtest.Clock(k.d).Set(today.AddDays(days).At(12 * 60))
	k.must(k.plans.Look(ctx, k.s))
	return k.stands(of)
}

func (k *town) stands(of person.Person) (all []string) {
	k.Helper()
	k.must(k.d.View(ctx, k.s, func(tx *db.Tx) (err error) {
		all, err = db.All(tx, func(r db.Row) (string, error) {
			var measure, point string
			var opens civil.Date
			err := r.Scan(&measure, &point, &opens)
			return measure + " " + point + " " + dayOf(opens), err
		}, `SELECT measure_id, point, opens_on FROM measure_ask WHERE community_id = $1 AND person_id = $2 ORDER BY opens_on`, tx.Community(), of.ID)
		return err
	}))
	return all
}

func dayOf(d civil.Date) string { return time.Duration(d.Days() - today.Days()).String() }

func (k *town) want(what string, got []string, want ...string) {
	k.Helper()
	if !slices.Equal(got, want) {
		k.Errorf("%s: %v, want %v", what, got, want)
	}
}

// put puts the first that is open to the person and gives an answer.
func (k *town) put(of person.Person) {
	k.Helper()
	page, err := k.asks.ToAsk(ctx, k.asha, false, "")
	k.must(err)
	for _, d := range page.Rows {
		if d.Person == of.ID && !d.Opens.After(civil.DateOf(dbtest.Clock(k.d).Now())) {
			form, _, err := k.asks.Sheet(ctx, k.asha, of.ID, d.ID)
			k.must(err)
			item := form.Steps()[0].Items[0]
			k.must(k.asks.Type(ctx, k.asha, of.ID, d.ID, asking.Typing{Said: asking.Said{asking.Field(item.LinkID, 0): "declined"}, How: asking.Aloud, Done: true}))
			return
		}
	}
	k.Fatal("nothing is open")
}
