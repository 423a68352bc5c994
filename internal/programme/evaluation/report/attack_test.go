package report_test

import (
	"testing"

	"openmaf/internal/platform/locale"
	"openmaf/internal/programme/evaluation"
	"openmaf/internal/programme/evaluation/cohort"
	"openmaf/internal/programme/evaluation/report"

	"pgregory.net/rapid"
)

// known is what whoever has the whole report can say of each count: that it is
// no less and no more.
type known map[string][2]int

// narrow takes every sum of every table from every other, until nothing follows
// any more.
func (k known) narrow(sums [][]string) {
	for changed := true; changed; {
		changed = false
		set := func(id string, low, high int) {
			b := k[id]
			if low > b[0] {
				b[0], changed = low, true
			}
			if high < b[1] {
				b[1], changed = high, true
			}
			k[id] = b
		}
		for _, s := range sums {
			low, high := 0, 0
			for _, p := range s[1:] {
				low, high = low+k[p][0], high+k[p][1]
			}
			set(s[0], low, high)
			whole := k[s[0]]
			for _, p := range s[1:] {
				set(p, whole[0]-(high-k[p][1]), whole[1]-(low-k[p][0]))
			}
		}
	}
}

// Over all tables of a report at once: nothing that is hidden can be worked out
// by taking one count from another, not even by who takes it that no zero was
// hidden.
func TestTakingTablesFromEachOtherTellsNothing(t *testing.T) {
	const most = 5000
	rapid.Check(t, func(t *rapid.T) {
		people := rapid.IntRange(0, 90).Draw(t, "people")
		r := result(people)
		if rapid.Bool().Draw(t, "mixed") {
			r = mixed(people, rapid.Uint64().Draw(t, "seed"))
		}
		_, shown := report.Outside(locale.English(), r, nil, false)
		values, sums := report.SumsOf(r)
		for _, least := range []int{0, 1} {
			k := known{}
			for id, n := range values {
				k[id] = [2]int{min(least, n), most}
				if n, ok := shown[id]; ok {
					k[id] = [2]int{n, n}
				}
			}
			k.narrow(sums)
			for id, n := range values {
				b := k[id]
				if b[0] > n || b[1] < n {
					t.Fatalf("%s is %d, and the attacker says %v: it is the attacker who is wrong", id, n, b)
				}
				if _, ok := shown[id]; !ok && b[0] == b[1] {
					t.Fatalf("%s is hidden and can be nothing but %d", id, n)
				}
			}
		}
	})
}

// A mean with its interval and its spread tells how many people it is of: where
// that is hidden, so is all the row.
func TestNoMeanWithoutHowMany(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, _ := report.Outside(locale.English(), result(rapid.IntRange(0, 90).Draw(t, "people")), nil, false)
		for _, b := range d.Blocks {
			if b.Table == nil || b.Table.ID != "outcomes" && b.Table.ID != "support" && b.Table.ID != "sensitivity" {
				continue
			}
			for _, row := range b.Table.Rows {
				if row[1] == "*" && (row[2] != "*" || row[3] != "*") {
					t.Fatalf("%q, of nobody knows how many", row)
				}
			}
		}
	})
}

// Of twelve people eleven tried one kind of group and one tried two: their mean
// and its spread would say so.
func TestAMeanThatTellsOfOneIsNotShown(t *testing.T) {
	for others, shown := range map[int]bool{0: true, 1: false, 4: false, 5: true} {
		r := result(90)
		for i := range r.Outcomes {
			row := &r.Outcomes[i]
			if row.Outcome != cohort.Kinds {
				continue
			}
			row.Rows = evaluation.Rows{}
			for n := range 12 {
				after := 1.0
				if n < others {
					after = 2
				}
				row.Rows.Before, row.Rows.After = append(row.Rows.Before, 0), append(row.Rows.After, after)
			}
			table := evaluation.Pairs(row.Rows, evaluation.Options{})
			row.Scores = &table
		}
		d, _ := report.Outside(locale.English(), r, nil, false)
		for _, b := range d.Blocks {
			if b.Table == nil || b.Table.ID != "outcomes" {
				continue
			}
			for _, cells := range b.Table.Rows {
				if cells[0] == "Kinds of group tried" && (cells[3] != "*") != shown {
					t.Errorf("%d of 12 tried two: %q", others, cells)
				}
			}
		}
	}
}
