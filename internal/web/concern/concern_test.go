package concern_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"openmaf/internal/people/concern"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
	"openmaf/internal/trust/seal"
	web "openmaf/internal/web/concern"
	"openmaf/internal/web/server/pagetest"
)

// team is a community's pages about concerns, and who comes to them.
type team struct {
	*testing.T
	Site  *pagetest.Site
	d     *db.DB
	store *concern.Store

	asha, sam, max, lena, dee access.Actor
}

func each(t *testing.T, test func(t *team)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		sealer, err := seal.InMemory()
		if err != nil {
			t.Fatal(err)
		}
		store := concern.New(d, sealer)
		who := func(name string, roles ...access.Role) access.Actor { return persontest.Actor(t, d, s, name, roles...) }
		test(&team{T: t, Site: pagetest.New(t, d, s, web.New(store, account.New(d)).Routes()...), d: d, store: store,
			asha: who("Asha", access.Facilitator), sam: who("Sam", access.Companion), max: who("Max", access.Manager),
			lena: who("Lena", access.Lead), dee: who("Dee", access.Deputy)})
	})
}

// raised sends the form as somebody, and returns the id of the concern.
func (t *team) raised(who access.Actor, values url.Values) string {
	t.Helper()
	t.Site.As(who)
	p := t.Site.Get("/concerns/new").Want(200).Submit("/concerns/new", values).Want(http.StatusSeeOther)
	id, ok := strings.CutPrefix(p.Header.Get("Location"), "/raised/")
	if !ok {
		t.Fatalf("leads to %s", p.Header.Get("Location"))
	}
	return id
}

func (t *team) says(p *pagetest.Page, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(p.Text("body"), w) {
			t.Errorf("the page does not say %q:\n%s", w, p.Text("main"))
		}
	}
}

func (t *team) silent(p *pagetest.Page, words ...string) {
	t.Helper()
	for _, w := range words {
		if strings.Contains(p.Body, w) {
			t.Errorf("the page says %q", w)
		}
	}
}

// From the form to the closed concern, by its pages.
func TestFromRaisedToClosed(t *testing.T) {
	each(t, func(t *team) {
		t.Site.As(t.sam)
		form := t.Site.Get("/concerns/new").Want(200)
		t.says(form, "Ring 999 first", "Lena (safeguarding lead)", "Dee (deputy lead)")
		refused := form.Submit("/concerns/new", url.Values{"saw": {""}, "thinks": {"she is afraid"}}).Want(http.StatusUnprocessableEntity)
		t.says(refused, "A few words are enough", "she is afraid")

		id := t.raised(t.sam, url.Values{"saw": {"he shouted at her"}, "thinks": {"she is afraid"}, "about": {"person"}, "who": {"the tall one"},
			"danger": {"no"}, "done": {"I stayed"}})
		sent := t.Site.Get("/raised/" + id).Want(200)
		t.says(sent, "Lena (safeguarding lead) will read it by", "3 pm", "If not, Dee (deputy lead) is told as well")
		t.silent(sent, "he shouted", "afraid", "tall one", "I stayed")
		t.Site.Get("/concerns/" + id).Want(http.StatusForbidden)

		at := "/concerns/" + id
		t.Site.As(t.lena)
		t.says(t.Site.Get("/concerns").Want(200), "Waiting to be read", "by Sam")
		read := t.Site.Get(at).Want(200)
		t.says(read, "he shouted at her", "she is afraid", "the tall one", "I stayed", "Nobody has read this yet")
		read.Submit(at+"/read", nil).Follow().Want(200)
		page := t.Site.Get(at)
		page.Submit(at+"/entries", url.Values{"kind": {"note"}, "words": {""}}).Want(http.StatusUnprocessableEntity)
		page.Submit(at+"/entries", url.Values{"words": {"x"}}).Want(http.StatusUnprocessableEntity)
		page.Submit(at+"/entries", url.Values{"kind": {"decision"}, "words": {"we ring her"}}).Follow().Want(200)
		page.Submit(at+"/review", url.Values{"on-day": {"31"}, "on-month": {"2"}, "on-year": {"2027"}}).Want(http.StatusUnprocessableEntity)
		page.Submit(at+"/review", url.Values{"on-day": {"8"}, "on-month": {"5"}, "on-year": {"2026"}}).Follow().Want(200)
		share := t.Site.Get(at + "/share").Want(200)
		share.Submit(at+"/share", url.Values{"with": {"Jo"}}).Want(http.StatusUnprocessableEntity)
		share.Submit(at+"/share", url.Values{"with": {"Jo"}, "fields": {"saw", "name"}, "basis": {"agreed"}, "words": {"will ring"}}).Follow().Want(200)
		paper := t.Site.Get(at).Submit(at+"/print", nil).Want(200)
		t.says(paper, "Printed by Lena", "he shouted at her", "we ring her", "With Jo", "Friday 8 May")
		closing := t.Site.Get(at + "/close").Want(200)
		closing.Submit(at+"/close", url.Values{"words": {"x"}}).Want(http.StatusUnprocessableEntity)
		closing.Submit(at+"/close", url.Values{"reason": {"safe"}, "words": {"she moved"}}).Follow().Want(200)
		t.says(t.Site.Get("/concerns?closed=yes").Want(200), "Closed", "by Sam")
		t.says(t.Site.Get(at).Want(200), "she moved", "Nobody is at risk any more", "Open it again")

		t.Site.As(t.sam)
		after := t.Site.Get("/raised/" + id).Want(200)
		t.says(after, "Read by Lena")
		t.silent(after, "shouted", "she moved", "Jo")
		t.says(t.Site.Get("/raised").Want(200), "Read by Lena")
	})
}

