package complaint_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"openmaf/internal/people/complaint"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
	web "openmaf/internal/web/complaint"
	"openmaf/internal/web/server/pagetest"
)

// From the form to the answer, by the pages; what was typed outlives a refusal,
// and the list tells no word of it.
func TestFromComeToAnswered(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		sealer, err := seal.InMemory()
		if err != nil {
			t.Fatal(err)
		}
		site := pagetest.New(t, d, s, web.New(complaint.New(d, sealer)).Routes()...).As(persontest.Actor(t, d, s, "Max", access.Manager))
		says := func(p *pagetest.Page, words ...string) {
			t.Helper()
			for _, w := range words {
				if !strings.Contains(p.Text("body"), w) {
					t.Errorf("the page does not say %q:\n%s", w, p.Text("main"))
				}
			}
		}
		typed := url.Values{"came-day": {"30"}, "came-month": {"4"}, "came-year": {"2027"}, "how": {"said"}, "about": {"companion"}, "says": {"nobody came"}}
		refused := site.Get("/complaints/new").Want(200).Submit("/complaints/new", typed).Want(http.StatusUnprocessableEntity)
		says(refused, "This day has not come yet", "nobody came")
		typed.Set("came-year", "2026")
		one := refused.Submit("/complaints/new", typed).Follow().Want(200)
		says(one, "nobody came", "Going along to a meeting", "What changed because of it?")

		list := site.Get("/complaints").Want(200)
		says(list, "Going along to a meeting", "Not answered yet")
		if strings.Contains(list.Body, "nobody came") {
			t.Error("the list tells what was said")
		}
		at := list.Attr(`a[href^="/complaints/0"]`, "href")
		answered := site.Get(at).Submit(at, url.Values{"changed": {"We ring at noon now"}}).Follow().Want(200)
		says(answered, "We ring at noon now", "Answered on Friday 1 May 2026")
		if answered.Has("textarea") {
			t.Error("it could be answered twice")
		}
		site.Get("/complaints/" + d.NewID()).Want(http.StatusNotFound)
	})
}

func TestEveryTemplateRenders(t *testing.T) { pagetest.RenderAll(t) }
