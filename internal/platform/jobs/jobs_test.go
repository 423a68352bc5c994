package jobs_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"openmaf/internal/platform/clock"
	"openmaf/internal/platform/jobs"
)

// list is a queue in memory: what the tables of a room do is that room's test.
type list struct {
	mu     sync.Mutex
	due    []jobs.Work
	next   time.Time
	leases []jobs.Lease
	looks  int // that found nothing more
	fails  error
}

func (q *list) Name() string { return "invented" }

func (q *list) Take(_ context.Context, l jobs.Lease) (jobs.Work, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.fails != nil || len(q.due) == 0 {
		return nil, q.fails
	}
	work := q.due[0]
	q.due, q.leases = q.due[1:], append(q.leases, l)
	return work, nil
}

func (q *list) Next(context.Context) (time.Time, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.looks++
	return q.next, nil
}

func (q *list) add(w ...jobs.Work) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.due = append(q.due, w...)
}

func (q *list) looked() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.looks
}

var quiet = slog.New(slog.DiscardHandler)

// running runs the queues in the test's bubble of time.
func running(queues ...jobs.Queue) (r *jobs.Runner, stop func()) {
	r = jobs.New(clock.System{}, quiet, queues...)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); r.Run(ctx) }()
	synctest.Wait()
	return r, func() { cancel(); <-done }
}

func TestItSleepsUntilSomebodyRings(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := &list{}
		r, stop := running(q)
		defer stop()
		did := 0
		work := func(context.Context) error { did++; return nil }
		q.add(work, work)
		synctest.Wait()
		if q.looked() != 1 || did != 0 {
			t.Errorf("%d looks, %d done before anybody rang", q.looked(), did)
		}
		begun := time.Now()
		r.Wake()
		r.Wake()
		synctest.Wait()
		if did != 2 || time.Since(begun) != 0 {
			t.Errorf("%d done, %v after somebody rang", did, time.Since(begun))
		}
		if l := q.leases[0]; l.Holder == "" || !l.Until.After(begun) || q.leases[1].Holder != l.Holder {
			t.Errorf("claimed under %+v", q.leases)
		}
		before := q.looked()
		time.Sleep(time.Hour) // of the bubble: no time at all
		synctest.Wait()
		if n := q.looked() - before; n < 59 || n > 61 {
			t.Errorf("%d looks in an hour in which there was nothing to do; want one a minute", n)
		}
	})
}

func TestItWakesWhenWorkIsDue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := &list{next: time.Now().Add(20 * time.Second)}
		begun := time.Now()
		_, stop := running(q)
		defer stop()
		var at time.Time
		q.add(func(context.Context) error { at = time.Now(); return nil })
		time.Sleep(21 * time.Second)
		synctest.Wait()
		if at.Sub(begun) != 20*time.Second {
			t.Errorf("done after %v", at.Sub(begun))
		}
		before := q.looked()
		time.Sleep(10 * time.Second) // what is due now is somebody else's
		synctest.Wait()
		if n := q.looked() - before; n > 11 {
			t.Errorf("looked %d times in ten seconds", n)
		}
	})
}

func TestAPanicEndsOnePieceOfWork(t *testing.T) {
	q := &list{}
	did := false
	q.add(func(context.Context) error { panic("over the edge") },
		func(context.Context) error { return errors.New("no luck") },
		func(context.Context) error { did = true; return nil })
	var log bytes.Buffer
	jobs.New(clock.System{}, slog.New(slog.NewTextHandler(&log, nil)), q).Drain(context.Background())
	if !did {
		t.Error("what came after the panic was not done")
	}
	if said := log.String(); !strings.Contains(said, "over the edge") || !strings.Contains(said, "no luck") || !strings.Contains(said, "jobs_test.go") {
		t.Errorf("the log says %s", said)
	}
}

func TestAQueueThatCannotBeReadIsToldOnce(t *testing.T) {
	var log bytes.Buffer
	q := &list{fails: errors.New("no database")}
	jobs.New(clock.System{}, slog.New(slog.NewTextHandler(&log, nil)), q).Drain(context.Background())
	if n := strings.Count(log.String(), "no database"); n != 1 {
		t.Errorf("told %d times", n)
	}
}

func TestStoppingWaitsForTheWorkInHand(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := &list{}
		finished, another := false, false
		q.add(func(ctx context.Context) error {
			time.Sleep(10 * time.Second)
			finished = ctx.Err() == nil
			return nil
		}, func(context.Context) error { another = true; return nil })
		_, stop := running(q)
		if stop(); !finished || another {
			t.Errorf("finished %v, began another %v", finished, another)
		}
	})
}

// One queue that hangs holds up no other.
func TestQueuesAreWorkedOffByThemselves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		slow, quick := &list{}, &list{}
		did := false
		slow.add(func(context.Context) error { time.Sleep(time.Hour); return nil })
		quick.add(func(context.Context) error { did = true; return nil })
		_, stop := running(slow, quick)
		if !did {
			t.Error("it waited for the other")
		}
		stop()
	})
}
