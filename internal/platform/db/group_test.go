package db_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"runtime"
	"sync"
	"testing"
	"time"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/trail"
)

// note writes a row and its entry, as every change does.
func note(tx *db.Tx, id string) error {
	if _, err := tx.Exec(`INSERT INTO receipt (community_id, digest, at) VALUES ($1, $2, $3)`, tx.Community(), id, tx.Stamp()); err != nil {
		return err
	}
	return trail.Append(tx, trail.Entry{Account: "sam", Event: trail.TallyAdded, Subject: trail.Subject{Kind: "tally", ID: id}})
}

// noted are the rows and the entries that are stored, and whether the chain of
// the entries holds.
func noted(t *testing.T, d *db.DB, s db.Scope) (rows, entries map[string]bool) {
	t.Helper()
	read := func(tx *db.Tx, query string) map[string]bool {
		ids, err := db.All(tx, db.Column[string], query, tx.Community())
		if err != nil {
			t.Fatal(err)
		}
		set := map[string]bool{}
		for _, id := range ids {
			set[id] = true
		}
		if len(set) != len(ids) {
			t.Errorf("%d stored, %d of them different", len(ids), len(set))
		}
		return set
	}
	err := d.View(context.Background(), s, func(tx *db.Tx) error {
		n, err := trail.Verify(tx) // first, because in bulk the last entries wait for others
		rows = read(tx, `SELECT digest FROM receipt WHERE community_id = $1`)
		entries = read(tx, `SELECT subject_id FROM trail WHERE community_id = $1`)
		if int(n) != len(entries) {
			t.Errorf("the chain has %d entries, want %d", n, len(entries))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows, entries
}

var errNo = errors.New("no")

// ways in which a change can end; those whose name begins with "no" leave
// nothing.
var ways = map[string]func(tx *db.Tx, id string) error{
	"yes": note,
	"yes, slowly": func(tx *db.Tx, id string) error {
		for i := range 200 {
			if _, err := tx.Exec(`UPDATE community SET name = $1 WHERE community_id = $2`, fmt.Sprint(id, i), tx.Community()); err != nil {
				return err
			}
		}
		return note(tx, id)
	},
	"no, refused at the end": func(tx *db.Tx, id string) error { return errors.Join(note(tx, id), errNo) },
	"no, there already":      func(tx *db.Tx, id string) error { return errors.Join(note(tx, id), note(tx, id)) },
	"no, not SQL": func(tx *db.Tx, id string) error {
		err := note(tx, id)
		_, _ = tx.Exec(`SELECT community_id FROM nowhere`) // what is made little of counts all the same
		return err
	},
	"no, a panic": func(tx *db.Tx, id string) error {
		if err := note(tx, id); err != nil {
			return err
		}
		panic(errNo)
	},
}

// Sixty-four at once, of whom some fail and some panic: what was answered is
// stored, what was not is not, each with its entry, and nobody is told that the
// database is busy.
func TestChangesThatShareACommitKeepToThemselves(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		const writers, each = 64, 12
		names := []string{"yes", "yes", "yes"}
		for name := range maps.Keys(ways) {
			names = append(names, name)
		}
		var mu sync.Mutex
		stored := map[string]bool{}
		var all sync.WaitGroup
		for w := range writers {
			all.Go(func() {
				for i := range each {
					id, way := fmt.Sprintf("%d-%d", w, i), names[rand.IntN(len(names))]
					err := tryTo(func() error {
						return d.Tx(context.Background(), s, func(tx *db.Tx) error { return ways[way](tx, id) })
					})
					if fault.Is(err, fault.Busy) || (err == nil) != (way[:3] == "yes") {
						t.Errorf("%s: got %v", way, err)
					}
					if err == nil {
						mu.Lock()
						stored[id] = true
						mu.Unlock()
					}
				}
			})
		}
		all.Wait()
		rows, entries := noted(t, d, s)
		if !maps.Equal(rows, stored) || !maps.Equal(entries, stored) {
			t.Errorf("%d changes were answered; %d rows and %d entries are stored", len(stored), len(rows), len(entries))
		}
	})
}

// tryTo gives a panic back as an error.
func tryTo(do func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = p.(error)
		}
	}()
	return do()
}

// together runs the changes in one group, in their order, and returns what each
// was answered.
func together(ctx context.Context, d *db.DB, s db.Scope, changes ...func(tx *db.Tx) error) []error {
	d.GatherFor(time.Hour) // on a busy machine the others may come late
	answers := make([]error, len(changes))
	var all sync.WaitGroup
	for i, change := range changes {
		begun := make(chan struct{})
		all.Go(func() {
			answers[i] = d.Tx(ctx, s, func(tx *db.Tx) error {
				if i == 0 { // the others come while this one runs
					close(begun)
					await(func() bool { return d.Waiting() == len(changes)-1 })
				}
				return change(tx)
			})
		})
		switch i {
		case 0:
			<-begun
		case len(changes) - 1: // the first one waits for it
		default:
			await(func() bool { return d.Waiting() == i })
		}
	}
	all.Wait()
	return answers
}

func await(ready func() bool) {
	for !ready() {
		runtime.Gosched()
	}
}

func TestWhoFailsFailsAlone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		good := func(id string) func(*db.Tx) error { return func(tx *db.Tx) error { return note(tx, id) } }
		bad := func(*db.Tx) error { return errNo }
		answers := together(context.Background(), d, s, bad, good("a"), bad, good("b"))
		if !errors.Is(answers[0], errNo) || answers[1] != nil || !errors.Is(answers[2], errNo) || answers[3] != nil {
			t.Errorf("got %v; want a refusal, nil, a refusal, nil", answers)
		}
		if rows, _ := noted(t, d, s); len(rows) != 2 {
			t.Errorf("stored: %v; want a and b", rows)
		}
	})
}

