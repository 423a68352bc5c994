package people_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"openmaf/internal/directory/option"
	"openmaf/internal/people/consent"
	"openmaf/internal/people/link"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
)

func TestAChatMakesAPersonConsentsAChatAndALink(t *testing.T) {
	each(t, func(tm *team) {
		t := tm.T
		form := tm.Get("/chats/new").Want(200)
		words := consent.WordingOf(locale.English(), consent.Record).Words
		tm.says(form, words, "If we are worried that you or a child is in danger", "never stop all at once")
		if !form.Has(`main a[href="/crisis"]`) || !form.Has(`a[href="/tallies/new"]`) {
			t.Error("the crisis page or the tally is more than a tap away")
		}
		answer := tm.Post("/chats/new", form.Fill("/chats/new", chatWith(nil))).Want(303)
		tm.holds(map[string]int{"person": 1, "consent": 2, "chat": 1, "link": 1})

		to := answer.Header.Get("Location")
		id := strings.TrimSuffix(strings.TrimPrefix(to, "/links/"), "/options")
		held, err := tm.caps.Links.Get(t.Context(), tm.asha, id)
		if err != nil {
			t.Fatalf("%s leads to no link: %v", to, err)
		}
		if held.State != link.Raised || held.Person.Name != "Sam Example" || held.Person.Area != "LE1" {
			t.Errorf("the link is %s of %q in %q", held.State, held.Person.Name, held.Person.Area)
		}
		agreed, err := tm.caps.Consents.Of(t.Context(), tm.asha, held.Person.ID)
		if err != nil || len(agreed) != 2 || agreed[0].Words != words || !agreed[0].Given {
			t.Errorf("what was read out was not kept: %+v, %v", agreed, err)
		}
		if id == held.Person.ID {
			t.Error("the link has the person's id, which stands in the trail for good")
		}
		theWish(t, held.Wish)
	})
}

// theWish is what chatWith typed, as the ranking reads it.
func theWish(t *testing.T, w option.Wish) {
	t.Helper()
	if !w.Near.Known || !w.Near.Coarse || w.Near.Lat < 52.6 || w.Near.Lat > 52.7 {
		t.Errorf("near %+v: not the middle of LE1", w.Near)
	}
	if !w.Free.Holds(2, 19*60) || w.Free.Holds(2, 11*60) || w.Free.Holds(6, 19*60) {
		t.Errorf("free %s is not weekday evenings", w.Free)
	}
	kept, _ := json.Marshal([]any{w.Need, w.Prefer})
	if string(kept) != `[["step-free"],["secular"]]` {
		t.Errorf("needs and what eases worries: %s", kept)
	}
}

func TestAFormSentTwiceMakesOnePerson(t *testing.T) {
	each(t, func(tm *team) {
		t := tm.T
		values := tm.Get("/chats/new").Fill("/chats/new", chatWith(nil))
		first := tm.Post("/chats/new", values).Want(303)
		second := tm.Post("/chats/new", values).Want(303)
		if a, b := first.Header.Get("Location"), second.Header.Get("Location"); a != b {
			t.Errorf("the second press leads to %s, not to %s", b, a)
		}
		tm.holds(map[string]int{"person": 1, "chat": 1, "link": 1, "consent": 2})

		values.Set("name", "Somebody Else") // back, changed, sent again
		again := tm.Post("/chats/new", values).Want(409)
		tm.says(again, "already saved from this page")
		if !again.Has(`main a[href="/people/` + values.Get("form_id") + `"]`) {
			t.Error("no way to the page that was made")
		}
		tm.Post("/chats/new", again.Fill("/chats/new", nil)).Want(409)
		tm.holds(map[string]int{"person": 1})
	})
}

func TestATallyErasesTheDraft(t *testing.T) {
	draft := func(tm *team) {
		values := tm.Get("/chats/new").Fill("/chats/new", chatWith(nil))
		values.Set("form_for", "/chats/new")
		tm.Post("/draft", values).Want(200)
		tm.holds(map[string]int{"draft": 1})
		if got := tm.Get("/chats/new").Attr("#name", "value"); got != "Sam Example" {
			tm.Fatalf("the draft holds %q", got)
		}
	}
	each(t, func(tm *team) {
		t := tm.T
		draft(tm)
		form := tm.Get("/chats/new")
		next := tm.Post("/chats/new", form.Fill("/chats/new", url.Values{"record": {"no"}})).Follow()
		tm.says(next, "Nothing about the person was kept")
		tm.holds(map[string]int{"draft": 0, "tally": 1, "tally_worry": 2, "person": 0, "chat": 0, "consent": 0, "link": 0})
		if next.Attr("#name", "value") != "" {
			t.Error("the name is still there")
		}

		draft(tm)
		short := tm.Get("/tallies/new").Want(200)
		tm.says(tm.Post("/tallies/new", short.Fill("/tallies/new", url.Values{"setting": {"phone"}})).Follow(), "Counted")
		tm.holds(map[string]int{"draft": 0, "tally": 2, "person": 0})
		if !tm.Get("/tallies/new").Has(`#setting option[value="phone"][selected]`) {
			t.Error("the last place is not offered again")
		}
	})
}

func TestNobodyUnder18IsRecorded(t *testing.T) {
	each(t, func(tm *team) {
		form := tm.Get("/chats/new")
		stop := tm.Post("/chats/new", form.Fill("/chats/new", chatWith(url.Values{"under_18": {"yes"}}))).Follow().Want(200)
		tm.says(stop, "Childline", "0800 1111", "We made no record")
		tm.hides(stop, "Sam Example")
		tm.holds(map[string]int{"person": 0, "chat": 0, "tally": 0, "draft": 0})
	})
}

