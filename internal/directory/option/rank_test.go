package option

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/locale"
)

// TestRankKeepsItsPromises holds every result, of any wish on any list, against
// the invariants of the package.
func TestRankKeepsItsPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list, w := someList(t, 40), someWish(t)
		got := Build(list, Standard()).Rank(w)
		if len(got.Options) > w.limit() {
			t.Fatalf("%d options for a limit of %d", len(got.Options), w.limit())
		}
		if (len(got.Options) == 0) != (got.Nothing != nil) {
			t.Fatalf("%d options, and nothing is %v", len(got.Options), got.Nothing)
		}
		seen := map[string]bool{}
		var broken []Relaxation
		for i, o := range got.Options {
			if seen[o.Meeting.ID] || o.Meeting.Withdrawn || hardOut(o.Meeting, &w) {
				t.Fatalf("%s must not be here: %+v", o.Meeting.ID, *o.Meeting)
			}
			if i > 0 && o.Score > got.Options[i-1].Score {
				t.Fatalf("option %d scores more than the one before it", i)
			}
			seen[o.Meeting.ID] = true
			broken = append(broken, brokenBy(t, o, &w)...)
			if len(o.Fits)+len(o.TradeOffs) == 0 {
				t.Fatalf("%s without a reason", o.Meeting.ID)
			}
		}
		slices.Sort(broken)
		stated := slices.Clone(got.Relaxed)
		slices.Sort(stated)
		if !slices.Equal(slices.Compact(broken), stated) {
			t.Fatalf("broken %v, but relaxed says %v", broken, got.Relaxed)
		}
		checkFit(t, list, w, got)
		checkKinds(t, list, w, got)
		checkNothing(t, list, w, got.Nothing)
	})
}

// brokenBy works out which limits the option does not keep, from the option.
func brokenBy(t *rapid.T, o Option, w *Wish) (list []Relaxation) {
	day := o.Occurrence.On.Days() - w.From.Days()
	start := civil.TimeOfDay(startOf(o.Occurrence))
	if day < 0 || day > 6 || !o.Meeting.Slot.Rule.On(o.Occurrence.On) || day == 0 && start < w.Since {
		t.Fatalf("%s is not held on %v", o.Meeting.ID, o.Occurrence)
	}
	if !w.Free.Holds(o.Occurrence.On.Weekday(), start) {
		list = append(list, Times)
	}
	if w.Within > 0 && !o.Online {
		if !o.Measured || o.Miles > 2*w.Within {
			t.Fatalf("%s at %.2f miles for %.2f", o.Meeting.ID, o.Miles, w.Within)
		}
		if o.Miles > w.Within {
			list = append(list, Reach)
		}
	}
	if o.Online && w.Online == InPerson || !o.Online && w.Online == OnlineOnly {
		list = append(list, Way)
	}
	return list
}

func checkFit(t *rapid.T, list []meeting.Meeting, w Wish, got Result) {
	fit, _ := fitting(list, w)
	if got.Fit != fit {
		t.Fatalf("%d fit, counted %d", fit, got.Fit)
	}
	if len(got.Options) < min(fit, w.limit()) {
		t.Fatalf("%d options of %d that fit", len(got.Options), fit)
	}
	if fit >= enough && len(got.Relaxed) > 0 && !slices.Equal(got.Relaxed, []Relaxation{Reach}) {
		t.Fatalf("relaxed %v although %d fit", got.Relaxed, fit)
	}
}

// checkKinds is the settled rule 7.8b: two kinds where two exist within twice
// the reach.
func checkKinds(t *rapid.T, list []meeting.Meeting, w Wish, got Result) {
	kinds := map[meeting.Kind]bool{}
	for _, o := range got.Options {
		kinds[o.Meeting.Kind] = true
	}
	wide := w
	wide.Within = 2 * w.reachOfKinds()
	_, there := fitting(list, wide)
	if len(there) > 1 && w.limit() > 1 && (len(kinds) < 2 || got.OneKindOnly) {
		t.Fatalf("kinds %v of %v; only one: %v", kinds, there, got.OneKindOnly)
	}
	if got.OneKindOnly && len(there) > 1 {
		t.Fatalf("only one kind said of %v", there)
	}
}

// checkNothing holds what is said to open against the rules.
func checkNothing(t *rapid.T, list []meeting.Meeting, w Wish, n *NothingFits) {
	if n == nil {
		return
	}
	for _, opening := range n.Opens {
		wider := w
		name, isNeed := opening.Relax.Need()
		switch {
		case isNeed:
			wider.Need = slices.DeleteFunc(slices.Clone(w.Need), func(n facet.Name) bool { return n == name })
		case opening.Relax == Reach:
			wider.Within = opening.Miles
		case opening.Relax == Kinds:
			continue // the kinds also decide whom a group is for
		case opening.Relax == Limits:
			wider.Within, wider.Free, wider.Online = 0, nil, Either
		}
		if count, _ := fitting(list, wider); count != opening.Count || count == 0 {
			t.Fatalf("%s opens %d, said %d", opening.Relax, count, opening.Count)
		}
	}
	if o := n.Online; o != nil && (!o.Online || hardOut(o.Meeting, &w)) {
		t.Fatalf("offered from home: %+v", *o.Meeting)
	}
}

