package measure_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/fault"
	"openmaf/internal/programme/measure"
	"openmaf/internal/trust/access"
)

func TestWhoeverBringsWordsRecordsTheLeave(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		ctx, store := context.Background(), measure.New(d)
		manager := persontest.Actor(t, d, s, "Meg M", access.Manager)
		companion := persontest.Actor(t, d, s, "Col C", access.Companion)
		data := []byte(worded(t))
		leave := measure.Leave{By: "Invented Holder", Reference: "letter 7", On: civil.Date{Year: 2026, Month: time.April, Day: 2}}

		_, err := store.Bring(ctx, manager, data, measure.Leave{By: " "})
		if f := fault.As(err); f == nil || len(f.Problems) != 3 {
			t.Errorf("without leave: %v", err)
		}
		if _, err := store.Bring(ctx, companion, data, leave); err == nil {
			t.Error("a companion brought a measure")
		}
		if _, err := store.Bring(ctx, manager, []byte(strings.Replace(string(data), "Invented question?", "Edited?", 1)), leave); err == nil {
			t.Error("edited words were stored")
		}
		if _, err := store.Bring(ctx, manager, data, leave); err != nil {
			t.Fatal(err)
		}
		if _, err := store.Bring(ctx, manager, data, leave); !fault.Is(err, fault.Conflict) {
			t.Errorf("the same version again: %v", err)
		}
		all, err := store.Brought(ctx, manager)
		if err != nil || len(all) != 1 || all[0].Leave != leave || !all[0].Worded() {
			t.Fatalf("%+v, %v", all, err)
		}
		if out, _ := json.Marshal(all[0].Leaving()); strings.Contains(string(out), "Invented") {
			t.Errorf("the words leave: %s", out)
		}
	})
}
