package companion_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"openmaf/internal/people/companion"
	"openmaf/internal/platform/civil"
)

// evening is Thursday 7 May 2026, half past seven to nine, near LE1.
func evening() companion.Ask {
	return companion.Ask{Person: "sam", Today: today, On: today.AddDays(6), From: 19*60 + 30, Until: 21 * 60, Near: []string{"LE1", "Leicester"}}
}

// able is a companion who can go on any day and has been along before.
func able(name string) companion.Candidate {
	return companion.Candidate{Capacity: companion.Unsaid(name), Name: name, LastOn: today.AddDays(90), Out: true}
}

func with(name string, change func(*companion.Candidate)) companion.Candidate {
	c := able(name)
	change(&c)
	return c
}

func names(list []companion.Suggestion) (out []string) {
	for _, s := range list {
		out = append(out, s.Name)
	}
	return out
}

func TestWhoCannotGo(t *testing.T) {
	out := func(days int, person string) companion.Booked {
		return companion.Booked{On: today.AddDays(days), Person: person}
	}
	for name, c := range map[string]struct {
		want   companion.Bar
		change func(*companion.Candidate, *companion.Ask)
	}{
		"can":                          {companion.NoBar, func(*companion.Candidate, *companion.Ask) {}},
		"kept apart":                   {companion.KeptApart, func(c *companion.Candidate, a *companion.Ask) { a.Not = []string{c.Account} }},
		"cleared until the day before": {companion.Uncleared, func(c *companion.Candidate, _ *companion.Ask) { c.LastOn = today.AddDays(5) }},
		"cleared until the day":        {companion.NoBar, func(c *companion.Candidate, _ *companion.Ask) { c.LastOn = today.AddDays(6) }},
		"an open rest":                 {companion.Rests, func(c *companion.Candidate, _ *companion.Ask) { c.RestingSince = today }},
		"a rest until the day":         {companion.Rests, func(c *companion.Candidate, _ *companion.Ask) { c.RestingSince, c.RestUntil = today, today.AddDays(6) }},
		"a rest that is over by then":  {companion.NoBar, func(c *companion.Candidate, _ *companion.Ask) { c.RestingSince, c.RestUntil = today, today.AddDays(5) }},
		"away": {companion.Away, func(c *companion.Candidate, _ *companion.Ask) {
			c.Away = []companion.Days{{From: today, Until: today.AddDays(6)}}
		}},
		"back": {companion.NoBar, func(c *companion.Candidate, _ *companion.Ask) {
			c.Away = []companion.Days{{From: today, Until: today.AddDays(5)}}
		}},
		"the same day": {companion.HasOuting, func(c *companion.Candidate, _ *companion.Ask) {
			c.AWeek, c.Outings = 7, []companion.Booked{out(6, "kim")}
		}},
		"the Monday of that week": {companion.FullWeek, func(c *companion.Candidate, _ *companion.Ask) { c.Outings = []companion.Booked{out(3, "kim")} }},
		"the Sunday of that week": {companion.FullWeek, func(c *companion.Candidate, _ *companion.Ask) { c.Outings = []companion.Booked{out(9, "kim")} }},
		"the Sunday before":       {companion.NoBar, func(c *companion.Candidate, _ *companion.Ask) { c.Outings = []companion.Booked{out(2, "kim")} }},
		"two a week": {companion.NoBar, func(c *companion.Candidate, _ *companion.Ask) {
			c.AWeek, c.Outings = 2, []companion.Booked{out(3, "kim")}
		}},
		"two people already": {companion.FullHands, func(c *companion.Candidate, _ *companion.Ask) {
			c.Outings = []companion.Booked{out(13, "kim"), out(20, "lee")}
		}},
		"two people, one of them theirs": {companion.NoBar, func(c *companion.Candidate, _ *companion.Ask) {
			c.Outings = []companion.Booked{out(13, "kim"), out(20, "sam")}
		}},
		"an outing that is over": {companion.NoBar, func(c *companion.Candidate, _ *companion.Ask) {
			c.AtOnce, c.Outings = 1, []companion.Booked{out(-1, "kim")}
		}},
		"a woman is asked for": {companion.NotAsked, func(c *companion.Candidate, a *companion.Ask) { a.Gender, c.MatchedAs = companion.Woman, companion.Man }},
		"they did not say":     {companion.NotAsked, func(_ *companion.Candidate, a *companion.Ask) { a.Gender = companion.Woman }},
		"she is one": {companion.NoBar, func(c *companion.Candidate, a *companion.Ask) {
			a.Gender, c.MatchedAs = companion.Woman, companion.Woman
		}},
		"nobody asked": {companion.NoBar, func(c *companion.Candidate, _ *companion.Ask) { c.MatchedAs = companion.Man }},
	} {
		ask, candidate := evening(), able("kit")
		c.change(&candidate, &ask)
		if got := candidate.Cannot(ask); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if got := len(companion.Match(ask, []companion.Candidate{candidate})); (got == 1) != (c.want == companion.NoBar) {
			t.Errorf("%s: %d are suggested", name, got)
		}
	}
}

