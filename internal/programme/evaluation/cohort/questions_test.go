package cohort_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/programme/asking"
	"openmaf/internal/programme/measure"
	"openmaf/internal/trust/seal"
)

// sealer seals and opens everything of these tests.
var sealer = func() *seal.Sealer {
	s, err := seal.InMemory()
	if err != nil {
		panic(err)
	}
	return s
}()

func questions(d *db.DB) *asking.Store { return asking.New(d, sealer, nil) }

// figures are the scores of one asking, and of some of them what they add up.
type figures struct {
	scores map[string]float64
	parts  map[string][]float64
}

func (f figures) sum(score string, parts ...float64) figures {
	total := 0.0
	for _, n := range parts {
		total += n
	}
	return figures{map[string]float64{score: total}, map[string][]float64{score: parts}}
}

func (f figures) and(score string, value float64) figures {
	f.scores[score] = value
	return f
}

// answered writes finished answers straight into the tables.
func answered(t testing.TB, d *db.DB, s db.Scope, account, person, about, point string, on civil.Date, f figures) {
	t.Helper()
	if err := d.Tx(ctx, s, func(tx *db.Tx) error { return answer(tx, account, person, about, point, on, f) }); err != nil {
		t.Fatal(err)
	}
}

func answer(tx *db.Tx, account, person, about, point string, on civil.Date, f figures) error {
	id, at := tx.NewID(), civil.Instant(on.At(12*60))
	var words []string
	for score, value := range f.scores {
		parts, err := sealed(tx.Community(), id, score, f.parts[score])
		if err != nil {
			return err
		}
		words = append(words, score, "0", fmt.Sprint(value), parts)
	}
	_, err := tx.Exec(`INSERT INTO measure_ask (community_id, id, person_id, measure_id, version, wording_hash, language, point, how,
			opens_on, due_on, closes_on, made_by, made_at, begun_at, finished_at, scores)
		VALUES ($1, $2, $3, $4, $5, $6, 'en', $7, 'paper', $8, $8, $8, $9, $10, $10, $10, $11)`,
		tx.Community(), id, person, about, edition(about), strings.Repeat("0", 64), point, on.String(), account, at, strings.Join(words, " "))
	return err
}

// edition of a shipped measure; of any other the first.
func edition(id string) string {
	for _, d := range measure.Shipped() {
		if d.ID == id {
			return d.Version
		}
	}
	return "1.0.0"
}

// sealed are parts as package asking keeps them.
func sealed(community, ask, score string, parts []float64) (string, error) {
	if parts == nil {
		return "-", nil
	}
	plain, err := json.Marshal(parts)
	if err != nil {
		return "", err
	}
	text, err := sealer.Seal(plain, seal.Bound(community, "measure_score", ask+" "+score, "parts"))
	return base64.RawURLEncoding.EncodeToString(text), err
}
