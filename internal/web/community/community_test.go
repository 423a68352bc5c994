package community_test

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"openmaf/internal/community/phrase"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/community"
	"openmaf/internal/web/server/pagetest"
)

func TestEveryTemplateRenders(t *testing.T) { pagetest.RenderAll(t) }

// open is the pages, with a shelf that is refreshed as the program does it.
func open(t *testing.T, d *db.DB, s db.Scope) (*pagetest.Site, *locale.Shelf) {
	shelf := new(locale.Shelf)
	refresh := func(ctx context.Context) error {
		return d.View(ctx, s, func(tx *db.Tx) error {
			b, err := phrase.Book(tx)
			if err == nil {
				shelf.Put(b)
			}
			return err
		})
	}
	return pagetest.New(t, d, s, community.New(phrase.New(d), shelf, refresh).Routes()...), shelf
}

func TestACommunityChangesItsWords(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		site, shelf := open(t, d, s)
		site.As(pagetest.Account(t, d, s, "Max", access.Manager))
		const at = "/words/en/public.find.heading"
		standard := locale.English().T("public.find.heading")

		p := site.Get("/words?find=" + url.QueryEscape(standard)).Want(200)
		if !strings.Contains(p.Text("main"), standard) {
			t.Fatalf("the list does not show what was looked for: %s", p.Text("main"))
		}
		p = site.Get(at).Want(200)
		p.Submit(at, url.Values{"other": {"Come and see"}}).Follow()
		if got := shelf.Book().In("en").T("public.find.heading"); got != "Come and see" {
			t.Errorf("the page says %q", got)
		}
		// Who opened the form before that learns of it and loses nothing.
		again := p.Submit(at, url.Values{"other": {"Somebody else's words"}}).Want(409)
		if !strings.Contains(again.Text("main"), "Somebody else's words") {
			t.Error("what was typed is gone")
		}
		site.Get(at).Submit(at, url.Values{"other": {"Come, {{.Name}}"}}).Want(422)
		site.Get(at).Submit(at+"/standard", nil).Follow()
		if got := shelf.Book().In("en").T("public.find.heading"); got != standard {
			t.Errorf("the page says %q, want the standard words", got)
		}
		site.Get("/words/en/no.such.message").Want(404)
		site.Get("/words/xx/public.find.heading").Want(404)
	})
}

func TestALanguageIsOfferedOnlyWhenSomebodySaysSo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		site, shelf := open(t, d, s)
		site.As(pagetest.Account(t, d, s, "Max", access.Manager))
		if n := len(shelf.Book().Offered()); n != 1 {
			t.Fatalf("%d languages are offered at first", n)
		}
		site.Get("/languages").Want(200).Submit("/languages/ur/offer", nil).Follow()
		if got := shelf.Book().For("ur", "").Dir(); got != "rtl" {
			t.Errorf("Urdu runs %s", got)
		}
		site.Get("/languages").Submit("/languages/ur/withdraw", nil).Follow()
		if got := shelf.Book().For("ur", "").Code(); got != "en" {
			t.Errorf("who asks for Urdu reads %s", got)
		}
		site.Post("/languages/en/withdraw", nil).Want(404)
		site.Post("/languages/xx/offer", nil).Want(404)
	})
}
