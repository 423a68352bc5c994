package people_test

import (
	"net/url"
	"strings"
	"testing"

	"openmaf/internal/people/link"
	"openmaf/internal/web/server/pagetest"
)

// twice has Sam try the Steps, which did not fit, and go on to the Tools.
func (w *way) twice() (first string) {
	w.Helper()
	first = w.link
	w.choose(w.steps)
	w.at(7, 10*60)
	w.Get(w.link+"/check-in").Want(200).Submit(w.link+"/check-in", w.onDay(6, url.Values{"happened": {"went"}, "being": {"3"},
		"misfits": {"too-big"}, "differ": {"fewer people"}, "wants": {"different"}})).Want(303)
	w.link = w.linkOf(w.sam)
	w.choose(w.tools)
	return first
}

// onDay adds the day n days after the first to what is typed.
func (w *way) onDay(n int, values url.Values) url.Values {
	on := day0.AddDays(n)
	for name, v := range map[string]string{"on-day": on.String()[8:], "on-month": on.String()[5:7], "on-year": on.String()[:4]} {
		values.Set(name, v)
	}
	return values
}

// A chain of alternatives reads as one story, from either end: what was tried,
// what did not fit, what came next.
func TestAChainIsOneStory(t *testing.T) {
	ways(t, func(w *way) {
		first := w.twice()
		for _, address := range []string{first, w.link} {
			p := w.Get(address).Want(200)
			text := p.Text("main")
			order := []string{"Thursday Steps (invented)", "Went on to something different", "Talked about trying a group", "Went to Thursday Steps",
				"We have not heard of: a plan", "What did not fit: It was too big", "So they tried something different:", "Tuesday Tools (invented)", "Chose Tuesday Tools"}
			at := 0
			for _, words := range order {
				i := strings.Index(text[at:], words)
				if i < 0 {
					t.Errorf("%q does not come next in\n%s", words, text)
					break
				}
				at += i
			}
			if n := len(p.All("section.card")); n != 2 {
				t.Errorf("%d chapters", n)
			}
		}
		person := w.Get(w.sam).Want(200)
		w.says(person, "After Thursday Steps (invented)")
		w.hides(w.As(w.max).Get(w.link).Want(200), "It was too big", "fewer people") // no words of a chat
		w.As(w.ben).Get(w.link).Want(404)
	})
}

// Several ways at once stand apart, each with its own card and its own story.
func TestSeveralWaysAtOnce(t *testing.T) {
	ways(t, func(w *way) {
		w.choose(w.steps)
		first := w.link
		w.at(0, 12*60)
		p := w.Get(w.sam).Want(200)
		p.Submit(w.sam+"/links", nil).Want(303).Follow().Want(200)
		w.link = w.linkOf(w.sam)
		if w.link == first || w.stored().Wish.Near.Known != true {
			t.Fatalf("%s, looking near %+v", w.link, w.stored().Wish.Near)
		}
		w.choose(w.tools)
		p = w.Get(w.sam).Want(200)
		if cards := len(p.All("section.card")); cards != 2 {
			t.Errorf("%d cards for two ways", cards)
		}
		w.hides(w.Get(w.link).Want(200), "Thursday Steps")
	})
}

// A way with very many steps is told in pages, in at most eight queries.
func TestALongWayInFewQueries(t *testing.T) {
	ways(t, func(w *way) {
		w.twice()
		id := strings.TrimPrefix(w.link, "/links/")
		for range 60 {
			w.tellLink(id, link.Choose{Meeting: w.tools, Why: "again"}, link.Decline{})
		}
		queries := 0
		w.d.CountQueries(func() { queries++ })
		defer w.d.CountQueries(nil)
		address, pages := w.link, 0
		fewest := func(address string) (p *pagetest.Page, least int) {
			least = 1 << 10
			for range 3 { // what notes the looks may fall between
				queries = 0
				p = w.Get(address).Want(200)
				least = min(least, queries)
			}
			return p, least
		}
		for address != "" && pages < 20 {
			p, n := fewest(address)
			if n > 8 {
				t.Errorf("%s asks %d queries", address, n)
			}
			address, pages = p.Attr(".govuk-pagination__next a", "href"), pages+1
		}
		if pages < 5 {
			t.Errorf("%d pages", pages)
		}
		for _, page := range []string{"/check-in", "/check-in?ask=later", "/options", "/plan", "/rest", "/after", "/feet"} {
			_, n := fewest(w.link + page)
			if n > 8 {
				t.Errorf("%s asks %d queries", page, n)
			}
			t.Logf("%s: %d queries", page, n)
		}
	})
}

