package link_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"openmaf/internal/people/chat"
	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/locale"
)

// A year with somebody who never answers: however many ways they are on, and
// wherever those stand, they are tried at most three times, never twice in a
// week, told once that the door is open, and then left in peace.
func TestAYearOfSilence(t *testing.T) {
	s := link.Defaults()
	rapid.Check(t, func(t *rapid.T) {
		first := time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC)
		var links []link.Link
		for range rapid.IntRange(1, 4).Draw(t, "links") {
			links = append(links, someway(t, first))
		}
		contacts := silentYear(t, links, civil.DateOf(first), s)
		if len(contacts) > s.Tries+1 {
			t.Fatalf("%d contacts: %v", len(contacts), contacts)
		}
		for i, c := range contacts[:max(0, len(contacts)-1)] {
			gap := contacts[i+1].day.Days() - c.day.Days()
			if gap < 7 && contacts[i+1].verb == link.VerbNotReached {
				t.Fatalf("asked again after %d days: %v", gap, contacts)
			}
		}
		opened := slices.IndexFunc(contacts, func(c contact) bool { return c.verb == link.VerbLeaveDoorOpen })
		if opened >= 0 && opened != len(contacts)-1 {
			t.Fatalf("contacted after the door was left open: %v", contacts)
		}
	})
}

type contact struct {
	day  civil.Date
	verb link.Verb
}

// silentYear has the team do, each morning, whatever stands on Today about
// reaching the person, and lists what reached them.
func silentYear(t *rapid.T, links []link.Link, from civil.Date, s link.Settings) (contacts []contact) {
	for d := range 366 {
		at := from.AddDays(d).At(11 * 60)
		for i := range links {
			for _, due := range link.Dues(links[i], s) {
				if !due.Kind.Contact() || due.At.After(at) || !due.Until.IsZero() && !due.Until.After(at) {
					continue
				}
				var e link.Event = link.NotReached{}
				if due.Kind == link.DueDoorOpen {
					e = link.LeaveDoorOpen{}
				}
				next, _, err := link.Apply(links[i], e, at, s)
				if err != nil {
					continue // tried today, for another question
				}
				links[i] = next
				contacts = append(contacts, contact{from.AddDays(d), e.Verb()})
				for j := range links {
					links[j].Silence = next.Silence
				}
			}
		}
	}
	return contacts
}

// someway is a link anywhere on its way.
func someway(t *rapid.T, at time.Time) link.Link {
	l := link.Raise("L1", "P1", "A1", at)
	on := civil.DateOf(at).AddDays(rapid.IntRange(1, 40).Draw(t, "evening"))
	alone := evening(on)
	alone.Companion = ""
	var events []link.Event
	switch rapid.IntRange(0, 6).Draw(t, "way") {
	case 1:
		events = []link.Event{link.Decline{Revisit: on}}
	case 2:
		events = []link.Event{link.Choose{Meeting: "M1"}, link.MakePlan{Plan: alone}}
	case 3:
		events = []link.Event{link.Attend{On: civil.DateOf(at), How: link.Alone, ToldBy: link.ByPerson}}
	case 4:
		events = []link.Event{link.CheckComfort{}, link.Continue{}}
	case 5:
		events = []link.Event{link.Pause{Until: on}}
	case 6:
		events = []link.Event{link.Attend{On: civil.DateOf(at), How: link.Alone, ToldBy: link.ByPerson}, link.CheckComfort{}}
	}
	for _, e := range events {
		next, _, err := link.Apply(l, e, at, link.Defaults())
		if err != nil {
			t.Fatalf("%s: %v", e.Verb(), err)
		}
		l = next
	}
	return l
}

// The same, as it is kept: two ways of one person and another's beside them.
func TestATryIsForAllLinksOfAPerson(t *testing.T) {
	each(t, func(w *world) {
		second, third := w.d.NewID(), w.d.NewID()
		w.must(w.Raise(ctx, w.ann, w.sam, link.Raising{ID: second}, link.Raising{ID: third,
			Then: []link.Event{link.Decline{Revisit: day0.AddDays(7)}}}))
		w.at(7, 10*60)
		if due := w.due(w.ann); len(due) != 3 {
			t.Fatalf("a week on: %+v", due)
		}
		try := func(id string) error { return w.Tell(ctx, w.ann, link.Ref{Link: id}, link.NotReached{}) }
		for n, id := range []string{w.way, second, third} {
			w.at(7+7*n, 10*60)
			w.must(try(id))
			if due := w.due(w.ann); n < 2 && len(due) != 0 {
				t.Errorf("tried on day %d, and still due %+v", 7+7*n, due)
			}
			w.refused("a second try in the week, for another link", map[bool]string{true: "link.nothing_due", false: "link.tries_done"}[n < 2], try(w.way))
		}
		if due := w.due(w.ann); len(due) != 1 || due[0].Kind != link.DueDoorOpen || due[0].Tries != 3 {
			t.Fatalf("after three tries: %+v", due)
		}
		w.must(w.Tell(ctx, w.ann, link.Ref{Link: w.due(w.ann)[0].Link}, link.LeaveDoorOpen{}))
		for _, day := range []int{22, 60, 200, 365} {
			w.at(day, 12*60)
			if due := w.due(w.ann); len(due) != 0 {
				t.Errorf("silence, and on day %d due %+v", day, due)
			}
		}
		w.must(w.Begin(ctx, w.ann, locale.English(), link.Beginning{Person: person.Person{ID: w.sam}, Known: true,
			Chat: chat.Chat{ID: w.d.NewID(), On: day0.AddDays(365), Setting: "phone", Length: "5_to_15"}}))
		if due := w.due(w.ann); len(due) != 3 || due[0].Tries != 0 {
			t.Errorf("heard from again: %+v", due)
		}
	})
}

// "Not for now" is asked once; then not again, unless they wish.
func TestNotForNowIsAskedOnce(t *testing.T) {
	each(t, func(w *world) {
		w.tell(w.ann, w.way, link.Decline{Revisit: day0.AddDays(30)})
		for day, want := range map[int]int{29: 0, 30: 1} {
			w.at(day, 10*60)
			if due := w.due(w.ann); len(due) != want {
				t.Errorf("day %d: %+v", day, due)
			}
		}
		w.tell(w.ann, w.way, link.Decline{})
		for _, day := range []int{31, 60, 200, 400} {
			w.at(day, 10*60)
			if due := w.due(w.ann); len(due) != 0 {
				t.Errorf("asked again on day %d: %+v", day, due)
			}
		}
		w.tell(w.ann, w.way, link.Decline{Revisit: day0.AddDays(500)}) // they wish it
		w.at(500, 10*60)
		if due := w.due(w.ann); len(due) != 1 {
			t.Errorf("as they wished: %+v", due)
		}
	})
}
