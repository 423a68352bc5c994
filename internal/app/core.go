// Package app wires the program: configuration, database, capabilities,
// background work and pages, and says in which order they start and stop.
package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"openmaf/internal/community/phrase"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/option"
	"openmaf/internal/directory/place"
	"openmaf/internal/people/ask"
	"openmaf/internal/people/chat"
	"openmaf/internal/people/companion"
	"openmaf/internal/people/complaint"
	"openmaf/internal/people/concern"
	"openmaf/internal/people/consent"
	"openmaf/internal/people/exclusion"
	"openmaf/internal/people/link"
	"openmaf/internal/people/message"
	"openmaf/internal/people/numbers"
	"openmaf/internal/people/ownview"
	"openmaf/internal/people/person"
	"openmaf/internal/people/ring"
	"openmaf/internal/people/shift"
	"openmaf/internal/platform/clock"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/ident"
	"openmaf/internal/platform/locale"
	"openmaf/internal/programme/asking"
	"openmaf/internal/programme/course"
	"openmaf/internal/programme/evaluation/cohort"
	"openmaf/internal/programme/measure"
	"openmaf/internal/programme/timetable"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
	"openmaf/internal/trust/seal"
	"openmaf/internal/trust/trail"
)

// KeyName is the key file inside a data directory. It is never part of a
// backup: whoever has one of the two has not yet both.
const KeyName = "openmaf.key"

// Storage says where a community is kept. The zero Clock and IDs are the
// machine's.
type Storage struct {
	Data     string // directory of the key file, and of the embedded database
	Database string // postgres://… instead of the embedded database
	Clock    clock.Clock
	IDs      *ident.Maker
	Bulk     bool // fill it quickly: see db.Config
}

// Core is a community opened for work, with or without pages.
type Core struct {
	DB       *db.DB
	Scope    db.Scope
	Seal     *seal.Sealer
	Accounts *account.Store
	Places   *place.Store
	Meetings *meeting.Store
	Board    *option.Board // empty until Refresh

	People     *person.Store
	Glass      *person.Glass
	Exclusions *exclusion.Store
	Consents   *consent.Store
	Concerns   *concern.Store
	Complaints *complaint.Store
	Chats      *chat.Store
	Companions *companion.Store
	Links      *link.Service
	Messages   *message.Service
	Numbers    *numbers.Store
	Own        *ownview.Store
	Shifts     *shift.Store
	Ring       *ring.Store
	Asks       *ask.Store
	Courses    *course.Store
	Measures   *measure.Store
	Questions  *asking.Store
	Timetable  *timetable.Store
	Cohorts    *cohort.Store

	Phrases *phrase.Store
	Words   *locale.Shelf // the community's words; the standard ones until Refresh

	refreshing sync.Mutex
	revision   int64 // of the meetings and places that hang on the board
	wording    int64 // revision of the words on the shelf
}

// Open opens the community that is there. Where there is none it makes
// nothing: the fault says how to make one.
func Open(ctx context.Context, s Storage) (*Core, error) {
	if s.Database == "" && !db.Exists(s.Data) {
		return nil, fault.New(fault.Missing, "db.no_community")
	}
	d, err := db.Open(ctx, db.Config{Dir: s.Data, URL: s.Database, Clock: s.Clock, IDs: s.IDs, Bulk: s.Bulk})
	if err != nil {
		return nil, err
	}
	scope, err := d.Only(ctx)
	if err != nil {
		return nil, errors.Join(err, d.Close())
	}
	sealer, err := seal.Open(filepath.Join(s.Data, KeyName))
	if err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return core(d, scope, sealer), nil
}

func core(d *db.DB, scope db.Scope, sealer *seal.Sealer) *Core {
	accounts := account.New(d)
	words := new(locale.Shelf)
	messages := message.New(d, sealer, words)
	questions := asking.New(d, sealer, messages)
	messages.Spare(course.Inside)
	return &Core{
		DB:       d,
		Scope:    scope,
		Seal:     sealer,
		Accounts: accounts,
		Places:   place.New(d),
		Meetings: meeting.New(d),
		Board:    new(option.Board),

		People:     person.New(d),
		Consents:   consent.New(d),
		Concerns:   concern.New(d, sealer),
		Complaints: complaint.New(d, sealer),
		Chats:      chat.New(d),
		Companions: companion.New(d),
		Links:      link.New(d, link.Defaults(), course.Follower{}),
		Numbers:    numbers.New(d),
		Own:        ownview.New(d, sealer, accounts, messages),
		Shifts:     shift.New(d),
		Ring:       ring.New(d, sealer),
		Asks:       ask.New(d),
		Courses:    course.New(d),
		Measures:   measure.New(d),
		Questions:  questions,
		Timetable:  timetable.New(d),
		Cohorts:    cohort.New(d, questions),
		Glass:      person.NewGlass(d, sealer),
		Exclusions: exclusion.New(d, sealer),

		Messages: messages,
		Phrases:  phrase.New(d),
		Words:    words,
	}
}

