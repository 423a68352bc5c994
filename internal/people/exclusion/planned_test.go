package exclusion_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/people/exclusion"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
)

// Whatever is kept from whom, and wherever the others go, the list of plans
// that are not suitable any more is what asking of each of them gives; and
// every person on it is somebody of whom something is kept.
func TestUnfitIsBarsForMany(t *testing.T) {
	each(t, func(w *world) {
		at := meetingsAround(w)
		names := []string{"Wren T", "Dave P", "Robin Q", "robin  q", "Lark V"}
		people := []person.Person{w.wren, w.dave}
		for _, name := range names[2:] {
			people = append(people, persontest.Add(t, w.d, w.ann, person.Person{Name: name}))
		}
		draw := rand.New(rand.NewPCG(7, 22))
		var evenings []exclusion.Planned
		for _, p := range people {
			for range 2 {
				e := exclusion.Planned{Person: p.ID, Meeting: at[draw.IntN(len(at))], On: day0.AddDays(1 + draw.IntN(3))}
				evenings = append(evenings, e)
				goesTo(w, e)
			}
		}
		barred := 0
		for range 25 {
			keepSomething(w, draw, people[draw.IntN(len(people))].ID, names, at)
			w.must(w.d.View(ctx, w.ann.Scope, func(tx *db.Tx) error {
				unfit, err := exclusion.Unfit(tx, evenings)
				if err != nil {
					return err
				}
				for i, e := range evenings {
					bars, err := exclusion.Bars(tx, e.Person, &e.Meeting, e.On)
					if err != nil {
						return err
					}
					some, err := db.All(tx, db.Column[string],
						`SELECT p.id FROM person p WHERE p.community_id = $1 AND p.id = $2 AND `+exclusion.Somebody("p.id"), tx.Community(), e.Person)
					if err != nil {
						return err
					}
					if unfit[i] != bars || bars && len(some) == 0 {
						t.Fatalf("%+v: %v in the list, %v alone, %d of whom something is kept", e, unfit[i], bars, len(some))
					}
					if bars {
						barred++
					}
				}
				return nil
			}))
		}
		if barred == 0 || barred == 25*len(evenings) {
			t.Errorf("%d of %d are barred: the test tells nothing", barred, 25*len(evenings))
		}
	})
}

// meetingsAround are meetings of which two share a place and one has no postcode.
func meetingsAround(w *world) (all []meeting.Meeting) {
	for _, l := range []meeting.Listing{
		{Title: "First (invented)", Venue: "Old Mill (invented)", Postcode: "LE1 1AA", Attendance: meeting.InPerson},
		{Title: "Second (invented)", Venue: "Old Mill (invented)", Postcode: "LE1 1AA", Attendance: meeting.InPerson},
		{Title: "Third (invented)", Venue: "New Mill (invented)", Postcode: "LE2 1AA", Attendance: meeting.InPerson},
		{Title: "Online (invented)", Attendance: meeting.Online, Join: "https://room.example.org/x"},
	} {
		l.Kind, l.Slot = meeting.CBT, schedule.Slot{Rule: schedule.Weekly(2), Start: 19 * 60}
		id, err := meeting.New(w.d).Add(ctx, w.meg, l, true)
		w.must(err)
		w.must(w.d.View(ctx, w.ann.Scope, func(tx *db.Tx) error {
			m, err := meeting.Get(tx, id)
			all = append(all, m)
			return err
		}))
	}
	return all
}

// goesTo stores a link with a plan for the evening.
func goesTo(w *world, e exclusion.Planned) {
	w.must(w.d.Tx(ctx, w.ann.Scope, func(tx *db.Tx) error {
		link, plan := tx.NewID(), tx.NewID()
		if _, err := tx.Exec(`INSERT INTO link (community_id, id, person_id, state, had, wish, raised_on, raised_by, since_on, gap, meeting_id, plan_id, why,
				attendances, how, cause, our_faults, differ, frequency, facets, held, reason, stopped, tries, quiet, version, updated_at)
			VALUES ($1, $2, $3, 'planned', '', '{}', $4, 'x', $4, FALSE, $5, $6, '', 0, '', '', 0, '', '', '', '', '', '', 0, FALSE, 1, $7)`,
			tx.Community(), link, e.Person, day0.String(), e.Meeting.ID, plan, tx.Stamp()); err != nil {
			return err
		}
		starts := e.On.At(19 * 60)
		_, err := tx.Exec(`INSERT INTO link_plan (community_id, id, link_id, meeting_id, on_date, starts_at, ends_at, way, how_far, meet_point, plan_b,
				easier, open_to_anyone, listing, locked, settled)
			VALUES ($1, $2, $3, $4, $5, $6, $7, 'bus', '', '', 'tea', '', FALSE, '', FALSE, FALSE)`,
			tx.Community(), plan, link, e.Meeting.ID, e.On.String(), civil.Instant(starts), civil.Instant(starts.Add(time.Hour)))
		return err
	}))
}

// keepSomething keeps the person from somewhere or from somebody.
func keepSomething(w *world, draw *rand.Rand, id string, names []string, at []meeting.Meeting) {
	m := at[draw.IntN(len(at))]
	u := exclusion.Unsuitable{ID: w.d.NewID(), Note: note("")}
	switch draw.IntN(4) {
	case 0:
		u.What, u.Target = exclusion.Meeting, m.ID
	case 1:
		if m.Venue == "" {
			m = at[0]
		}
		u.What, u.Target = exclusion.Venue, exclusion.PlaceOf(m.Venue, m.Postcode)
	case 2:
		u.What, u.Target = exclusion.Area, []string{"le2", "LE1 1AA", "LE3"}[draw.IntN(3)]
	default:
		w.must(w.KeepApart(ctx, w.lena, id, exclusion.Apart{ID: u.ID, Name: names[draw.IntN(len(names))], Note: note("")}))
		return
	}
	w.must(w.KeepFrom(ctx, w.lena, id, u))
}
