package db

import (
	"database/sql"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// ExecRows inserts rows with as few statements as are worth remembering. The
// text is that of one row and ends with its values, INSERT INTO t (…) VALUES
// ($1, …, $n); each row holds n arguments.
func (t *Tx) ExecRows(insert string, rows [][]any) error {
	for _, many := range []int{8, 4, 2, 1} {
		for ; len(rows) >= many; rows = rows[many:] {
			if _, err := t.Exec(forRows(insert, many), slices.Concat(rows[:many]...)...); err != nil {
				return err
			}
		}
	}
	return nil
}

// severalRows remembers what forRows has made.
var severalRows sync.Map

type rowsKey struct {
	insert string
	many   int
}

// forRows is the insertion for so many rows.
func forRows(insert string, many int) string {
	if many == 1 {
		return insert
	}
	if text, ok := severalRows.Load(rowsKey{insert, many}); ok {
		return text.(string)
	}
	values, n := insert[strings.LastIndexByte(insert, '('):], arguments(insert)
	var text strings.Builder
	text.WriteString(insert)
	for row := 1; row < many; row++ {
		text.WriteString(", " + argument.ReplaceAllStringFunc(values, func(at string) string {
			i, _ := strconv.Atoi(at[1:]) // the pattern is $ and digits
			return "$" + strconv.Itoa(row*n+i)
		}))
	}
	severalRows.Store(rowsKey{insert, many}, text.String())
	return text.String()
}

// OrZero is where a column goes that may be NULL: NULL is the zero value.
func OrZero[T any](into *T) sql.Scanner { return orZero[T]{into} }

type orZero[T any] struct{ into *T }

func (o orZero[T]) Scan(column any) error {
	var n sql.Null[T]
	err := n.Scan(column)
	*o.into = n.V
	return err
}

// OrNull is a value as a column holds it that may be NULL: the zero value is.
func OrNull[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}

// Column reads a row of one column.
func Column[T any](r Row) (v T, err error) { return v, r.Scan(&v) }

// Codes keeps a list of codes as words in one column.
func Codes[T ~string](codes []T) string {
	words := make([]string, len(codes))
	for i, c := range codes {
		words[i] = string(c)
	}
	return strings.Join(words, " ")
}

// ScanCodes is where a column goes that [Codes] wrote; NULL is no code at all.
func ScanCodes[T ~string](into *[]T) sql.Scanner { return (*codes[T])(into) }

type codes[T ~string] []T

func (c *codes[T]) Scan(column any) error {
	var words sql.NullString
	err := words.Scan(column)
	*c = nil
	for w := range strings.FieldsSeq(words.String) {
		*c = append(*c, T(w))
	}
	return err
}
