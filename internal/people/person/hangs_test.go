package person_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/trust/access"
)

// hanging is a row for each table that hangs on a person and that a merge
// touches: its columns besides community_id and person_id. ID is a new id, NOW
// the time, WHO an account, and HASH something of the length of a digest.
var hanging = map[string]string{
	"consent":        `id=ID purpose=text given=TRUE words=x words_version=x said_at=NOW account_id=x`,
	"chat":           `id=ID held_on=2026-05-01 setting=x minutes=x started_by=x help_with= been_before= decision= next_step= companion_wanted= risk=FALSE account_id=x created_at=NOW`,
	"link":           `id=ID state=raised had= wish={} raised_on=2026-05-01 raised_by=x since_on=2026-05-01 gap=FALSE why= attendances=0 how= cause= our_faults=0 differ= frequency= facets= held= reason= stopped= tries=0 quiet=FALSE version=1 updated_at=NOW`,
	"ask":            `id=ID agency_id=AGENCY code_digest=x who= reach= contact= state=taken taken_by=x created_at=NOW`,
	"unsuitable":     `id=ID what=area target=LE1 code= review_on=2026-09-01 added_at=NOW added_by=x`,
	"apart":          `id=ID other_key=dave code= review_on=2026-09-01 added_at=NOW added_by=x`,
	"concern_person": `concern_id=CONCERN`,
	"message":        `id=ID channel=text kind=own words=x state=waiting why= due_at=NOW until_at=NOW tries=0 ref= asked_by=WHO asked_at=NOW changed_at=NOW seen=FALSE`,
	"message_reply":  `id=ID words=x says=words at=NOW`,
	"own_request":    `id=ID kind=talk words=x at=NOW`,
	"own_link":       `id=ID token_hash=HASH made_by=x made_at=NOW expires_at=NOW`,
	"own_word":       `hash=$argon2id$x set_by=x set_at=NOW`,
	"equality":       `sex=woman age= ethnicity= said_at=NOW`,
	"enrolment":      `id=ID course_id=COURSE line=1 source=us state=on reason= since_at=NOW enrolled_at=NOW steps=1`,
	"measure_ask":    `id=ID measure_id=x version=x wording_hash=HASH language=en point=before how=aloud opens_on=2026-05-01 due_on=2026-05-01 closes_on=2026-05-01 made_by=x made_at=NOW`,
	"measure_link":   `id=ID ask_id=QUESTIONS token_hash=HASH made_at=NOW expires_at=NOW shared=FALSE`,
	"company_wish":   `gender= language= shared= not_family=FALSE twos=FALSE updated_at=NOW`,
}

// sealedOrDead are the tables of records that are not merged at all.
var sealedOrDead = []string{"farewell", "let_in", "hat", "glass"}

// ownBusiness are the tables that a merge writes by itself, that go by the
// address of a form, or that are never changed: the trail of both is read as one.
var ownBusiness = []string{"person_find", "person_merge", "draft", "trail", "trail_read"}

// walk reads from the database itself which tables have a person in them.
func walk(t *testing.T, d *db.DB, s db.Scope) (tables []string) {
	t.Helper()
	query := `SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'person_id' AND $1 <> ''`
	if strings.Contains(t.Name(), "postgres") {
		query = `SELECT table_name FROM information_schema.columns WHERE column_name = 'person_id' AND table_schema = current_schema() AND $1 <> ''`
	}
	look(t, d, s, func(tx *db.Tx) (err error) {
		tables, err = db.All(tx, text, query, tx.Community())
		return err
	})
	return tables
}

func text(r db.Row) (s string, err error) { return s, r.Scan(&s) }

func look(t *testing.T, d *db.DB, s db.Scope, read func(tx *db.Tx) error) {
	t.Helper()
	if err := d.View(ctx, s, read); err != nil {
		t.Fatal(err)
	}
}

