package app_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime/pprof"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"openmaf/internal/app"
	"openmaf/internal/demo"
	"openmaf/internal/platform/clock"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
)

const (
	// benchPeople is the environment variable that says how many people the
	// benchmarks of many people are made with.
	benchPeople = "OPENMAF_BENCH_PEOPLE"
	usualPeople = 100_000
	// servesIn is the environment variable that turns this test program into a
	// server of its own: it names the directory of a community.
	servesIn = "OPENMAF_TEST_SERVES_IN"
	// profiles is the environment variable that names a directory for what that
	// server did with its processor and its memory, as go tool pprof reads it.
	profiles = "OPENMAF_BENCH_PROFILES"
)

// crowd is a community of many people, answered by a process of its own, so that
// what it takes is told apart from what asking takes.
type crowd struct {
	people int
	dir    string
	users  []*user

	at      string
	process *exec.Cmd
	started time.Duration // from its start to the last byte of the first page
}

// user is somebody at work, and what they have to do.
type user struct {
	*browser
	name     string
	people   []string
	goes     []string // links of people who go on going, to be asked about
	chooses  []string // links whose options are talked about
	longest  string   // the person with the longest story, for whoever keeps them
	ordinary string   // one with some twenty entries
	outings  bool     // goes along: sees outings and nothing else
}

// crowds copies the crowd that is kept below build, which it makes when it is
// not there, and starts to answer for it.
func crowds(b *testing.B) *crowd {
	b.Helper()
	c := &crowd{people: crowdPeople()}
	c.dir = copyOfCrowd(b, c.people)
	links := c.gather(b)
	c.start(b)
	for i, u := range c.users {
		u.browser = browse(b, c.at)
		u.signIn(b, demo.SignIn{SignInAs: u.name, Link: links[i]})
	}
	return c
}

func crowdPeople() int {
	if n, err := strconv.Atoi(os.Getenv(benchPeople)); err == nil {
		return n
	}
	return usualPeople
}

// copyOfCrowd is a directory with the crowd in it.
func copyOfCrowd(b *testing.B, people int) (dir string) {
	b.Helper()
	dir = b.TempDir()
	kept := filepath.Join("..", "..", "build", fmt.Sprint("crowd-", people))
	if _, err := os.Stat(filepath.Join(kept, db.FileName)); err != nil {
		makeCrowd(b, kept, people)
	}
	for _, name := range []string{db.FileName, app.KeyName} {
		must(b, copyFile(filepath.Join(kept, name), filepath.Join(dir, name)))
	}
	return dir
}

