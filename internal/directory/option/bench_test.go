package option_test

import (
	"sync"
	"testing"
	"time"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/option"
	"openmaf/internal/directory/option/optiontest"
	"openmaf/internal/directory/place"
	"openmaf/internal/platform/civil"
)

// The limits are the issue's: one person, every listing scored, reasons for the
// top six, on two noisy cores.
var limits = []struct {
	name   string
	size   int
	within float64
	limit  time.Duration
}{
	{"8222", optiontest.Size, 0, 150 * time.Microsecond},
	{"200000", 200_000, 0, 3 * time.Millisecond},
	{"200000-ten-miles", 200_000, 10, 150 * time.Microsecond},
}

var from = civil.Date{Year: 2026, Month: time.August, Day: 5}

// person free on weekday evenings, who would like a few things.
func person(within float64) option.Wish {
	free, err := option.ParseFree("weekdays 18:00-21:30")
	if err != nil {
		panic(err)
	}
	return option.Wish{
		Near:   option.Near{Point: place.Point(optiontest.Leicester), Known: true},
		Within: within, Free: free, From: from,
		Need: []facet.Name{facet.StepFree}, Prefer: []facet.Name{facet.Small, facet.Newcomers},
	}
}

// anyTime is the slowest wish: it rules nothing out, so that every listing runs
// through every criterion.
func anyTime(within float64) option.Wish {
	w := person(within)
	w.Free, w.Need = nil, nil
	return w
}

func BenchmarkRank(b *testing.B) {
	for _, l := range limits {
		for i, wish := range []option.Wish{person(l.within), anyTime(l.within)} {
			b.Run(l.name+"/"+[]string{"evenings", "any-time"}[i], func(b *testing.B) {
				ix := indexOf(b, l.size)
				b.ReportAllocs()
				for b.Loop() {
					if got := ix.Rank(wish); len(got.Options) != 6 {
						b.Fatalf("%d options", len(got.Options))
					}
				}
				reportLimit(b, l.limit)
			})
		}
	}
}

func BenchmarkFind(b *testing.B) {
	free, _ := option.ParseFree("mon 16:00-21:00,wed 16:00-21:00,fri 16:00-21:00")
	search := option.Search{Near: place.Point(optiontest.Leicester), Within: 15, Free: free,
		Has: []facet.Name{facet.Open, facet.StepFree}, Online: option.InPerson, From: from}
	ix := indexOf(b, 200_000)
	b.ReportAllocs()
	for b.Loop() {
		if _, total := ix.Find(search); total == 0 {
			b.Fatal("nothing found")
		}
	}
	reportLimit(b, 30*time.Microsecond)
}

// BenchmarkBuild is part of what whoever changes a meeting waits for. The limit
// is ours: nobody notices a tenth of a second.
func BenchmarkBuild(b *testing.B) {
	list := optiontest.List(b)
	for b.Loop() {
		option.Build(list, option.Standard())
	}
	reportLimit(b, 100*time.Millisecond)
}

// reportLimit tells what share of the limit one turn takes: 1 is the limit.
func reportLimit(b *testing.B, limit time.Duration) {
	b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(limit), "of-limit-"+limit.String())
}

var (
	indexes   = map[int]*option.Index{}
	indexesMu sync.Mutex
)

func indexOf(b *testing.B, size int) *option.Index {
	b.Helper()
	indexesMu.Lock()
	defer indexesMu.Unlock()
	if indexes[size] == nil {
		indexes[size] = option.Build(optiontest.Shifted(optiontest.List(b), size), option.Standard())
	}
	return indexes[size]
}