// What was asked for comes before the evening, and that before the rest.
func TestWhoComesFirst(t *testing.T) {
	ask := evening()
	ask.Language, ask.Shared = "pa", []companion.Experience{"parent"}
	free := []companion.Evening{{Day: time.Thursday, From: 18 * 60, Until: 22 * 60}}
	pool := []companion.Candidate{
		able("plain"),
		with("other evening", func(c *companion.Candidate) { c.Evenings = []companion.Evening{{Day: time.Monday, From: 0, Until: 60}} }),
		with("busy", func(c *companion.Candidate) {
			c.AWeek, c.Outings = 2, []companion.Booked{{On: today.AddDays(5), Person: "lee"}}
		}),
		with("free", func(c *companion.Candidate) { c.Evenings = free }),
		with("free and near", func(c *companion.Candidate) { c.Evenings, c.Areas = free, []string{"le1"} }),
		with("knows them", func(c *companion.Candidate) { c.Evenings, c.Knows = free, []string{"sam"} }),
		with("speaks it", func(c *companion.Candidate) { c.Languages = []companion.Language{"pa"} }),
		with("both", func(c *companion.Candidate) { c.Languages, c.Shared = []companion.Language{"pa"}, ask.Shared }),
	}
	got := companion.Match(ask, pool)
	want := []string{"both", "speaks it", "knows them", "free and near", "free", "plain", "busy", "other evening"}
	if diff := cmp.Diff(want, names(got)); diff != "" {
		t.Error(diff)
	}
	if both := got[0]; !slices.Equal(both.Fits, []companion.Reason{companion.FitsLanguage, companion.FitsShared, companion.FitsRested}) ||
		!slices.Equal(both.Doubts, []companion.Reason{companion.UnsureEvening}) {
		t.Errorf("both: %v, not sure about %v", both.Fits, both.Doubts)
	}
}

func TestAFirstOutingIsTold(t *testing.T) {
	ask := evening()
	ask.Lift = true
	got := companion.Match(ask, []companion.Candidate{with("new", func(c *companion.Candidate) { c.Out = false })})
	if !got[0].First || !slices.Equal(got[0].Doubts, []companion.Reason{companion.UnsureEvening, companion.UnsureFirst, companion.UnsureLift}) {
		t.Errorf("%+v", got[0])
	}
}

// Whatever is asked, and whoever is there: nobody is named who must not go,
// everybody else is, once, and the order is the question's alone.
func TestMatchHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ask := anyAsk(t)
		pool := rapid.SliceOfNDistinct(rapid.Custom(anyCandidate), 0, 12, func(c companion.Candidate) string { return c.Account }).Draw(t, "pool")
		got := companion.Match(ask, pool)
		named := map[string]bool{}
		for _, s := range got {
			if named[s.Account] {
				t.Fatalf("%s is named twice", s.Account)
			}
			named[s.Account] = true
		}
		for _, c := range pool {
			if named[c.Account] != mayGo(c, ask) {
				t.Fatalf("%+v is named: %v; asked %+v", c, named[c.Account], ask)
			}
		}
		if diff := cmp.Diff(got, companion.Match(ask, rapid.Permutation(pool).Draw(t, "another order"))); diff != "" {
			t.Fatal(diff)
		}
	})
}