// Whom the person wants to be asked by is chosen with the plan. A companion so
// chosen sees a first name, how to reach them, and the meeting; and leads them
// through the questions without opening anything else.
func TestACompanionAsks(t *testing.T) {
	ways(t, func(w *way) {
		w.sam = w.have(url.Values{"name": {"Robin Invented"}, "phone": {"01632 960 001"}, "contact": {"call"}, "agree_contact": {"yes"}})
		w.link = w.linkOf(w.sam)
		w.choose(w.tools)
		p := w.Get(w.link + "/plan").Want(200)
		alone := p.Submit(w.link+"/plan", planned(url.Values{"asker": {"companion"}})).Want(422)
		if !alone.Has("#asker-error") {
			t.Error("a companion asks where nobody goes along")
		}
		p.Submit(w.link+"/plan", planned(url.Values{"company": {w.col.Account}, "how_far": {"come_in"}, "meet_point": {"By the clock tower"},
			"asker": {"companion"}})).Want(303)
		if v := w.stored(); v.Asker != w.col.Account || w.Get(w.link+"/plan").Attr(`#asker option[selected]`, "value") != "companion" {
			t.Fatalf("the asker is %q", v.Asker)
		}
		w.at(5, 10*60)
		w.hides(w.Get("/today").Want(200), "Robin: How was it?")
		w.As(w.max)
		w.says(w.Get("/today").Want(200), "Robin: How was it?", "Col asks")
		w.As(w.col)
		w.says(w.Get("/outings").Want(200), "Robin: How was it?")
		ask := w.Get(w.link + "/check-in").Want(200)
		w.says(ask, "Robin", "Tuesday Tools (invented)", "01632 960 001")
		w.hides(ask, "Invented</", w.sam, "evenings back", "seat near the door", w.link+"/rest", "facets")
		w.hides(w.Get(w.link+"/check-in?ask=later").Want(200), "facets", "found_feet")
		done := ask.Submit(w.link+"/check-in", url.Values{"happened": {"went"}, "being": {"7"}, "wants": {"again"}}).Want(303)
		w.says(done.Follow().Want(200), "Thank you for asking")
		w.is(link.ComfortChecked)
		w.hides(w.Get(w.link+"/check-in").Want(200), `value="7" checked`)
		w.Get(w.sam).Want(403)
		w.Get(w.link).Want(403)
		w.Post(w.link+"/check-in", url.Values{"form_by": {w.col.Account}, "form_id": {w.d.NewID()}, "asked": {"later"},
			"going": {"going:weekly"}, "facets": {"role"}}).Want(404)
		w.is(link.ComfortChecked)
	})
}

// Somebody else of the team is chosen after the plan, and stays chosen when the
// plan is made anew.
func TestSomebodyElseAsks(t *testing.T) {
	ways(t, func(w *way) {
		w.write(`INSERT INTO account_role (community_id, account_id, role) VALUES ($1, $2, 'facilitator')`, w.ben.Account)
		w.choose(w.tools)
		p := w.Get(w.link + "/plan").Want(200)
		p = p.Submit(w.link+"/plan", planned(url.Values{"asker": {"other"}})).Want(303).Follow().Want(200)
		w.says(p, "Choose below who asks")
		p.Submit(w.link+"/asker", url.Values{"asker": {w.ben.Account}}).Want(303)
		w.Get(w.link+"/plan").Want(200).Submit(w.link+"/plan", planned(nil)).Want(303)
		w.must(w.caps.Links.Tell(w.Context(), w.asha, link.Ref{Link: strings.TrimPrefix(w.link, "/links/")}, link.LetAsk{Account: w.col.Account}))
		for _, page := range []string{"", "/plan"} { // whom they want is shown, though she is not of those who could be chosen
			if p := w.Get(w.link + page).Want(200); p.Attr("#asker option[selected]", "value") != w.col.Account || !strings.Contains(p.Text("#asker"), "Col C") {
				t.Errorf("who asks is not shown on %q: %s", page, p.Text("#asker"))
			}
		}
		w.Get(w.link+"/plan").Want(200).Submit(w.link+"/plan", planned(nil)).Want(303)
		if v := w.stored(); v.Asker != w.col.Account {
			t.Errorf("%q asks", v.Asker)
		}
	})
}

// A colleague who was handed a row does what comes next; it can be taken back.
func TestARowIsHandedOver(t *testing.T) {
	ways(t, func(w *way) {
		w.write(`INSERT INTO account_role (community_id, account_id, role) VALUES ($1, $2, 'facilitator')`, w.ben.Account)
		w.together()
		w.at(5, 10*60)
		p := w.Get(w.link + "/check-in").Want(200)
		if !p.Submit(w.link+"/hand-over", nil).Want(422).Has("#to-error") {
			t.Error("handed over to nobody")
		}
		p.Submit(w.link+"/hand-over", url.Values{"to": {w.ben.Account}}).Want(303)
		w.hides(w.Get("/today").Want(200), "How was it?")
		w.As(w.ben)
		w.says(w.Get("/today").Want(200), "Sam: How was it?")
		next := w.Get(w.link+"/check-in").Want(200).Submit(w.link+"/check-in", url.Values{"happened": {"not:nerves"}}).Want(303)
		w.says(next.Follow().Want(200), "Nerves are normal")
		w.Get(w.sam).Want(404)
		w.As(w.asha)
		w.Get(w.link+"/check-in").Want(200).Submit(w.link+"/take-back", nil).Want(303)
		w.As(w.ben).Get(w.link + "/check-in").Want(404)
	})
}

