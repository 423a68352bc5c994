package db

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"openmaf/internal/platform/civil"
)

// Tx is one transaction: a change and its trail entry, or a consistent read.
// It must not outlive the function it was given to, nor be used by two
// goroutines at once.
type Tx struct {
	db    *DB
	tx    *sql.Tx
	ctx   context.Context
	scope Scope
	now   time.Time
}

// Tx runs change in a transaction that may write, and commits when it returns
// nil. When the context carries a form that was already applied (see [Once]),
// change does not run and the answer is nil: what it would have done is done.
func (d *DB) Tx(ctx context.Context, s Scope, change func(tx *Tx) error) error {
	r, _ := ctx.Value(receiptKey{}).(*receipt)
	taken := r != nil && r.taken
	err := d.run(ctx, d.writer, s, nil, func(tx *Tx) error {
		if repeated, err := tx.takeReceipt(r); repeated || err != nil {
			return err
		}
		return change(tx)
	})
	if err != nil && r != nil {
		r.taken = taken // a receipt that this transaction wrote is gone with it
	}
	return err
}

// View runs read in a read-only transaction: everything it sees is of one
// moment.
func (d *DB) View(ctx context.Context, s Scope, read func(tx *Tx) error) error {
	options := &sql.TxOptions{ReadOnly: true}
	if d.engine == server {
		options.Isolation = sql.LevelRepeatableRead
	} else {
		options = nil // the readers' connections are read-only by pragma
	}
	return d.run(ctx, d.reader, s, options, read)
}

func (d *DB) run(ctx context.Context, pool *sql.DB, s Scope, options *sql.TxOptions, do func(*Tx) error) (err error) {
	begun, err := pool.BeginTx(ctx, options)
	if err != nil {
		return translate(err)
	}
	tx := &Tx{db: d, tx: begun, ctx: ctx, scope: s, now: d.clock.Now().UTC().Truncate(time.Millisecond)}
	defer func() {
		if p := recover(); p != nil {
			_ = begun.Rollback()
			panic(p)
		}
	}()
	if err := do(tx); err != nil {
		if back := begun.Rollback(); back != nil && !errors.Is(back, sql.ErrTxDone) {
			return errors.Join(err, back)
		}
		return err
	}
	return translate(begun.Commit())
}

// Context of the transaction.
func (t *Tx) Context() context.Context { return t.ctx }

// Community is the id that every query binds to community_id.
func (t *Tx) Community() string { return t.scope.community }

// Scope of the transaction.
func (t *Tx) Scope() Scope { return t.scope }

// Now is the instant of the transaction, in UTC, to the millisecond.
func (t *Tx) Now() time.Time { return t.now }

// Stamp is Now as it is stored: 2006-01-02T15:04:05.000Z.
func (t *Tx) Stamp() string { return civil.Instant(t.now) }

// NewID makes an id that sorts after those made before.
func (t *Tx) NewID() string { return t.db.ids.New(t.now) }

// Exec runs one statement and tells how many rows it touched.
func (t *Tx) Exec(query string, args ...any) (int64, error) {
	t.count()
	result, err := t.tx.ExecContext(t.ctx, query, args...)
	if err != nil {
		return 0, translate(err)
	}
	return result.RowsAffected()
}

// Stmt is a statement prepared for many rows of one transaction.
type Stmt struct {
	tx   *Tx
	stmt *sql.Stmt
}

// Prepare readies a statement; it ends with the transaction.
func (t *Tx) Prepare(query string) (*Stmt, error) {
	stmt, err := t.tx.PrepareContext(t.ctx, query)
	return &Stmt{tx: t, stmt: stmt}, translate(err)
}

// Exec runs the prepared statement.
func (s *Stmt) Exec(args ...any) (int64, error) {
	s.tx.count()
	result, err := s.stmt.ExecContext(s.tx.ctx, args...)
	if err != nil {
		return 0, translate(err)
	}
	return result.RowsAffected()
}

// Close releases the statement before its transaction ends.
func (s *Stmt) Close() error { return s.stmt.Close() }

// Row is what a scan function reads one record from.
type Row interface{ Scan(dest ...any) error }

// One reads the single record of a query. No record is a fault of the kind
// Missing.
func One[T any](t *Tx, scan func(Row) (T, error), query string, args ...any) (T, error) {
	t.count()
	v, err := scan(t.tx.QueryRowContext(t.ctx, query, args...))
	return v, translate(err)
}

// All reads every record of a query, which says itself how many that can be.
func All[T any](t *Tx, scan func(Row) (T, error), query string, args ...any) ([]T, error) {
	t.count()
	rows, err := t.tx.QueryContext(t.ctx, query, args...)
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, translate(err)
		}
		all = append(all, v)
	}
	return all, translate(rows.Err())
}

func (t *Tx) count() {
	if t.db.queries != nil {
		t.db.queries()
	}
}

// CountQueries calls f for every query from now on: for the test that holds a
// page to its eight. Not safe while requests are running.
func (d *DB) CountQueries(f func()) { d.queries = f }
