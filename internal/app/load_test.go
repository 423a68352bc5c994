package app_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"openmaf/internal/web/server/pagetest"
)

// doing is one thing that somebody at work does: a page, or a form that is
// opened and sent.
type doing struct {
	name  string
	share int // of a hundred
	page  func(u *user, r *rand.Rand) string
	send  url.Values // nil for a page that is only read
}

// work is what fifty are taken to do: a day at the drop-in, by what it is made
// of. Of the requests, one in five stores something.
var work = []doing{
	{name: "/today", share: 16, page: at("/today")},
	{name: "/people/{person}", share: 16, page: one("/people/%s", func(u *user) []string { return u.people })},
	{name: "/people", share: 5, page: at("/people")},
	{name: "/people?find=", share: 6, page: func(_ *user, r *rand.Rand) string {
		return "/people?find=" + []string{"ada", "kettle", "huw+but", "wil", "sor"}[r.IntN(5)]
	}},
	{name: "/links/{link}/options", share: 8, page: one("/links/%s/options", func(u *user) []string { return u.chooses })},
	{name: "/links/{link}/plan", share: 5, page: one("/links/%s/plan", func(u *user) []string { return u.chooses })},
	{name: "/links/{link}", share: 5, page: one("/links/%s", func(u *user) []string { return u.goes })},
	{name: "/meetings", share: 5, page: at("/meetings")},
	{name: "/?near=", share: 5, page: at("/?near=ZA1")},
	{name: "/chats/new", share: 4, page: at("/chats/new")},
	{name: "/tallies/new", share: 8, page: at("/tallies/new"), send: url.Values{"setting": {"waiting_room"}, "length": {"under_5"}, "worries": {"cost"}}},
	{name: "/links/{link}/check-in", share: 7, page: one("/links/%s/check-in?ask=later", func(u *user) []string { return u.goes }),
		send: url.Values{"going": {"going:weekly"}}},
	{name: "/people/{person}/change", share: 6, page: one("/people/%s/change", func(u *user) []string { return u.people }),
		send: url.Values{"access_needs": {"a seat near the door"}}},
	{name: "/people/{person}/chat", share: 4, page: one("/people/%s/chat", func(u *user) []string { return u.people }),
		send: url.Values{"setting": {"waiting_room"}, "length": {"5_to_15"}, "decision": {"already_going"}}},
}

func at(path string) func(*user, *rand.Rand) string {
	return func(*user, *rand.Rand) string { return path }
}

// one of the user's own records, or nothing to do.
func one(pattern string, of func(*user) []string) func(*user, *rand.Rand) string {
	return func(u *user, r *rand.Rand) string {
		ids := of(u)
		if len(ids) == 0 {
			return "/today"
		}
		return fmt.Sprintf(pattern, ids[r.IntN(len(ids))])
	}
}

// outing is what somebody does who only goes along.
var outing = doing{name: "/outings", page: at("/outings")}

// next is what the user does next.
func (u *user) next(r *rand.Rand) doing {
	if u.outings {
		return outing
	}
	at := r.IntN(100)
	for _, d := range work {
		if at -= d.share; at < 0 {
			return d
		}
	}
	return work[0]
}

// took is how long each kind of request took, from the moment at which it was
// to be made until the last byte of its answer was there.
type took struct {
	mu     sync.Mutex
	byKind map[string]durations
	wrong  map[string]int // answers that are not what was hoped for
	count  atomic.Int64
}

func (t *took) note(kind string, d time.Duration, got answer, err error, hoped int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.count.Add(1)
	if err != nil || got.status != hoped {
		t.wrong[fmt.Sprintf("%s %d %v", kind, got.status, err)]++
		return
	}
	t.byKind[kind] = append(t.byKind[kind], d)
}

// do does it: the page, and for a form what is sent with it.
func (u *user) do(d doing, r *rand.Rand, since time.Time, t *took) {
	path := d.page(u, r)
	got, err := u.fetch(path)
	t.note("GET "+d.name, time.Since(since), got, err, http.StatusOK)
	if d.send == nil || err != nil || got.status != http.StatusOK {
		return
	}
	bare, _, _ := strings.Cut(path, "?")
	form, ok, err := filled(got.body, bare, d.send)
	if err != nil || !ok {
		t.note("POST "+d.name, 0, answer{}, fmt.Errorf("no form on %s: %w", path, err), 0)
		return
	}
	q, err := http.NewRequest(http.MethodPost, u.at+bare, strings.NewReader(form.Encode()))
	if err != nil {
		t.note("POST "+d.name, 0, answer{}, err, 0)
		return
	}
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	begun := time.Now()
	got, err = u.browser.do(q)
	t.note("POST "+d.name, time.Since(begun), got, err, http.StatusSeeOther)
}

func filled(body []byte, action string, values url.Values) (url.Values, bool, error) {
	page, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, false, err
	}
	return pagetest.Fill(page, action, values)
}

const (
	// pace is how often each of the fifty does something. Somebody who reads what
	// they see does so every ten or twenty seconds.
	pace   = 2 * time.Second
	steady = 30 * time.Second // for so long
	hurry  = 8 * time.Second  // as fast as they can
)

