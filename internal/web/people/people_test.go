package people_test

import (
	"context"
	"io"
	"log/slog"
	"net/url"
	"strings"
	"sync"
	"testing"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/option"
	"openmaf/internal/directory/place"
	"openmaf/internal/people/ask"
	"openmaf/internal/people/chat"
	"openmaf/internal/people/companion"
	"openmaf/internal/people/consent"
	"openmaf/internal/people/link"
	"openmaf/internal/people/message"
	"openmaf/internal/people/ownview"
	"openmaf/internal/people/person"
	"openmaf/internal/people/ring"
	"openmaf/internal/people/shift"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/programme/asking"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
	"openmaf/internal/trust/seal"
	"openmaf/internal/trust/trail"
	"openmaf/internal/web/page"
	"openmaf/internal/web/people"
	"openmaf/internal/web/server"
	"openmaf/internal/web/server/pagetest"
)

// team is the area on a real database, with somebody in each role.
type team struct {
	*testing.T
	*pagetest.Site
	d          *db.DB
	s          db.Scope
	caps       people.Capabilities
	endReads   func() // writes the reads that are waiting
	asha, ben  access.Actor
	max, admin access.Actor
}

// outcodes are invented towns at real positions.
const outcodes = "outcode,latitude,longitude,town\nLE1,52.6362,-1.1331,Sallowby\nLE2,52.61,-1.12,Sallowby\nB1,52.48,-1.9,Marlhaven\n"

// each runs the test on every engine, with Asha signed in.
func each(t *testing.T, test func(*team)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) { test(newTeam(t, d, s)) })
}

func newTeam(t *testing.T, d *db.DB, s db.Scope) *team {
	t.Helper()
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	reads := trail.NewReads(d, log)
	sealer, err := seal.InMemory()
	if err != nil {
		t.Fatal(err)
	}
	messages := message.New(d, sealer, nil)
	tm := &team{T: t, d: d, s: s, endReads: sync.OnceFunc(reads.Close), caps: people.Capabilities{
		DB: d, People: person.New(d), Consents: consent.New(d), Chats: chat.New(d), Links: link.New(d, link.Defaults()),
		Places: place.New(d), Companions: companion.New(d), Meetings: meeting.New(d), Board: new(option.Board), Reads: reads,
		Own: ownview.New(d, sealer, account.New(d), messages), Questions: asking.New(d, sealer, messages), Ring: ring.New(d, sealer), Asks: ask.New(d), Shifts: shift.New(d)}}
	t.Cleanup(tm.endReads)
	if _, err := tm.caps.Places.Import(t.Context(), access.Operator(s), strings.NewReader(outcodes), "towns.csv"); err != nil {
		t.Fatal(err)
	}
	drafts := &page.Drafts{}
	tm.caps.Drafts = drafts
	tm.Site = pagetest.With(t, d, s, func(c *server.Config) { *drafts = *c.Drafts }, people.New(tm.caps).Routes()...)
	tm.asha = pagetest.Account(t, d, s, "Asha", access.Facilitator)
	tm.ben = pagetest.Account(t, d, s, "Ben", access.Facilitator)
	tm.max = pagetest.Account(t, d, s, "Max", access.Manager)
	tm.admin = pagetest.Account(t, d, s, "Ada", access.Administrator)
	tm.As(tm.asha)
	return tm
}

// chat is what is typed into the form of a chat, with changes.
func chatWith(changes url.Values) url.Values {
	values := url.Values{"record": {"yes"}, "name": {"Sam Example"}, "which": {"new"}, "area": {"LE1 1AA"}, "free": {"weekday_evenings"},
		"companion": {"woman"}, "worries": {"religion", "told_work"}, "hopes": {"company"}, "help_with": {"I want my evenings back"},
		"access_needs": {"a seat near the door"}, "need": {"step-free"}, "agree_companion": {"yes"}}
	for name, v := range changes {
		values[name] = v
	}
	return values
}

// have begins a record and returns the address of the person's page.
func (tm *team) have(changes url.Values) string {
	tm.Helper()
	form := tm.Get("/chats/new").Want(200)
	values := form.Fill("/chats/new", chatWith(changes))
	tm.Post("/chats/new", values).Want(303)
	return "/people/" + values.Get("form_id")
}

// count asks the database how many rows a table has.
func (tm *team) count(table string) (n int) {
	tm.Helper()
	err := tm.d.View(context.Background(), tm.s, func(tx *db.Tx) (err error) {
		n, err = db.One(tx, db.Column[int],
			`SELECT count(*) FROM `+table+` WHERE community_id = $1`, tx.Community())
		return err
	})
	if err != nil {
		tm.Fatal(err)
	}
	return n
}

// holds fails the test unless each table has so many rows.
func (tm *team) holds(want map[string]int) {
	tm.Helper()
	for table, n := range want {
		if got := tm.count(table); got != n {
			tm.Errorf("%s has %d rows, want %d", table, got, n)
		}
	}
}

// says fails the test unless each of the words stands on the page.
func (tm *team) says(p *pagetest.Page, words ...string) {
	tm.Helper()
	text := p.Text("body")
	for _, w := range words {
		if !strings.Contains(text, w) {
			tm.Errorf("%q does not stand on the page:\n%s", w, text)
		}
	}
}

// hides fails the test if any of the words stands anywhere in the answer.
func (tm *team) hides(p *pagetest.Page, words ...string) {
	tm.Helper()
	for _, w := range words {
		if strings.Contains(p.Body, w) {
			tm.Errorf("%q stands on the page", w)
		}
	}
}

func TestEveryTemplateRendersEmpty(t *testing.T) { pagetest.RenderAll(t) }