// The lead does not come to know of a concern that is about the lead, and the
// raiser is told that the deputy reads it.
func TestARouteRoundTheLead(t *testing.T) {
	each(t, func(t *team) {
		id := t.raised(t.asha, url.Values{"saw": {"x"}, "about": {"lead"}})
		sent := t.Site.Get("/raised/" + id).Want(200)
		t.says(sent, "Dee (deputy lead) will read it")
		t.silent(sent, "Lena")
		t.Site.As(t.lena)
		gone := t.Site.Get("/concerns/" + id).Want(http.StatusNotFound)
		never := t.Site.Get("/concerns/" + t.d.NewID()).Want(http.StatusNotFound)
		if gone.Text("main") != never.Text("main") {
			t.Error("a concern that is kept from the lead looks otherwise than one that never was")
		}
		t.says(t.Site.Get("/concerns").Want(200), "There is nothing here")
		t.Site.Post("/concerns/"+id+"/read", url.Values{}).Want(http.StatusNotFound)
		t.Site.Post("/concerns/"+id+"/print", url.Values{}).Want(http.StatusNotFound)
		t.Site.As(t.dee)
		t.says(t.Site.Get("/concerns/"+id).Want(200), "Dee (deputy lead)")
	})
}

// When it may be about everybody who would read it, the page says whom to ring
// outside; so it does when nobody has read it for too long.
func TestSomebodyOutside(t *testing.T) {
	each(t, func(t *team) {
		t.must(t.store.Set(context.Background(), t.max, concern.Settings{Number: "01632 960 555", OutsideName: "Jo at the council",
			OutsideNumber: "01632 960 999", DeputyHours: 4, UrgentHours: 1, ManagerHours: 24}))
		everybody := t.raised(t.asha, url.Values{"saw": {"x"}, "about": {"lead", "deputy", "manager"}})
		t.says(t.Site.Get("/raised/"+everybody).Want(200), "Jo at the council", "01632 960 999", "01632 960 555")
		both := t.raised(t.asha, url.Values{"saw": {"x"}, "about": {"lead", "deputy"}})
		t.says(t.Site.Get("/raised/"+both).Want(200), "Max (manager, standing in) will read it")

		late := t.raised(t.sam, url.Values{"saw": {"x"}})
		t.silent(t.Site.Get("/raised/"+late).Want(200), "01632 960 999")
		dbtest.Clock(t.d).Advance(25 * time.Hour)
		t.says(t.Site.Get("/raised/"+late).Want(200), "Nobody has read it yet. We are sorry", "01632 960 999")
	})
}

// A manager is told that one waits, and finds no word of it.
func TestAManagerLearnsOnlyThatOneWaits(t *testing.T) {
	each(t, func(t *team) {
		id := t.raised(t.sam, url.Values{"saw": {"Zxsaw"}, "who": {"Zxwho"}})
		t.Site.As(t.max)
		t.silent(t.Site.Get("/concerns").Want(200), "A concern has waited")
		dbtest.Clock(t.d).Advance(24 * time.Hour)
		p := t.Site.Get("/concerns").Want(200)
		t.says(p, "A concern has waited since", "Lena (safeguarding lead)", "Dee (deputy lead)")
		t.silent(p, id, "Zx", "Sam")
	})
}

