package app_test

import (
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"openmaf/internal/platform/db"
	"openmaf/internal/programme/course"
	"openmaf/internal/trust/access"
)

// tapping is the mean time between two taps on one phone: seven times as fast as
// a thumb goes.
const tapping = 200 * time.Millisecond

// BenchmarkRegister lets sixteen phones mark the registers of a course over
// loopback, each at random moments, each mark durable and in the trail before it
// is answered. The limit is 20 ms at the 99th percentile.
//
//	p99-ms, median-ms      from the moment of the tap to the last byte of the answer
//	of-limit-20ms          p99 as a share of the limit
//	p99-store-ms           the same marks without HTTP, by sixteen callers
//	store-of-limit-20ms    and its share
//	p99-drain-ms           sixteen phones that have a signal again and send what
//	                       they queued, each the next as soon as one is taken
//	drain-of-limit-20ms    and its share, though nobody waits for it any more
//
// Phones, server and database share the machine's processors.
func BenchmarkRegister(b *testing.B) {
	const phones, limit = 16, 20.0
	o := openDemo(b)
	marks := o.marks(b)
	asha := o.browsers[access.Facilitator]
	asha.client.Transport.(*http.Transport).MaxIdleConnsPerHost = phones
	var fern string
	must(b, o.core.DB.View(b.Context(), o.core.Scope, func(tx *db.Tx) (err error) {
		fern, err = db.One(tx, db.Column[string],
			`SELECT account_id FROM course_facilitator WHERE community_id = $1 ORDER BY account_id LIMIT 1`, tx.Community())
		return err
	}))
	actor := access.Actor{Scope: o.core.Scope, Account: fern, Roles: []access.Role{access.Facilitator}}
	b.ResetTimer()
	send := func(i int) error { return asha.marks(o.core.DB.NewID(), marks[i%len(marks)]) }
	http := together(b, phones, b.N, tapping, send)
	b.StopTimer()
	drain := together(b, phones, b.N, 0, send)
	store := together(b, phones, b.N, tapping, func(i int) error {
		m := marks[i%len(marks)]
		m.ID, m.Here = o.core.DB.NewID(), true
		_, err := o.core.Courses.Mark(b.Context(), actor, m)
		return err
	})
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(http.at(50), "median-ms")
	b.ReportMetric(http.at(99), "p99-ms")
	b.ReportMetric(http.at(99)/limit, "of-limit-20ms")
	b.ReportMetric(store.at(99), "p99-store-ms")
	b.ReportMetric(store.at(99)/limit, "store-of-limit-20ms")
	b.ReportMetric(drain.at(99), "p99-drain-ms")
	b.ReportMetric(drain.at(99)/limit, "drain-of-limit-20ms")
}

// marks are the names on the registers of the demo's course that is half-way.
func (o *open) marks(b *testing.B) (all []course.Mark) {
	b.Helper()
	must(b, o.core.DB.View(b.Context(), o.core.Scope, func(tx *db.Tx) (err error) {
		all, err = db.All(tx, func(r db.Row) (m course.Mark, err error) {
			m.How = course.Seen
			return m, r.Scan(&m.Session, &m.Enrolment)
		}, `SELECT s.id, e.id FROM course_session s JOIN enrolment e ON e.community_id = s.community_id AND e.course_id = s.course_id
			WHERE s.community_id = $1 AND e.state = 'on' AND s.delivered IS NULL ORDER BY s.id, e.id`, tx.Community())
		return err
	}))
	if len(all) < 10 {
		b.Fatalf("%d names to mark", len(all))
	}
	return all
}

// marks sends one mark as the page's queue does, and hears that it was taken.
func (b *browser) marks(id string, m course.Mark) error {
	form := url.Values{"form_id": {id}, "session": {m.Session}, "tap": {m.Enrolment + ".here."}}
	q, err := http.NewRequest(http.MethodPost, b.at+"/register/marks", strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	got, err := b.do(q)
	if err == nil && got.status != http.StatusOK {
		err = io.ErrUnexpectedEOF
	}
	return err
}

// together does so much of the work by so many callers, each at random moments,
// and says how long each took from the moment at which it was to be done: what
// has to wait for the one before is not left out. Without a pause each goes on as
// soon as it is answered.
func together(b *testing.B, callers, n int, pause time.Duration, work func(i int) error) durations {
	b.Helper()
	all := make(durations, n)
	var next atomic.Int64
	var at sync.WaitGroup
	for c := range callers {
		at.Go(func() {
			r := rand.New(rand.NewPCG(3, uint64(c)))
			begun := time.Now()
			for i := next.Add(1); i <= int64(n); i = next.Add(1) {
				begun = begun.Add(time.Duration(r.ExpFloat64() * float64(pause)))
				if pause == 0 {
					begun = time.Now()
				}
				<-time.After(time.Until(begun))
				if err := work(int(i)); err != nil {
					b.Error(strconv.FormatInt(i, 10), err)
				}
				all[i-1] = time.Since(begun)
			}
		})
	}
	at.Wait()
	slices.Sort(all)
	return all
}
