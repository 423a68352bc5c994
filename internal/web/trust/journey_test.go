package trust_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
)

// The first administrator lets a manager in, who lets in a facilitator with a
// password and a companion without one.
func TestFromTheFirstLinkToTheTeam(t *testing.T) {
	s := open(t, false)
	link, err := s.accounts.Invite(t.Context(), access.Operator(s.scope),
		account.Invitation{Name: "Ada A", SignInName: "ada@example.org", Roles: []access.Role{access.Administrator}})
	if err != nil {
		t.Fatal(err)
	}
	ada := s.browser()
	welcome := ada.get("/welcome/"+link.Token).is(200).says("trustpages.hello", "Name", "Ada A")
	if got := welcome.form("/welcome/" + link.Token).Get("sign_in_name"); got != "ada@example.org" {
		t.Fatalf("the sign-in name is filled in as %q", got)
	}
	ada.send(welcome, "/welcome/"+link.Token, "password", "short").is(422).says("account.password-short")
	ada.send(welcome, "/welcome/"+link.Token, "password", goodPassword).leads("/team")
	ada.get("/team").is(200).says("trustpages.welcome.done")

	form := ada.get("/team/invite").is(200)
	toMax := ada.send(form, "/team/invite", "name", "Max Mustard", "roles", "manager").handed()
	max := s.browser()
	max.send(max.get(toMax), toMax, "sign_in_name", "max", "password", goodPassword).leads("/today")

	form = max.get("/team/invite").is(200)
	if form.offers(`input[value=administrator]`) {
		t.Error("a manager is offered to make administrators")
	}
	toSam := max.send(form, "/team/invite", "name", "Sam Kettle", "roles", "companion").handed()
	sam := s.browser()
	page := sam.get(toSam).is(200).says("trustpages.hello", "Name", "Sam K")
	sam.send(page, toSam, "password", "").is(422).says("account.password-needed")
	sam.send(page, toSam, "+", "Start without", "without", "yes").leads("/outings")
	max.get("/team").is(200).says("trustpages.role.companion")
	sam.get("/team").is(http.StatusForbidden)
}

func TestOneTimeLinkOnAPhone(t *testing.T) {
	s := open(t, false)
	max, sam := s.member("max", access.Manager), s.member("sam", access.Companion)
	office, phone := s.as(max), s.browser()
	at := "/team/" + sam.ID
	link := office.send(office.get(at), at+"/link", "+", "Link to sign in").handed()

	phone.get(link).is(200)
	opened := phone.get(link).is(200).says("trustpages.link.once") // a preview used nothing up
	phone.send(opened, link).leads("/outings")
	phone.get("/devices").is(200).says("trustpages.devices.this")
	phone.get(link).leads("/outings") // opened again from the message
	other := s.browser()
	other.get(link).is(http.StatusNotFound).says("account.link-spent")
	other.post(link, url.Values{}).is(http.StatusNotFound)
}

func TestAWrongPasswordTellsNothing(t *testing.T) {
	s := open(t, false)
	s.member("max", access.Manager)
	changing := regexp.MustCompile(`(name="form_id" value|nonce)="[^"]*"`)
	try := func(name, password string) string {
		b := s.browser()
		a := b.send(b.get("/sign-in"), "/sign-in", "sign_in_name", name, "password", password)
		if a.session() != nil || strings.Contains(a.text, password) {
			t.Fatalf("%s is signed in, or sees the password again", name)
		}
		a.is(422).says("account.no-match")
		return strings.ReplaceAll(changing.ReplaceAllString(a.text, "$1"), name, "NAME")
	}
	if known, unknown := try("max", "kettle on shelf"), try("sid", "kettle on shelf"); known != unknown {
		t.Fatalf("the pages differ:\n%s\n%s", known, unknown)
	}
}

func TestTooManyTriesSaysWhen(t *testing.T) {
	s := open(t, false)
	s.member("max", access.Manager)
	b := s.browser()
	form := b.get("/sign-in")
	for range 5 {
		b.send(form, "/sign-in", "sign_in_name", "max", "password", "kettle on shelf").is(422)
	}
	b.send(form, "/sign-in", "sign_in_name", "max", "password", goodPassword).is(429).says("signin.too-many", "Count", 15)
	dbtest.Clock(s.d).Advance(15 * time.Minute)
	b.send(form, "/sign-in", "sign_in_name", "max", "password", goodPassword).leads("/today")
}

func TestCookie(t *testing.T) {
	tests := []struct {
		name string
		safe bool
		want string
	}{{"HTTPS", true, "__Host-openmaf"}, {"this machine", false, "openmaf"}}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := open(t, tt.safe)
			s.member("max", access.Manager)
			b := s.browser()
			c := b.send(b.get("/sign-in"), "/sign-in", "sign_in_name", "max", "password", goodPassword).session()
			if c == nil || c.Name != tt.want || !c.HttpOnly || c.Secure != tt.safe || c.SameSite != http.SameSiteLaxMode ||
				c.Path != "/" || c.Domain != "" || c.MaxAge != 12*60*60 || len(c.Value) != 43 {
				t.Fatalf("cookie %+v", c)
			}
			gone := b.send(b.get("/sign-in"), "/sign-out").leads("/sign-in").session()
			if gone == nil || gone.Name != tt.want || gone.MaxAge >= 0 {
				t.Fatalf("after signing out: %+v", gone)
			}
			b.get("/team").leads("/sign-in?next=%2Fteam")
		})
	}
}

