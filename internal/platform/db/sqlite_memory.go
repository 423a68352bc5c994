package db

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// memoryMost is how many statements a connection remembers: more than all pages
// together ask for, and some twenty kilobytes each.
const memoryMost = 250

// connector opens connections that remember their statements. Understanding a
// statement takes the embedded engine longer than answering most of ours, and a
// page asks the same ones again and again. (PostgreSQL's driver remembers by
// itself.)
type connector struct {
	driver driver.Driver
	dsn    string
}

func (c connector) Driver() driver.Driver { return c.driver }

func (c connector) Connect(context.Context) (driver.Conn, error) {
	opened, err := c.driver.Open(c.dsn)
	if err != nil {
		return nil, err
	}
	inner, ok := opened.(engineConn)
	if !ok {
		return nil, errors.Join(errors.New("db: the embedded engine's driver has changed"), opened.Close())
	}
	return &conn{engineConn: inner, known: map[string]*remembered{}}, nil
}

// engineConn is what a connection of the embedded engine can do.
type engineConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// conn is used by one goroutine at a time, as database/sql sees to.
type conn struct {
	engineConn
	known map[string]*remembered
	asked int64 // counts, to tell which statement was not asked for longest
}

type remembered struct {
	stmt  driver.Stmt
	order []int // which argument stands at each place of the statement, from zero
	asked int64
	open  bool // its rows are still being read
}

func (c *conn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	query = limited(query, args)
	s, err := c.remember(ctx, query)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return c.engineConn.ExecContext(ctx, query, args)
	}
	return s.stmt.(driver.StmtExecContext).ExecContext(ctx, s.inOrder(args))
}

func (c *conn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	query = limited(query, args)
	s, err := c.remember(ctx, query)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return c.engineConn.QueryContext(ctx, query, args)
	}
	rows, err := s.stmt.(driver.StmtQueryContext).QueryContext(ctx, s.inOrder(args))
	if err != nil {
		return nil, err
	}
	s.open = true
	return &reading{rows, s}, nil
}

// remember gives the statement, understood once, or nil for one that is not
// worth remembering or is being read from just now.
func (c *conn) remember(ctx context.Context, query string) (*remembered, error) {
	s := c.known[query]
	if s == nil {
		if !plain(query) {
			return nil, nil
		}
		text, order := byPlace(query)
		stmt, err := c.PrepareContext(ctx, text)
		if err != nil {
			return nil, err
		}
		if len(c.known) >= memoryMost {
			c.forgetOldest()
		}
		s = &remembered{stmt: stmt, order: order}
		c.known[query] = s
	}
	if s.open {
		return nil, nil
	}
	c.asked++
	s.asked = c.asked
	return s, nil
}

// limited is the query with the numbers of its limits in their places. The
// engine plans by a limit, so that it understands a statement anew each time
// that one is bound; ours are few and fixed.
func limited(query string, args []driver.NamedValue) string {
	const mark = "LIMIT $"
	var out strings.Builder
	for {
		before, after, found := strings.Cut(query, mark)
		if !found {
			out.WriteString(query)
			return out.String()
		}
		digits := len(after) - len(strings.TrimLeft(after, "0123456789"))
		n, err := strconv.Atoi(after[:digits])
		limit, ok := int64(0), err == nil && 0 < n && n <= len(args)
		if ok {
			limit, ok = args[n-1].Value.(int64)
		}
		out.WriteString(before)
		if ok {
			fmt.Fprintf(&out, "LIMIT %d", limit)
		} else {
			out.WriteString(mark + after[:digits])
		}
		query = after[digits:]
	}
}

// byPlace writes a query with its arguments as places without a number, and says
// which argument stands at which. The embedded engine's driver looks each
// argument up by its name otherwise, and for that goes through all of them.
func byPlace(query string) (text string, order []int) {
	text = argument.ReplaceAllStringFunc(query, func(at string) string {
		n, _ := strconv.Atoi(at[1:]) // the pattern is $ and digits
		order = append(order, n-1)
		return "?"
	})
	return text, order
}

// inOrder puts the arguments at their places.
func (s *remembered) inOrder(args []driver.NamedValue) []driver.NamedValue {
	if len(s.order) == 0 {
		return args // the query is one of the migrations' own, and has places
	}
	placed := make([]driver.NamedValue, len(s.order))
	for place, n := range s.order {
		if n >= len(args) {
			return args // the driver says that some are missing
		}
		placed[place] = driver.NamedValue{Ordinal: place + 1, Value: args[n].Value}
	}
	return placed
}

// plain reports whether the query reads or changes rows, or keeps their changes
// apart, and nothing else.
func plain(query string) bool {
	query = strings.TrimSpace(query)
	for _, verb := range []string{"SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "SAVEPOINT", "RELEASE"} {
		if strings.HasPrefix(query, verb) {
			return true
		}
	}
	return false
}

func (c *conn) forgetOldest() {
	oldest := ""
	for query, s := range c.known {
		if !s.open && (oldest == "" || s.asked < c.known[oldest].asked) {
			oldest = query
		}
	}
	if s := c.known[oldest]; s != nil {
		_ = s.stmt.Close() // whatever the statement last failed with was told then
		delete(c.known, oldest)
	}
}

func (c *conn) Close() error {
	for _, s := range c.known {
		_ = s.stmt.Close()
	}
	return c.engineConn.Close()
}

// reading is the rows of a remembered statement.
type reading struct {
	driver.Rows
	of *remembered
}

func (r *reading) Close() error {
	r.of.open = false
	return r.Rows.Close()
}
