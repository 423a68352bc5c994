package person_test

import (
	"context"
	"sync"
	"testing"

	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// BenchmarkDurableChanges changes people's records, each change with its entry
// in the trail and on the disk before it is answered, by one caller and by
// fifty at once. The limit is at least 1,000 a second of the fifty.
func BenchmarkDurableChanges(b *testing.B) {
	const limit, many = 1000, 50
	for _, engine := range []struct {
		name string
		open func(testing.TB) *db.DB
	}{{"sqlite", dbtest.SQLite}, {"postgres", dbtest.OnPostgres}} {
		b.Run(engine.name, func(b *testing.B) {
			d := engine.open(b)
			sam := persontest.Actor(b, d, dbtest.Community(b, d), "Sam", access.Facilitator)
			b.Run("one", func(b *testing.B) { b.ReportMetric(changesASecond(b, d, sam, 1), "changes/s") })
			b.Run("fifty", func(b *testing.B) {
				rate := changesASecond(b, d, sam, many)
				b.ReportMetric(rate, "changes/s")
				b.ReportMetric(rate/limit, "of-at-least-1000/s")
			})
			err := d.View(b.Context(), sam.Scope, func(tx *db.Tx) error { _, err := trail.Verify(tx); return err })
			if err != nil {
				b.Fatal(err)
			}
		})
	}
}

func changesASecond(b *testing.B, d *db.DB, actor access.Actor, callers int) float64 {
	store, people := person.New(d), make([]person.Person, callers)
	for i := range people {
		people[i] = persontest.Add(b, d, actor, person.Person{Name: "Ada (invented)"})
	}
	turns := make(chan struct{}, b.N)
	for range b.N {
		turns <- struct{}{}
	}
	close(turns)
	b.ResetTimer()
	var all sync.WaitGroup
	for _, p := range people {
		all.Go(func() {
			for range turns {
				if err := store.Change(context.Background(), actor, p); err != nil {
					b.Error(err)
				}
				p.Version++
			}
		})
	}
	all.Wait()
	b.StopTimer()
	b.ReportMetric(0, "ns/op")
	return float64(b.N) / b.Elapsed().Seconds()
}
