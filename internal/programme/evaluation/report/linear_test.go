package report_test

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"regexp"
	"slices"
	"testing"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/people/chat"
	"openmaf/internal/people/link"
	"openmaf/internal/people/numbers"
	"openmaf/internal/platform/locale"
	"openmaf/internal/programme/evaluation/cohort"
	"openmaf/internal/programme/evaluation/report"
)

// anyone is an invented person to whom anything may have happened.
func anyone(draw *rand.Rand, id string, asked bool) cohort.Someone {
	n := draw.IntN
	once := func(of int) bool { return n(of) == 0 }
	raised := began.AddDays(n(60) - 10)
	s := cohort.Someone{ID: id, Agreed: !once(4), Raised: raised, Said: map[cohort.About]string{}, Agency: once(3),
		Been: []chat.Before{"never", "never", "regularly", ""}[n(4)], Companion: []chat.Wanted{"yes", "no", ""}[n(3)],
		Setting: []cohort.Setting{"our_place", "prison", ""}[n(3)], CourseEnd: once(3), Answers: map[cohort.Outcome]cohort.Asked{}}
	for _, about := range cohort.Abouts {
		s.Said[about] = append(slices.Clone(cohort.Groups[about]), "")[n(len(cohort.Groups[about])+1)]
	}
	if once(9) {
		s.Died = raised.AddDays(100)
	}
	maybe := func(v int) *int {
		if once(3) {
			return nil
		}
		return &v
	}
	if times := float64(n(3)); once(2) { // answered, by how many times at a group
		yes := 0.0
		if times > 0 {
			yes = 1
		}
		a, d := cohort.Asked{}, cohort.Asked{}
		if !once(3) {
			a.After, d.After = &yes, &times
		}
		if start, none := float64(n(2)), 0.0; asked && once(2) {
			a.Before, d.Before = &start, &none
		}
		s.Answers[cohort.AnyMeeting], s.Answers[cohort.Days] = a, d
	}
	for i := range n(3) {
		w := numbers.Way{Person: id, Link: fmt.Sprint(id, i), Kind: []meeting.Kind{meeting.TwelveStep, meeting.CBT}[n(2)], How: []link.How{link.WithCompanion, link.Alone, ""}[n(3)], Facets: n(4)}
		step := func(days int, verb link.Verb, to link.State) {
			w.Steps = append(w.Steps, numbers.Step{At: raised.AddDays(days).At(12 * 60), Verb: verb, To: to})
		}
		step(0, link.VerbOffer, link.Offered)
		if once(4) {
			step(1, link.VerbDecline, link.NotNow)
			s.Ways = append(s.Ways, w)
			continue
		}
		s.Chosen = raised.AddDays(1)
		step(1, link.VerbChoose, link.Chosen)
		if !once(4) {
			first := 3 + n(40)
			w.First = raised.AddDays(first)
			step(first, link.VerbAttend, link.FirstAttended)
			if once(2) {
				step(first+n(6), link.VerbCheckComfort, link.ComfortChecked)
				being, later := n(11), n(11)
				s.Comforts = append(s.Comforts, cohort.Comfort{On: w.First, Being: &being, Speaking: maybe(n(11)), Unsafe: once(5)})
				w.Checks = []numbers.Check{{On: w.First, Being: &being}}
				if once(2) {
					s.Comforts = append(s.Comforts, cohort.Comfort{On: raised.AddDays(150), Being: maybe(later), Speaking: maybe(n(11))})
				}
			}
			if once(2) {
				step(first+30+n(200), link.VerbContinue, link.Continuing)
			} else if once(3) {
				step(first+30+n(200), link.VerbStepBack, link.SteppedBack)
			}
			if once(4) {
				step(first+20, link.VerbDoubt, link.ThinkAgain)
			}
		}
		s.Ways = append(s.Ways, w)
	}
	if once(3) {
		s.Ends = []link.Reason{[]link.Reason{link.Moved, link.NotHeard, link.AsWished}[n(3)]}
	}
	if once(2) {
		s.Course = &cohort.Course{Enrolled: raised, Completes: 5, Sessions: n(7)}
		if s.Course.Sessions > 0 {
			s.Course.Began = raised.AddDays(3)
		}
	}
	if once(2) {
		s.Scales = scales(n)
	}
	return s
}

// mixed are the figures of so many people to whom anything may have happened.
func mixed(people int, seed uint64) cohort.Result {
	draw := rand.New(rand.NewPCG(seed, 1))
	var all []cohort.Someone
	for i := range people {
		all = append(all, anyone(draw, fmt.Sprint(i), seed%2 == 0))
	}
	return cohort.Count(plan, all, nil, asOf.At(12*60))
}

