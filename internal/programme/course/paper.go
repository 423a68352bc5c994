package course

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
)

// Sheet is what somebody types from a paper register: the numbers of the lines
// that were ticked, and the heads beside them.
type Sheet struct {
	ID      string // of the form: its marks follow from it
	Session string
	Lines   string // "1 3-5, 9"
	Heads   int
}

// mostHeads bounds what one sheet counts.
const mostHeads = 200

// ParseLines reads numbers and ranges of numbers, parted by spaces or commas.
func ParseLines(s string) (all []int, err error) {
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ' ' || r == ',' || r == ';' || r == '\t' || r == '\n' }) {
		from, to, ranged := strings.Cut(part, "-")
		first, err := strconv.Atoi(from)
		last := first
		if err == nil && ranged {
			last, err = strconv.Atoi(to)
		}
		if err != nil || first < 1 || last < first || last > first+mostPlaces {
			return nil, fault.New(fault.Invalid, "course.paper.invalid").Field("lines", "course.paper.number", fault.Args{"Part": part})
		}
		for n := first; n <= last; n++ {
			all = append(all, n)
		}
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// Type marks those of a paper register who were there. It takes nobody off who
// was marked before: a line that was not ticked may be somebody who came late.
func (s *Store) Type(ctx context.Context, actor access.Actor, sheet Sheet) (marked int, err error) {
	lines, err := ParseLines(sheet.Lines)
	if err != nil {
		return 0, err
	}
	if sheet.Heads < 0 || sheet.Heads > mostHeads {
		return 0, fault.New(fault.Invalid, "course.paper.invalid").Field("heads", "course.paper.heads", fault.Args{"Limit": mostHeads})
	}
	err = s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		r, err := registerOf(tx, actor, sheet.Session)
		if err != nil {
			return err
		}
		marked, err = typed(tx, actor, r, lines)
		if err != nil {
			return err
		}
		return sheet.addHeads(tx, actor)
	})
	return marked, err
}

func typed(tx *db.Tx, actor access.Actor, r Register, lines []int) (marked int, err error) {
	for _, n := range lines {
		i := slices.IndexFunc(r.Rows, func(row Row) bool { return row.Line == n })
		if i < 0 {
			return marked, fault.New(fault.Invalid, "course.paper.invalid").Field("lines", "course.paper.line", fault.Args{"Line": n})
		}
		row := r.Rows[i]
		if row.Here {
			continue
		}
		if _, err := mark(tx, actor, Mark{ID: tx.NewID(), Session: r.Session.ID, Enrolment: row.Enrolment, Here: true, How: Paper, Base: row.Mark}); err != nil {
			return marked, err
		}
		marked++
	}
	return marked, nil
}

func (s Sheet) addHeads(tx *db.Tx, actor access.Actor) error {
	for range s.Heads {
		if _, err := mark(tx, actor, Mark{ID: tx.NewID(), Session: s.Session, Heads: 1, How: Paper}); err != nil {
			return err
		}
	}
	return nil
}