// hang puts a row of the table on the person.
func hang(t *testing.T, d *db.DB, s db.Scope, table, personID, who string) {
	t.Helper()
	err := d.Tx(ctx, s, func(tx *db.Tx) error {
		id := tx.NewID()
		fill := strings.NewReplacer("ID", id, "NOW", tx.Stamp(), "HASH", strings.Repeat("0", 64-len(id))+id, "AGENCY", id, "CONCERN", id, "COURSE", id, "WHO", who)
		switch table {
		case "measure_link": // to the questions that stand on the person before it
			ask, err := db.One(tx, text, `SELECT id FROM measure_ask WHERE community_id = $1 AND person_id = $2`, tx.Community(), personID)
			if err != nil {
				return err
			}
			fill = strings.NewReplacer("QUESTIONS", ask, "ID", id, "NOW", tx.Stamp(), "HASH", strings.Repeat("0", 64-len(id))+id)
		case "ask":
			if _, err := tx.Exec(`INSERT INTO agency (community_id, id, name, created_at) VALUES ($1, $2, $2, $3)`, tx.Community(), id, tx.Stamp()); err != nil {
				return err
			}
		case "enrolment":
			if err := course(tx, id, who); err != nil {
				return err
			}
		case "concern_person":
			if _, err := tx.Exec(`INSERT INTO concern (community_id, id, raised_by, raised_at, urgent, about_us, pseudonym, sealed, deputy_at, managers_at)
				SELECT $1, $2, max(id), $3, FALSE, FALSE, '', $4, $3, $3 FROM account WHERE community_id = $1`,
				tx.Community(), id, tx.Stamp(), []byte("x")); err != nil {
				return err
			}
		}
		names, values := []string{"community_id", "person_id"}, []string{"$1", "$2"}
		for _, column := range strings.Fields(hanging[table]) {
			name, value, _ := strings.Cut(column, "=")
			names = append(names, name)
			switch value = fill.Replace(value); {
			case value != "TRUE" && value != "FALSE" && strings.Trim(value, "0123456789") != "" || value == "":
				value = "'" + value + "'"
			}
			if name == "words" && table != "consent" {
				value = "$3"
			}
			values = append(values, value)
		}
		args := []any{tx.Community(), personID}
		if slices.Contains(values, "$3") {
			args = append(args, []byte("x"))
		}
		_, err := tx.Exec(`INSERT INTO `+table+` (`+strings.Join(names, ", ")+`) VALUES (`+strings.Join(values, ", ")+`)`, args...)
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", table, err)
	}
}

// course is a programme with one course, both of the id.
func course(tx *db.Tx, id, who string) error {
	for _, query := range []string{
		`INSERT INTO programme (community_id, id, shipped, version, created_at) VALUES ($1, $2, $4, 1, $3)`,
		`INSERT INTO programme_version (community_id, programme_id, version, title, content, made_by, made_at) VALUES ($1, $2, 1, 'x', '{}', $4, $3)`,
		`INSERT INTO course (community_id, id, programme_id, programme_version, setting, place, capacity, starts_on, ends_on, created_at)
			VALUES ($1, $2, $2, 1, 'community', $4, 9, '2026-05-01', '2026-05-01', $3)`,
	} {
		if _, err := tx.Exec(query, tx.Community(), id, tx.Stamp(), who); err != nil {
			return err
		}
	}
	return nil
}

// rowsOf is how many rows of each table hang on each of the people.
func rowsOf(t *testing.T, d *db.DB, s db.Scope, tables []string, people ...string) map[string]int {
	t.Helper()
	count := map[string]int{}
	look(t, d, s, func(tx *db.Tx) error {
		for _, table := range tables {
			for i, id := range people {
				n, err := db.One(tx, db.Column[int],
					`SELECT count(*) FROM `+table+` WHERE community_id = $1 AND person_id = $2`, tx.Community(), id)
				if err != nil {
					return err
				}
				count[fmt.Sprintf("%s of %d", table, i)] = n
			}
		}
		return nil
	})
	return count
}

// Every table of the database that has a person in it either follows them into
// the record that theirs becomes part of, ends with both, or stays for a reason;
// and taking the two apart again gives each what it had.
func TestAMergeTakesEverythingAlong(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		ann := persontest.Actor(t, d, s, "Ann F", access.Facilitator)
		meg := persontest.Actor(t, d, s, "Meg M", access.Manager)
		stays := persontest.Add(t, d, ann, person.Person{Name: "Sam K"}).ID
		goes := persontest.Add(t, d, ann, person.Person{Name: "Samm K"}).ID
		tables := slices.Sorted(maps.Keys(hanging))
		for _, table := range walk(t, d, s) {
			if hanging[table] == "" && !slices.Contains(sealedOrDead, table) && !slices.Contains(ownBusiness, table) {
				t.Errorf("%s has a person in it, and this test has no row for it", table)
			}
		}
		for _, table := range tables {
			hang(t, d, s, table, goes, ann.Account)
			if !slices.Contains(person.MovesAlone, table) {
				hang(t, d, s, table, stays, ann.Account)
			}
		}
		before := rowsOf(t, d, s, tables, stays, goes)
		links := link.New(d, link.Defaults())
		if err := links.Merge(ctx, meg, stays, goes); err != nil {
			t.Fatal(err)
		}
		merged := rowsOf(t, d, s, tables, stays, goes)
		for _, table := range tables {
			left := 0
			if person.Stays[table] != "" || slices.Contains(person.Ends, table) {
				left = 1
			}
			if got := merged[table+" of 1"]; got != left {
				t.Errorf("%s: %d rows are left behind, want %d", table, got, left)
			}
		}
		open := 0
		look(t, d, s, func(tx *db.Tx) (err error) {
			open, err = db.One(tx, db.Column[int],
				`SELECT count(*) FROM own_link WHERE community_id = $1 AND ended_at IS NULL`, tx.Community())
			return err
		})
		if open != 0 {
			t.Errorf("%d links are still open", open)
		}
		_, parts, err := links.Parts(ctx, meg, stays)
		if err != nil {
			t.Fatal(err)
		}
		if err := links.Unmerge(ctx, meg, parts[0].Merge); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before, rowsOf(t, d, s, tables, stays, goes)); diff != "" {
			t.Errorf("taken apart again (-before +after):\n%s", diff)
		}
	})
}