// whole is somebody of whom everything is known, so that no row is missing.
func whole(id string, asked bool) cohort.Someone {
	s := somebody(3)
	s.ID, s.Agreed, s.Been = id, true, "never"
	s.Raised, s.Chosen = began, began.AddDays(1)
	one, two := 1.0, 2.0
	being, later := 3, 7
	s.Comforts = []cohort.Comfort{{On: began.AddDays(5), Being: &being, Speaking: &being}, {On: began.AddDays(150), Being: &later, Speaking: &later}}
	s.Scales = map[cohort.Scale]cohort.Asked{}
	for scale := range scales(func(int) int { return 1 }) {
		s.Scales[scale] = cohort.Asked{Before: &one, After: &two}
	}
	w := numbers.Way{Person: id, Link: id, Kind: "cbt", How: link.Alone, First: began.AddDays(5)}
	for _, at := range []struct {
		days int
		verb link.Verb
		to   link.State
	}{{0, link.VerbOffer, link.Offered}, {1, link.VerbChoose, link.Chosen}, {5, link.VerbAttend, link.FirstAttended}, {175, link.VerbContinue, link.Continuing}} {
		w.Steps = append(w.Steps, numbers.Step{At: began.AddDays(at.days).At(12 * 60), Verb: at.verb, To: at.to})
	}
	s.Ways = []numbers.Way{w}
	s.Course = &cohort.Course{Enrolled: began, Began: began, Completes: 5, Sessions: 6}
	s.Answers = map[cohort.Outcome]cohort.Asked{}
	if asked {
		s.Answers[cohort.AnyMeeting], s.Answers[cohort.Days] = cohort.Asked{Before: &one, After: &one}, cohort.Asked{Before: &two, After: &two}
	} else {
		s.Answers[cohort.Days] = cohort.Asked{After: &two}
	}
	return s
}

// counted are the counts of a report of the people, and, once protected, which of
// them leave. The
// wholes of shares go by what they are of, not by how many they are.
func counted(people []cohort.Someone, protect bool) (values, shown map[string]int) {
	r := cohort.Count(plan, people, nil, asOf.At(12*60))
	values, _ = report.SumsOf(r)
	if protect {
		_, shown = report.Outside(locale.English(), r, nil, false)
	}
	for _, counts := range []map[string]int{values, shown} {
		for _, s := range r.Shares {
			if n, ok := counts[fmt.Sprint("share.of.", s.N)]; ok {
				counts["share.of."+string(s.Name)] = n
			}
		}
		maps.DeleteFunc(counts, func(id string, _ int) bool { return wholeOf.MatchString(id) })
	}
	return values, shown
}

var wholeOf = regexp.MustCompile(`^share\.of\.[0-9]+$`)

// vector is what each of many people adds to a count, and at its end the count
// in the report that is attacked.
type vector []float64

// less takes the span of the others, which are of length 1 and square to each
// other, out of the vector.
func (v vector) less(span []vector) vector {
	v = slices.Clone(v)
	for range 2 { // twice, for the sake of rounding
		for _, b := range span {
			dot := v.dot(b)
			for i := range v {
				v[i] -= dot * b[i]
			}
		}
	}
	return v
}

func (v vector) dot(w vector) (sum float64) {
	for i := range len(v) - 1 {
		sum += v[i] * w[i]
	}
	return sum
}

func (v vector) length() float64 { return math.Sqrt(v.dot(v)) }

const nothing = 1e-6

// Whatever can be added to and taken from what is shown, in any table and as
// often as one likes: nothing that is hidden comes out. That two counts are of
// the same people is not written down here but learned from a crowd.
func TestNothingHiddenIsASumOfWhatIsShown(t *testing.T) {
	draw := rand.New(rand.NewPCG(7, 7))
	for _, asked := range []bool{false, true} {
		var base []cohort.Someone // with whom every table is there
		for i := range 12 {
			base = append(base, whole(fmt.Sprint("w", i), asked))
		}
		zero, _ := counted(base, false)
		crowd := map[string]vector{}
		const size = 400
		for i := range size {
			values, _ := counted(append(slices.Clone(base), anyone(draw, fmt.Sprint("p", i), asked)), false)
			for id, n := range values {
				if crowd[id] == nil {
					crowd[id] = make(vector, size+1)
				}
				crowd[id][i] = float64(n - zero[id])
			}
		}
		for range 25 {
			people := slices.Clone(base)
			for i := range draw.IntN(50) {
				people = append(people, anyone(draw, fmt.Sprint("c", i), asked))
			}
			values, shown := counted(people, true)
			for id, v := range crowd {
				v[size] = float64(values[id])
			}
			for id, left := range sumsOf(crowd, values, shown) {
				t.Errorf("of %d people (asked: %v) %s = %d is hidden and follows, but for %.2g", len(people), asked, id, values[id], left)
			}
		}
	}
}

// sumsOf are the hidden counts that are a sum of those shown, with by how much
// that sum is wrong.
func sumsOf(crowd map[string]vector, values, shown map[string]int) map[string]float64 {
	var span []vector
	for _, id := range slices.Sorted(maps.Keys(shown)) {
		if v := crowd[id].less(span); v.length() > nothing {
			by := 1 / v.length()
			for i := range v {
				v[i] *= by
			}
			span = append(span, v)
		}
	}
	found := map[string]float64{}
	for id := range values {
		if _, ok := shown[id]; ok || crowd[id].length() == 0 {
			continue
		}
		v := crowd[id].less(span)
		if left := math.Abs(v[len(v)-1]); v.length() < nothing && left < 0.5 {
			found[id] = left
		}
	}
	return found
}