// Raised from a person's page it says whose record it will be about; a draft of
// it goes with that record, and is gone once it was sent.
func TestFromAPersonsPage(t *testing.T) {
	each(t, func(t *team) {
		wren := persontest.Add(t, t.d, t.asha, person.Person{Name: "Wren Q"})
		t.Site.As(t.asha)
		from := "/concerns/new?person=" + wren.ID
		form := t.Site.Get(from).Want(200)
		t.says(form, "about Wren’s record")
		if about := form.Attr(`input[name="form_about"]`, "value"); about != wren.ID {
			t.Errorf("the draft would belong to %q", about)
		}
		values := form.Fill("/concerns/new", url.Values{"saw": {"half a sentence"}, "form_for": {"/concerns/new"}})
		t.Site.Post("/draft", values).Want(200)
		t.says(t.Site.Get("/concerns/new"), "half a sentence", "about Wren’s record")
		values.Del("form_for")
		t.Site.Post("/concerns/new", values).Want(http.StatusSeeOther)
		t.silent(t.Site.Get("/concerns/new"), "half a sentence")
		t.Site.As(t.lena)
		c := t.Site.Get("/concerns").Want(200)
		read := t.Site.Get(c.Attr(`a[href^="/concerns/0"]`, "href")).Want(200)
		if !read.Has(`a[href="/people/` + wren.ID + `"]`) {
			t.Error("the concern does not lead to the record")
		}
		t.Site.As(t.sam)
		t.silent(t.Site.Get(from).Want(200), "Wren")
	})
}

// A second press of the button is the same concern.
func TestSentTwice(t *testing.T) {
	each(t, func(t *team) {
		t.Site.As(t.sam)
		values := t.Site.Get("/concerns/new").Fill("/concerns/new", url.Values{"saw": {"x"}})
		for range 2 {
			t.Site.Post("/concerns/new", values).Want(http.StatusSeeOther)
		}
		all, err := t.store.AllSent(context.Background(), t.sam)
		t.must(err)
		if len(all) != 1 {
			t.Errorf("%d concerns", len(all))
		}
	})
}

// Printing the page itself gives nothing away: all of it is left off the paper.
func TestThePagePrintsEmpty(t *testing.T) {
	each(t, func(t *team) {
		id := t.raised(t.sam, url.Values{"saw": {"Zxsaw"}})
		t.Site.As(t.lena)
		p := t.Site.Get("/concerns/" + id).Want(200)
		if !strings.Contains(p.Text("main .no-print"), "Zxsaw") || strings.Contains(p.Text("main .print-only"), "Zxsaw") {
			t.Error("the words would be on the paper")
		}
	})
}

func TestSettings(t *testing.T) {
	each(t, func(t *team) {
		t.Site.As(t.max)
		form := t.Site.Get("/concerns/settings").Want(200)
		form.Submit("/concerns/settings", url.Values{"deputy_hours": {"soon"}}).Want(http.StatusUnprocessableEntity)
		form.Submit("/concerns/settings", url.Values{"number": {"01632 960 555"}, "deputy_hours": {"6"}}).Follow().Want(200)
		t.raised(t.sam, url.Values{"saw": {"x"}, "danger": {"no"}})
		all, err := t.store.AllSent(context.Background(), t.sam)
		t.must(err)
		if by := all[0].By.Sub(all[0].Raised); by != 6*time.Hour {
			t.Errorf("read within %v", by)
		}
		t.says(t.Site.Get("/raised/"+all[0].ID), "01632 960 555")
		if day := civil.DateOf(all[0].Raised); day.IsZero() {
			t.Error("no day")
		}
	})
}

func TestAtMostEightQueriesAPage(t *testing.T) {
	each(t, func(t *team) {
		id := t.raised(t.sam, url.Values{"saw": {"x"}})
		t.must(t.store.Acknowledge(context.Background(), t.lena, id))
		queries := 0
		t.d.CountQueries(func() { queries++ })
		defer t.d.CountQueries(nil)
		for address, who := range map[string]access.Actor{"/concerns/new": t.asha, "/raised": t.sam, "/raised/" + id: t.sam,
			"/concerns": t.lena, "/concerns?closed=yes": t.lena, "/concerns/" + id: t.lena} {
			queries = 0
			t.Site.As(who)
			t.Site.Get(address).Want(200)
			if queries > 8 {
				t.Errorf("%s asks %d queries", address, queries)
			}
		}
	})
}

func TestEveryTemplateRenders(t *testing.T) { pagetest.RenderAll(t) }

func (t *team) must(err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
