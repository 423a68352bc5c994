package db_test

import (
	"context"
	"strings"
	"testing"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
)

// Scores that stood in a row each stand with their asking after 0041, with the
// sealed figures that they add up; of a refused one nothing is left.
func TestScoresMoveToTheirAsking(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		ctx := context.Background()
		keeper, person, asked, other := d.NewID(), d.NewID(), d.NewID(), d.NewID()
		must(t, d.Back(ctx, 40))
		must(t, d.Tx(ctx, s, func(tx *db.Tx) error {
			if _, err := tx.Exec(`INSERT INTO account (community_id, id, name, name_key, state, created_at) VALUES ($1, $2, 'Ann', 'ann', 'invited', $3)`,
				tx.Community(), keeper, tx.Stamp()); err != nil {
				return err
			}
			if _, err := tx.Exec(`INSERT INTO person (community_id, id, name, name_key, area, phone, contact, voicemail, contact_when, contact_as, access_needs,
				keeper, created_at, updated_at) VALUES ($1, $2, 'Wren', 'wren', '', '', 'in_person', FALSE, '', '', '', $4, $3, $3)`, tx.Community(), person, tx.Stamp(), keeper); err != nil {
				return err
			}
			for _, ask := range []string{asked, other} {
				if _, err := tx.Exec(`INSERT INTO measure_ask (community_id, id, person_id, measure_id, version, wording_hash, language, point, how,
						opens_on, due_on, closes_on, made_by, made_at, finished_at)
					VALUES ($1, $2, $3, 'own-before', '1.0.0', $4, 'en', 'before', 'aloud', '2026-05-01', '2026-05-01', '2026-05-01', 'ann', $5, $5)`,
					tx.Community(), ask, person, strings.Repeat("0", 64), tx.Stamp()); err != nil {
					return err
				}
			}
			_, err := tx.Exec(`INSERT INTO measure_score (community_id, ask_id, score_id, n, value, handling, parts) VALUES
				($1, $2, 'total', 0, 14.25, 'complete', 'c2VhbGVk'), ($1, $2, 'half', 1, 3.5, 'prorated', NULL), ($1, $2, 'none', 0, NULL, 'refused', NULL)`,
				tx.Community(), asked)
			return err
		}))
		must(t, d.Forward(ctx))
		must(t, d.View(ctx, s, func(tx *db.Tx) error {
			for ask, want := range map[string]string{asked: "half 1 3.5 - total 0 14.25 c2VhbGVk", other: ""} {
				got, err := db.One(tx, func(r db.Row) (text string, err error) { return text, r.Scan(db.OrZero(&text)) },
					`SELECT scores FROM measure_ask WHERE community_id = $1 AND id = $2`, tx.Community(), ask)
				if err != nil || got != want {
					t.Errorf("the scores are %q, want %q; %v", got, want, err)
				}
			}
			return nil
		}))
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