// Each cause of what did not happen leads to something kind, and none asks why.
func TestSomethingKindForEachCause(t *testing.T) {
	ways(t, func(w *way) {
		for _, cause := range link.Causes {
			id := w.d.NewID()
			w.must(w.caps.Links.Anew(w.Context(), w.asha, strings.TrimPrefix(w.sam, "/people/"), id, ""))
			w.link = "/links/" + id
			w.choose(w.tools)
			p := w.Get(w.link+"/check-in").Want(200).Submit(w.link+"/check-in", url.Values{"happened": {"not:" + string(cause)},
				"on-day": {"1"}, "on-month": {"5"}, "on-year": {"2026"}}).Want(303).Follow().Want(200)
			ways := p.All(".rows__item a")
			if len(ways) < 2 {
				t.Errorf("%s leads to %d things", cause, len(ways))
			}
			for _, a := range ways {
				for _, attr := range a.Attr {
					if attr.Key == "href" {
						w.Get(attr.Val).Want(200)
					}
				}
			}
			if ours := strings.Contains(p.Text("main"), "Say sorry"); ours != cause.Ours() {
				t.Errorf("%s: we say sorry: %t", cause, ours)
			}
			if strings.Contains(strings.ToLower(p.Text("main")), "why") {
				t.Errorf("%s asks why", cause)
			}
		}
	})
}

// Something has changed: what rested is taken up again, or something new
// begins; nothing is kept of what it was unless they want it.
func TestSomethingHasChangedForThem(t *testing.T) {
	ways(t, func(w *way) {
		first := w.link
		w.Get(w.link+"/options").Want(200).Submit(w.link+"/not-now", url.Values{"ask": {"never"}}).Want(303)
		p := w.Get(w.sam + "/changed").Want(200)
		w.says(p, "Something has changed for Sam", "You need not say what it was")
		p.Submit(w.sam+"/changed", url.Values{"which": {strings.TrimPrefix(first, "/links/")}}).Want(303)
		w.is(link.Raised)
		w.at(0, 12*60)
		p = w.Get(w.sam + "/changed").Want(200)
		p.Submit(w.sam+"/changed", url.Values{"which": {"new"}, "words": {"“I am out again”"}}).Want(303)
		w.link = w.linkOf(w.sam)
		w.says(w.Get(w.link).Want(200), "“I am out again”")
		w.hides(w.As(w.max).Get(w.link).Want(200), "out again")
		w.As(w.asha)
		w.says(w.Get(w.sam+"/changed").Want(200).Submit(w.sam+"/changed", url.Values{"words": {strings.Repeat("x", 201)}}).Want(422), "too long")
		w.As(w.ben).Get(w.sam + "/changed").Want(404)
	})
}

// Without a telephone, or a yes to getting in touch, the page and Today say
// what to ask when they are next in; there is nothing to try.
func TestToAskWhenTheyAreIn(t *testing.T) {
	ways(t, func(w *way) {
		w.together()
		w.at(5, 10*60)
		w.says(w.Get(w.sam).Want(200), "To ask when they are in", "How was it? (Tuesday Tools (invented))")
		w.says(w.Get("/today").Want(200), "when they are next in")
		p := w.Get(w.link + "/check-in").Want(200)
		w.says(p, "Ask when they are next in. We do not ring or write.")
		if p.Has(`form[action="` + w.link + `/not-reached"]`) {
			t.Error("there is a button for a try")
		}
	})
}

// It did not feel safe: where to turn, the way to the lead, and the meeting is
// not offered to them again.
func TestItDidNotFeelSafe(t *testing.T) {
	ways(t, func(w *way) {
		w.choose(w.steps)
		w.at(7, 10*60)
		p := w.Get(w.link+"/check-in").Want(200).Submit(w.link+"/check-in", w.onDay(6, url.Values{"happened": {"went"},
			"misfits": {"unsafe"}, "safe": {"no"}, "wants": {"different"}})).Want(303).Follow().Want(200)
		id := strings.TrimPrefix(w.sam, "/people/")
		if !p.Has(`a[href="/concerns/new?person=` + id + `&link=` + strings.TrimPrefix(w.link, "/links/") + `"]`) {
			t.Errorf("no way to the lead:\n%s", p.Text("main"))
		}
		w.hides(w.Get(w.linkOf(w.sam)+"/options").Want(200), "Thursday Steps")
	})
}
