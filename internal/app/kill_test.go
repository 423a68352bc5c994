package app_test

import (
	"bufio"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"openmaf/internal/app"
	"openmaf/internal/people/chat"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

const (
	// kills is the environment variable that says how often the writing program
	// is killed; the soak of a release kills it a thousand times.
	kills = "OPENMAF_KILLS"
	// writesIn is the environment variable that turns this test program into the
	// one that writes: it names the directory of a community.
	writesIn = "OPENMAF_TEST_WRITES_IN"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(writesIn); dir != "" {
		write(dir)
	}
	if dir := os.Getenv(servesIn); dir != "" {
		os.Exit(answers(dir))
	}
	os.Exit(m.Run())
}

// write counts chats from sixteen writers at once until somebody kills the
// program, and says of each its id once it was told that it is stored.
func write(dir string) {
	ctx := context.Background()
	c, err := app.Open(ctx, app.Storage{Data: dir})
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	fern := access.Actor{Scope: c.Scope, Account: "fern", Roles: []access.Role{access.Facilitator}}
	for range 16 {
		go func() {
			for {
				id := c.DB.NewID()
				err := c.Chats.Count(ctx, fern, chat.Tally{ID: id, On: civil.DateOf(c.DB.Clock().Now()), Setting: "waiting_room",
					Length: "under_5", Worries: []chat.Worry{"religion", "speaking"}}, nil)
				if err != nil {
					fmt.Println("error", err)
					os.Exit(1)
				}
				fmt.Println("stored", id) // one write to the pipe
			}
		}()
	}
	select {}
}

// The program is killed again and again while sixteen write: nothing that was
// answered is lost, every count has its worries and its entry and every entry
// its count, the chain holds, and so does the file.
func TestNothingAnsweredIsLostWhenTheProgramIsKilled(t *testing.T) {
	times := 8
	if n, err := strconv.Atoi(os.Getenv(kills)); err == nil {
		times = n
	}
	dir := t.TempDir()
	c, _, err := app.Found(t.Context(), app.Storage{Data: dir}, "Test (invented)", "ash")
	must(t, err)
	must(t, c.Close())
	answered := map[string]bool{}
	for range times {
		killed(t, dir, 20+rand.IntN(400), answered)
		whole(t, dir, answered)
	}
	t.Logf("killed %d times, %d changes answered, none lost", times, len(answered))
}

// killed lets the program write until so many changes are answered, kills it,
// and adds all that it was answered.
func killed(t *testing.T, dir string, after int, answered map[string]bool) {
	t.Helper()
	self, err := os.Executable()
	must(t, err)
	child := exec.CommandContext(t.Context(), self)
	child.Env = append(os.Environ(), writesIn+"="+dir)
	out, err := child.StdoutPipe()
	must(t, err)
	must(t, child.Start())
	lines := bufio.NewScanner(out)
	for n := 1; lines.Scan(); n++ {
		id, stored := strings.CutPrefix(lines.Text(), "stored ")
		if !stored {
			t.Fatal(lines.Text())
		}
		answered[id] = true
		if n == after {
			must(t, child.Process.Kill()) // what is in the pipe was answered too
		}
	}
	_ = child.Wait() // it was killed
}

// whole opens the community again and compares what is stored with what was
// answered.
func whole(t *testing.T, dir string, answered map[string]bool) {
	t.Helper()
	c, err := app.Open(t.Context(), app.Storage{Data: dir})
	must(t, err)
	defer func() { must(t, c.Close()) }()
	must(t, c.DB.Verify(t.Context()))
	must(t, c.DB.View(t.Context(), c.Scope, func(tx *db.Tx) error {
		if _, err := trail.Verify(tx); err != nil {
			return err
		}
		counts := ids(t, tx, `SELECT id FROM tally WHERE community_id = $1`)
		entries := ids(t, tx, `SELECT subject_id FROM trail WHERE community_id = $1 AND subject_kind = 'tally'`)
		worries := ids(t, tx, `SELECT tally_id FROM tally_worry WHERE community_id = $1 GROUP BY tally_id HAVING count(*) = 2`)
		if !maps.Equal(counts, entries) || !maps.Equal(counts, worries) {
			t.Errorf("half done: %d counts, %d of them with their worries, %d entries", len(counts), len(worries), len(entries))
		}
		for id := range answered {
			if !counts[id] {
				t.Fatalf("%s was answered, and is lost", id)
			}
		}
		return nil
	}))
}

func ids(t *testing.T, tx *db.Tx, query string) map[string]bool {
	t.Helper()
	all, err := db.All(tx, db.Column[string], query, tx.Community())
	must(t, err)
	set := map[string]bool{}
	for _, id := range all {
		set[id] = true
	}
	return set
}
