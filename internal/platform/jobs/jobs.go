// Package jobs does in the background what somebody asked for and whose time
// has come.
//
// It keeps nothing itself. Each room keeps its own due work in its own tables,
// where erasing a person erases it too, and offers it as a [Queue].
//
// Invariants:
//   - Work is claimed under a lease in a committed transaction before it is
//     begun, and begun once: what happens to a claim that nobody settled (a
//     crash, a panic, a power cut) is the room's to say, and never "again".
//   - While there is nothing to do it does nothing: it sleeps until the next
//     work is due, or until somebody rings ([Runner.Wake]). Once a minute it
//     looks all the same, for work that another process took and died with.
//   - A panic is written to the log and ends that piece of work alone.
//   - Stopping begins nothing new and waits for the work in hand.
package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"openmaf/internal/platform/clock"
	"openmaf/internal/platform/ident"
)

// Queue is due work of one kind.
type Queue interface {
	// Name stands in the log.
	Name() string
	// Take claims the work that is due first, and commits the claim before it
	// returns. Nil is: nothing is due.
	Take(ctx context.Context, l Lease) (Work, error)
	// Next is when there will be something to take, or a lease runs out. The
	// zero time is: nothing waits.
	Next(ctx context.Context) (time.Time, error)
}

// Work is one piece of claimed work. It settles its own claim. The context does
// not end when the program stops: what was begun is brought to its end, which
// must come within the lease.
type Work func(ctx context.Context) error

// Lease says who holds a claim, and until when nobody else may touch it.
type Lease struct {
	Holder string
	Until  time.Time
}

const (
	// leased is longer than any piece of work takes.
	leased = 5 * time.Minute
	// looks is how often a queue is looked at when nobody rings.
	looks = time.Minute
	// breath is the least time between two looks that nobody asked for.
	breath = time.Second
)

// Runner works the queues off, each by itself: a mail server that does not
// answer holds up no text.
type Runner struct {
	clock  clock.Clock
	log    *slog.Logger
	holder string
	queues []Queue
	bells  []chan struct{}
}

// New makes a runner. It starts nothing.
func New(c clock.Clock, log *slog.Logger, queues ...Queue) *Runner {
	r := &Runner{clock: c, log: log, holder: new(ident.Maker).New(c.Now()), queues: queues}
	for range queues {
		r.bells = append(r.bells, make(chan struct{}, 1))
	}
	return r
}

// Wake says that there may be something to do: after the commit of whatever
// made it. It never blocks.
func (r *Runner) Wake() {
	for _, bell := range r.bells {
		select {
		case bell <- struct{}{}:
		default: // it rings already
		}
	}
}

// Run works until the context ends.
func (r *Runner) Run(ctx context.Context) {
	var running sync.WaitGroup
	for i, q := range r.queues {
		running.Go(func() { r.watch(ctx, q, r.bells[i]) })
	}
	running.Wait()
}

// watch works one queue off again and again.
func (r *Runner) watch(ctx context.Context, q Queue, bell <-chan struct{}) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-bell:
		case <-timer.C:
		}
		timer.Reset(r.pause(r.drain(ctx, q)))
	}
}

// pause until the next look.
func (r *Runner) pause(next time.Time) time.Duration {
	if next.IsZero() {
		return looks
	}
	return min(max(next.Sub(r.clock.Now()), breath), looks)
}

// Drain does now everything that is due now, for a caller that wants to see it
// done: a test, a command.
func (r *Runner) Drain(ctx context.Context) {
	for _, q := range r.queues {
		r.drain(ctx, q)
	}
}

// drain does everything that is due, and tells when there will be more.
func (r *Runner) drain(ctx context.Context, q Queue) (next time.Time) {
	for ctx.Err() == nil {
		begun, err := r.one(ctx, q)
		if err != nil && ctx.Err() == nil {
			r.log.Error("work in the background", "queue", q.Name(), "err", err)
		}
		if !begun {
			break
		}
	}
	if ctx.Err() != nil {
		return time.Time{}
	}
	next, err := q.Next(ctx)
	if err != nil && ctx.Err() == nil {
		r.log.Error("work in the background", "queue", q.Name(), "err", err)
	}
	return next
}

// one takes one piece of work and does it.
func (r *Runner) one(ctx context.Context, q Queue) (begun bool, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errors.Join(err, fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
		}
	}()
	work, err := q.Take(ctx, Lease{Holder: r.holder, Until: r.clock.Now().Add(leased)})
	if work == nil || err != nil {
		return false, err
	}
	begun = true // also when it panics: the next piece is another one
	return begun, work(context.WithoutCancel(ctx))
}