func TestBadInputKeepsTheWords(t *testing.T) {
	cases := map[string]struct {
		typed url.Values
		field string
		says  string
	}{
		"no answer to the record": {url.Values{"record": nil}, "record", "choose what they said"},
		"no name":                 {url.Values{"name": {"  "}}, "name", "A first name is enough"},
		"a place nobody knows":    {url.Values{"area": {"Nowhere-on-Sea"}}, "area", "Nowhere-on-Sea"},
		"an Eircode":              {url.Values{"area": {"D02 X285"}}, "area", "Irish Eircodes"},
		"a day that is not":       {url.Values{"on-day": {"31"}, "on-month": {"2"}}, "on", "We can’t find that day"},
		"a day to come":           {url.Values{"on-year": {"2031"}}, "on", "today or earlier"},
		"too many words":          {url.Values{"help_with": {strings.Repeat("ä", 203)}}, "help_with", "3 letters too long"},
		"a phone without a yes":   {url.Values{"phone": {"01632 960 001"}}, "agree_contact", "Ask whether we may get in touch"},
		"no phone at all": {url.Values{"phone": {"ask my mum"}, "agree_contact": {"yes"}}, "phone",
			"does not look like a phone number"},
		"a way nobody travels":       {url.Values{"travel": {"broom"}}, "travel", "Choose from the list"},
		"a choice that is not there": {url.Values{"worries": {"aliens"}}, "worries", "Choose from the list"},
	}
	each(t, func(tm *team) {
		t := tm.T
		form := tm.Get("/chats/new")
		for name, c := range cases {
			t.Run(name, func(t *testing.T) {
				p := tm.Post("/chats/new", form.Fill("/chats/new", chatWith(c.typed))).Want(422)
				if got := p.Text("#" + c.field + "-error"); !strings.Contains(got, c.says) {
					t.Errorf("at %s stands %q, want %q", c.field, got, c.says)
				}
				if len(p.All(".govuk-error-summary li")) != 1 {
					t.Errorf("told: %s", p.Text(".govuk-error-summary"))
				}
				if got := p.Text("#access_needs"); got != "a seat near the door" {
					t.Errorf("the words came back as %q", got)
				}
			})
		}
		tm.holds(map[string]int{"person": 0, "chat": 0, "link": 0, "consent": 0})
	})
}

func TestAPostcodeIsCutBeforeItIsKept(t *testing.T) {
	each(t, func(tm *team) {
		t := tm.T
		for typed, want := range map[string]string{"le1 1aa": "LE1", "LE2 1": "LE2", "B1": "B1", "Sallowby": "", "12 Kettle Lane, LE2 3AB": "LE2"} {
			to := tm.have(url.Values{"area": {typed}})
			p, err := tm.caps.People.Get(t.Context(), tm.asha, strings.TrimPrefix(to, "/people/"))
			if err != nil || p.Area != want {
				t.Errorf("%q is kept as %q, want %q (%v)", typed, p.Area, want, err)
			}
		}
	})
}

func TestWordsThatChangedMeanwhileAreReadOutAgain(t *testing.T) {
	each(t, func(tm *team) {
		form := tm.Get("/chats/new")
		p := tm.Post("/chats/new", form.Fill("/chats/new", chatWith(url.Values{"words_record": {"0ddba11"}}))).Want(409)
		tm.says(p, "The words on this page have changed")
		tm.Post("/chats/new", p.Fill("/chats/new", nil)).Want(303)
		tm.holds(map[string]int{"person": 1})
	})
}

func TestNotForNowLeadsBackToThePerson(t *testing.T) {
	each(t, func(tm *team) {
		for decision, want := range map[string]string{"not_now": "Not for now", "already_going": "Nothing is planned"} {
			page := tm.have(url.Values{"decision": {decision}})
			tm.says(tm.Get(page).Want(200), want)
		}
	})
}

func TestAnotherChatRaisesAnotherLink(t *testing.T) {
	each(t, func(tm *team) {
		t := tm.T
		person := tm.have(nil)
		form := tm.Get(person + "/chat").Want(200)
		if form.Has("#name") || form.Has("#record") || form.Attr("#area", "value") != "LE1" || !form.Has("#agree_contact") {
			t.Error("it asks again what is known, or does not ask what is open")
		}
		tm.says(form, "A chat with Sam")
		tm.hides(form, "Example")
		values := form.Fill(person+"/chat", url.Values{"help_with": {"somebody to talk to"}, "agree_contact": {"no"}})
		answer := tm.Post(person+"/chat", values).Want(303)
		if to := answer.Header.Get("Location"); !strings.HasPrefix(to, "/links/") {
			t.Errorf("it leads to %s", to)
		}
		tm.Post(person+"/chat", values).Want(303)
		tm.holds(map[string]int{"person": 1, "chat": 2, "link": 2, "consent": 3})

		for _, other := range []access.Actor{tm.ben, tm.max} {
			tm.As(other).Get(person + "/chat").Want(404)
			values.Set("form_by", other.Account)
			tm.Post(person+"/chat", values).Want(404)
		}
		tm.holds(map[string]int{"chat": 2})
	})
}

func TestACommunityWithoutAMapKeepsTheDistrict(t *testing.T) {
	each(t, func(tm *team) {
		t := tm.T
		err := tm.d.Tx(t.Context(), tm.s, func(tx *db.Tx) error {
			_, err := tx.Exec(`DELETE FROM place WHERE community_id = $1`, tx.Community())
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		tm.says(tm.Get(tm.have(nil)), "Sets out from LE1")
	})
}
