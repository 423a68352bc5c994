package link_test

import (
	"slices"
	"testing"
	"time"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/option"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/people/link"
	"openmaf/internal/platform/db"
)

// fits is, for each thing that did not fit, a meeting that is unlike the one
// that was tried in just that; nothing for those of which no list says anything.
var fits = map[link.Misfit]func(*meeting.Listing){
	option.TooBig:        has(facet.Small),
	option.ReligiousSide: func(l *meeting.Listing) { l.Kind, l.Fellowship = meeting.CBT, "SMART" },
	option.TooFar:        func(l *meeting.Listing) { l.Lat -= 0.04 },
	option.WrongTime:     func(l *meeting.Listing) { l.Slot.Start = 12 * 60 },
	option.PeopleKnown:   func(l *meeting.Listing) { l.Fellowship, l.Postcode = "NA", "LE2 2BB" },
	option.Unsafe:        func(l *meeting.Listing) { l.Fellowship, l.Postcode = "NA", "LE2 2BB" },
	option.HadToSpeak:    has(facet.JustListen),
	option.NotWelcomed:   has(facet.Newcomers),
	link.Medication:      has(facet.Medication),
	link.HardToGetIn:     has(facet.StepFree),
	link.NobodyLikeMe:    nil,
	link.Language:        nil,
	link.OtherMisfit:     nil,
}

func has(name facet.Name) func(*meeting.Listing) {
	return func(l *meeting.Listing) { l.Facets = append(l.Facets, facet.Fact{Name: name, Value: facet.Yes}) }
}

// Trying something different changes what is offered by what did not fit: the
// meeting that was tried is left out, and what is unlike it in that gains on
// what is like it.
func TestEachMisfitChangesTheOptions(t *testing.T) {
	each(t, func(w *world) {
		for _, misfit := range link.Misfits {
			better, known := fits[misfit]
			if !known {
				t.Errorf("no row for %s", misfit)
				continue
			}
			tried, like, unlike := w.listing(nil), w.listing(nil), w.listing(better)
			before, after := w.offeredAfter(tried, misfit)
			if slices.Contains(idsOf(after), tried) || !slices.Contains(idsOf(before), tried) {
				t.Errorf("%s: what was tried is offered again", misfit)
			}
			gain := gap(t, after, unlike, like) - gap(t, before, unlike, like)
			if better != nil && gain <= 0 || better == nil && gain != 0 {
				t.Errorf("%s: what is unlike it gains %d", misfit, gain)
			}
			w.must(w.d.Tx(ctx, w.s, func(tx *db.Tx) error {
				_, err := tx.Exec(`UPDATE meeting SET withdrawn = TRUE WHERE community_id = $1`, tx.Community())
				return err
			}))
		}
	})
}

// listing adds a meeting, three miles away, of a Thursday evening.
func (w *world) listing(change func(*meeting.Listing)) string {
	w.Helper()
	l := meeting.Listing{Title: "Invented", Fellowship: "AA", Kind: meeting.TwelveStep, Venue: "Old Mill (invented)", Postcode: "LE1 1AA",
		Lat: 52.68, Lon: -1.13, Located: true, Attendance: meeting.InPerson,
		Slot: schedule.Slot{Rule: schedule.Weekly(time.Thursday), Start: 19*60 + 30, Minutes: 60}}
	if change != nil {
		change(&l)
	}
	id, err := meeting.New(w.d).Add(ctx, w.meg, l, true)
	w.must(err)
	return id
}

// offeredAfter has Sam try the meeting and say what did not fit, and asks for
// the options as they would have been, and as they are.
func (w *world) offeredAfter(tried string, misfit link.Misfit) (before, after []option.Option) {
	w.Helper()
	id, child := w.d.NewID(), w.d.NewID()
	wish := option.Wish{Near: option.Near{Known: true}}
	wish.Near.Lat, wish.Near.Lon = 52.6362, -1.1331
	w.must(w.Raise(ctx, w.ann, w.sam, link.Raising{ID: id, Wish: wish}))
	w.tell(w.ann, id, link.Choose{Meeting: tried}, link.Attend{On: day0, How: link.Alone, ToldBy: link.ByPerson},
		link.CheckComfort{Comfort: link.Comfort{Misfits: []link.Misfit{misfit}, Wants: link.Different}}, link.Doubt{}, link.OpenAlternative{Child: child})
	now, err := w.Get(ctx, w.ann, child)
	w.must(err)
	var index *option.Index
	w.must(w.d.View(ctx, w.s, func(tx *db.Tx) error {
		all, err := meeting.All(tx)
		index = option.Build(all, option.Standard())
		return err
	}))
	rank := func(wish option.Wish) []option.Option {
		wish.From = day0
		return index.Rank(wish).Options
	}
	return rank(wish), rank(now.Wish)
}

func idsOf(options []option.Option) (ids []string) {
	for _, o := range options {
		ids = append(ids, o.Meeting.ID)
	}
	return ids
}

func gap(t *testing.T, options []option.Option, a, b string) int {
	t.Helper()
	scores := map[string]int{}
	for _, o := range options {
		scores[o.Meeting.ID] = o.Score
	}
	if len(scores) < 2 {
		t.Fatalf("%d options", len(options))
	}
	return scores[a] - scores[b]
}
