package cli_test

import (
	"context"
	"strings"
	"testing"

	"openmaf/internal/app"
	"openmaf/internal/cli"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/programme/course"
)

// planned is a community with two courses, a week apart, the first of which is
// paid for.
func planned(t *testing.T) (dir string) {
	t.Helper()
	dir = community(t)
	ctx := context.Background()
	c, err := app.Open(ctx, app.Storage{Data: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	programme := c.DB.NewID()
	err = c.DB.Tx(ctx, c.Scope, func(tx *db.Tx) error {
		account, err := db.One(tx, db.Column[string], `SELECT id FROM account WHERE community_id = $1 LIMIT 1`, tx.Community())
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`INSERT INTO programme (community_id, id, shipped, version, created_at) VALUES ($1, $2, '', 1, $3)`,
			tx.Community(), programme, tx.Stamp()); err != nil {
			return err
		}
		if _, err := tx.Exec(`INSERT INTO programme_version (community_id, programme_id, version, title, content, made_by, made_at)
			VALUES ($1, $2, 1, 'Evenings (invented)', '{"least":1,"sessions":[{}]}', $3, $4)`, tx.Community(), programme, account, tx.Stamp()); err != nil {
			return err
		}
		for i, funder := range []string{"The Fund (invented)", ""} {
			day := civil.Date{Year: 2026, Month: 3, Day: 2 + 7*i}
			if _, err := tx.Exec(`INSERT INTO course (community_id, id, programme_id, programme_version, setting, place, capacity, starts_on, ends_on, created_at, funder)
				VALUES ($1, $2, $3, 1, $4, 'Mill', 9, $5, $5, $6, $7)`, tx.Community(), tx.NewID(), programme, string(course.Settings[0]), day.String(), tx.Stamp(), funder); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// Whom an evaluation counts is named by flags; what is not there is refused with
// what there is.
func TestEvaluateCohortSaysWhom(t *testing.T) {
	dir := planned(t)
	for _, test := range []struct {
		name string
		code int
		says string
		args []string
	}{
		{"everybody", 0, "", nil},
		{"two courses, their programme, the place and the funder", 0, "",
			[]string{"--course", "mill 2026-03-02", "--course", "2026-03-09", "--programme", "Evenings (invented)", "--place", "mill", "--funder", "the fund (invented)"}},
		{"no such course", 1, "There are: Mill 2026-03-09; Mill 2026-03-02", []string{"--course", "Hall 2026-03-02"}},
		{"a place that two courses are at", 1, "Name it by its place and first day", []string{"--course", "Mill"}},
		{"no such place", 1, "There are: Mill", []string{"--place", "Hall"}},
		{"no such funder", 1, "There are: The Fund (invented)", []string{"--funder", "Nobody"}},
		{"no such programme", 1, "There are: Evenings (invented)", []string{"--programme", "Other"}},
		{"a course without a course", 2, "route:", []string{"--route", "link", "--course", "2026-03-02"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := run(t, append([]string{"--data", dir, "evaluate", "cohort", "--from", "2026-01-01", "--to", "2026-06-30", "--json"}, test.args...)...)
			if r.code != test.code || !strings.Contains(r.err, test.says) {
				t.Fatalf("exit %d, want %d: %s", r.code, test.code, r.err)
			}
			if test.code != 0 {
				return
			}
			d := r.document(t)
			if courses := d["courses"].([]any); len(courses) != strings.Count(strings.Join(test.args, " "), "--course") {
				t.Errorf("it names the courses %v", courses)
			}
			if len(test.args) > 0 && (d["place"] != "Mill" || d["funder"] != "The Fund (invented)" || d["route"] != "course" || d["programme"] != "Evenings (invented)") {
				t.Errorf("it is about %v, %v, %v, %v", d["place"], d["funder"], d["route"], d["programme"])
			}
		})
	}
	var out, errs syncedBuffer
	if code := cli.Run(context.Background(), []string{"--data", community(t), "evaluate", "cohort", "--from", "2026-01-01", "--to", "2026-06-30", "--funder", "X"}, &out, &errs); code != 1 ||
		!strings.Contains(errs.String(), "No course has a funder yet") {
		t.Errorf("without any: %s", errs.String())
	}
}
