// Package demo makes invented communities, through the same services that the
// pages use and at the hours at which things would have happened: so that what
// they show can happen, and nothing in them is a special case.
//
// There are three, each a part of the next one's means:
//   - the stories ([Make]): a team, a list of meetings, and two dozen people over
//     forty days, each at another place of the way. Quick; for tests.
//   - the community ([MakeCommunity]): the stories, and everybody around them.
//     Two years, 3,000 visitors in the last of them, of whom 600 are named and
//     350 try between one and eight meetings; 45 volunteers on every rung of the
//     ladder; five partners' clinics; and two neighbours in the same database,
//     which cannot be reached. This is what "openmaf demo" shows. Four
//     courses are in it: one that is over, one half-way, one on a prison wing
//     and one that begins next week; and five more in its first half year,
//     with a cohort of 120 people whose six months are evaluated. Weekly
//     groups, partners' courses, barrier audits and contracts are not in it:
//     the product does not have them yet.
//   - the crowd ([MakeCrowd]): as many people as are asked for.
//
// The community and the crowd are filled in bulk (db.Config). [Check] reads
// everything again.
//
// The town, its people and its meetings are invented. The same day makes the
// same community, but for the secrets (keys, password hashes, tokens).
package demo

import (
	"bytes"
	"context"
	_ "embed"
	"math/rand/v2"
	"time"

	"openmaf/internal/app"
	"openmaf/internal/directory/exchange"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/people/companion"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/clock"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/ident"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
	"openmaf/internal/trust/trail"
)

//go:embed places.csv
var places []byte

//go:embed meetings.csv
var meetings []byte

// Name of the community. Every page shows it.
const Name = "Sallowby Recovery (invented)"

// Near is a place that the demo knows.
const Near = "ZA1"

// Password of everybody in the demo who has one.
const Password = "three invented words"

// SignIn is one way into the demo.
type SignIn struct {
	Role     access.Role
	Name     string
	SignInAs string // with Password; empty for a one-time link
	Link     string // path of a one-time link; empty for a password
}

// history is how many days ago the community began.
const history = 40

// Storage is where and with what clock the demo is made: its clock is moved by
// [Make] through the weeks before the day, and its ids are the day's own.
func Storage(dir string, day civil.Date) (app.Storage, *clock.Manual) {
	return storage(dir, day, history)
}

func storage(dir string, day civil.Date, history int) (app.Storage, *clock.Manual) {
	hands := clock.At(day.AddDays(-history).At(9 * 60))
	return app.Storage{Data: dir, Clock: hands, IDs: ident.From(rand.NewChaCha8(seedOf(day)))}, hands
}

func seedOf(day civil.Date) (seed [32]byte) {
	copy(seed[:], day.String())
	return seed
}

// town is the community while it is being made.
type town struct {
	ctx   context.Context
	core  *app.Core
	clock *clock.Manual
	day   civil.Date
	began int // how many days before the day

	programmes map[string]string // ids, by the keys of those that ship
	asked      map[string]bool   // people who were asked about themselves when they came

	manager, fern, finn access.Actor
	cass, kit, cory     access.Actor
	lena, dee, toni     access.Actor // safeguarding lead, her deputy, a trainer
}

