package numbers_test

import (
	"testing"
	"time"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/people/link"
	"openmaf/internal/people/numbers"
	"openmaf/internal/platform/civil"

	"pgregory.net/rapid"
)

// The period of the examples is 2026; they are looked at in the middle of 2027.
var (
	year = numbers.Period{From: on("2026-01-01"), To: on("2026-12-31")}
	late = on("2027-06-01").At(12 * 60)
)

func on(day string) civil.Date {
	d, err := civil.ParseDate(day)
	if err != nil {
		panic(err) // the days stand in this file
	}
	return d
}

// way is a link of one person with steps told as "day verb state code".
func way(first string, steps ...numbers.Step) numbers.Way {
	w := numbers.Way{Person: "wren", Link: "l", Kind: meeting.TwelveStep, Steps: steps}
	if first != "" {
		w.First, w.Last, w.How = on(first), on(first), link.Alone
	}
	return w
}

func step(day string, v link.Verb, to link.State, code ...string) numbers.Step {
	s := numbers.Step{At: on(day).At(12 * 60), Verb: v, To: to}
	if len(code) > 0 {
		s.Code = code[0]
	}
	return s
}

func with(w numbers.Way, change func(*numbers.Way)) numbers.Way {
	change(&w)
	return w
}

// Each line is one person, and what they add to one share: "" nothing, "yes",
// "no", or "unknown".
func TestDefinitions(t *testing.T) {
	offered := step("2026-03-01", link.VerbOffer, link.Offered)
	chose := step("2026-03-02", link.VerbChoose, link.Chosen)
	went := func(day string) numbers.Step { return step(day, link.VerbAttend, link.FirstAttended) }
	six, five := 6, 5
	for _, test := range []struct {
		share numbers.Name
		says  string
		ways  []numbers.Way
		want  string
	}{
		{numbers.Chosen, "offered and chose", []numbers.Way{way("", offered, chose)}, "yes"},
		{numbers.Chosen, "offered, and went without a word of choosing", []numbers.Way{way("2026-03-05", offered, went("2026-03-05"))}, "yes"},
		{numbers.Chosen, "offered, not for now", []numbers.Way{way("", offered, step("2026-03-03", link.VerbDecline, link.NotNow))}, "no"},
		{numbers.Chosen, "offered, no word", []numbers.Way{way("", offered)}, "unknown"},
		{numbers.Chosen, "offered the year before", []numbers.Way{way("", step("2025-12-31", link.VerbOffer, link.Offered), chose)}, ""},
		{numbers.Chosen, "offered twice counts once", []numbers.Way{way("", offered, chose), way("", offered)}, "yes"},

		{numbers.LinkedIn7, "on the seventh day", []numbers.Way{way("2026-03-09", chose, went("2026-03-10"))}, "yes"},
		{numbers.LinkedIn7, "on the eighth", []numbers.Way{way("2026-03-10", chose, went("2026-03-10"))}, "no"},
		{numbers.LinkedIn28, "on the eighth", []numbers.Way{way("2026-03-10", chose, went("2026-03-10"))}, "yes"},
		{numbers.LinkedIn7, "no word", []numbers.Way{way("", chose)}, "unknown"},
		{numbers.LinkedIn7, "has not happened", []numbers.Way{way("", chose, step("2026-03-05", link.VerbNotHappened, link.DidNotHappen, "nerves"))}, "no"},

		{numbers.Accompanied, "together", []numbers.Way{with(way("2026-03-05"), func(w *numbers.Way) { w.How = link.WithCompanion })}, "yes"},
		{numbers.Accompanied, "met at the door", []numbers.Way{with(way("2026-03-05"), func(w *numbers.Way) { w.How = link.MetAtDoor })}, "yes"},
		{numbers.Accompanied, "with their sister", []numbers.Way{with(way("2026-03-05"), func(w *numbers.Way) { w.How = link.WithSomeone })}, "no"},
		{numbers.Accompanied, "how is not known", []numbers.Way{with(way("2026-03-05"), func(w *numbers.Way) { w.How = "" })}, "unknown"},

		{numbers.Asked, "next day", []numbers.Way{way("2026-03-05", step("2026-03-06", link.VerbCheckComfort, link.ComfortChecked))}, "yes"},
		{numbers.Asked, "a week later", []numbers.Way{way("2026-03-05", step("2026-03-12", link.VerbCheckComfort, link.ComfortChecked))}, "no"},
		{numbers.Asked, "never", []numbers.Way{way("2026-03-05", went("2026-03-05"))}, "no"},

		{numbers.AtEase, "six", []numbers.Way{with(way("2026-03-05"), func(w *numbers.Way) { w.Checks = []numbers.Check{{Being: &six}} })}, "yes"},
		{numbers.AtEase, "five", []numbers.Way{with(way("2026-03-05"), func(w *numbers.Way) { w.Checks = []numbers.Check{{Being: &five}, {Being: &six}} })}, "no"},
		{numbers.AtEase, "would rather not say", []numbers.Way{with(way("2026-03-05"), func(w *numbers.Way) { w.Checks = []numbers.Check{{}} })}, "unknown"},

		{numbers.TwoKinds, "two", []numbers.Way{way("2026-03-05"), with(way("2026-04-05"), func(w *numbers.Way) { w.Kind = meeting.CBT })}, "yes"},
		{numbers.TwoKinds, "the same kind twice", []numbers.Way{way("2026-03-05"), way("2026-04-05")}, "no"},
		{numbers.TwoKinds, "the second only next year", []numbers.Way{way("2026-03-05"), with(way("2027-01-05"), func(w *numbers.Way) { w.Kind = meeting.CBT })}, "no"},
		{numbers.TwoKinds, "never went", []numbers.Way{way("", offered)}, ""},

		{numbers.Still28, "says so on the day", []numbers.Way{way("2026-03-01", step("2026-03-29", link.VerbContinue, link.Continuing))}, "yes"},
		{numbers.Still28, "a check held in a doubtful state tells nothing", []numbers.Way{way("2026-03-01", step("2026-03-30", link.VerbHoldCheck, link.ThinkAgain))}, "unknown"},
		{numbers.Still28, "went much later", []numbers.Way{way("2026-03-01", step("2026-08-01", link.VerbAttend, link.Continuing))}, "yes"},
		{numbers.Still28, "stepped back before", []numbers.Way{way("2026-03-01", step("2026-03-20", link.VerbStepBack, link.SteppedBack))}, "no"},
		{numbers.Still28, "stepped back, came back before", []numbers.Way{way("2026-03-01", step("2026-03-10", link.VerbStepBack, link.SteppedBack),
			step("2026-03-20", link.VerbAttend, link.Continuing))}, "unknown"},
		{numbers.Still28, "no word", []numbers.Way{way("2026-03-01", went("2026-03-02"))}, "unknown"},
		{numbers.Still28, "not heard from", []numbers.Way{way("2026-03-01", step("2026-03-20", link.VerbClose, link.Closed, "not_heard"))}, "unknown"},
		{numbers.Still28, "moved away", []numbers.Way{way("2026-03-01", step("2026-03-20", link.VerbClose, link.Closed, "moved"))}, "unknown"},
		{numbers.Still28, "would rather not", []numbers.Way{way("2026-03-01", step("2026-03-20", link.VerbClose, link.Closed, "wish"))}, "no"},
		{numbers.Still28, "found their feet", []numbers.Way{way("2026-03-01", step("2026-03-20", link.VerbClose, link.Closed, "found_feet"))}, "unknown"},
		{numbers.Still180, "falls due next year", []numbers.Way{way("2026-09-01")}, ""},

		{numbers.Involved, "two ways", []numbers.Way{with(way("2026-01-05", step("2026-07-05", link.VerbInvolve, link.Involved)), func(w *numbers.Way) { w.Facets = 2 })}, "yes"},
		{numbers.Involved, "one way", []numbers.Way{with(way("2026-01-05", step("2026-07-05", link.VerbInvolve, link.Involved)), func(w *numbers.Way) { w.Facets = 1 })}, "no"},
		{numbers.Involved, "never asked", []numbers.Way{way("2026-01-05")}, "unknown"},

		{numbers.Alternative, "went to something different", []numbers.Way{way("2026-03-01", step("2026-03-05", link.VerbAlternative, link.Alternative)),
			with(way("2026-04-01"), func(w *numbers.Way) { w.Parent = "l" })}, "yes"},
		{numbers.Alternative, "not yet", []numbers.Way{way("2026-03-01", step("2026-03-05", link.VerbDoubt, link.ThinkAgain))}, "unknown"},
		{numbers.Alternative, "that did not happen either", []numbers.Way{way("2026-03-01", step("2026-03-05", link.VerbAlternative, link.Alternative)),
			with(way("", step("2026-04-01", link.VerbNotHappened, link.DidNotHappen)), func(w *numbers.Way) { w.Parent = "l" })}, "no"},
	} {
		t.Run(string(test.share)+"/"+test.says, func(t *testing.T) {
			got := ""
			for _, s := range numbers.Shares(test.ways, year, late) {
				if s.Name != test.share || s.N == 0 {
					continue
				}
				got = map[[3]int]string{{1, 1, 0}: "yes", {1, 0, 0}: "no", {1, 0, 1}: "unknown"}[[3]int{s.N, s.Yes, s.Unknown}]
			}
			if got != test.want {
				t.Errorf("adds %q, want %q", got, test.want)
			}
		})
	}
}

