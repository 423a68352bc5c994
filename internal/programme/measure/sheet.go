package measure

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/table"
)

// MostRows is how many sets of answers a file may hold.
const MostRows = 100_000

// MostRepeats is how often a group may be answered: more groups than anybody
// goes to, more people than anybody is close to.
const MostRepeats = 100

// mostTold is how many faulty rows are told one by one.
const mostTold = 20

// Row is one set of answers of a file, scored.
type Row struct {
	Number  int // as a spreadsheet counts
	ID      string
	Answers Answers
	Scores  []Score
}

// Sheet is a scored file.
type Sheet struct {
	Rows     []Row
	Warnings []fault.Problem // scores that are not there, or were prorated, and why
}

// ScoreSheet scores a CSV file with a column id and a column for each item,
// headed by its linkId (or, where that is a number, by q and the number). Where
// a group repeats, the columns are linkId[1], linkId[2], … A file with a cell
// that cannot be read is not scored at all.
func (d *Definition) ScoreSheet(r io.Reader) (Sheet, error) {
	data, err := table.ReadAll(r)
	if err != nil {
		return Sheet{}, err
	}
	list, err := table.Parse(data)
	if err != nil {
		return Sheet{}, err
	}
	s := sheet{d: d, seen: map[string]int{}, wrong: fault.New(fault.Invalid, "measure.rows")}
	if err := s.head(list.Headings); err != nil {
		return Sheet{}, err
	}
	for row := range list.Rows() {
		if len(s.out.Rows) >= MostRows {
			return Sheet{}, fault.New(fault.Invalid, "measure.rows.too-many", fault.Args{"Most": MostRows})
		}
		s.take(row)
	}
	if more := s.faults - len(s.wrong.Problems); more > 0 {
		s.wrong.Field("", "measure.rows.more", fault.Args{"Count": more})
	}
	if len(s.out.Rows) == 0 {
		s.out.Warnings = append(s.out.Warnings, fault.Problem{Key: "measure.rows.none"})
	}
	return s.out, s.wrong.OrNil()
}

// sheet reads one file.
type sheet struct {
	d       *Definition
	id      int     // column of the id
	columns []*Item // by column; nil where it is not an answer
	repeat  []int   // by column: 1, 2, …; 0 where the item stands in no group
	seen    map[string]int
	out     Sheet
	wrong   *fault.Error
	faults  int
}

// head finds the columns. Every item needs one, so that a misspelt heading is
// not taken for a question that nobody answered.
func (s *sheet) head(headings []string) error {
	wrong := fault.New(fault.Invalid, "measure.columns")
	s.id = slices.IndexFunc(headings, func(h string) bool { return strings.EqualFold(h, "id") })
	if s.id < 0 {
		wrong.Field("id", "measure.column.missing", fault.Args{"Column": "id"})
	}
	found := map[string]bool{}
	for i, h := range headings {
		item, n := s.d.column(h)
		s.columns, s.repeat = append(s.columns, item), append(s.repeat, n)
		switch {
		case item == nil && i != s.id && h != "":
			wrong.Field(h, "measure.column.unknown", fault.Args{"Column": h})
		case item != nil && found[item.LinkID+strconv.Itoa(n)]:
			wrong.Field(h, "measure.column.twice", fault.Args{"Column": h})
		case item != nil:
			found[item.LinkID+strconv.Itoa(n)], found[item.LinkID] = true, true
		}
	}
	for item := range s.d.Questionnaire.Items() {
		if item.Asks() && item.Scored() && !found[item.LinkID] {
			wrong.Field(item.LinkID, "measure.column.missing", fault.Args{"Column": item.LinkID})
		}
	}
	return wrong.OrNil()
}

// column is the item that a heading stands for, and which time of its group.
func (d *Definition) column(heading string) (*Item, int) {
	name, n := heading, 0
	if before, rest, ok := strings.Cut(heading, "["); ok {
		count, err := strconv.Atoi(strings.TrimSuffix(rest, "]"))
		if err != nil || count < 1 || count > MostRepeats {
			return nil, 0
		}
		name, n = before, count
	}
	for item := range d.Questionnaire.Items() {
		if !item.Asks() || !strings.EqualFold(item.LinkID, name) && !strings.EqualFold("q"+item.LinkID, name) {
			continue
		}
		if d.inGroup(item.LinkID) != (n > 0) {
			return nil, 0
		}
		return item, n
	}
	return nil, 0
}

func (s *sheet) take(row table.Row) {
	if n := len(s.columns); len(row.Cells) > n && !(table.Row{Cells: row.Cells[n:]}).Blank() {
		s.fault(row.Number, "", "measure.row.long", fault.Args{"Cells": len(row.Cells), "Headings": n})
		return
	}
	id := row.Cell(s.id)
	if first, twice := s.seen[id]; id == "" {
		s.fault(row.Number, "id", "measure.id.missing", nil)
	} else if twice {
		s.fault(row.Number, "id", "measure.id.twice", fault.Args{"ID": id, "Row": first})
	} else {
		s.seen[id] = row.Number
	}
	answers := Answers{}
	for i, item := range s.columns {
		if item == nil {
			continue
		}
		values, wrong := item.Read(row.Cell(i))
		if wrong != nil {
			s.fault(row.Number, wrong.Field, wrong.Key, wrong.Args)
			continue
		}
		if n := s.repeat[i]; n == 0 {
			answers[item.LinkID] = values
		} else {
			answers[item.LinkID] = put(answers[item.LinkID], n-1, values[0])
		}
	}
	s.d.trim(answers)
	scored := Row{Number: row.Number, ID: id, Answers: answers, Scores: s.d.Scores(answers)}
	s.out.Rows = append(s.out.Rows, scored)
	s.warn(scored)
}

// put lets v be the nth of list, which grows to hold it.
func put(list []Value, n int, v Value) []Value {
	for len(list) <= n {
		list = append(list, Value{})
	}
	list[n] = v
	return list
}

// trim takes away the times of a group in which nothing was answered: empty
// columns of a file for people with more of them.
func (d *Definition) trim(answers Answers) {
	for group := range d.Questionnaire.Items() {
		if group.Type != Group || !group.Repeats {
			continue
		}
		ids, last := d.members(group.LinkID), 0
		for _, id := range ids {
			for n, v := range answers[id] {
				if v.State != Missing {
					last = max(last, n+1)
				}
			}
		}
		for _, id := range ids {
			answers[id] = answers[id][:min(last, len(answers[id]))]
		}
	}
}

func (s *sheet) warn(row Row) {
	for _, score := range row.Scores {
		key, args := "measure.none."+string(score.Reason), fault.Args{"Missing": strings.Join(score.Missing, ", ")}
		switch score.Handling {
		case Complete:
			continue
		case Prorated:
			key, args["Count"], args["Items"] = "measure.prorated", len(score.Missing), score.Items
		}
		s.out.Warnings = append(s.out.Warnings, fault.Problem{Row: row.Number, Field: score.Key(), Key: key, Args: args})
	}
}

func (s *sheet) fault(row int, field, key string, args fault.Args) {
	if s.faults++; s.faults <= mostTold {
		s.wrong.Problems = append(s.wrong.Problems, fault.Problem{Row: row, Field: field, Key: key, Args: args})
	}
}
