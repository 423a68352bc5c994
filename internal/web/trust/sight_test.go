package trust_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/server"
)

// Every action of the table, every page of the menu and every reach has words
// on the page that says what somebody can see.
func TestEveryActionIsSaidInWords(t *testing.T) {
	words := locale.English()
	for act := range access.Table {
		if act == access.OwnSignIn || act == access.DraftWrite {
			continue // everybody's own
		}
		if key := "sight.do." + string(act); !words.Has(key) {
			t.Errorf("%s has no words: add %q to the catalogue", act, key)
		}
	}
	for _, d := range server.DefaultNav {
		if key := "sight.page." + strings.ReplaceAll(strings.TrimPrefix(d.Path, "/"), "/", "."); !words.Has(key) {
			t.Errorf("%s has no words: add %q to the catalogue", d.Path, key)
		}
	}
}

// What the page says is what the table says: an action stands under what they
// can do exactly when one of their roles has it.
func TestWhatSamCanSee(t *testing.T) {
	s := open(t, false)
	max := s.as(s.member("max", access.Manager))
	words := locale.English()
	for i, roles := range [][]access.Role{{access.Facilitator}, {access.Companion}, {access.Lead}, {access.Deputy}, {access.Trainer},
		{access.Administrator}, {access.Manager}, {access.Facilitator, access.Companion}} {
		m := s.member("somebody"+string(rune('a'+i)), roles...)
		body := max.get("/team/" + m.ID + "/sight").is(http.StatusOK).text
		can, cannot, _ := strings.Cut(body, words.T("sight.not"))
		for act := range access.Table {
			says := `>` + words.T("sight.do."+string(act)) + `<`
			may := access.May(access.Actor{Roles: roles}, act)
			if act == access.OwnSignIn || act == access.DraftWrite {
				continue
			}
			if got := strings.Contains(can, says); got != may {
				t.Errorf("%v: the page says that they may %s: %v", roles, act, got)
			}
			if strings.Contains(cannot, says) && may {
				t.Errorf("%v: the page says that they may not %s", roles, act)
			}
		}
		for _, missing := range []string{"[sight.", "sight.reach"} {
			if strings.Contains(body, missing) {
				t.Errorf("%v: words are missing: %s", roles, missing)
			}
		}
		if sees := !strings.Contains(body, words.T("sight.nobody")); sees != (access.May(access.Actor{Roles: roles}, access.PersonRead) ||
			access.May(access.Actor{Roles: roles}, access.OutingRead)) {
			t.Errorf("%v: that they see nobody is said: %v", roles, !sees)
		}
	}
	resting := s.member("resting", access.Facilitator)
	max.send(max.get("/team/"+resting.ID), "/team/"+resting.ID+"/state", "+", words.T("trustpages.member.pause"))
	max.get("/team/"+resting.ID+"/sight").says("sight.not-in", "State", words.T("trustpages.state.paused"))
}

// A lost phone, a lock-out and the page of who else could do this, by a
// manager.
func TestWhatAManagerDoesForSomebody(t *testing.T) {
	s := open(t, false)
	max, member := s.as(s.member("max", access.Manager)), s.member("sam", access.Facilitator)
	sam := s.as(member)
	at := "/team/" + member.ID
	sam.get("/devices").is(http.StatusOK)
	max.send(max.get(at), at+"/sign-out").leads(at)
	max.get(at).says("trustpages.member.signed-out")
	sam.get("/devices").is(http.StatusSeeOther)

	if page := max.get(at); page.offers(`form[action="` + at + `/lift"]`) {
		t.Error("a lock-out is lifted that is none")
	}
	stranger := s.browser()
	for range 6 {
		stranger.send(stranger.get("/sign-in"), "/sign-in", "sign_in_name", "sam", "password", "a wrong guess")
	}
	page := max.get(at).says("trustpages.member.locked", "Count", "15")
	max.send(page, at+"/lift").leads(at)
	if page := max.get(at).says("trustpages.member.lifted"); page.offers(`form[action="` + at + `/lift"]`) {
		t.Error("the lock-out stands on")
	}
	max.get("/team/handover").is(http.StatusOK).says("handover.alone").says("handover.none")
}

// A link into the lead's account, step by step: made by an administrator who
// has just signed in, agreed to by the deputy, and told to the lead.
func TestALinkIntoTheLeadsAccount(t *testing.T) {
	s := open(t, false)
	ada, lead := s.as(s.member("ada", access.Administrator)), s.member("lena", access.Lead)
	lena, dee := s.as(lead), s.as(s.member("dee", access.Deputy))
	at := "/team/" + lead.ID

	dbtest.Clock(s.d).Advance(20 * time.Minute)
	form := ada.get(at).form(at+"/link", "purpose", "sign-in")
	asks := ada.post(at+"/link", form).is(http.StatusUnauthorized).says("signin.prove")
	ada.send(asks, "/sign-in", "sign_in_name", "ada", "password", goodPassword).leads(at)
	made := ada.post(at+"/link", ada.get(at).form(at+"/link", "purpose", "sign-in")).says("second.hand")
	link := made.handed()
	s.browser().get(link).is(http.StatusNotFound).says("account.link-waits")

	if waiting := ada.get("/team/links").is(http.StatusOK).says("second.yours"); waiting.offers(`form[action$="/second"]`) {
		t.Error("who made the link may agree to it")
	}
	dee = s.again(dee, "dee")
	agree := dee.get("/team/links").is(http.StatusOK)
	dee.send(agree, attr(agree.first(`form[action$="/second"]`), "action")).leads("/team/links")
	s.browser().get(link).is(http.StatusOK)
	lena.get("/team").is(http.StatusOK).says("page.told")
	told := lena.get("/devices").is(http.StatusOK).says("notice.sign-in", "By", "ada").says("notice.not-used")
	lena.send(told, "/devices/seen").leads("/devices")
	if strings.Contains(lena.get("/team").text, locale.English().T("page.told")) {
		t.Error("a notice that was cleared still stands on every page")
	}
}

// again signs the browser in once more.
func (s *site) again(b *browser, name string) *browser {
	s.Helper()
	out := b.send(b.get("/devices"), "/sign-out")
	b.send(b.get(out.location), "/sign-in", "sign_in_name", name, "password", goodPassword).is(http.StatusSeeOther)
	return b
}