// Without HTTPS a password would travel for everybody to read, and so would
// the cookie.
func TestNobodyGetsInInTheClear(t *testing.T) {
	s := open(t, false)
	s.member("max", access.Manager)
	b := s.browser()
	ask := func(method, path, host string, cookie *http.Cookie) answer {
		body := url.Values{"sign_in_name": {"max"}, "password": {goodPassword}}
		req, err := http.NewRequest(method, s.http.URL+path, strings.NewReader(body.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Host = host
		if cookie != nil {
			req.AddCookie(cookie)
		}
		return b.do(req)
	}
	for _, host := range []string{"recovery.example.org", "192.0.2.7:8080", "localhost.example.org", "[2001:db8::1]:80"} {
		for _, method := range []string{"GET", "POST"} {
			if a := ask(method, "/sign-in", host, nil); a.status != http.StatusForbidden || a.session() != nil {
				t.Errorf("%s at %s: status %d, cookie %v", method, host, a.status, a.session())
			}
		}
	}
	in := ask("POST", "/sign-in", "localhost:8080", nil).leads("/today").session()
	if a := ask("GET", "/devices", "recovery.example.org", in); a.status != http.StatusSeeOther {
		t.Errorf("a plain cookie lets in from elsewhere: status %d", a.status)
	}
}

// Pressing twice must not take the sign-in away again.
func TestSigningInTwiceWithOneForm(t *testing.T) {
	s := open(t, false)
	b := s.as(s.member("max", access.Manager))
	form := s.browser().get("/sign-in").form("/sign-in", "sign_in_name", "max", "password", goodPassword)
	for range 3 {
		if c := b.post("/sign-in", form).leads("/today").session(); c == nil || c.Value == "" {
			t.Fatalf("cookie %+v", c)
		}
		b.get("/devices").is(200)
	}
}

// The sign-in ran out while somebody typed: their words come back.
func TestWordsSurviveASignIn(t *testing.T) {
	s := open(t, false)
	max := s.as(s.member("max", access.Manager))
	s.member("eve", access.Manager)
	form := max.get("/team/invite")
	dbtest.Clock(s.d).Advance(31 * time.Minute)
	asked := max.send(form, "/team/invite", "name", "Sam Kettle", "roles", "companion").
		is(http.StatusUnauthorized).says("trustpages.sign-in.keeps")
	max.send(asked, "/sign-in", "sign_in_name", "max", "password", "kettle on shelf").is(422)
	max.send(asked, "/sign-in", "sign_in_name", "max", "password", goodPassword).leads("/team/invite")
	back := max.get("/team/invite").is(200)
	if got := back.form("/team/invite"); got.Get("name") != "Sam Kettle" || got.Get("roles") != "companion" {
		t.Fatalf("came back as %v", got)
	}
	eve := s.browser()
	eve.send(asked, "/sign-in", "sign_in_name", "eve", "password", goodPassword).is(http.StatusSeeOther)
	if got := eve.get("/team/invite").form("/team/invite").Get("name"); got != "" {
		t.Fatalf("somebody else reads %q", got)
	}
}

// Loading the page with the link again makes no second account.
func TestAnInvitationIsMadeOnce(t *testing.T) {
	s := open(t, false)
	max := s.as(s.member("max", access.Manager))
	form := max.get("/team/invite").form("/team/invite", "name", "Sam Kettle", "roles", "companion")
	max.post("/team/invite", form).is(200)
	max.post("/team/invite", form).leads("/team")
	team := max.get("/team").says("trustpages.hand.shown")
	if n := strings.Count(words(team.doc), "Sam K"); n != 1 {
		t.Fatalf("Sam K stands there %d times", n)
	}
}

func TestInvitationThatNeedsAnotherLook(t *testing.T) {
	s := open(t, false)
	max := s.as(s.member("max", access.Manager))
	form := max.get("/team/invite")
	refused := max.send(form, "/team/invite", "name", "", "roles", "nonsense", "sign_in_name", "a b").is(422)
	refused.says("account.name-empty").says("account.roles-none").says("account.sign-in-name-form")
	max.send(form, "/team/invite", "name", "Sam K", "roles", "administrator").is(http.StatusForbidden)
	taken := max.send(form, "/team/invite", "name", "Sam K", "roles", "companion", "sign_in_name", "MAX").is(422)
	if got := taken.says("account.sign-in-name-taken").form("/team/invite").Get("name"); got != "Sam K" {
		t.Fatalf("the name came back as %q", got)
	}
}
