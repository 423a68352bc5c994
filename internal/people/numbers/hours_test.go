package numbers_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/people/numbers"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/trust/access"
)

// books is a community in which time was given and people were talked with.
type books struct {
	*testing.T
	d        *db.DB
	s        db.Scope
	ann, cal access.Actor
	place    string
}

func kept(t *testing.T, test func(b *books)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		b := &books{T: t, d: d, s: s, place: d.NewID()}
		b.ann = persontest.Actor(t, d, s, "Ann F", access.Facilitator)
		b.cal = persontest.Actor(t, d, s, "Cal C", access.Companion)
		b.write(`INSERT INTO work_place (community_id, id, name, agency, setting, created_at) VALUES ($1, $2, 'Clinic', '', 'waiting_room', $3)`,
			b.place, civil.Instant(dbtest.Start))
		test(b)
	})
}

func (b *books) write(query string, args ...any) {
	b.Helper()
	if err := b.d.Tx(context.Background(), b.s, func(tx *db.Tx) error {
		_, err := tx.Exec(query, append([]any{tx.Community()}, args...)...)
		return err
	}); err != nil {
		b.Fatal(err)
	}
}

// april is the month before the clock of the tests.
var april = numbers.Period{From: on("2026-04-01"), To: on("2026-04-30")}

func (b *books) report() numbers.Report {
	b.Helper()
	r, err := numbers.New(b.d).Of(context.Background(), b.ann, april)
	if err != nil {
		b.Fatal(err)
	}
	return r
}

func at(day string, hour int) *string {
	text := civil.Instant(on(day).At(0).Add(time.Duration(hour) * time.Hour))
	return &text
}

