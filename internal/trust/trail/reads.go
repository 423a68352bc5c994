package trail

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
)

// gather is the longest that a read waits in memory to be written.
const gather = time.Second

// waiting is how many reads wait at the most before the next one is written by
// whoever made it.
const waiting = 4096

// Reads writes down who looked at which person's record. Looks are gathered
// and written in one transaction at least once a second, so that no page waits
// for the disk; a power cut can lose the last second of them, a crash of the
// program no more than that.
type Reads struct {
	db   *db.DB
	log  *slog.Logger
	in   chan read
	done sync.WaitGroup
}

type read struct {
	scope                 db.Scope
	id, at                string
	account, person, page string
}

// NewReads starts the writer; Close writes what is waiting and stops it.
func NewReads(d *db.DB, log *slog.Logger) *Reads {
	r := &Reads{db: d, log: log, in: make(chan read, waiting)}
	r.done.Go(r.write)
	return r
}

// Saw notes that the account looked at the person's record on a page.
func (r *Reads) Saw(s db.Scope, account, person, page string) {
	r.in <- read{s, r.db.NewID(), civil.Instant(r.db.Clock().Now()), account, person, page}
}

// Close writes the waiting reads. No call of Saw may follow.
func (r *Reads) Close() {
	close(r.in)
	r.done.Wait()
}

func (r *Reads) write() {
	for first := range r.in {
		batch := []read{first}
		deadline := time.After(gather)
	fill:
		for len(batch) < waiting {
			select {
			case next, open := <-r.in:
				if !open {
					break fill
				}
				batch = append(batch, next)
			case <-deadline:
				break fill
			}
		}
		r.store(batch)
	}
}

// insertRead leaves out a person who was erased while the look waited: nothing
// of them may come back.
const insertRead = `INSERT INTO trail_read (community_id, id, at, account_id, person_id, page)
	SELECT $1, $2, $3, $4, $5, $6
	WHERE EXISTS (SELECT 1 FROM person WHERE community_id = $1 AND id = $5)`

func (r *Reads) store(batch []read) {
	byScope := map[db.Scope][]read{}
	for _, b := range batch {
		byScope[b.scope] = append(byScope[b.scope], b)
	}
	for scope, reads := range byScope {
		err := r.db.Tx(context.Background(), scope, func(tx *db.Tx) error {
			for _, b := range reads {
				if _, err := tx.Exec(insertRead, tx.Community(), b.id, b.at, b.account, b.person, b.page); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			r.log.Error("reads of named records could not be written", "count", len(reads), "err", err)
		}
	}
}
