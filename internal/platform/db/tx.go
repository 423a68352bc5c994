package db

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"strconv"
	"time"

	"openmaf/internal/platform/civil"
)

// Tx is one transaction: a change and its trail entry, or a consistent read.
// It must not outlive the function it was given to, nor be used by two
// goroutines at once.
type Tx struct {
	db         *DB
	tx         session
	ctx        context.Context
	statements context.Context // of the statements: a change's go on when its caller does not, see Tx
	scope      Scope
	now        time.Time
	failed     error // after which no statement of this transaction may run
	own        rooms
	shared     *rooms // of the group that it belongs to, while filling in bulk; nil otherwise
}

// Tx runs change in a transaction that may write, and returns when it is on the
// disk or refused. When the context carries a form that was already applied
// (see [Once]), change does not run and the answer is nil: what it would have
// done is done. Changes that come at the same time share one commit.
//
// When the context ends, the next statement of the change is refused; the one
// that runs is not broken off, because the engine would then give up the
// changes beside it.
func (d *DB) Tx(ctx context.Context, s Scope, change func(tx *Tx) error) error {
	r, _ := ctx.Value(receiptKey{}).(*receipt)
	taken := r != nil && r.taken
	err := d.changes.share(ctx, func(g *group) error {
		tx := d.begin(ctx, s, g.tx)
		tx.statements, tx.shared = context.WithoutCancel(ctx), g.shared
		repeated, err := tx.takeReceipt(r)
		if err == nil && !repeated {
			err = change(tx)
		}
		if err == nil && tx.shared == nil {
			err = tx.own.finish()
		}
		if err = cmp.Or(tx.failed, err); err == nil && tx.shared != nil { // it has failed also when change made nothing of it
			tx.share()
		}
		return err
	})
	if err != nil && r != nil {
		r.taken = taken // a receipt that this transaction wrote is gone with it
	}
	return err
}

// View runs read in a read-only transaction: everything it sees is of one
// moment.
func (d *DB) View(ctx context.Context, s Scope, read func(tx *Tx) error) error {
	if d.changes.bulk { // what it should see is not committed yet
		return d.changes.share(ctx, func(g *group) error {
			tx := d.begin(ctx, s, g.tx)
			tx.shared = g.shared
			err := read(tx)
			if err == nil {
				tx.share()
			}
			return err
		})
	}
	var options *sql.TxOptions // the embedded readers' connections are read-only by pragma
	if d.engine == server {
		options = &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead}
	}
	begun, err := d.reader.BeginTx(ctx, options)
	if err != nil {
		return translate(err)
	}
	defer func() { _ = begun.Rollback() }() // nothing to keep; also after a panic
	if err := read(d.begin(ctx, s, begun)); err != nil {
		return err
	}
	return translate(begun.Commit())
}

func (d *DB) begin(ctx context.Context, s Scope, begun session) *Tx {
	return &Tx{db: d, tx: begun, ctx: ctx, statements: ctx, scope: s, now: d.clock.Now().UTC().Truncate(time.Millisecond)}
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
	return t.touched(query, func() (sql.Result, error) { return t.tx.ExecContext(t.statements, query, args...) })
}

func (t *Tx) touched(query string, run func() (sql.Result, error)) (int64, error) {
	if err := t.ready(query); err != nil {
		return 0, err
	}
	result, err := run()
	if err != nil {
		return 0, t.refused(err)
	}
	return result.RowsAffected()
}

// ready shows the statement that is about to run to whoever watches, and
// refuses it when the transaction has failed or its caller has gone.
func (t *Tx) ready(query string) error {
	if t.failed == nil {
		t.failed = t.ctx.Err()
	}
	if t.failed == nil && t.db.watch != nil {
		t.db.watch(query)
	}
	return t.failed
}

// refused translates the engine's error. After anything but a broken constraint
// or a missing row the transaction is over: the engine may have given it up,
// and would run what follows outside of it.
func (t *Tx) refused(err error) error {
	translated := translate(err)
	if translated != nil && !survivable(err) {
		t.failed = translated
	}
	return translated
}

// Stmt is a statement prepared for many rows of one transaction.
type Stmt struct {
	tx    *Tx
	query string
	stmt  *sql.Stmt
}

// Prepare readies a statement; it ends with the transaction.
func (t *Tx) Prepare(query string) (*Stmt, error) {
	stmt, err := t.tx.PrepareContext(t.statements, query)
	return &Stmt{tx: t, query: query, stmt: stmt}, t.refused(err)
}

// Exec runs the prepared statement.
func (s *Stmt) Exec(args ...any) (int64, error) {
	return s.tx.touched(s.query, func() (sql.Result, error) { return s.stmt.ExecContext(s.tx.statements, args...) })
}

// Close releases the statement before its transaction ends.
func (s *Stmt) Close() error { return s.stmt.Close() }

// Row is what a scan function reads one record from.
type Row interface{ Scan(dest ...any) error }

// One reads the single record of a query. No record is a fault of the kind
// Missing.
func One[T any](t *Tx, scan func(Row) (T, error), query string, args ...any) (T, error) {
	if err := t.ready(query); err != nil {
		var none T
		return none, err
	}
	v, err := scan(t.tx.QueryRowContext(t.statements, query, args...))
	return v, t.refused(err)
}

// All reads every record of a query, which says itself how many that can be.
func All[T any](t *Tx, scan func(Row) (T, error), query string, args ...any) ([]T, error) {
	if err := t.ready(query); err != nil {
		return nil, err
	}
	rows, err := t.tx.QueryContext(t.statements, query, args...)
	if err != nil {
		return nil, t.refused(err)
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, t.refused(err)
		}
		all = append(all, v)
	}
	return all, t.refused(rows.Err())
}

// CountQueries calls f for every query from now on: for the test that holds a
// page to its eight; nil ends it. Not safe while requests are running.
func (d *DB) CountQueries(f func()) {
	if f == nil {
		d.WatchQueries(nil)
		return
	}
	d.WatchQueries(func(string) { f() })
}

// WatchQueries shows every query to f from now on: for the tests that count
// them, and look at how the engine answers them. Not safe while requests are
// running.
func (d *DB) WatchQueries(f func(query string)) { d.watch = f }

// Explain says how the embedded engine would answer the query: a line for each
// table that it reads.
func (d *DB) Explain(ctx context.Context, query string) (lines []string, err error) {
	rows, err := d.reader.QueryContext(ctx, `EXPLAIN QUERY PLAN `+query, make([]any, arguments(query))...)
	if err != nil {
		return nil, translate(err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var id, parent, unused int
		var line string
		if err := rows.Scan(&id, &parent, &unused, &line); err != nil {
			return nil, translate(err)
		}
		lines = append(lines, line)
	}
	return lines, translate(rows.Err())
}

// arguments is how many the query takes.
func arguments(query string) (most int) {
	for _, m := range argument.FindAllStringSubmatch(query, -1) {
		if n, err := strconv.Atoi(m[1]); err == nil {
			most = max(most, n)
		}
	}
	return most
}
