package rtree

import (
	"database/sql"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	_ "modernc.org/sqlite"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/option"
	"openmaf/internal/directory/option/optiontest"
	"openmaf/internal/directory/place"
	"openmaf/internal/platform/civil"
)

var from = civil.Date{Year: 2026, Month: time.August, Day: 5}

// question is radius, two facets and a time: what a page of meetings asks.
type question struct {
	near   place.Point
	within float64
	free   string
	has    []facet.Name
}

var leicester = question{place.Point(optiontest.Leicester), 15, "mon 16:00-21:00,wed 16:00-21:00,fri 16:00-21:00",
	[]facet.Name{facet.Open, facet.StepFree}}

// search is the question as the index takes it.
func (q question) search(t testing.TB) option.Search {
	free, err := option.ParseFree(q.free)
	if err != nil {
		t.Fatal(err)
	}
	return option.Search{Near: q.near, Within: q.within, Free: free, Has: q.has, Online: option.InPerson, From: from, Limit: 500}
}

// tree is the same list in SQLite, as well as one can keep it there: an R*Tree
// whose rows carry what the filters ask for, so that no second table is read.
type tree struct {
	list []meeting.Meeting
	near *sql.Stmt
}

func plant(t testing.TB, list []meeting.Meeting) *tree {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	db.SetMaxOpenConns(1) // a memory database belongs to its connection
	if _, err := db.Exec(`CREATE VIRTUAL TABLE near USING rtree(id, south, north, west, east, +days, +start, +says, +lat, +lon)`); err != nil {
		t.Fatal(err)
	}
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	insert, err := tx.Prepare(`INSERT INTO near VALUES ($1, $2, $2, $3, $3, $4, $5, $6, $2, $3)`)
	if err != nil {
		t.Fatal(err)
	}
	for i := range list {
		m := &list[i]
		if !m.Located {
			continue
		}
		if _, err := insert.Exec(i, m.Lat, m.Lon, m.Slot.Rule.Weekdays(), int(m.Slot.Start), says(m)); err != nil {
			t.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	stmt, err := db.Prepare(`SELECT id, lat, lon FROM near
		WHERE south >= $1 AND north <= $2 AND west >= $3 AND east <= $4
		  AND days & $5 <> 0 AND start >= $6 AND start < $7 AND says & $8 = $8`)
	if err != nil {
		t.Fatal(err)
	}
	return &tree{list, stmt}
}

// says are the facets of which the list says yes, as bits.
func says(m *meeting.Meeting) (bits int) {
	for _, f := range m.Facets {
		if f.Value == facet.Yes {
			bits |= 1 << slices.Index(facet.Names, f.Name)
		}
	}
	return bits
}

// ask gives the ids within the miles, nearest first.
func (tr *tree) ask(t testing.TB, q question, s option.Search) []string {
	const margin = 0.001 // an R*Tree rounds its boxes outwards
	lat, lon := place.Around(q.near).Box(q.within * 1.01)
	days, has := 0, 0
	for _, w := range s.Free {
		days |= 1 << w.Day
	}
	for _, name := range q.has {
		has |= 1 << slices.Index(facet.Names, name)
	}
	rows, err := tr.near.Query(q.near.Lat-lat-margin, q.near.Lat+lat+margin, q.near.Lon-lon-margin, q.near.Lon+lon+margin,
		days, int(s.Free[0].From), int(s.Free[0].Until), has)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	type hit struct {
		id    string
		miles float64
	}
	var hits []hit
	for rows.Next() {
		var at int
		var p place.Point
		if err := rows.Scan(&at, &p.Lat, &p.Lon); err != nil {
			t.Fatal(err)
		}
		if miles := place.Miles(q.near, p); miles <= q.within {
			hits = append(hits, hit{tr.list[at].ID, miles})
		}
	}
	slices.SortFunc(hits, func(a, b hit) int {
		if a.miles < b.miles {
			return -1
		}
		return 1
	})
	ids := make([]string, len(hits))
	for i, h := range hits {
		ids[i] = h.id
	}
	return ids
}

// sameAnswers fails unless both give the same meetings.
func sameAnswers(t testing.TB, ix *option.Index, tr *tree, q question) {
	everything := q.search(t)
	everything.Limit = len(tr.list)
	found, total := ix.Find(everything)
	var got []string
	for _, f := range found {
		got = append(got, f.Meeting.ID)
	}
	want := tr.ask(t, q, everything)
	slices.Sort(got)
	slices.Sort(want)
	if total != len(want) || !slices.Equal(got, want) {
		t.Fatalf("%+v: %d of %d found, SQLite finds %d:\n%s", q, len(got), total, len(want), cmp.Diff(want, got))
	}
}

func TestSameAnswers(t *testing.T) {
	list := optiontest.List(t)
	ix, tr := option.Build(list, option.Standard()), plant(t, list)
	for i := range 40 {
		q := leicester
		q.near = place.Point{Lat: list[i*len(list)/40].Lat, Lon: list[i*len(list)/40].Lon}
		q.within = []float64{2, 10, 25, 60}[i%4]
		q.has = [][]facet.Name{nil, {facet.Open}, {facet.StepFree, facet.Open}}[i%3]
		sameAnswers(t, ix, tr, q)
	}
}

// BenchmarkNear asks both in one run. "of-limit-30µs" is the share of the issue's
// limit at 200,000; "rtree-times" is how many times as long SQLite takes.
func BenchmarkNear(b *testing.B) {
	const limit = 30 * time.Microsecond
	for _, size := range []int{optiontest.Size, 200_000} {
		list := optiontest.Shifted(optiontest.List(b), size)
		ix, tr := option.Build(list, option.Standard()), plant(b, list)
		sameAnswers(b, ix, tr, leicester)
		search := leicester.search(b)
		var tree time.Duration
		b.Run(fmt.Sprintf("%d/rtree", size), func(b *testing.B) {
			for b.Loop() {
				tr.ask(b, leicester, search)
			}
			tree = b.Elapsed() / time.Duration(b.N)
		})
		b.Run(fmt.Sprintf("%d/option", size), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				ix.Find(search)
			}
			each := b.Elapsed() / time.Duration(b.N)
			b.ReportMetric(float64(each)/float64(limit), "of-limit-"+limit.String())
			b.ReportMetric(float64(tree)/float64(each), "rtree-times")
		})
	}
}
