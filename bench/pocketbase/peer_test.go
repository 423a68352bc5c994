package pocketbase

import (
	"cmp"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"
)

const (
	clients = 8               // at once, each as somebody who keeps people
	turn    = 2 * time.Second // for which one side is asked, before it is the other's
	turns   = 2               // of each
)

// keeper is somebody who keeps people, and who these are.
type keeper struct {
	id, name string
	people   []string
}

// BenchmarkBeside asks OpenMAF and PocketBase the same, in turns.
//
//	median-ms, p99-ms  of ours, from the request to the last byte of the answer
//	req/s              of all clients together
//	theirs-ms          PocketBase's median
//	x-pocketbase       how many times as long it takes: above 1, ours is quicker
//	bytes, theirs-bytes
//
// It needs the community that [BenchmarkCrowd] of openmaf/internal/app keeps in
// build/, and keeps PocketBase's beside it.
func BenchmarkBeside(b *testing.B) {
	community, err := filepath.Abs(filepath.Join("..", "..", "build", "crowd-"+cmp.Or(os.Getenv("OPENMAF_BENCH_PEOPLE"), "100000"), "openmaf.db"))
	must(b, err)
	if _, err := os.Stat(community); err != nil {
		b.Skip("there is no community in build/ yet: run BenchmarkCrowd of internal/app first")
	}
	keepers := keepersOf(b, community)
	us, them := ours(b, copied(b, filepath.Dir(community), "openmaf.db", "openmaf.key")), theirs(b, poured(b, community))
	for _, thing := range []string{"person", "search", "note"} {
		b.Run(thing, func(b *testing.B) {
			var mine, peers round
			for range turns {
				us.ask(b, thing, keepers, &mine)
				them.ask(b, thing, keepers, &peers)
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(mine.at(50), "median-ms")
			b.ReportMetric(mine.at(99), "p99-ms")
			b.ReportMetric(float64(len(mine.took))/(turns*turn).Seconds(), "req/s")
			b.ReportMetric(peers.at(50), "theirs-ms")
			b.ReportMetric(peers.at(99), "theirs-p99-ms")
			b.ReportMetric(peers.at(50)/mine.at(50), "x-pocketbase")
			b.ReportMetric(float64(mine.bytes), "bytes")
			b.ReportMetric(float64(peers.bytes), "theirs-bytes")
		})
	}
}

// round is what came of one side.
type round struct {
	mu    sync.Mutex
	took  []time.Duration
	bytes int // of one answer
}

// at is the percentile in milliseconds.
func (r *round) at(percent int) float64 {
	slices.Sort(r.took)
	return float64(r.took[(len(r.took)-1)*percent/100]) / float64(time.Millisecond)
}

// ask lets all clients do the thing for a turn.
func (s *side) ask(b *testing.B, thing string, keepers []keeper, into *round) {
	b.Helper()
	browsers := make([]*client, clients)
	for i := range browsers {
		browsers[i] = newClient(s.at)
		must(b, s.signIn(browsers[i], keepers[i%len(keepers)].name))
	}
	var all sync.WaitGroup
	until := time.Now().Add(turn)
	for i, c := range browsers {
		all.Go(func() {
			r := rand.New(rand.NewPCG(1, uint64(i)))
			for k := keepers[i%len(keepers)]; time.Now().Before(until); {
				of := k.people[r.IntN(len(k.people))]
				if thing == "search" {
					of = []string{"ada", "wil", "sor", "kettle"}[r.IntN(4)]
				}
				if err := into.time(c, s.things[thing](k, of)); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	if b.Failed() {
		b.FailNow()
	}
}

// time does all that a thing takes, one after the other.
func (r *round) time(c *client, all []asked) error {
	begun, bytes := time.Now(), 0
	for _, a := range all {
		text, err := c.do(a)
		if err != nil {
			return err
		}
		bytes += len(text)
	}
	took := time.Since(begun)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.took, r.bytes = append(r.took, took), bytes
	return nil
}

// keepersOf reads who keeps how many people, the most first, and who they are.
func keepersOf(b *testing.B, community string) (all []keeper) {
	b.Helper()
	d, err := sql.Open("sqlite", "file:"+community+"?mode=ro")
	must(b, err)
	defer d.Close()
	rows, err := d.Query(`SELECT a.id, a.sign_in_name, p.id FROM account a JOIN person p ON p.community_id = a.community_id AND p.keeper = a.id
		WHERE p.died_on IS NULL AND p.merged_into IS NULL AND NOT p.sealed ORDER BY a.id, p.id`)
	must(b, err)
	defer rows.Close()
	for rows.Next() {
		var k keeper
		var person string
		must(b, rows.Scan(&k.id, &k.name, &person))
		if len(all) == 0 || all[len(all)-1].id != k.id {
			all = append(all, k)
		}
		last := &all[len(all)-1]
		last.people = append(last.people, person)
	}
	must(b, rows.Err())
	slices.SortFunc(all, func(a, b keeper) int { return len(b.people) - len(a.people) })
	return all
}

// poured is a copy of PocketBase with the same people and notes.
func poured(b *testing.B, community string) string {
	b.Helper()
	begun := time.Now()
	dir, err := kept(community)
	must(b, err)
	if took := time.Since(begun); took > time.Second {
		fmt.Printf("# PocketBase was given the same in %v, kept in build/ for the next time\n", took.Round(time.Second))
	}
	return copied(b, dir, "data.db", "auxiliary.db")
}

// copied is a copy of the files that can be written to.
func copied(b *testing.B, from string, names ...string) string {
	b.Helper()
	to := b.TempDir()
	for _, name := range names {
		must(b, copyFile(filepath.Join(from, name), filepath.Join(to, name)))
	}
	return to
}

func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

func must(b *testing.B, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}
