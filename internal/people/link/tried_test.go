package link_test

import (
	"slices"
	"testing"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/people/link"
	"openmaf/internal/trust/access"
)

// Who has tried what, and whose first meeting is due: for whoever looks after
// them, and for nobody else.
func TestWhoHasTriedWhat(t *testing.T) {
	each(t, func(w *world) {
		tried := func(who access.Actor) link.Tried {
			w.Helper()
			told, err := w.Tried(ctx, who, []string{w.sam})
			w.must(err)
			if _, ok := told[w.sam]; ok != (who.Account != w.ben.Account) {
				w.Errorf("%s is told: %v", who.Account, told)
			}
			return told[w.sam]
		}
		if got := tried(w.ann); len(got.Kinds) != 0 || got.Chosen || !got.Next.IsZero() {
			w.Errorf("at the beginning: %+v", got)
		}
		w.tell(w.ann, w.way, w.offer(), link.Choose{Meeting: w.steps}, w.thursday(w.col.Account, link.ToTheDoor))
		for _, who := range []access.Actor{w.ann, w.meg, w.ben} {
			got := tried(who)
			if planned := got.Chosen && !got.Next.IsZero() && len(got.Kinds) == 0; planned != (who.Account != w.ben.Account) {
				w.Errorf("planned: %+v", got)
			}
		}
		on := tried(w.ann).Next
		w.at(20, 10*60)
		w.tell(w.ann, w.way, link.Attend{On: on, How: link.WithCompanion, ToldBy: link.ByPerson})
		if got := tried(w.ann); !slices.Equal(got.Kinds, []meeting.Kind{meeting.TwelveStep}) || !got.Next.IsZero() {
			w.Errorf("after the first: %+v", got)
		}
	})
}
