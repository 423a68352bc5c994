package trail_test

import (
	"context"
	"log/slog"
	"slices"
	"testing"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/trust/trail"
)

// record adds a person by hand: this room is below the one that keeps them.
func record(t *testing.T, d *db.DB, s db.Scope) string {
	t.Helper()
	id := d.NewID()
	exec(t, d, s, `INSERT INTO account (community_id, id, name, name_key, state, created_at)
		VALUES ($1, $2, 'Fern A', 'fern a', 'invited', '2026-05-01T10:00:00.000Z')`, id)
	exec(t, d, s, `INSERT INTO person (community_id, id, name, name_key, area, phone, contact, voicemail, contact_when,
			contact_as, access_needs, keeper, created_at, updated_at)
		VALUES ($1, $2, 'Ada', 'ada', '', '', 'in_person', FALSE, '', '', '', $2, '2026-05-01T10:00:00.000Z', '2026-05-01T10:00:00.000Z')`, id)
	return id
}

func looks(t *testing.T, d *db.DB, s db.Scope) (at []string) {
	t.Helper()
	err := d.View(context.Background(), s, func(tx *db.Tx) (err error) {
		at, err = db.All(tx, func(r db.Row) (line string, err error) {
			var account, person, page string
			err = r.Scan(&account, &person, &page)
			return account + " " + person + " " + page, err
		}, `SELECT account_id, person_id, page FROM trail_read WHERE community_id = $1 ORDER BY id`, tx.Community())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestLooksAreWrittenInOrder(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		ada := record(t, d, s)
		reads := trail.NewReads(d, slog.New(slog.DiscardHandler))
		reads.Saw(s, "sam", ada, "person")
		reads.Saw(s, "kim", ada, "link")
		reads.Close()
		if got, want := looks(t, d, s), []string{"sam " + ada + " person", "kim " + ada + " link"}; !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

func TestALookThatWaitedDoesNotOutliveItsPerson(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		ada, bob := record(t, d, s), record(t, d, s)
		exec(t, d, s, `DELETE FROM person WHERE community_id = $1 AND id = $2`, ada)
		reads := trail.NewReads(d, slog.New(slog.DiscardHandler))
		reads.Saw(s, "sam", ada, "person") // as if it had waited through the erasure
		reads.Saw(s, "sam", bob, "person")
		reads.Close()
		if got := looks(t, d, s); len(got) != 1 || got[0] != "sam "+bob+" person" {
			t.Errorf("got %q, want the look at the other one alone", got)
		}
	})
}
