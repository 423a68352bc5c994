package evaluation_test

import (
	"net/url"
	"strings"
	"testing"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/programme/asking"
	"openmaf/internal/programme/course"
	"openmaf/internal/programme/evaluation/cohort"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
	pages "openmaf/internal/web/evaluation"
	"openmaf/internal/web/server/pagetest"
)

// questions opens what nobody answered.
func questions(t *testing.T, d *db.DB) *asking.Store {
	sealer, err := seal.InMemory()
	if err != nil {
		t.Fatal(err)
	}
	return asking.New(d, sealer, nil)
}

func TestEveryTemplateRendersEmpty(t *testing.T) { pagetest.RenderAll(t) }

var plan = url.Values{"name": {"Spring (invented)"}, "from-day": {"1"}, "from-month": {"1"}, "from-year": {"2026"},
	"to-day": {"1"}, "to-month": {"4"}, "to-year": {"2026"}, "route": {"all"}, "outcome": {"any"}, "early": {"28"}, "late": {"56"}}

// A manager fixes what is counted, sees it, and makes the report to hand on.
func TestAnEvaluation(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		site := pagetest.New(t, d, s, pages.New(cohort.New(d, questions(t, d)), course.New(d)).Routes()...)
		site.As(pagetest.Account(t, d, s, "Max", access.Manager))

		form := site.Get("/evaluations/new").Want(200)
		bad := site.Post("/evaluations/new", form.Fill("/evaluations/new", url.Values{"name": {"x"}}))
		if bad.Want(422); !bad.Has("#from-error") || !bad.Has("#outcome-error") {
			t.Error("it does not say what is missing")
		}
		inside := site.Post("/evaluations/new", form.Fill("/evaluations/new", plan)).Follow().Want(200)
		text := inside.Text("main")
		for _, must := range []string{"No comparison group", "Keep it inside", "before any result could be known"} {
			if !strings.Contains(text, must) {
				t.Errorf("it does not say %q", must)
			}
		}
		path := inside.Attr(`a[href$="/report"]`, "href")
		site.Get(path).Want(404) // none was made yet

		handed := site.Post(path, inside.Fill(path, nil)).Follow().Want(200)
		if strings.Contains(handed.Text("main"), "Keep it inside") {
			t.Error("the report to hand on says that it stays inside")
		}
		for _, kind := range []string{"pdf", "word", "figures", "dictionary"} {
			first, again := site.Get(path+"/"+kind).Want(200), site.Get(path+"/"+kind).Want(200)
			if first.Body == "" || first.Body != again.Body {
				t.Errorf("%s: the same report makes other bytes", kind)
			}
		}
		if list := site.Get("/evaluations").Want(200); list.Text(".rows__text a") != "Spring (invented)" {
			t.Error("it is not in the list")
		}
	})
}

// The place's own figures come with their source, and are held beside ours.
func TestFiguresOfThePlace(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		site := pagetest.New(t, d, s, pages.New(cohort.New(d, questions(t, d)), course.New(d)).Routes()...)
		site.As(pagetest.Account(t, d, s, "Max", access.Manager))
		form := site.Get("/evaluations/new").Want(200)
		inside := site.Post("/evaluations/new", form.Fill("/evaluations/new", plan)).Follow().Want(200)
		path := inside.Attr(`a[href$="/place"]`, "href")
		place := site.Get(path).Want(200)
		bad := site.Post(path, place.Fill(path, url.Values{"sex-woman": {"51"}, "spend": {"a lot"}}))
		if bad.Want(422); !bad.Has("#spend-error") {
			t.Error("it does not say what is wrong with the money")
		}
		site.Post(path, place.Fill(path, url.Values{"sex-woman": {"51"}})).Want(422) // without a source
		site.Post(path, place.Fill(path, url.Values{"sex-woman": {"51 %"}, "sex-source": {"Invented census"}, "spend": {"2,400"}})).Follow().Want(200)
		if got := site.Get(path).Want(200).Attr("#spend", "value"); got != "2400" {
			t.Errorf("the money is kept as %q", got)
		}
	})
}