// What has not fallen due is of no share: nobody is a no too early.
func TestNobodyCountsBeforeTheirTime(t *testing.T) {
	chose := step("2026-03-02", link.VerbChoose, link.Chosen)
	for _, s := range numbers.Shares([]numbers.Way{way("", chose)}, year, on("2026-03-08").At(12*60)) {
		if s.N != 0 {
			t.Errorf("%s: already counted after six days: %+v", s.Name, s)
		}
	}
}

func TestAShareOfAFewIsNotRead(t *testing.T) {
	for _, test := range []struct {
		share   numbers.Share
		percent int
		read    bool
	}{
		{numbers.Share{N: 20, Yes: 10}, 50, true},
		{numbers.Share{N: 20, Yes: 10, Unknown: 5}, 67, true},
		{numbers.Share{N: 20, Yes: 20}, 100, true},
		{numbers.Share{N: 20, Yes: 0}, 0, true},
		{numbers.Share{N: 4, Yes: 4}, 0, false},
		{numbers.Share{N: 20, Yes: 4}, 0, false},
		{numbers.Share{N: 20, Yes: 17}, 0, false},
		{numbers.Share{N: 20, Yes: 10, Unknown: 2}, 0, false},
		{numbers.Share{N: 20, Unknown: 20}, 0, false}, // nobody is known
		{numbers.Share{}, 0, false},
	} {
		if percent, ok := test.share.Percent(); percent != test.percent || ok != test.read {
			t.Errorf("%+v: %d, %v", test.share, percent, ok)
		}
	}
}

