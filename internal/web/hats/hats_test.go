package hats_test

import (
	"io"
	"log/slog"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"

	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
	"openmaf/internal/trust/trail"
	"openmaf/internal/web/hats"
	"openmaf/internal/web/page"
	"openmaf/internal/web/server"
	"openmaf/internal/web/server/pagetest"
)

func TestEveryTemplateRendersEmpty(t *testing.T) { pagetest.RenderAll(t) }

// team is the area on a real database. Col is a companion, and a person whom
// Asha keeps; Max is a manager, Lena the safeguarding lead.
type team struct {
	*testing.T
	*pagetest.Site
	d                    *db.DB
	people               *person.Store
	asha, col, max, lena access.Actor
	record               person.Person
}

func each(t *testing.T, test func(*team)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		sealer, err := seal.InMemory()
		if err != nil {
			t.Fatal(err)
		}
		reads := trail.NewReads(d, slog.New(slog.NewTextHandler(io.Discard, nil)))
		t.Cleanup(sync.OnceFunc(reads.Close))
		drafts := &page.Drafts{}
		tm := &team{T: t, d: d, people: person.New(d)}
		tm.Site = pagetest.With(t, d, s, func(c *server.Config) { *drafts = *c.Drafts }, hats.New(hats.Capabilities{People: tm.people,
			Glass: person.NewGlass(d, sealer), Links: link.New(d, link.Defaults()), Drafts: drafts, Reads: reads}).Routes()...)
		tm.asha = persontest.Actor(t, d, s, "Asha", access.Facilitator)
		tm.col = persontest.Actor(t, d, s, "Col", access.Companion)
		tm.max = persontest.Actor(t, d, s, "Max", access.Manager)
		tm.lena = persontest.Actor(t, d, s, "Lena", access.Lead)
		tm.record = persontest.Add(t, d, tm.asha, person.Person{Name: "Colin Cole", Phone: "0116 496 0000"})
		test(tm)
	})
}

func (tm *team) at(verb string) string { return "/people/" + tm.record.ID + "/" + verb }

func TestSealAndChooseWho(t *testing.T) {
	each(t, func(tm *team) {
		tm.As(tm.asha)
		tm.Get(tm.at("hats")).Want(200).Submit(tm.at("seal"), nil).Follow().Want(200)
		_, err := tm.people.Get(t.Context(), tm.max, tm.record.ID)
		persontest.Missing(t, "a manager, from then on", err)
		tm.Get(tm.at("hats")).Submit(tm.at("let-in"), url.Values{"account": {tm.max.Account}}).Follow().Want(200)
		if _, err := tm.people.Get(t.Context(), tm.max, tm.record.ID); err != nil {
			t.Errorf("a manager who was let in: %v", err)
		}
		tm.Get(tm.at("hats")).Submit(tm.at("let-in"), url.Values{"account": {""}}).Want(422)
		tm.Get(tm.at("hats")).Submit(tm.at("own-account"), url.Values{"own": {tm.col.Account}}).Follow().Want(200)
		tm.Get(tm.at("hats")).Submit(tm.at("put-out"), nil).Follow().Want(200) // the one button is Max's
		_, err = tm.people.Get(t.Context(), tm.max, tm.record.ID)
		persontest.Missing(t, "a manager who was put out", err)

		tm.As(tm.col)
		own := tm.Get("/own-record").Want(200)
		if text := own.Text("main"); !strings.Contains(text, "Asha") || strings.Contains(text, "Colin") || strings.Contains(text, "0116") {
			t.Errorf("at their own account stands:\n%s", text)
		}
		own.Submit("/own-record/put-out", url.Values{"account": {tm.asha.Account}}).Follow().Want(200)
		_, err = tm.people.Get(t.Context(), tm.asha, tm.record.ID)
		persontest.Missing(t, "the keeper, whom the person put out", err)
	})
}

// changing is what differs between two askings of one page.
var changing = regexp.MustCompile(`nonce="[^"]*"|[0-9A-HJKMNP-TV-Z]{26}`)

// What an emergency page says does not depend on who is here.
func TestGlassSaysTheSame(t *testing.T) {
	each(t, func(tm *team) {
		if err := tm.people.Seal(t.Context(), tm.asha, tm.record.ID, nil); err != nil {
			t.Fatal(err)
		}
		if err := tm.people.Tell(t.Context(), tm.asha, tm.record.ID, tm.col.Account); err != nil {
			t.Fatal(err)
		}
		tm.As(tm.max)
		try := func(who string) (answer, said string, at string) {
			form := tm.Get("/glass").Want(200)
			sent := form.Submit("/glass", url.Values{"who": {who}, "reason": {"Nobody has heard from them."}}).Want(303)
			return changing.ReplaceAllString(sent.Body, ""), changing.ReplaceAllString(sent.Follow().Want(200).Body, ""), sent.Header.Get("Location")
		}
		answer, said, there := try("Colin Cole")
		otherAnswer, otherSaid, nowhere := try("Nobody Here")
		if answer != otherAnswer || said != otherSaid {
			t.Error("the pages differ")
		}
		behind := tm.Get(there + "/record").Want(200)
		if text := behind.Text("main"); !strings.Contains(text, "0116 496 0000") || !strings.Contains(text, "Asha") {
			t.Errorf("behind the glass:\n%s", text)
		}
		tm.Get(nowhere + "/record").Want(404)
		form := tm.Get("/glass")
		form.Submit("/glass", url.Values{"who": {"Colin Cole"}, "reason": {" "}}).Want(422)
		form.Submit("/glass", url.Values{"who": {"Nobody"}, "reason": {"The first words."}}).Want(303)
		form.Submit("/glass", url.Values{"who": {"Nobody"}, "reason": {"Other words."}}).Want(409)
		tm.As(tm.lena)
		register := tm.Get("/glass/register").Want(200).Text("main")
		if strings.Count(register, "Nobody has heard from them.") != 2 || strings.Contains(register, "Other words.") || strings.Contains(register, "Colin") {
			t.Errorf("the lead reads:\n%s", register)
		}
		tm.Get(there + "/record").Want(404) // open to Max alone
	})
}