// Make makes the stories' community as it stands on the morning of the day, with
// the clock at 10:05 of it, and tells how to sign in.
func Make(ctx context.Context, c *app.Core, hands *clock.Manual, day civil.Date, admin account.Link) ([]SignIn, error) {
	t := &town{ctx: ctx, core: c, clock: hands, day: day, began: history}
	for _, step := range []func() error{
		func() error { return t.join(admin.Token, "admin") },
		t.people, t.clear, t.companions, t.list, t.take, t.evaluations, t.stories, t.longWays, t.tallies, t.concerns, t.complaints, t.waitingRoom, t.records, t.messages, t.hats,
		t.courses, t.aboutThemselves, t.questions,
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return t.signIns(admin)
}

// signIns says how to sign in, with the clock at 10:05 of the day.
func (t *town) signIns(admin account.Link) ([]SignIn, error) {
	t.at(0, "10:05")
	link, err := t.core.Accounts.MakeLink(t.ctx, t.manager, t.cass.Account, account.ToSignIn)
	if err != nil {
		return nil, err
	}
	return []SignIn{
		{Role: access.Facilitator, Name: t.fern.Name, SignInAs: "fern"},
		{Role: access.Companion, Name: t.cass.Name, Link: "/sign-in/" + link.Token},
		{Role: access.Manager, Name: t.manager.Name, SignInAs: "morgan"},
		{Role: access.Lead, Name: t.lena.Name, SignInAs: "lena"},
		{Role: access.Deputy, Name: t.dee.Name, SignInAs: "dee"},
		{Role: access.Trainer, Name: t.toni.Name, SignInAs: "toni"},
		{Role: access.Administrator, Name: admin.Account.Name, SignInAs: "admin"},
	}, nil
}

// at moves the clock to a time of the day that is so many days off the demo's.
func (t *town) at(days int, wall string) {
	clock, err := civil.ParseTimeOfDay(wall)
	if err != nil {
		panic(err) // the times stand in this package
	}
	t.clock.Set(t.day.AddDays(days).At(clock))
}

// join takes up an invitation, with the demo's password when there is a name to
// sign in with.
func (t *town) join(token, name string) error {
	in := account.Joining{SignInName: name}
	if name != "" {
		in.Password = Password
	}
	_, err := t.core.Accounts.Accept(t.ctx, t.core.Scope, token, in, nil)
	return err
}

// people invites everybody who works here.
func (t *town) people() error {
	for _, p := range []struct {
		into *access.Actor
		name string
		as   string // name to sign in with; empty: by one-time links
		role []access.Role
	}{
		{&t.manager, "Morgan H", "morgan", []access.Role{access.Manager}},
		{&t.fern, "Fern A", "fern", []access.Role{access.Facilitator}},
		{&t.finn, "Finn D", "finn", []access.Role{access.Facilitator}},
		{&t.cass, "Cass W", "", []access.Role{access.Companion}},
		{&t.kit, "Kit O", "", []access.Role{access.Companion}},
		{&t.cory, "Cory B", "", []access.Role{access.Companion}},
		{&t.lena, "Lena M", "lena", []access.Role{access.Lead}},
		{&t.dee, "Dee R", "dee", []access.Role{access.Deputy}},
		{&t.toni, "Toni S", "toni", []access.Role{access.Trainer}},
	} {
		link, err := t.core.Accounts.Invite(t.ctx, t.core.Operator(), account.Invitation{Name: p.name, SignInName: p.as, Roles: p.role})
		if err != nil {
			return err
		}
		if err := t.join(link.Token, p.as); err != nil {
			return err
		}
		*p.into = access.Actor{Scope: t.core.Scope, Account: link.Account.ID, Name: p.name, Roles: p.role}
	}
	return nil
}

// clear lets two companions go along; the third's clearance has run out.
func (t *town) clear() error {
	t.at(-t.began+1, "11:00")
	today := t.day.AddDays(-t.began + 1)
	for _, c := range []struct {
		who   access.Actor
		until civil.Date
		train civil.Date // to be trained again by then
		car   civil.Date // insured for lifts until
	}{{t.cass, t.day.AddDays(300), civil.Date{}, t.day.AddDays(5)}, {t.kit, t.day.AddDays(200), t.day.AddDays(25), civil.Date{}},
		{t.cory, t.day.AddDays(-3), civil.Date{}, civil.Date{}}} {
		err := t.core.Companions.Clear(t.ctx, t.manager, companion.Clearance{Account: c.who.Account,
			References: today.AddDays(-30), Training: today.AddDays(-14), DBSNeeded: true, DBS: today.AddDays(-20), Until: c.until,
			TrainingUntil: c.train, CarUntil: c.car, OutBefore: true})
		if err != nil {
			return err
		}
	}
	return t.core.DB.Tx(t.ctx, t.core.Scope, func(tx *db.Tx) error {
		if err := db.SetStaffed(tx, "01632 960 123", "every day, 9 am to 9 pm"); err != nil {
			return err
		}
		return trail.Append(tx, trail.Entry{Account: t.manager.Account, Event: trail.CommunityChanged,
			Subject: trail.Subject{Kind: "community", ID: tx.Community()}})
	})
}

// list reads the places and the meetings, and rings some of them.
func (t *town) list() error {
	t.at(-t.began+2, "10:00")
	if _, err := t.core.Places.Import(t.ctx, t.manager, bytes.NewReader(places), "places.csv"); err != nil {
		return err
	}
	edition, err := exchange.Read(meetings, exchange.CSV, "")
	if err != nil {
		return err
	}
	if _, err := t.core.Meetings.Import(t.ctx, t.manager, "Sallowby list", edition, false); err != nil {
		return err
	}
	if err := t.core.Refresh(t.ctx); err != nil {
		return err
	}
	some, err := t.core.Meetings.List(t.ctx, t.fern, meeting.Query{})
	if err != nil {
		return err
	}
	for i, m := range some.Meetings {
		if i%2 == 1 {
			continue
		}
		t.clock.Advance(5 * time.Minute)
		if err := t.core.Meetings.Rang(t.ctx, t.fern, m.ID); err != nil {
			return err
		}
	}
	return t.core.Refresh(t.ctx)
}
