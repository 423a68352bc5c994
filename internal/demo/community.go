package demo

import (
	"context"

	"openmaf/internal/app"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/clock"
	"openmaf/internal/trust/account"
)

// communityHistory is how many days ago the community began: two years, with
// the day a year ago well inside them.
const communityHistory = 750

// CommunityStorage is [Storage] for [MakeCommunity]. What is answered while the
// community is made is on the disk when it has been closed.
func CommunityStorage(dir string, day civil.Date) (app.Storage, *clock.Manual) {
	s, hands := storage(dir, day, communityHistory)
	s.Bulk = true
	return s, hands
}

// year is what a year of the front door brings.
type year struct {
	from, days int      // counted from the community's first day
	named      int      // people who agreed to a record
	attempts   []int    // how many of them try one meeting, two, and so on
	tallies    int      // visitors who were only counted
	notable    []string // names that some of them have
}

// The second year is that of casework's demo data: 3,000 visitors, 600 of them
// named, of whom 350 tried between one and eight meetings. In the first the door
// was new; its first half are the people of the evaluation.
var years = []year{
	{from: settling, days: 190, tallies: 300},
	{from: settling + 190, days: 190, named: 60, attempts: []int{10, 9, 6, 4, 3, 2, 1, 1}, tallies: 400},
	{from: 386, days: 362, named: 600 - told, attempts: []int{100, 80, 54, 36, 26, 17, 12, 9}, tallies: 2400, notable: notable},
}

// told is how many people the second year has beside: those of the stories of
// single ones and of the courses, and of the pairs. Sixteen of them try a meeting.
const told = 55

// MakeCommunity is [Make] with everybody around the people of its stories: two
// years of a community with its team, its partners' clinics and their asks; and,
// in the same database, two communities that cannot be reached from it.
func MakeCommunity(ctx context.Context, c *app.Core, hands *clock.Manual, day civil.Date, admin account.Link) ([]SignIn, error) {
	w := crowded(ctx, c, hands, day, communityHistory)
	t := w.town
	for _, step := range []func() error{
		func() error { return t.join(admin.Token, "admin") },
		t.people, t.clear, t.list, t.take, w.evaluations, w.paid, w.ladder, w.listen, w.listenFurther,
		func() error { w.everybody(); return w.live() }, w.rungs,
		t.companions, t.stories, t.longWays, t.tallies, t.concerns, t.complaints, t.waitingRoom, t.records, t.messages, t.hats, t.courses, w.coursesAfterwards, w.moreHats, t.aboutThemselves, t.questions,
		w.neighbours,
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return t.signIns(admin)
}

// everybody puts on the agenda who will come in, and what else will happen.
func (w *crowd) everybody() {
	w.note(w.first().At(9*60+30), (&soul{keeper: 3, name: "Ottoline Everyday", phone: true, longest: Longest, companion: -1}).comeIn)
	named := 1
	w.comeInFirst(&named)
	for _, y := range years {
		w.open(y, &named)
	}
	w.pairs()
	w.note(w.day.AddDays(-7*clinicWeeks-14).At(9*60), clinics)
}

// open lets a year's people come in, each on any day that leaves them time for
// what they will try.
func (w *crowd) open(y year, named *int) {
	notable := y.notable
	for _, attempts := range w.mixed(y) {
		name := nameOf(*named)
		if len(notable) > 0 {
			name, notable = notable[0], notable[1:]
		}
		*named++
		s := w.somebody(name)
		s.attempts, s.been = attempts, map[string]bool{}
		w.arrive(s, y, max(attempts, 0)*longestTry)
	}
	first := w.day.AddDays(y.from - w.began)
	for i := range y.tallies {
		w.note(first.AddDays(i*y.days/y.tallies).At(civil.TimeOfDay(9*60+30+w.rand.IntN(7*60))), w.tally(w.keeperOf()))
	}
}

// longestTry is how many days one try takes at the most, with a pause in it.
const longestTry = 22

// mixed is how many meetings each of a year's people tries.
func (w *crowd) mixed(y year) (all []int) {
	for i, people := range y.attempts {
		for range people {
			all = append(all, i+1)
		}
	}
	for len(all) < y.named {
		all = append(all, none)
	}
	w.rand.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

// arrive lets somebody come in on a day of the year, so many days before its end
// at the latest.
func (w *crowd) arrive(s *soul, y year, before int) civil.Date {
	on := w.day.AddDays(y.from - w.began + w.rand.IntN(max(1, y.days-before)))
	come := s.comeIn
	if s.attempts == none && w.chance(30) {
		come = s.onlyTalk
	}
	w.note(on.At(civil.TimeOfDay(9*60+w.rand.IntN(7*60))), come)
	return on
}