// mayGo is the rule said once more, from the candidate's side.
func mayGo(c companion.Candidate, a companion.Ask) bool {
	week, others := 0, map[string]bool{}
	for _, o := range c.Outings {
		if o.On == a.On {
			return false
		}
		if _, w := isoWeek(o.On); w == second(isoWeek(a.On)) {
			week++
		}
		if o.Person != a.Person && o.On.Compare(a.Today) >= 0 {
			others[o.Person] = true
		}
	}
	rests := !c.RestingSince.IsZero() && c.RestingSince.Compare(a.On) <= 0 && (c.RestUntil.IsZero() || a.On.Compare(c.RestUntil) <= 0)
	for _, d := range c.Away {
		rests = rests || d.From.Compare(a.On) <= 0 && a.On.Compare(d.Until) <= 0
	}
	asked := a.Gender == "" || a.Gender == c.MatchedAs
	return !rests && asked && a.On.Compare(c.LastOn) <= 0 && week < c.AWeek && len(others) < c.AtOnce && !slices.Contains(a.Not, c.Account)
}

func isoWeek(d civil.Date) (year, week int) { return d.At(12 * 60).ISOWeek() }

func second(_, b int) int { return b }

func anyAsk(t *rapid.T) companion.Ask {
	a := evening()
	a.On = today.AddDays(rapid.IntRange(0, 20).Draw(t, "on"))
	a.Gender = rapid.SampledFrom(companion.Genders).Draw(t, "gender asked")
	a.Language = rapid.SampledFrom([]companion.Language{"", "pa", "bsl"}).Draw(t, "language")
	a.Shared = rapid.SliceOfN(rapid.SampledFrom(companion.Experiences), 0, 2).Draw(t, "shared asked")
	a.Not = rapid.SliceOfN(rapid.StringMatching("[a-f]"), 0, 2).Draw(t, "not")
	a.Until = rapid.SampledFrom([]civil.TimeOfDay{21 * 60, 15}).Draw(t, "until")
	return a
}

func anyCandidate(t *rapid.T) companion.Candidate {
	day := func() civil.Date { return today.AddDays(rapid.IntRange(0, 25).Draw(t, "day")) }
	c := able(rapid.StringMatching("[a-p]").Draw(t, "account"))
	c.LastOn = today.AddDays(rapid.IntRange(0, 90).Draw(t, "last"))
	c.MatchedAs = rapid.SampledFrom(companion.Genders).Draw(t, "gender")
	c.AWeek, c.AtOnce = rapid.IntRange(1, 3).Draw(t, "a week"), rapid.IntRange(1, 3).Draw(t, "at once")
	c.Out = rapid.Bool().Draw(t, "out before")
	if rapid.IntRange(0, 3).Draw(t, "rests") == 0 {
		c.RestingSince = day()
		if rapid.Bool().Draw(t, "a last day") {
			c.RestUntil = c.RestingSince.AddDays(rapid.IntRange(0, 9).Draw(t, "days"))
		}
	}
	if rapid.IntRange(0, 3).Draw(t, "away") == 0 {
		from := day()
		c.Away = []companion.Days{{From: from, Until: from.AddDays(rapid.IntRange(0, 9).Draw(t, "days away"))}}
	}
	for range rapid.IntRange(0, 4).Draw(t, "outings") {
		c.Outings = append(c.Outings, companion.Booked{On: day(), Person: rapid.SampledFrom([]string{"sam", "kim", "lee", "mo"}).Draw(t, "with")})
	}
	c.Shared = rapid.SliceOfN(rapid.SampledFrom(companion.Experiences), 0, 3).Draw(t, "shared")
	return c
}
