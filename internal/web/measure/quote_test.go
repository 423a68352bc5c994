package measure_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"openmaf/internal/platform/civil"
	"openmaf/internal/programme/asking"
)

// What somebody wrote goes into a report by one press, and out of it by another.
func TestWordsAreAgreedToOneByOne(t *testing.T) {
	each(t, func(k *room) {
		ask := k.d.NewID()
		k.must(k.caps.Questions.Begin(t.Context(), k.asha, asking.Beginning{ID: ask, Person: k.sam, Measure: "own-before", Point: asking.Before,
			How: asking.Aloud, Opens: civil.DateOf(k.d.Clock().Now())}))
		k.must(k.caps.Questions.Type(t.Context(), k.asha, k.sam, ask, asking.Typing{
			Said: asking.Said{asking.Field("heard", 0): "Tea, mostly (invented)"}, How: asking.Aloud, Done: true}))

		one := "/people/" + k.sam + "/questions/" + ask
		k.As(k.asha)
		if p := k.Get(one).Want(http.StatusOK); !p.Has(`a[href="` + one + `/quotes"]`) {
			t.Error("nothing leads to what they wrote")
		}
		page := k.Get(one + "/quotes").Want(http.StatusOK)
		if lang := page.Attr("html", "lang"); lang != "en-GB" {
			t.Errorf("the page is in %q", lang)
		}
		for _, words := range []string{"May we put these words of yours into a report", "Tea, mostly", "They say yes"} {
			if !strings.Contains(page.Text("main"), words) {
				t.Errorf("the page does not say %q", words)
			}
		}
		page.Submit(one+"/quotes", url.Values{"field": {"a-nothing-0"}}).Want(http.StatusUnprocessableEntity)
		yes := page.Submit(one+"/quotes", nil).Follow().Want(http.StatusOK)
		if text := yes.Text("main"); !strings.Contains(text, "They agreed to these words") || !strings.Contains(text, "They take it back") {
			t.Errorf("after the yes: %s", text)
		}
		back := yes.Submit(one+"/quotes", nil).Follow().Want(http.StatusOK)
		if !strings.Contains(back.Text("main"), "They say yes") {
			t.Error("it cannot be agreed to again")
		}
		k.Get("/people/" + k.sam + "/questions/" + k.d.NewID() + "/quotes").Want(http.StatusNotFound)
	})
}