// steadily lets each user do something at random moments, one every pace: what
// comes late is not left out, and its waiting is part of how long it took.
func (c *crowd) steadily(t *took) {
	var all sync.WaitGroup
	until := time.Now().Add(steady)
	for i, u := range c.users {
		all.Go(func() {
			r := rand.New(rand.NewPCG(1, uint64(i)))
			for next := time.Now(); ; {
				next = next.Add(time.Duration(r.ExpFloat64() * float64(pace)))
				if next.After(until) {
					return
				}
				<-time.After(time.Until(next))
				u.do(u.next(r), r, next, t)
			}
		})
	}
	all.Wait()
}

// hurriedly lets each user do the next thing as soon as the last one is done.
func (c *crowd) hurriedly(t *took) {
	var all sync.WaitGroup
	until := time.Now().Add(hurry)
	for i, u := range c.users {
		all.Go(func() {
			r := rand.New(rand.NewPCG(2, uint64(i)))
			for time.Now().Before(until) {
				u.do(u.next(r), r, time.Now(), t)
			}
		})
	}
	all.Wait()
}

// BenchmarkCrowd lets fifty work at once in a community of 100,000 people with
// two million entries in its trail ([benchPeople] makes it smaller), which a
// process of its own answers for, over loopback, on the same processors.
//
//	p50-ms, p95-ms, p99-ms     of a kind of request, and of all of them
//	of-50ms, of-150ms          p95 and p99 as a share of their limits
//	req/s                      what fifty get who never wait, and nothing else is done
//	of-300ms                   from the start of the program to its first page
//	MiB, of-150MiB             resident memory at the most, all of that included
//	of-40MB                    the program's own size
//	long-of-short              the same page of a person with 2,000 entries and of one with 20
func BenchmarkCrowd(b *testing.B) {
	c := crowds(b)
	b.Run("start", func(b *testing.B) {
		row(b, map[string]float64{"first-page-ms": milliseconds(c.started), "of-300ms": milliseconds(c.started) / 300})
	})
	c.longAndShort(b)
	t := &took{byKind: map[string]durations{}, wrong: map[string]int{}}
	c.steadily(t)
	t.report(b, "steady")
	most := &took{byKind: map[string]durations{}, wrong: map[string]int{}}
	begun := time.Now()
	c.hurriedly(most)
	rate := float64(most.count.Load()) / time.Since(begun).Seconds()
	b.Run("hurried", func(b *testing.B) { row(b, map[string]float64{"req/s": rate}) })
	for wrong, n := range most.wrong {
		fmt.Printf("# %d x %s\n", n, wrong)
	}
	now, top := c.memory(b)
	b.Run("memory", func(b *testing.B) {
		row(b, map[string]float64{"MiB-now": now / (1 << 20), "MiB-most": top / (1 << 20), "of-150MiB": top / (150 << 20)})
	})
	b.Run("program", func(b *testing.B) { row(b, map[string]float64{"MB": size(b) / 1e6, "of-40MB": size(b) / 40e6}) })
}

// row prints one line of figures.
func row(b *testing.B, figures map[string]float64) {
	b.ReportMetric(0, "ns/op")
	for unit, v := range figures {
		b.ReportMetric(v, unit)
	}
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// report prints a line for each kind, and one for all.
func (t *took) report(b *testing.B, name string) {
	b.Helper()
	var all durations
	kinds := []string{}
	for kind, d := range t.byKind {
		slices.Sort(d)
		all = append(all, d...)
		kinds = append(kinds, kind)
	}
	slices.Sort(all)
	slices.Sort(kinds)
	for _, kind := range kinds {
		b.Run(name+"/"+strings.ReplaceAll(kind, " ", "_"), func(b *testing.B) { row(b, figures(t.byKind[kind])) })
	}
	b.Run(name+"/all", func(b *testing.B) { row(b, figures(all)) })
	for wrong, n := range t.wrong {
		b.Errorf("%d x %s", n, wrong)
	}
}

func figures(d durations) map[string]float64 {
	return map[string]float64{"n": float64(len(d)), "p50-ms": d.at(50), "p95-ms": d.at(95), "p99-ms": d.at(99),
		"of-50ms": d.at(95) / 50, "of-150ms": d.at(99) / 150}
}

// longAndShort opens the pages of the person with the longest story and of one
// with an ordinary one, in turns.
func (c *crowd) longAndShort(b *testing.B) {
	b.Helper()
	i := slices.IndexFunc(c.users, func(u *user) bool { return u.longest != "" })
	u := c.users[i]
	for _, page := range []string{"/people/%s", "/people/%s/change", "/people/%s/chat", "/people/%s/agreed"} {
		var long, short durations
		for range 150 {
			for person, into := range map[string]*durations{u.longest: &long, u.ordinary: &short} {
				begun := time.Now()
				if got := u.get(b, fmt.Sprintf(page, person)); got.status != http.StatusOK {
					b.Fatalf("%s answered %d", page, got.status)
				}
				*into = append(*into, time.Since(begun))
			}
		}
		slices.Sort(long)
		slices.Sort(short)
		b.Run("long/"+strings.ReplaceAll(page, "%s", "{person}"), func(b *testing.B) {
			row(b, map[string]float64{"long-ms": long.at(50), "short-ms": short.at(50), "long-of-short": long.at(50) / short.at(50)})
		})
	}
}

// size of the program as it is shipped.
func size(b *testing.B) float64 {
	b.Helper()
	file := filepath.Join(b.TempDir(), "openmaf")
	build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", file, "openmaf/cmd/openmaf")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	info, err := os.Stat(file)
	must(b, err)
	return float64(info.Size())
}
