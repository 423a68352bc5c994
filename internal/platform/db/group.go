package db

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"sync/atomic"
	"time"
)

// A commit that is on the disk costs far more than what most changes do before
// it, so changes that come at the same time share one: a group. Each takes its
// turn on the one connection that writes, inside a savepoint of its own, and is
// answered when the group's commit has been synced. Whoever finds nobody
// waiting behind commits at once, so that a lone change waits for nobody; under
// load the next group gathers while the last one is being synced.
//
// What members of a group can see of each other is what an earlier one changed,
// as if it had been committed. If the commit then fails, it fails for all of
// them, for those that were refused too: what they were refused for may be gone.
//
// While a database is being filled in bulk ([Config].Bulk), a group waits for
// more however few there are, and answers at once; a commit that then fails is
// the answer to everything after it.
const (
	bulkMost     = 40_000
	groupMost    = 64 // changes that share a commit, at the most
	groupLongest = 10 * time.Millisecond
)

// writers hands out the turns on the writing connection.
type writers struct {
	pool    *sql.DB
	begin   func() (session, error)
	turn    chan struct{} // full while somebody has the turn; those who wait are served as they came
	waiting atomic.Int32  // each of them will take the turn, and so will see to an open group
	longest time.Duration // from its first change on, a group takes in others
	bulk    bool

	// For whoever has the turn:
	open *group // begun and not yet committed
	lost error  // why a group of changes that were answered is not on the disk; only in bulk
}

func newWriters(pool *sql.DB, e engine, bulk bool) *writers {
	w := &writers{pool: pool, turn: make(chan struct{}, 1), longest: groupLongest, bulk: bulk}
	// Without a caller's context: the group must not end with it.
	w.begin = func() (session, error) { return pool.BeginTx(context.Background(), nil) }
	if e == embedded {
		w.begin = func() (session, error) { return hold(pool) }
	}
	return w
}

// group is the changes that share one commit.
type group struct {
	tx      session
	begun   time.Time // by the machine's clock: how long others wait is not the community's time
	members int
	shared  *rooms        // what its members keep for each other; only in bulk
	broken  error         // the engine gave the whole group up
	done    chan struct{} // closed when err is known
	err     error
}

// session is a transaction that the engine has begun.
type session interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	PrepareContext(ctx context.Context, query string) (*sql.Stmt, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	Commit() error
	Rollback() error
}

// share runs a change in the group that is open, or in a new one, and returns
// when it is on the disk or refused. It waits for its turn even when the
// context ends meanwhile: somebody else may count on it to commit.
func (w *writers) share(ctx context.Context, change func(*group) error) error {
	w.waiting.Add(1)
	w.turn <- struct{}{}
	w.waiting.Add(-1)
	if err := cmp.Or(w.lost, ctx.Err()); err != nil {
		w.leave()
		return err
	}
	if w.open == nil {
		tx, err := w.begin()
		if err != nil {
			w.leave()
			return translate(err)
		}
		w.open = &group{tx: tx, begun: time.Now(), done: make(chan struct{})}
		if w.bulk {
			w.open.shared = &rooms{}
		}
	}
	g := w.open
	err := w.member(g, change, w.bulk && ctx.Value(allOrNothing{}) != nil)
	if w.bulk {
		return err
	}
	<-g.done
	if g.err != nil {
		return g.err
	}
	return err
}

// member runs the change and passes the turn on, also when the change panics.
func (w *writers) member(g *group, change func(*group) error, unguarded bool) error {
	defer w.leave()
	return g.add(change, unguarded)
}

// leave commits the open group unless somebody is waiting to join it, and
// passes the turn on.
func (w *writers) leave() {
	if g := w.open; g != nil && (g.members == 0 || g.broken != nil || w.enough(g)) {
		w.end(g)
	}
	<-w.turn
}

// enough reports whether the group takes in nobody else.
func (w *writers) enough(g *group) bool {
	if w.bulk {
		return g.members >= bulkMost
	}
	return g.members >= groupMost || time.Since(g.begun) >= w.longest || w.waiting.Load() == 0
}

func (w *writers) end(g *group) {
	w.open = nil
	g.end()
	if w.bulk {
		w.lost = g.err
	}
}

// close waits for the change that is running, and then runs last: no other can
// begin before that has ended. It is told why changes were lost, if any were.
func (w *writers) close(last func(lost error) error) error {
	w.turn <- struct{}{}
	defer func() { <-w.turn }()
	if g := w.open; g != nil {
		w.end(g)
	}
	return last(w.lost)
}

// add runs one change. What it did before it failed or panicked is undone; what
// the others did is not, unless it ran unguarded.
func (g *group) add(change func(*group) error, unguarded bool) (err error) {
	guarded := g.members > 0 && !unguarded // the first one can be undone by giving up the whole transaction
	if guarded {
		if err := g.run(`SAVEPOINT member`); err != nil {
			g.broken = err
			return nil // the group's error says it
		}
	}
	g.members++
	kept := false
	defer func() {
		switch {
		case kept:
		case guarded || g.members == 1:
			g.undo(err)
		default:
			g.broken = errors.Join(errors.New("db: a change failed that was not to fail"), err)
		}
	}()
	if err := change(g); err != nil {
		return err
	}
	if guarded {
		if err := g.run(`RELEASE SAVEPOINT member`); err != nil {
			return translate(err)
		}
	}
	kept = true
	return nil
}

// undo takes back what the newest member did before it failed.
func (g *group) undo(cause error) {
	g.members--
	if g.members == 0 {
		return // end rolls back
	}
	if err := g.run(`ROLLBACK TO SAVEPOINT member; RELEASE SAVEPOINT member`); err != nil {
		// The engine had to give up the whole transaction, for a full disk for
		// example, and knows no savepoint any more.
		g.broken = errors.Join(cause, err)
	}
}

// run is for what keeps the members apart.
func (g *group) run(statement string) error {
	_, err := g.tx.ExecContext(context.Background(), statement)
	return err
}

// end commits, or rolls back what has nothing to commit, and answers everybody.
func (g *group) end() {
	switch {
	case g.broken != nil:
		g.err = translate(g.broken)
		_ = g.tx.Rollback() // there may be nothing left to roll back
	case g.members == 0:
		_ = g.tx.Rollback() // the change's own error says why
	case g.atEnd() != nil:
		_ = g.tx.Rollback()
	default:
		g.err = translate(g.tx.Commit())
	}
	close(g.done)
}

// atEnd does what the members have left for the end of the group.
func (g *group) atEnd() error {
	if g.shared != nil {
		g.err = g.shared.finish()
	}
	return g.err
}
