package demo

import (
	"container/heap"
	"context"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"time"

	"openmaf/internal/app"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/option"
	"openmaf/internal/directory/place"
	"openmaf/internal/people/companion"
	"openmaf/internal/people/consent"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/clock"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
)

// crowdHistory is how many days ago the community of a crowd began: long enough
// that most people's ways have come to their end.
const crowdHistory = 750

// Longest is how many entries the trail has of the person with the longest
// story, where there are enough people around them.
const Longest = 2000

// CrowdStorage is [Storage] for [MakeCrowd]. What is answered while the crowd is
// made is on the disk when the community has been closed.
func CrowdStorage(dir string, day civil.Date) (app.Storage, *clock.Manual) {
	s, hands := storage(dir, day, crowdHistory)
	s.Bulk = true
	return s, hands
}

// crowd is a community of many people while it is being made. Each of them is at
// some point of their own story, and what happens next in it stands in the
// agenda; what happens first anywhere is done first, with the clock at its time,
// by the services that the pages use. So the trail is in the order of time, one
// person's entries lie among everybody else's, and no rule can be broken.
type crowd struct {
	*town
	mayFail context.Context // of the one change that does: a companion may be out already
	rand    *rand.Rand
	agenda  agenda
	order   int

	keepers    []access.Actor
	companions []access.Actor
	volunteers []volunteer // of the community, on every rung of the ladder
	weights    []float64   // of the keepers: how many people each looks after

	words   *locale.Words
	answers []consent.Answer
	wishes  []option.Wish
	today   civil.Date
	shown   map[int]option.Result // what is offered today, by wish
}

func crowded(ctx context.Context, c *app.Core, hands *clock.Manual, day civil.Date, began int) *crowd {
	return &crowd{mayFail: ctx, town: &town{ctx: db.AllOrNothing(ctx), core: c, clock: hands, day: day, began: began, asked: map[string]bool{}}, rand: rand.New(rand.NewChaCha8(seedOf(day)))}
}

