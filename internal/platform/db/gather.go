package db

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Part is one room's share of a list that several rooms fill: a SELECT with
// the columns that the list has, its arguments numbered from $1 as if it stood
// alone.
type Part struct {
	SQL  string
	Args []any
}

// Gather reads the parts of a list in one query, in no order: so that a page
// which asks many rooms for a few lines each waits for the database once. Each
// part says itself how many lines it gives at the most. No parts are no lines.
func Gather[T any](t *Tx, scan func(Row) (T, error), parts ...Part) ([]T, error) {
	if len(parts) == 0 {
		return nil, nil
	}
	var query strings.Builder
	var args []any
	for i, p := range parts {
		if i > 0 {
			query.WriteString(" UNION ALL ")
		}
		fmt.Fprintf(&query, "SELECT * FROM (%s) AS part_%d", shifted(p.SQL, len(args)), i)
		args = append(args, p.Args...)
	}
	return All(t, scan, query.String(), args...)
}

// Gaps are n places for arguments, the first numbered from: "$3, $4, $5", for
// an IN that says itself how long it is.
func Gaps(from, n int) string {
	gaps := make([]string, n)
	for i := range gaps {
		gaps[i] = "$" + strconv.Itoa(from+i)
	}
	return strings.Join(gaps, ", ")
}

var argument = regexp.MustCompile(`\$(\d+)`)

// shifted numbers the arguments of the text from by+1.
func shifted(sql string, by int) string {
	return argument.ReplaceAllStringFunc(sql, func(m string) string {
		n, err := strconv.Atoi(m[1:])
		if err != nil {
			return m // longer than any number of arguments: the database refuses it
		}
		return "$" + strconv.Itoa(n+by)
	})
}
