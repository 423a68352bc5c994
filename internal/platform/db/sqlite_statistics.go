package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// The embedded engine chooses how to answer a query by what it is told of its
// indices. Told nothing, it takes it that rows with the same first column are
// few. Ours all begin with the community, so that first column is the same on
// every row, and the engine would rather walk through a hundred thousand people
// than use the index that leads to one. So it is told: the same of every
// database, whatever is in it, so that a query that is quick here is quick
// everywhere. (PostgreSQL counts by itself.)
const (
	supposedRows    = 100_000 // of a table
	supposedPartial = 1_000   // of an index that holds some rows only
)

// supposedSame is how many rows share a community and the next column, and the
// next but one, and so on.
var supposedSame = []int{50, 5, 2}

// tellStatistics writes what the engine is told.
func (d *DB) tellStatistics(ctx context.Context) error {
	conn, err := d.writer.Conn(ctx)
	if err != nil {
		return translate(err)
	}
	defer conn.Close()
	// The table of statistics can be made only by counting something.
	for _, statement := range []string{`PRAGMA analysis_limit = 1`, `ANALYZE community`, `DELETE FROM sqlite_stat1`} {
		if _, err := conn.ExecContext(ctx, statement); err != nil {
			return translate(err)
		}
	}
	all, err := indicesOf(ctx, conn)
	if err != nil {
		return translate(err)
	}
	for _, i := range all {
		if _, err := conn.ExecContext(ctx, `INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ($1, $2, $3)`, i.table, i.name, i.supposed()); err != nil {
			return translate(err)
		}
	}
	_, err = conn.ExecContext(ctx, `ANALYZE sqlite_schema`) // read it again
	return translate(err)
}

type index struct {
	table, name     string
	unique, partial bool
	columns         int
	first           string // column
}

func indicesOf(ctx context.Context, conn *sql.Conn) (all []index, err error) {
	rows, err := conn.QueryContext(ctx, `SELECT t.name, i.name, i."unique", i.partial, count(*), max(CASE WHEN c.seqno = 0 THEN c.name END)
		FROM sqlite_schema t, pragma_index_list(t.name) i, pragma_index_info(i.name) c
		WHERE t.type = 'table' GROUP BY t.name, i.name, i."unique", i.partial ORDER BY t.name, i.name`)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var i index
		var first sql.NullString // none for an expression
		if err := rows.Scan(&i.table, &i.name, &i.unique, &i.partial, &i.columns, &first); err != nil {
			return nil, err
		}
		i.first = first.String
		all = append(all, i)
	}
	return all, rows.Err()
}

// supposed is the index's line in the engine's own format: the rows, then for
// the first column, the first two and so on, how many rows are the same in them.
func (i index) supposed() string {
	rows := supposedRows
	if i.partial {
		rows = supposedPartial
	}
	line := []string{fmt.Sprint(rows)}
	next := supposedSame
	for column := range i.columns {
		same := 1
		switch {
		case column == 0 && i.first == "community_id":
			same = rows
		case column == i.columns-1 && i.unique:
		case len(next) > 0:
			same, next = next[0], next[1:]
		}
		line = append(line, fmt.Sprint(same))
	}
	return strings.Join(line, " ")
}
