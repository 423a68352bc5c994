package link_test

import (
	"slices"
	"testing"

	"openmaf/internal/people/exclusion"
	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
)

// keepsApart notes that Sam must not meet Dave, whose record Ben keeps, and
// begins Dave's link.
func (w *world) keepsApart() (dave string) {
	w.Helper()
	sealer, err := seal.InMemory()
	w.must(err)
	w.must(exclusion.New(w.d, sealer).KeepApart(ctx, w.ann, w.sam, exclusion.Apart{ID: w.d.NewID(), Name: "dave  p",
		Note: exclusion.Note{ReviewOn: day0.AddDays(90)}}))
	b := w.beginning()
	b.Person = person.Person{ID: w.d.NewID(), Name: "Dave P"}
	b.Chat.ID, b.Links[0].ID = w.d.NewID(), w.d.NewID()
	w.must(w.Begin(ctx, w.ben, locale.English(), b))
	return b.Links[0].ID
}

func (w *world) choosesAndPlans(actor access.Actor, id string) error {
	w.Helper()
	w.must(w.Tell(ctx, actor, link.Ref{Link: id}, w.offer(), link.Choose{Meeting: w.steps}))
	return w.Tell(ctx, actor, link.Ref{Link: id}, w.thursday("", ""))
}

// Whoever of the two comes second is not offered where the other goes, and a
// plan made all the same is refused in the words for what is not held.
func TestTwoWhoMustNotMeet(t *testing.T) {
	for _, first := range []string{"sam", "dave"} {
		t.Run(first, func(t *testing.T) {
			each(t, func(w *world) {
				dave := w.keepsApart()
				keeper, goes, other, late := w.ann, w.way, w.ben, dave
				if first == "dave" {
					keeper, goes, other, late = w.ben, dave, w.ann, w.way
				}
				w.must(w.choosesAndPlans(keeper, goes))
				err := w.choosesAndPlans(other, late)
				w.refused("the second", "link.plan.not_held", err)
				nowhere := w.thursday("", "")
				nowhere.On = nowhere.On.AddDays(1)
				notHeld := w.Tell(ctx, other, link.Ref{Link: late}, nowhere)
				if err == nil || notHeld == nil || err.Error() != notHeld.Error() {
					t.Errorf("refused with %v, and what is not held with %v", err, notHeld)
				}
				v, err := w.Get(ctx, other, late, link.WithOffer)
				w.must(err)
				if !slices.Contains(v.Not.Meetings, w.steps) || slices.Contains(v.Not.Meetings, w.tools) {
					t.Errorf("not offered: %+v", v.Not)
				}
				if len(v.NotOn) == 0 || v.NotOn[0] != day0.AddDays(6) {
					t.Errorf("not on %v", v.NotOn)
				}
				if v, err := w.Get(ctx, keeper, goes, link.WithOffer); err != nil || slices.Contains(v.Not.Meetings, w.tools) {
					t.Errorf("the first is kept from where nobody goes: %+v, %v", v.Not, err)
				}
			})
		})
	}
}

// Once the other does not go there any more, it is offered again.
func TestTheOtherGoesElsewhere(t *testing.T) {
	each(t, func(w *world) {
		dave := w.keepsApart()
		w.must(w.choosesAndPlans(w.ben, dave))
		w.must(w.Tell(ctx, w.ben, link.Ref{Link: dave}, link.StepBack{}))
		w.must(w.choosesAndPlans(w.ann, w.way))
		v, err := w.Get(ctx, w.ann, w.way)
		w.must(err)
		if len(v.Not.Meetings) != 0 {
			t.Errorf("still kept from %v", v.Not.Meetings)
		}
		persontest.Missing(t, "Dave's keeper reads Sam", func() error { _, err := w.Get(ctx, w.ben, w.way); return err }())
	})
}