// Whatever happened: parts make the whole, nobody counts twice, and the order
// in which people stand changes nothing.
func TestSharesAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var ways []numbers.Way
		persons := rapid.IntRange(0, 6).Draw(t, "persons")
		for i := range persons {
			for range rapid.IntRange(1, 3).Draw(t, "ways") {
				ways = append(ways, randomWay(t, string(rune('a'+i))))
			}
		}
		shares := numbers.Shares(ways, year, late)
		for _, s := range shares {
			if s.Yes < 0 || s.Unknown < 0 || s.Yes+s.Unknown > s.N || s.N > persons {
				t.Fatalf("%d people make %+v", persons, s)
			}
		}
		var turned []numbers.Way
		for i := persons - 1; i >= 0; i-- {
			for _, w := range ways {
				if w.Person == string(rune('a'+i)) {
					turned = append(turned, w)
				}
			}
		}
		for i, s := range numbers.Shares(turned, year, late) {
			if s != shares[i] {
				t.Fatalf("in another order %+v becomes %+v", shares[i], s)
			}
		}
	})
}

func randomWay(t *rapid.T, person string) numbers.Way {
	w := numbers.Way{Person: person, Link: "l", Kind: rapid.SampledFrom([]meeting.Kind{"", meeting.TwelveStep, meeting.CBT}).Draw(t, "kind"),
		Facets: rapid.IntRange(0, 3).Draw(t, "facets"), How: rapid.SampledFrom(append(link.Hows, "")).Draw(t, "how")}
	at := on("2025-06-01").At(12 * 60)
	for range rapid.IntRange(1, 8).Draw(t, "steps") {
		at = at.Add(time.Duration(rapid.IntRange(0, 120).Draw(t, "days")) * 24 * time.Hour)
		s := numbers.Step{At: at, Verb: rapid.SampledFrom(link.Verbs).Draw(t, "verb"), To: rapid.SampledFrom(link.States).Draw(t, "to")}
		if s.Verb == link.VerbAttend && w.First.IsZero() {
			w.First, w.Last = civil.DateOf(at), civil.DateOf(at)
		}
		w.Steps = append(w.Steps, s)
	}
	return w
}