// shift keeps a shift that began and ended; either may be unknown.
func (b *books) shift(day string, began, ended *string) (id string) {
	b.Helper()
	id = b.d.NewID()
	var from, until *int
	if began == nil {
		nine, noon := 540, 720
		from, until = &nine, &noon
	}
	b.write(`INSERT INTO shift (community_id, id, account_id, place_id, on_day, from_minute, until_minute, started_at, stopped_at, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, id, b.ann.Account, b.place, day, from, until, began, ended, *at(day, 8))
	return id
}

func (b *books) tally(shift *string) {
	b.write(`INSERT INTO tally (community_id, id, held_on, setting, minutes, shift_id) VALUES ($1, $2, '2026-04-02', 'waiting_room', 'under_5', $3)`,
		b.d.NewID(), shift)
}

// What was talked in shifts is divided by the hours of those that have a
// beginning and an end; a talk outside them, and a shift of which nobody knows,
// are not guessed at.
func TestTalksInAnHour(t *testing.T) {
	kept(t, func(b *books) {
		var last string
		for day := range 5 {
			date := fmt.Sprintf("2026-04-%02d", day+1)
			last = b.shift(date, at(date, 9), at(date, 11))
		}
		forgot := b.shift("2026-04-10", at("2026-04-10", 9), nil)
		b.shift("2026-04-11", nil, nil) // planned, and nobody said that they came
		for range 3 {
			b.tally(&last)
		}
		b.tally(&forgot)
		b.tally(nil)
		h := b.report().Hours
		want := numbers.Hours{Months: []numbers.MonthHours{{Month: april.From, Shifts: 10 * time.Hour}},
			Shifts: numbers.Given{N: 5, Unknown: 2, Time: 10 * time.Hour}, Talks: 3}
		if diff := cmp.Diff(want, h); diff != "" {
			t.Error(diff)
		}
		if tenths, ok := h.PerHour(); !ok || tenths != 3 {
			t.Errorf("%d tenths, %v", tenths, ok)
		}
		h.Shifts.N = 4
		if _, ok := h.PerHour(); ok {
			t.Error("four shifts tell of somebody")
		}
	})
}

// An outing counts for each who went along, from the meeting to being home, and
// not for longer than anybody is out.
func TestHoursOfOutings(t *testing.T) {
	kept(t, func(b *books) {
		dee := persontest.Actor(t, b.d, b.s, "Dee C", access.Companion)
		max := persontest.Actor(t, b.d, b.s, "Max M", access.Manager)
		sam := persontest.Add(t, b.d, b.ann, person.Person{Name: "Sam K"})
		where, err := meeting.New(b.d).Add(context.Background(), max, meeting.Listing{Title: "Tuesday (invented)", Kind: meeting.CBT,
			Venue: "Old Mill (invented)", Postcode: "LE1 1AA", Attendance: meeting.InPerson,
			Slot: schedule.Slot{Rule: schedule.Weekly(2), Start: 19 * 60}}, true)
		if err != nil {
			t.Fatal(err)
		}
		way := b.d.NewID()
		b.write(`INSERT INTO link (community_id, id, person_id, state, had, wish, raised_on, raised_by, since_on, gap, meeting_id, why,
				attendances, how, cause, our_faults, differ, frequency, facets, held, reason, stopped, tries, quiet, version, updated_at)
			VALUES ($1, $2, $3, 'continuing', '', '{}', '2026-04-01', $4, '2026-04-01', FALSE, $5, '', 2, '', '', 0, '', '', '', '', '', '', 0, FALSE, 1, $6)`,
			way, sam.ID, b.ann.Account, where, *at("2026-04-01", 9))
		plan := func(day string, second, home, secondHome *string) {
			b.write(`INSERT INTO link_plan (community_id, id, link_id, meeting_id, on_date, starts_at, ends_at, way, companion, how_far, meet_point,
					plan_b, easier, open_to_anyone, listing, met_at, home_at, locked, settled, second, second_home_at, company)
				VALUES ($1, $2, $3, $4, $5, $6, $7, 'bus', $8, 'come_in', '', 'tea', '', TRUE, '', $9, $10, FALSE, TRUE, $11, $12, 1)`,
				b.d.NewID(), way, where, day, *at(day, 19), *at(day, 20), b.cal.Account, at(day, 18), home, second, secondHome)
		}
		plan("2026-04-07", &dee.Account, at("2026-04-07", 21), at("2026-04-07", 22)) // three hours and four
		plan("2026-04-14", nil, nil, nil)                                            // nobody knows when it ended
		plan("2026-04-21", nil, at("2026-04-23", 9), nil)                            // forgotten for days
		want := numbers.Given{N: 3, Unknown: 1, Time: 19 * time.Hour}
		if diff := cmp.Diff(want, b.report().Hours.Outings); diff != "" {
			t.Error(diff)
		}
	})
}

func TestTalksWithCompanionsInTime(t *testing.T) {
	kept(t, func(b *books) {
		talk := func(held, next string) {
			b.write(`INSERT INTO supervision (community_id, id, account_id, held_on, next_on, held_by) VALUES ($1, $2, $3, $4, $5, $6)`,
				b.d.NewID(), b.cal.Account, held, next, b.ann.Account)
		}
		persontest.Actor(t, b.d, b.s, "Dee C", access.Companion) // nobody put one down
		talk("2026-03-01", "2026-04-01")
		talk("2026-03-30", "2026-04-20") // in time
		talk("2026-04-25", "2026-05-20") // late; the next is not due in April
		shares := b.report().Shares
		if got, want := shares[len(shares)-1], (numbers.Share{Name: numbers.Supervised, Yes: 1, N: 3, Unknown: 1}); got != want {
			t.Errorf("%+v, want %+v", got, want)
		}
	})
}

// Groups are counted in fives, and few people are not told, whichever way they
// are looked for; sealed records are in no figure.
func TestGroupsAreRounded(t *testing.T) {
	kept(t, func(b *books) {
		for i := range 23 {
			p := persontest.Add(t, b.d, b.ann, person.Person{Name: fmt.Sprintf("Invented %d", i), Sealed: i == 22})
			b.write(`INSERT INTO chat (community_id, id, person_id, held_on, setting, minutes, started_by, help_with, been_before, decision, next_step,
					companion_wanted, risk, account_id, created_at)
				VALUES ($1, $2, $3, '2026-04-02', 'street', 'under_5', '', '', '', '', '', '', FALSE, $4, $5)`,
				b.d.NewID(), p.ID, b.ann.Account, *at("2026-04-02", 9))
			sex := "woman"
			switch {
			case i >= 19:
				continue // not asked
			case i >= 16:
				sex = "other"
			case i >= 8:
				sex = "man"
			}
			b.write(`INSERT INTO equality (community_id, person_id, sex, age, ethnicity, said_at) VALUES ($1, $2, $3, '', '', $4)`,
				p.ID, sex, *at("2026-04-02", 9))
		}
		r := b.report().Reached
		want := numbers.Grouping{About: "sex", Unknown: numbers.GroupCount{Few: true}, Counts: []numbers.GroupCount{
			{Code: "man", N: 10}, {Code: "other", Few: true}, {Code: "woman", N: 10}}}
		if diff := cmp.Diff(want, r.Groups[0]); diff != "" || r.N != 20 {
			t.Errorf("of %d: %s", r.N, diff)
		}
	})
}