// Close closes the database.
func (c *Core) Close() error { return c.DB.Close() }

// Operator acts for the command line.
func (c *Core) Operator() access.Actor { return access.Operator(c.Scope) }

// Refresh reads anew what is held in memory and has changed since: the list of
// meetings, as the index that options are ranked from, and the community's
// words. Whoever asks meanwhile is answered from the ones before.
func (c *Core) Refresh(ctx context.Context) error {
	return c.DB.View(ctx, c.Scope, func(tx *db.Tx) error {
		if err := c.rewrite(tx); err != nil {
			return err
		}
		revision, err := revisionOf(tx)
		if err != nil {
			return err
		}
		c.refreshing.Lock()
		defer c.refreshing.Unlock()
		if revision <= c.revision { // a refresh that began later was quicker
			return nil
		}
		list, err := meeting.All(tx)
		if err != nil {
			return err
		}
		c.Board.Swap(c.Scope.Community(), option.Build(list, option.Standard()))
		c.revision = revision
		return nil
	})
}

// rewrite puts the present words on the shelf.
func (c *Core) rewrite(tx *db.Tx) error {
	wording, err := phrase.Revision(tx)
	if err != nil {
		return err
	}
	c.refreshing.Lock()
	defer c.refreshing.Unlock()
	if wording <= c.wording {
		return nil
	}
	book, err := phrase.Book(tx)
	if err != nil {
		return err
	}
	c.Words.Put(book)
	c.wording = wording
	return nil
}

// revisionOf grows whenever the index would be another one.
func revisionOf(tx *db.Tx) (int64, error) {
	meetings, err := meeting.Revision(tx)
	if err != nil {
		return 0, err
	}
	places, err := place.Revision(tx)
	return meetings + places, err
}

// Found makes a community, its key file, and the invitation of its first
// administrator. What cannot be made is refused before anything is.
func Found(ctx context.Context, s Storage, name, admin string) (*Core, account.Link, error) {
	invitation := account.Invitation{Name: nameOf(admin), SignInName: admin, Roles: []access.Role{access.Administrator}}
	if err := invitation.Check(access.Operator(db.Scope{})); err != nil {
		return nil, account.Link{}, err
	}
	if name = strings.TrimSpace(name); name == "" {
		return nil, account.Link{}, fault.New(fault.Invalid, "db.community_name").Field("name", "db.community_name")
	}
	d, err := db.Open(ctx, db.Config{Dir: s.Data, URL: s.Database, Clock: s.Clock, IDs: s.IDs, Bulk: s.Bulk})
	if err != nil {
		return nil, account.Link{}, err
	}
	c, link, err := found(ctx, d, s, name, invitation)
	if err != nil {
		return nil, link, errors.Join(err, d.Close())
	}
	return c, link, nil
}

func found(ctx context.Context, d *db.DB, s Storage, name string, first account.Invitation) (*Core, account.Link, error) {
	if _, err := d.Only(ctx); err == nil {
		return nil, account.Link{}, fault.New(fault.Conflict, "db.community_exists")
	}
	sealer, _, err := EnsureKey(s.Data)
	if err != nil {
		return nil, account.Link{}, err
	}
	scope, link, err := begin(ctx, d.Found, name, first)
	if err != nil {
		return nil, link, err
	}
	return core(d, scope, sealer), link, nil
}

// founding is one of the database's ways to make a community.
type founding func(context.Context, string, ...func(*db.Tx) error) (db.Scope, error)

func begin(ctx context.Context, found founding, name string, first account.Invitation) (s db.Scope, link account.Link, err error) {
	s, err = found(ctx, name, func(tx *db.Tx) (err error) {
		if err := trail.Append(tx, trail.Entry{Account: trail.System, Event: trail.CommunityFounded,
			Subject: trail.Subject{Kind: "community", ID: tx.Community()}}); err != nil {
			return err
		}
		link, err = account.Invite(tx, access.Operator(tx.Scope()), first)
		return err
	})
	return s, link, err
}

// Beside founds another community in the same database, with the same key: the
// demo's neighbours, who must not be seen from it. The two have one database to
// close.
func (c *Core) Beside(ctx context.Context, name, admin string) (*Core, account.Link, error) {
	first := account.Invitation{Name: nameOf(admin), SignInName: admin, Roles: []access.Role{access.Administrator}}
	scope, link, err := begin(ctx, c.DB.FoundBeside, name, first)
	if err != nil {
		return nil, link, err
	}
	return core(c.DB, scope, c.Seal), link, nil
}

// EnsureKey opens the key file of a data directory, and makes one where there
// is none.
func EnsureKey(dir string) (s *seal.Sealer, made bool, err error) {
	path := filepath.Join(dir, KeyName)
	if _, err := os.Stat(path); err == nil {
		s, err = seal.Open(path)
		return s, false, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, false, err
	}
	s, err = seal.Create(path)
	return s, err == nil, err
}

// nameOf is what to call somebody of whom only an address is known.
func nameOf(admin string) string {
	name, _, _ := strings.Cut(admin, "@")
	return name
}
