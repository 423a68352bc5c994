package house

import (
	"go/token"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// readsPerson finds each place where a query reads, joins or changes people, with the
// alias it gives them.
var readsPerson = regexp.MustCompile(`\b(?:FROM|JOIN|UPDATE)\s+person\b(?:\s+(?:AS\s+)?(\w+))?`)

// notAlias are the words that follow a table that has no alias.
var notAlias = regexp.MustCompile(`^(WHERE|ON|SET|ORDER|GROUP|LIMIT|JOIN)$`)

// sightless are the queries that read people without the seal, each with the
// reason why nobody can learn of a sealed record by it. A query is named by its
// file and the alias it reads people under ("person" where it has none).
var sightless = map[string]string{
	"people/exclusion/planned.go o":       "whom they must not meet is checked whoever asks, and shown to nobody",
	"people/exclusion/hold.go o":          "whom they must not meet is checked whoever asks, and shown to nobody",
	"people/ask/store.go person":          "it looks whether the person is alive, for a page that names nobody",
	"people/person/store.go asked":        "it only follows a merged id to the record that holds, which is then asked for in sight",
	"people/person/glass.go behind":       "it is how a sealed record is opened in an emergency, which is told to the person and the lead",
	"people/person/sight.go person":       "it is a list for a query to begin at, which carries the condition of sight itself",
	"people/person/died.go person":        "it reads and changes what was just opened in sight",
	"people/person/letin.go person":       "it changes what was just opened in sight",
	"people/person/store.go person":       "it changes or erases what was just opened in sight",
	"trust/trail/reads.go person":         "it looks whether the person is still there, before a look at them is written down",
	"people/message/inbound.go p":         "it files a text with the record whose number it came from; whoever lists it is bounded by sight",
	"people/link/audit.go person":         "it compares what is stored with itself, and shows nothing of anybody",
	"people/message/unsubscribe.go heard": "it hears somebody who wants no more e-mails, and tells nobody",
	"people/person/handover.go person":    "it changes what was just opened in sight",
	"people/person/list.go person":        "it reads the names of what was just opened in sight, for the index of names",
	"programme/course/enrol.go w":         "it looks whether who waits is alive, before a place is offered; whoever lists offers is bounded by sight",
	"people/person/merge.go person":       "it changes what was just opened in sight",
	"trust/trail/trail.go m":              "it follows the records that went into one, whose story was opened in sight; sealed ones never do",
}

// TestEveryQueryKeepsSealedRecordsOut holds that whoever reads people says, in
// the same query, whose sight bounds it ([person.InSight]), or that sealed
// records are not counted ([person.Counted]).
func TestEveryQueryKeepsSealedRecordsOut(t *testing.T) {
	used, found := map[string]bool{}, 0
	texts(t, func(where token.Position, sql string) {
		for _, m := range readsPerson.FindAllStringSubmatch(sql, -1) {
			found++
			alias := m[1]
			if alias == "" || notAlias.MatchString(alias) {
				alias = "person"
			}
			if bounded(sql, alias) {
				continue
			}
			file := strings.TrimPrefix(filepath.ToSlash(where.Filename), "../")
			name := file + " " + alias
			if sightless[name] == "" {
				t.Errorf("%s: this query reads people (%s) without person.InSight or person.Counted: "+
					"a sealed record would show; put the condition beside the one on the community", where, alias)
			}
			used[name] = true
		}
	})
	for name := range sightless {
		if !used[name] {
			t.Errorf("%s needs no leave any more: take it off the list", name)
		}
	}
	if found < 8 {
		t.Errorf("only %d queries of people found: has the way of writing them changed?", found)
	}
}

// bounded reports whether the text asks for a condition of package person, by
// the name of the call that [textOf] leaves in it, for the alias.
func bounded(sql, alias string) bool {
	return regexp.MustCompile(`\b(InSight|Counted) ` + regexp.QuoteMeta(alias) + `\b`).MatchString(sql)
}

// onlyThere are tables that one file alone may name, with the reason.
var onlyThere = map[string]struct{ file, reason string }{
	"hat":    {"people/person/hat.go", "which account a person signs in with is for telling them, and for nothing else"},
	"let_in": {"people/person/", "who may open a sealed record is the person's to say"},
	"glass":  {"people/person/", "rows are added and read there, and never changed"},
}

func TestSealedTablesAreReadInOnePlace(t *testing.T) {
	texts(t, func(where token.Position, sql string) {
		file := strings.TrimPrefix(filepath.ToSlash(where.Filename), "../")
		for table, only := range onlyThere {
			names := regexp.MustCompile(`\b(FROM|JOIN|INTO|UPDATE)\s+` + table + `\b`)
			if names.MatchString(sql) && !strings.HasPrefix(file, only.file) {
				t.Errorf("%s: %s is read in %s alone: %s", where, table, only.file, only.reason)
			}
			changes := regexp.MustCompile(`\b(UPDATE|DELETE\s+FROM|DO\s+UPDATE)\s`)
			if table == "glass" && names.MatchString(sql) && changes.MatchString(sql) {
				t.Errorf("%s: a row of %s is never changed or deleted", where, table)
			}
		}
	})
}