// fitting counts the meetings that satisfy the wish, and their kinds.
func fitting(list []meeting.Meeting, w Wish) (count int, kinds map[meeting.Kind]bool) {
	kinds = map[meeting.Kind]bool{}
	for i := range list {
		if _, ok := judge(&list[i], &w, Standard()); ok {
			count++
			kinds[list[i].Kind] = true
		}
	}
	return count, kinds
}

// TestRankIsTheSameInAnyOrder shuffles the list: the bytes stay.
func TestRankIsTheSameInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list, w := someList(t, 40), someWish(t)
		if len(list) > 3 { // identical but for the id: nothing but the shuffle can order them
			list[1], list[2] = list[0], list[0]
			list[1].ID, list[2].ID = "twin-1", "twin-2"
		}
		want := written(Build(list, Standard()).Rank(w))
		if again := written(Build(list, Standard()).Rank(w)); again != want {
			t.Fatal("another answer to the same question")
		}
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "order"), 0))
		random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		if got := written(Build(list, Standard()).Rank(w)); got != want {
			t.Fatalf("in another order:\n%s\nwas\n%s", got, want)
		}
	})
}

// written is everything a result says, in words.
func written(r Result) string {
	words := locale.English()
	text := fmt.Sprintf("fit %d, relaxed %v, one kind only %v, weights %d\n", r.Fit, r.Relaxed, r.OneKindOnly, r.Weights)
	for i, o := range r.Options {
		text += fmt.Sprintf("\n%d. %s\n", i+1, writtenOption(o, words))
	}
	if r.Nothing != nil {
		text += "\nnothing fits\n"
		for _, opening := range r.Nothing.Opens {
			text += fmt.Sprintf("   opens: %s\n", opening.Say(words))
		}
		if o := r.Nothing.Online; o != nil {
			text += fmt.Sprintf("   from home: %s\n", writtenOption(*o, words))
		}
	}
	return text
}

func writtenOption(o Option, words *locale.Words) string {
	text := fmt.Sprintf("%s %s (%s) %s, %d points", o.Meeting.ID, o.Meeting.Title, o.Meeting.Kind, words.When(o.Occurrence.Starts), o.Score)
	if o.Measured {
		text += fmt.Sprintf(", %.1f miles, %d minutes", o.Miles, o.Minutes)
	}
	if o.RingFirst {
		text += ", ring first"
	}
	for _, part := range []struct {
		heading string
		reasons []Reason
	}{{"option.why", o.Fits}, {"option.doubts", o.Doubts}, {"option.catches", o.TradeOffs}} {
		for _, reason := range part.reasons {
			text += "\n   " + words.T(part.heading) + ": " + reason.Say(words)
		}
	}
	return text
}

// TestTiesAreShuffled: of meetings that are the same in everything, each stands
// first for some seed, and for one seed always the same.
func TestTiesAreShuffled(t *testing.T) {
	var list []meeting.Meeting
	for i := range 8 {
		list = append(list, evening(fmt.Sprintf("m%d", i), meeting.CBT))
	}
	ix := Build(list, Standard())
	firsts := map[string]int{}
	for seed := range uint64(400) {
		w := wish()
		w.Seed = seed
		firsts[ix.Rank(w).Options[0].Meeting.ID]++
	}
	for _, m := range list {
		if firsts[m.ID] < 400/8/3 {
			t.Errorf("%s stands first %d times in 400: %v", m.ID, firsts[m.ID], firsts)
		}
	}
}

// TestReadersGoOnWhileTheBoardChanges is for the race detector.
func TestReadersGoOnWhileTheBoardChanges(t *testing.T) {
	var board Board
	if n := board.Of("nobody").Len(); n != 0 {
		t.Fatalf("%d meetings of nobody", n)
	}
	done := make(chan int)
	for range 4 {
		go func() {
			most := 0
			for range 50 {
				most = max(most, len(board.Of("us").Rank(wish()).Options))
			}
			done <- most
		}()
	}
	for i := range 50 {
		board.Swap("us", Build([]meeting.Meeting{evening(fmt.Sprint("m", i), meeting.CBT)}, Standard()))
	}
	for range 4 {
		if most := <-done; most > 1 {
			t.Errorf("%d options of one meeting", most)
		}
	}
	if n := board.Of("us").Len(); n != 1 {
		t.Errorf("%d meetings of us", n)
	}
}
