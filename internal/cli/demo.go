package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"openmaf/internal/app"
	"openmaf/internal/demo"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/clock"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
)

type demoCommand struct {
	Addr   string `help:"Address to listen on." default:"127.0.0.1:8080"`
	AsOf   string `help:"The day the demo shows; none is today." placeholder:"DATE"`
	People int    `help:"Make a crowd of so many people instead, with some twenty entries in the record of changes for each, to try how it is with many. 100000 take some minutes and 3 GB." placeholder:"N"`
}

// fewest people of a crowd.
const fewest = 20

// demoMark stands in a data directory whose community is invented, and may be
// made anew.
const demoMark = "THIS-IS-A-DEMO"

func (d demoCommand) Run(t *terminal) error {
	day := civil.DateOf(clock.System{}.Now())
	if d.AsOf != "" {
		var err error
		if day, err = civil.ParseDate(d.AsOf); err != nil {
			return usage{fault.New(fault.Invalid, "cli.day", fault.Args{"Value": d.AsOf}).Because(err)}
		}
	}
	if t.database != "" {
		return usage{errors.New("the demo is made on the embedded database")}
	}
	if d.People != 0 && d.People < fewest {
		return usage{fmt.Errorf("--people makes a crowd, of %d at least", fewest)}
	}
	listener, err := listen(d.Addr)
	if err != nil {
		return err
	}
	defer listener.Close()
	if err := t.clearDemo(); err != nil {
		return err
	}
	signIns, now, err := t.makeDemo(day, d.People)
	if err != nil {
		return err
	}
	c, err := app.Open(t.ctx, app.Storage{Data: t.data, Clock: now})
	if err != nil {
		return err
	}
	defer c.Close()
	site, err := app.NewSite(t.ctx, c, app.Web{Log: serverLog()})
	if err != nil {
		return err
	}
	defer site.Close()
	if err := t.tellDemo("http://"+listener.Addr().String(), day, signIns); err != nil {
		return err
	}
	app.SpareMemory()
	return site.Serve(t.ctx, listener)
}

// clearDemo empties the directory for a new demo; one that holds anything else
// than a demo is left alone.
func (t *terminal) clearDemo() error {
	mark := filepath.Join(t.data, demoMark)
	_, err := os.Stat(mark)
	switch {
	case err == nil:
		for _, name := range []string{db.FileName, db.FileName + "-wal", db.FileName + "-shm", app.KeyName} {
			if err := os.Remove(filepath.Join(t.data, name)); err != nil && !errors.Is(err, os.ErrNotExist) {
				return err
			}
		}
	case db.Exists(t.data):
		return fault.New(fault.Conflict, "cli.demo.occupied", fault.Args{"Dir": t.data})
	}
	if err := os.MkdirAll(t.data, 0o700); err != nil {
		return err
	}
	return os.WriteFile(mark, []byte("Everything in this directory is invented. openmaf demo makes it anew each time.\n"), 0o600)
}

// claim takes the mark of a demo away before something real is put in its place:
// the next demo must not clear that.
func (t *terminal) claim() error {
	if db.Exists(t.data) {
		return nil // whoever asked will be refused
	}
	if err := os.Remove(filepath.Join(t.data, demoMark)); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// makeDemo makes the community and returns the clock that goes on from there.
func (t *terminal) makeDemo(day civil.Date, people int) ([]demo.SignIn, clock.Clock, error) {
	if people > 0 {
		return t.makeCrowd(day, people)
	}
	storage, hands := demo.CommunityStorage(t.data, day)
	c, admin, err := app.Found(t.ctx, storage, demo.Name, "admin")
	if err != nil {
		return nil, nil, err
	}
	signIns, err := demo.MakeCommunity(t.ctx, c, hands, day, admin)
	return signIns, clock.From(hands.Now()), errors.Join(err, c.Close())
}

// makeCrowd is makeDemo for many people; it reads everything again afterwards.
func (t *terminal) makeCrowd(day civil.Date, people int) ([]demo.SignIn, clock.Clock, error) {
	begun := time.Now()
	storage, hands := demo.CrowdStorage(t.data, day)
	c, admin, err := app.Found(t.ctx, storage, demo.Name, "admin")
	if err != nil {
		return nil, nil, err
	}
	signIns, err := demo.MakeCrowd(t.ctx, c, hands, day, admin, people)
	if err := errors.Join(err, c.Close()); err != nil {
		return nil, nil, err
	}
	made := time.Since(begun)
	storage.Bulk = false
	if c, err = app.Open(t.ctx, storage); err != nil {
		return nil, nil, err
	}
	entries, err := demo.Check(t.ctx, c)
	if err := errors.Join(err, c.Close()); err != nil {
		return nil, nil, err
	}
	t.say("%d people and %d entries of the record of changes, made in %v and read again in %v: everything holds.",
		people, entries, made.Round(time.Second), (time.Since(begun) - made).Round(time.Second))
	return signIns, clock.From(hands.Now()), nil
}

type signInDocument struct {
	Role     string `json:"role"`
	Name     string `json:"name"`
	SignInAs string `json:"sign_in_as,omitempty"`
	Password string `json:"password,omitempty"`
	Link     string `json:"link,omitempty"`
}

func (t *terminal) tellDemo(address string, day civil.Date, signIns []demo.SignIn) error {
	t.say("%s", address)
	t.say("")
	t.say("%s, as it stands on %s. Everything in it is invented.", demo.Name, t.words.Date(day))
	t.say("")
	documents := make([]signInDocument, 0, len(signIns))
	for _, s := range signIns {
		one := signInDocument{Role: string(s.Role), Name: s.Name, SignInAs: s.SignInAs}
		if s.Link != "" {
			one.Link = address + s.Link
			t.say("  %-14s %-9s %s (works once)", s.Role, s.Name, one.Link)
		} else {
			one.Password = demo.Password
			t.say("  %-14s %-9s %s/sign-in as %s, password: %s", s.Role, s.Name, address, s.SignInAs, demo.Password)
		}
		documents = append(documents, one)
	}
	t.say("")
	t.say("Try first: look for a meeting near %s on the front page, without signing in.", demo.Near)
	t.say("Then sign in as fern: Today shows who to ask how it was, and who is not marked safely home.")
	t.say("Ctrl-C stops it; the next demo begins anew.")
	return t.document(map[string]any{"address": address, "day": day.String(), "near": demo.Near, "sign_ins": documents})
}
