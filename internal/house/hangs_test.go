package house

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"openmaf/internal/people/person"
)

var (
	tables     = regexp.MustCompile(`(?ms)^CREATE TABLE (\w+) \((.*?)^\);`)
	references = regexp.MustCompile(`FOREIGN KEY \(community_id, (\w+)\) REFERENCES person \(community_id, id\)`)
	column     = regexp.MustCompile(`(?m)(?:^\s*|, )(\w+) (?:TEXT|INTEGER|BOOLEAN|BLOB)\b`)
)

// schema is every table of the program with its text.
func schema(t *testing.T) map[string]string {
	t.Helper()
	dump, err := os.ReadFile("../platform/db/migrations/schema.sqlite.txt")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, m := range tables.FindAllStringSubmatch(string(dump), -1) {
		all[m[1]] = m[2]
	}
	if len(all) < 20 {
		t.Fatalf("only %d tables found: has the dump changed?", len(all))
	}
	return all
}

// TestAMergeKnowsWhatHangsOnAPerson holds that whoever makes a table about a
// person says what becomes of its rows when two records are put together.
func TestAMergeKnowsWhatHangsOnAPerson(t *testing.T) {
	said := map[string]int{}
	for _, h := range person.Moves {
		said[h.Table]++
	}
	for _, table := range person.MovesAlone {
		said[table]++
	}
	for _, table := range person.Ends {
		said[table]++
	}
	for table := range person.Stays {
		said[table]++
	}
	for table, text := range schema(t) {
		hangs := references.MatchString(text)
		if hangs && said[table] != 1 {
			t.Errorf("%s hangs on a person and stands %d times in people/person/hangs.go: say there once "+
				"whether its rows follow a person into the record that theirs becomes part of", table, said[table])
		}
		if !hangs && said[table] != 0 {
			t.Errorf("%s stands in people/person/hangs.go and hangs on nobody", table)
		}
		delete(said, table)
	}
	for table := range said {
		t.Errorf("people/person/hangs.go names %s, which is no table", table)
	}
}

// kin are names of columns that would tell whom somebody is related to.
var kin = regexp.MustCompile(`(?i)(other|second|related|family|relative|parent|partner|spouse|child|carer|because)_(of_)?(person|record|id)|_of$|relation`)

// notKin are columns of such a name that lead to no person, with the reason.
var notKin = map[string]string{
	"apart.other_record": "whom somebody must not meet, on a restricted page that names no record; no relation, and no reference",
	"link.parent_id":     "the way that another way of the same person followed",
	"link.child_id":      "the way that this one went on as",
}

// TestNoPersonLeadsToAnother holds that a family member is a person in their
// own right: no table has two people in it, and no column could say because of
// whom somebody is here. The one reference from a person to a person is a record
// that is the same person's.
func TestNoPersonLeadsToAnother(t *testing.T) {
	seen := map[string]bool{}
	for table, text := range schema(t) {
		var to []string
		for _, m := range references.FindAllStringSubmatch(text, -1) {
			to = append(to, m[1])
		}
		want := []string{"person_id"}
		if table == "person" {
			want = []string{"merged_into"}
		}
		if len(to) > 0 && !slices.Equal(to, want) {
			t.Errorf("%s refers to people by %v: only one of them, by %v, may stand in a row", table, to, want)
		}
		for _, m := range column.FindAllStringSubmatch(text, -1) {
			name := table + "." + m[1]
			seen[name] = true
			if kin.MatchString(m[1]) && notKin[name] == "" {
				t.Errorf("%s could lead from a person to another", name)
			}
		}
	}
	for name := range notKin {
		if !seen[name] {
			t.Errorf("%s needs no leave any more: take it off the list", name)
		}
	}
}