// When the engine gives up a whole transaction, as it does on a full disk, all
// who shared it are told, and the next ones are served.
func TestWhatTheEngineGivesUpIsAnsweredToAll(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		answers := together(context.Background(), d, s,
			func(tx *db.Tx) error { return note(tx, "a") },
			func(tx *db.Tx) error {
				_, err := tx.Exec(`ROLLBACK`)
				return err
			},
			func(tx *db.Tx) error { return note(tx, "b") })
		if answers[0] == nil || answers[1] == nil || answers[2] != nil {
			t.Errorf("got %v; want the two errors of the lost transaction, and a nil of the next", answers)
		}
		if rows, entries := noted(t, d, s); len(rows) != 1 || !rows["b"] || !entries["b"] {
			t.Errorf("stored: %v and %v; want b", rows, entries)
		}
	})
}

// The engine would give up the changes of everybody for a statement that is
// broken off.
func TestACallerWhoGoesTakesNobodyAlong(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		ctx, leave := context.WithCancel(context.Background())
		answers := together(ctx, d, s,
			func(tx *db.Tx) error { return note(tx, "a") },
			func(tx *db.Tx) error {
				leave()
				return note(tx, "b")
			},
			func(tx *db.Tx) error { return note(tx, "c") })
		if answers[0] != nil || !errors.Is(answers[1], context.Canceled) || !errors.Is(answers[2], context.Canceled) {
			t.Errorf("got %v; want a nil for the one that was done before they went", answers)
		}
		if rows, _ := noted(t, d, s); len(rows) != 1 || !rows["a"] {
			t.Errorf("stored %v; want a", rows)
		}
	})
}

func TestInAGroupEachHasItsOwnInstant(t *testing.T) {
	d := dbtest.SQLite(t)
	s := dbtest.Community(t, d)
	var seen []string
	look := func(tx *db.Tx) error {
		before := tx.Stamp()
		dbtest.Clock(d).Advance(1e9)
		if tx.Stamp() != before {
			t.Error("time moved within a change")
		}
		seen = append(seen, before)
		return nil
	}
	if err := errors.Join(together(context.Background(), d, s, look, look, look)...); err != nil {
		t.Fatal(err)
	}
	if len(seen) != 3 || seen[0] == seen[1] || seen[1] == seen[2] {
		t.Errorf("the three changes stood at %v", seen)
	}
}

// In bulk, what is answered is seen at once and stored when the database is
// closed.
func TestInBulkNothingIsLostEither(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	d, err := db.Open(ctx, db.Config{Dir: dir, Bulk: true})
	if err != nil {
		t.Fatal(err)
	}
	s := dbtest.Community(t, d)
	const changes = 4100
	for i := range changes {
		err := d.Tx(ctx, s, func(tx *db.Tx) error { return note(tx, fmt.Sprint(i)) })
		if i%100 == 0 {
			if err := d.Tx(ctx, s, func(tx *db.Tx) error { return errors.Join(note(tx, "no"), errNo) }); !errors.Is(err, errNo) {
				t.Errorf("got %v, want the refusal", err)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if rows, entries := noted(t, d, s); len(rows) != changes || len(entries) != changes {
		t.Errorf("before it is closed: %d rows and %d entries are seen, want %d", len(rows), len(entries), changes)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if d, err = db.Open(ctx, db.Config{Dir: dir}); err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	for _, query := range []string{schemaOfSQLite, `SELECT idx || ': ' || stat FROM sqlite_stat1 ORDER BY idx`} {
		if got, want := dump(t, d, query), dump(t, dbtest.SQLite(t), query); got != want {
			t.Errorf("what was filled in bulk has %q, and what was not has %q", got, want)
		}
	}
	if rows, entries := noted(t, d, s); len(rows) != changes || len(entries) != changes {
		t.Errorf("%d rows and %d entries are stored, want %d", len(rows), len(entries), changes)
	}
}

// A database whose filling was broken off is not taken for a whole one.
func TestWhatWasNotFilledToItsEndIsRefused(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	d, err := db.Open(ctx, db.Config{Dir: dir, Bulk: true})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if other, err := db.Open(ctx, db.Config{Dir: dir}); !fault.Is(err, fault.Conflict) {
		t.Errorf("it was opened: %v, %v", other, err)
	}
}

// What was not to fail and does takes everything with it, and says so.
func TestInBulkAllOrNothing(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	d, err := db.Open(ctx, db.Config{Dir: dir, Bulk: true})
	if err != nil {
		t.Fatal(err)
	}
	s := dbtest.Community(t, d)
	sure := db.AllOrNothing(ctx)
	good := func(ctx context.Context, id string) error {
		return d.Tx(ctx, s, func(tx *db.Tx) error { return note(tx, id) })
	}
	if err := errors.Join(good(sure, "a"), good(ctx, "b"), good(sure, "c")); err != nil {
		t.Fatal(err)
	}
	if err := d.Tx(sure, s, func(tx *db.Tx) error { return errors.Join(note(tx, "no"), errNo) }); !errors.Is(err, errNo) {
		t.Errorf("got %v, want the refusal", err)
	}
	if err := errors.Join(good(ctx, "d"), d.Close()); !errors.Is(err, errNo) {
		t.Errorf("afterwards: %v, want the refusal again", err)
	}
	if _, err := db.Open(ctx, db.Config{Dir: dir}); !fault.Is(err, fault.Conflict) {
		t.Errorf("it is taken for whole: %v", err)
	}
}