// makeCrowd makes it beside its place, and puts it there when it is whole.
func makeCrowd(b *testing.B, kept string, people int) {
	b.Helper()
	begun, beside := time.Now(), kept+".new"
	must(b, os.RemoveAll(beside))
	must(b, os.MkdirAll(beside, 0o700))
	storage, hands := demo.CrowdStorage(beside, day)
	core, admin, err := app.Found(b.Context(), storage, demo.Name, "admin")
	must(b, err)
	_, err = demo.MakeCrowd(b.Context(), core, hands, day, admin, people)
	must(b, errors.Join(err, core.Close()))
	must(b, os.RemoveAll(kept))
	must(b, os.Rename(beside, kept))
	fmt.Printf("# a community of %d people made in %v, kept in build/ for the next time\n", people, time.Since(begun).Round(time.Second))
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

// signedIn is how many are at work at once.
const signedIn = 50

// gather finds the facilitators and what each has to do, and makes one-time
// links for the companions among the fifty.
func (c *crowd) gather(b *testing.B) (links []string) {
	b.Helper()
	core, err := app.Open(b.Context(), app.Storage{Data: c.dir, Clock: clock.At(day.At(10 * 60))})
	must(b, err)
	defer func() { must(b, core.Close()) }()
	var keepers, companions []string
	must(b, core.DB.View(b.Context(), core.Scope, func(tx *db.Tx) error {
		keepers = texts(b, tx, `SELECT a.sign_in_name FROM account a JOIN account_role r ON r.community_id = a.community_id
			AND r.account_id = a.id AND r.role = 'facilitator' WHERE a.community_id = $1 ORDER BY a.id`)
		companions = texts(b, tx, `SELECT account_id FROM account_role WHERE community_id = $1 AND role = 'companion' ORDER BY account_id`)
		for i := range signedIn {
			u := &user{outings: i%10 == 9 && i/10 < len(companions), name: keepers[i%len(keepers)]}
			if !u.outings {
				u.find(b, tx)
			}
			c.users = append(c.users, u)
		}
		return nil
	}))
	manager := access.Actor{Scope: core.Scope, Account: "looker", Roles: []access.Role{access.Manager}}
	for i, u := range c.users {
		link := ""
		if u.outings {
			made, err := core.Accounts.MakeLink(b.Context(), manager, companions[i/10], account.ToSignIn)
			must(b, err)
			link = "/sign-in/" + made.Token
		}
		links = append(links, link)
	}
	return links
}

// find reads what the user has to do.
func (u *user) find(b *testing.B, tx *db.Tx) {
	keeper := texts(b, tx, `SELECT id FROM account WHERE community_id = $1 AND sign_in_name = $2`, u.name)[0]
	u.people = texts(b, tx, `SELECT id FROM person WHERE community_id = $1 AND keeper = $2 ORDER BY id LIMIT 400`, keeper)
	const linksOf = `SELECT l.id FROM link l JOIN person p ON p.community_id = l.community_id AND p.id = l.person_id
		WHERE l.community_id = $1 AND p.keeper = $2 AND l.state `
	u.goes = texts(b, tx, linksOf+`= 'continuing' ORDER BY l.id DESC LIMIT 60`, keeper)
	u.chooses = texts(b, tx, linksOf+`IN ('planned', 'did_not_happen') ORDER BY l.id DESC LIMIT 60`, keeper)
	if u.name == "fern" {
		ordered := texts(b, tx, `SELECT p.id FROM person p WHERE p.community_id = $1 AND p.keeper = $2
			ORDER BY (SELECT count(*) FROM trail t WHERE t.community_id = $1 AND t.person_id = p.id) DESC, p.id`, keeper)
		u.longest, u.ordinary = ordered[0], ordered[len(ordered)/2]
	}
}

func texts(b *testing.B, tx *db.Tx, query string, args ...any) []string {
	b.Helper()
	all, err := db.All(tx, db.Column[string], query, append([]any{tx.Community()}, args...)...)
	must(b, err)
	return all
}

// start runs the server and opens its first page.
func (c *crowd) start(b *testing.B) {
	b.Helper()
	self, err := os.Executable()
	must(b, err)
	begun := time.Now()
	c.process = exec.Command(self)
	c.process.Env = append(os.Environ(), servesIn+"="+c.dir)
	c.process.Stderr = os.Stderr
	out, err := c.process.StdoutPipe()
	must(b, err)
	must(b, c.process.Start())
	b.Cleanup(func() {
		must(b, c.process.Process.Signal(syscall.SIGTERM))
		must(b, c.process.Wait())
	})
	said := bufio.NewScanner(out)
	if !said.Scan() {
		b.Fatal("the server said nothing")
	}
	c.at = said.Text()
	if got := browse(b, c.at).get(b, "/"); got.status != http.StatusOK {
		b.Fatalf("the first page answered %d", got.status)
	}
	c.started = time.Since(begun)
}

// memory is what the server has in memory now, and had at the most, in bytes.
func (c *crowd) memory(b *testing.B) (now, most float64) {
	b.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.process.Process.Pid))
	must(b, err)
	for line := range strings.Lines(string(text)) {
		fields := strings.Fields(line)
		if len(fields) < 2 {
			continue
		}
		kilobytes, _ := strconv.ParseFloat(fields[1], 64)
		switch fields[0] {
		case "VmRSS:":
			now = kilobytes * 1024
		case "VmHWM:":
			most = kilobytes * 1024
		}
	}
	return now, most
}

// answers serves the community in the directory, as it is on the morning of the
// day, until somebody ends the program.
func answers(dir string) (code int) {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	err := func() (err error) {
		written, err := profile(os.Getenv(profiles))
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, written()) }()
		core, err := app.Open(ctx, app.Storage{Data: dir, Clock: clock.From(day.At(10*60 + 5))})
		if err != nil {
			return err
		}
		defer core.Close()
		site, err := app.NewSite(ctx, core, app.Web{})
		if err != nil {
			return err
		}
		defer site.Close()
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		fmt.Println("http://" + l.Addr().String())
		app.SpareMemory()
		return site.Serve(ctx, l)
	}()
	if err != nil && !errors.Is(err, http.ErrServerClosed) {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// profile begins to watch the process; done writes what was seen. Without a
// directory nothing is.
func profile(dir string) (done func() error, err error) {
	if dir == "" {
		return func() error { return nil }, nil
	}
	processor, err := os.Create(filepath.Join(dir, "cpu.pprof"))
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(processor); err != nil {
		return nil, errors.Join(err, processor.Close())
	}
	return func() error {
		pprof.StopCPUProfile()
		memory, err := os.Create(filepath.Join(dir, "heap.pprof"))
		if err != nil {
			return errors.Join(err, processor.Close())
		}
		return errors.Join(pprof.WriteHeapProfile(memory), memory.Close(), processor.Close())
	}, nil
}
