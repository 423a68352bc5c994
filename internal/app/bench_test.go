package app_test

import (
	"context"
	"net"
	"net/http"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"openmaf/internal/trust/access"
)

// BenchmarkPages opens every page over loopback, by two clients at once, as the
// lowest role that may. The community is the demo's, and the 8,222 meetings of
// the real list stand beside its own.
//
//	median-ms, p99-ms  from the request to the last byte of the answer
//	req/s              of the two clients together
//	x-bare             how many answers of a handler that only says "ok" would
//	                   have been given in the time of one, in the same process,
//	                   asked the same way right afterwards; its own row shows by
//	                   its distance from 1 how restless the machine is
//	queries-of-8       queries to the database; the limit is 8
//	bytes              of the answer, compressed
//
// Client, server and database share the machine's processors: each figure holds
// both ends.
func BenchmarkPages(b *testing.B) {
	o := openDemo(b, realList)
	bare := bareHandler(b)
	b.Run("bare-handler", func(b *testing.B) { report(b, bare, bare) })
	for _, v := range o.visits(b) {
		b.Run("GET_"+v.pattern, func(b *testing.B) {
			queries, size := o.queriesOf(b, v), len(v.as.get(b, v.path).body)
			report(b, v, bare)
			b.ReportMetric(float64(queries), "queries-of-8")
			b.ReportMetric(float64(size), "bytes")
		})
	}
}

// BenchmarkFirstPage loads the public page, its style, script and icon, as a
// browser does on the first visit, one after the other. Page and style may be
// 50 KB, compressed.
func BenchmarkFirstPage(b *testing.B) {
	o := openDemo(b, realList)
	var page int
	var loads map[string]int
	for b.Loop() {
		page, loads = o.firstVisit(b, "/")
	}
	b.ReportMetric(float64(page), "page-bytes")
	b.ReportMetric(float64(loads[".css"]), "style-bytes")
	b.ReportMetric(float64(loads[".js"]), "script-bytes")
	b.ReportMetric(float64(page+loads[".css"])/firstPage, "of-limit-50KB")
}

// BenchmarkOneChange says of one meeting that somebody rang, and hangs up the
// index that knows it: what whoever pressed the button waits for. The limit is
// ours, not the issue's.
func BenchmarkOneChange(b *testing.B) {
	const limit = time.Second
	o := openDemo(b, realList)
	ids := o.ids(b)
	morgan := access.Actor{Scope: o.core.Scope, Account: ids["account"][0], Roles: []access.Role{access.Manager}}
	before := o.core.Board.Of(o.core.Scope.Community())
	for b.Loop() {
		must(b, o.core.Meetings.Rang(b.Context(), morgan, ids["meeting"][0]))
		must(b, o.core.Refresh(b.Context()))
		after := o.core.Board.Of(o.core.Scope.Community())
		if after == before {
			b.Fatal("the same index hangs there")
		}
		before = after
	}
	b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(limit), "of-limit-"+limit.String())
}

// bareHandler is the least that a server can do.
func bareHandler(b *testing.B) visit {
	b.Helper()
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("ok")) })}
	at := serve(b, func(ctx context.Context, l net.Listener) error {
		context.AfterFunc(ctx, func() { server.Close() })
		return server.Serve(l)
	})
	return visit{path: "/", as: browse(b, at)}
}

// bareVisits is how often the bare handler is asked after each page: a tenth of
// a second or so.
const bareVisits = 4000

// report visits the page as often as the benchmark asks, the bare handler right
// afterwards, and reports both.
func report(b *testing.B, v, bare visit) {
	b.Helper()
	runtime.GC() // of what came before
	b.ResetTimer()
	took := visitOften(b, v, b.N)
	b.StopTimer()
	rate := float64(b.N) / b.Elapsed().Seconds()
	begun := time.Now()
	visitOften(b, bare, bareVisits)
	bareRate := bareVisits / time.Since(begun).Seconds()
	b.ReportMetric(0, "ns/op") // the same as req/s
	b.ReportMetric(took.at(50), "median-ms")
	b.ReportMetric(took.at(99), "p99-ms")
	b.ReportMetric(rate, "req/s")
	b.ReportMetric(bareRate/rate, "x-bare")
}

// durations, sorted.
type durations []time.Duration

// at is the percentile in milliseconds.
func (d durations) at(percent int) float64 {
	return float64(d[(len(d)-1)*percent/100]) / float64(time.Millisecond)
}

// visitOften opens the page n times, the clients taking turns as they get done.
func visitOften(b *testing.B, v visit, n int) durations {
	b.Helper()
	all := make(durations, n)
	var next atomic.Int64
	var asking sync.WaitGroup
	for range clients {
		asking.Go(func() {
			for i := next.Add(1); i <= int64(n); i = next.Add(1) {
				begun := time.Now()
				if got, err := v.as.fetch(v.path); err != nil || got.status != http.StatusOK {
					b.Errorf("%s answered %d, %v", v.path, got.status, err)
				}
				all[i-1] = time.Since(begun)
			}
		})
	}
	asking.Wait()
	slices.Sort(all)
	return all
}