// MakeCrowd is [Make] for a community of so many people, over two years, with
// some twenty entries in the trail for each of them. The first of them has one
// hundred times as many.
func MakeCrowd(ctx context.Context, c *app.Core, hands *clock.Manual, day civil.Date, admin account.Link, people int) ([]SignIn, error) {
	w := crowded(ctx, c, hands, day, crowdHistory)
	t := w.town
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // there is memory enough for this
	for _, step := range []func() error{
		func() error { return t.join(admin.Token, "admin") },
		t.people, t.clear, t.list,
		func() error { return w.team(people) },
		w.listen,
		func() error { w.cast(people); return w.live() },
		func() error { return c.Timetable.Look(t.ctx, c.Scope) }, // as it does every day of somebody's life
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return t.signIns(admin)
}

// team invites as many facilitators and companions as so many people need.
func (w *crowd) team(people int) error {
	w.keepers, w.weights = []access.Actor{w.fern, w.finn}, []float64{2, 1}
	for i := range people / 1000 {
		name, as := nameOf(i*7+3), fmt.Sprintf("f%03d", i+1)
		a, err := w.hire(name, as, access.Facilitator)
		if err != nil {
			return err
		}
		w.keepers = append(w.keepers, a)
		w.weights = append(w.weights, 0.2+1.8*w.rand.Float64())
	}
	w.companions = []access.Actor{w.cass, w.kit}
	for i := range people / 1250 {
		a, err := w.hire(nameOf(i*11+5), "", access.Companion)
		if err != nil {
			return err
		}
		if err := w.clearFor(a, w.day.AddDays(90+i%200), civil.Date{}); err != nil {
			return err
		}
		w.companions = append(w.companions, a)
	}
	return nil
}

// clearFor lets a companion go along until the day.
func (w *crowd) clearFor(a access.Actor, until, dbsUntil civil.Date) error {
	today := civil.DateOf(w.clock.Now())
	return w.core.Companions.Clear(w.ctx, w.manager, companion.Clearance{Account: a.Account, References: today.AddDays(-20),
		Training: today.AddDays(-6), DBSNeeded: true, DBS: today.AddDays(-9), Until: until, DBSUntil: dbsUntil, OutBefore: true})
}

func (w *crowd) hire(name, as string, role access.Role) (access.Actor, error) {
	in := account.Invitation{Name: name, SignInName: as, Roles: []access.Role{role}}
	link, err := w.core.Accounts.Invite(w.ctx, w.core.Operator(), in)
	if err != nil {
		return access.Actor{}, err
	}
	return access.Actor{Scope: w.core.Scope, Account: link.Account.ID, Name: name, Roles: in.Roles}, w.join(link.Token, as)
}

// listen readies what people say: the consents that are read out to them, and
// what they wish.
func (w *crowd) listen() error {
	w.words = locale.English()
	for _, p := range consent.Purposes {
		w.answers = append(w.answers, consent.Answer{Purpose: p, Given: true, Version: consent.WordingOf(w.words, p).Version})
	}
	for _, free := range []string{"", "weekdays 17:00-21:00", "weekends", "weekdays 9:00-15:00, weekends", "weekdays 17:00-22:00, weekends"} {
		hours, err := option.ParseFree(free)
		if err != nil {
			return err
		}
		for _, near := range []string{"ZA1", "ZA2", "ZA3", "ZA5"} {
			at, err := w.core.Places.Find(w.ctx, w.core.Scope, near)
			if err != nil {
				return err
			}
			w.wishes = append(w.wishes, option.Wish{Within: 8, Travel: place.Bus, Free: hours,
				Near: option.Near{Point: at.Point(), Known: true, Coarse: true}})
		}
	}
	return nil
}

// cast lets so many people come in, one after the other over all the days.
func (w *crowd) cast(people int) {
	first := w.first()
	w.note(first.At(9*60+30), (&soul{name: nameOf(0), phone: true, longest: min(Longest, people*2)}).comeIn)
	days := w.began - settling
	for i := 1; i < people; i++ {
		s := w.somebody(nameOf(i))
		on := first.AddDays(i * days / people)
		w.note(on.At(civil.TimeOfDay(9*60+w.rand.IntN(7*60))), s.comeIn)
		if i%5 == 0 {
			w.note(on.At(15*60), w.tally(s.keeper))
		}
	}
}

// settling is how many days pass before the first person comes in.
const settling = 3

func (w *crowd) first() civil.Date { return w.day.AddDays(settling - w.began) }

func (w *crowd) somebody(name string) *soul {
	return &soul{keeper: w.keeperOf(), home: w.rand.IntN(len(w.wishes)), name: name, phone: w.rand.IntN(5) > 0, companion: -1}
}

// live does what happens until the morning of the day.
func (w *crowd) live() error {
	now := w.day.At(10 * 60)
	for w.agenda.Len() > 0 && w.agenda[0].at.Before(now) {
		next := heap.Pop(&w.agenda).(entry)
		w.clock.Set(next.at)
		if err := next.do(w); err != nil {
			return fmt.Errorf("demo: on %v: %w", next.at, err)
		}
	}
	return nil
}

func (w *crowd) keeperOf() int {
	sum := 0.0
	for _, weight := range w.weights {
		sum += weight
	}
	at := w.rand.Float64() * sum
	for i, weight := range w.weights {
		if at -= weight; at < 0 {
			return i
		}
	}
	return 0
}

// offered is what the options' page shows today for the wish.
func (w *crowd) offered(wish int) option.Result {
	if on := civil.DateOf(w.clock.Now()); on != w.today {
		w.today, w.shown = on, map[int]option.Result{}
	}
	if known, ok := w.shown[wish]; ok {
		return known
	}
	asked := w.wishes[wish]
	asked.From = w.today
	result := w.core.Board.Of(w.core.Scope.Community()).Rank(asked)
	w.shown[wish] = result
	return result
}

// note puts something on the agenda; an hour of today that is over is now.
func (w *crowd) note(at time.Time, do func(*crowd) error) {
	if now := w.clock.Now(); at.Before(now) {
		at = now
	}
	w.order++
	heap.Push(&w.agenda, entry{at, w.order, do})
}

// entry is what will happen at a time.
type entry struct {
	at    time.Time
	order int // of two at one time
	do    func(*crowd) error
}

// agenda is a heap of entries, the next one first.
type agenda []entry

func (a agenda) Len() int { return len(a) }
func (a agenda) Less(i, j int) bool {
	return a[i].at.Before(a[j].at) || a[i].at.Equal(a[j].at) && a[i].order < a[j].order
}
func (a agenda) Swap(i, j int) { a[i], a[j] = a[j], a[i] }
func (a *agenda) Push(x any)   { *a = append(*a, x.(entry)) }
func (a *agenda) Pop() any {
	last := len(*a) - 1
	x := (*a)[last]
	*a = (*a)[:last]
	return x
}

// kindsOf counts the kinds of group among the options.
func kindsOf(options []option.Option) int {
	kinds := map[meeting.Kind]bool{}
	for _, o := range options {
		kinds[o.Meeting.Kind] = true
	}
	return len(kinds)
}
