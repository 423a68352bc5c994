package server_test

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
	"openmaf/internal/web/server"
	"openmaf/internal/web/server/pagetest"
)

// notebook is a form like those of the product: it keeps notes, or refuses to.
type notebook struct {
	d      *db.DB
	refuse error
	crash  bool
	kept   []string // what was applied
}

type noteView struct {
	page.Frame
	Form   *page.Form
	Note   page.Textarea
	Days   page.Checkboxes
	On     page.DateInput
	Secret page.Input
	Save   page.Button
}

var notePage = page.Declare[noteView](fstest.MapFS{"note.html": {Data: []byte(`{{define "main"}}
{{template "form" .Form}}{{template "textarea" .Note}}{{template "checkboxes" .Days}}{{template "date-input" .On}}
{{template "input" .Secret}}{{template "button" .Save}}</form>{{end}}`)}}, "note.html")

func (n *notebook) show(r *page.Request) (*page.Answer, error) {
	f := r.Form().Preset("note", "as it was")
	return notePage.Show(noteView{Frame: r.Frame("page.nav.chat"), Form: f, Note: f.Textarea("note", "page.nav.chat"),
		Days: f.Checkboxes("days", "page.nav", []page.Choice{{Value: "mon", Text: "Monday"}, {Value: "tue", Text: "Tuesday"}}),
		On:   f.DateInput("on", "page.nav"), Secret: f.Password("password", "page.nav"), Save: f.Submit("page.done")}), nil
}

func (n *notebook) save(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	note := f.Require("note", "page.form.broken")
	f.Date("on")
	if err := f.Err(); err != nil {
		return nil, err
	}
	if n.crash {
		panic("the words of " + note)
	}
	if n.refuse != nil {
		return nil, n.refuse
	}
	err := n.d.Tx(r.Context(), r.Actor().Scope, func(*db.Tx) error {
		n.kept = append(n.kept, r.FormID()+" "+note)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return page.See("/today").Flash("page.done"), nil
}

func (n *notebook) today(r *page.Request) (*page.Answer, error) {
	return notePage.Show(noteView{Frame: r.Frame("page.nav.today"), Form: r.FormAt("/elsewhere")}), nil
}

func (n *notebook) routes() []server.Route {
	return []server.Route{
		{Method: "GET", Pattern: "/note", Action: access.ChatWrite, Screen: n.show},
		{Method: "POST", Pattern: "/note", Action: access.ChatWrite, Screen: n.save},
		{Method: "GET", Pattern: "/today", Action: access.TodayRead, Screen: n.today},
	}
}

// each gives a test a notebook and a facilitator, on each engine.
func each(t *testing.T, test func(t *testing.T, n *notebook, site *pagetest.Site, asha access.Actor)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		n := &notebook{d: d}
		site := pagetest.New(t, d, s, n.routes()...)
		asha := pagetest.Account(t, d, s, "Asha", access.Facilitator)
		test(t, n, site.As(asha), asha)
	})
}

func TestARefusedFormComesBackWithItsWords(t *testing.T) {
	cases := map[string]struct {
		err    error
		crash  bool
		status int
		says   string
	}{
		"invalid":  {fault.New(fault.Invalid, "page.form.invalid").Field("note", "page.form.large"), false, 422, "That is too much"},
		"conflict": {fault.New(fault.Conflict, "page.form.other"), false, 409, "Somebody else was signed in"},
		"too many": {fault.New(fault.TooMany, "page.form.broken"), false, 429, "did not arrive whole"},
		"full":     {fault.New(fault.Full, "db.full"), false, 507, ""},
		"busy":     {fault.New(fault.Busy, "db.busy"), false, 503, ""},
		"unknown":  {errors.New("disk sda1 at /srv/openmaf fell over"), false, 500, "Something went wrong on our side"},
		"panic":    {nil, true, 500, "Something went wrong on our side"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, n *notebook, site *pagetest.Site, _ access.Actor) {
				n.refuse, n.crash = c.err, c.crash
				form := site.Get("/note").Want(200)
				values := form.Fill("/note", url.Values{"note": {"likes <quiet> rooms\nand tea"}, "days": {"tue"}, "password": {"hunter2"}})
				p := site.Post("/note", values).Want(c.status)
				if got := p.Text("textarea"); got != "likes <quiet> rooms\nand tea" {
					t.Errorf("the words came back as %q", got)
				}
				if p.Has("#days[checked]") || !p.Has("#days-2[checked]") {
					t.Error("the ticked day came back otherwise")
				}
				if summary := p.Text(".govuk-error-summary"); !strings.Contains(summary, c.says) {
					t.Errorf("says %q, want %q", summary, c.says)
				}
				if strings.Contains(p.Body, "sda1") || strings.Contains(p.Body, "goroutine") || strings.Contains(p.Body, "hunter2") {
					t.Error("the page tells what it should not")
				}
				if same := p.Attr("[name=form_id]", "value") == values.Get("form_id"); same != (c.status != 409) {
					t.Errorf("the form's id is the same: %v", same)
				}
			})
		})
	}
}

func TestAProblemStandsAtItsField(t *testing.T) {
	each(t, func(t *testing.T, _ *notebook, site *pagetest.Site, _ access.Actor) {
		p := site.Get("/note").Submit("/note", url.Values{"note": {""}, "on-day": {"31"}, "on-month": {"2"}, "on-year": {"2026"}}).Want(422)
		if got := p.Text("#note-error"); got != "Error: The form did not arrive whole. Please send it again." {
			t.Errorf("at the field: %q", got)
		}
		if p.Attr("textarea", "aria-describedby") != "note-error" {
			t.Error("the error is not tied to its field")
		}
		for _, link := range []string{"#note", "#on-day"} {
			if !p.Has(`.govuk-error-summary a[href="`+link+`"]`) || !p.Has(link) {
				t.Errorf("the summary does not lead to %s", link)
			}
		}
		if title := p.Text("title"); title != "Please check: New chat" {
			t.Errorf("title %q", title)
		}
		if p.Attr("#on-day", "value") != "31" {
			t.Error("the day came back otherwise")
		}
	})
}

func TestAFormSentTwiceCountsOnce(t *testing.T) {
	each(t, func(t *testing.T, n *notebook, site *pagetest.Site, _ access.Actor) {
		values := site.Get("/note").Fill("/note", url.Values{"note": {"met by the library"}})
		for range 3 {
			site.Post("/note", values).Want(303)
		}
		if len(n.kept) != 1 || n.kept[0] != values.Get("form_id")+" met by the library" {
			t.Errorf("kept %q", n.kept)
		}
		if next := site.Get("/note").Attr("[name=form_id]", "value"); next == values.Get("form_id") {
			t.Error("a new form has the old id")
		}
	})
}

func TestAFormOutlivesItsSignIn(t *testing.T) {
	each(t, func(t *testing.T, n *notebook, site *pagetest.Site, asha access.Actor) {
		values := site.Get("/note").Fill("/note", url.Values{"note": {"long words, late at night"}, "days": {"mon"}, "password": {"hunter2"}})
		site.As(access.Actor{})
		p := site.Post("/note", values).Want(401)
		if !p.Has(".keeps") || strings.Contains(p.Body, "late at night") {
			t.Fatal("the words must wait in the sign-in page, and sealed")
		}
		enter := p.Fill("/sign-in", nil)
		if title := p.Text("title"); title == "" || enter.Get("form_kept") == "" {
			t.Fatal("the sign-in page does not carry the form")
		}
		site.As(asha)
		back := site.Post("/sign-in", enter).Follow().Want(200)
		if got := back.Text("textarea"); got != "long words, late at night" || !back.Has("#days[checked]") {
			t.Errorf("came back as %q", got)
		}
		if back.Attr("#password", "value") != "" || back.Attr("[name=form_id]", "value") != values.Get("form_id") {
			t.Error("the secret came back, or the id did not")
		}
		if !back.Has(".keep-restored") {
			t.Error("nobody is told where the words come from")
		}
		back.Submit("/note", nil).Want(303)
		if len(n.kept) != 1 {
			t.Errorf("kept %q", n.kept)
		}
		if site.Get("/note").Text("textarea") != "as it was" {
			t.Error("words that were taken came back")
		}
	})
}

// unsure is an authenticator whose database does not answer.
type unsure struct{ err error }

func (u unsure) Actor(*http.Request) (access.Actor, error) { return access.Actor{}, u.err }

func TestWordsOutliveADatabaseThatDoesNotAnswer(t *testing.T) {
	each(t, func(t *testing.T, n *notebook, site *pagetest.Site, asha access.Actor) {
		values := site.Get("/note").Fill("/note", url.Values{"note": {"long words, late at night"}})
		away := unsure{fault.New(fault.Busy, "db.busy")}
		down := pagetest.With(t, n.d, asha.Scope, func(c *server.Config) { c.Authenticator = away }, n.routes()...)
		p := down.Post("/note", values).Want(503)
		if !strings.Contains(p.Body, "long words, late at night") || p.Attr("main [name=form_id]", "value") != values.Get("form_id") {
			t.Errorf("the words are gone: %s", p.Text("main"))
		}
		if len(n.kept) != 0 {
			t.Errorf("kept %q of nobody known", n.kept)
		}
	})
}

func TestOnlyItsWriterGetsAWaitingForm(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		n := &notebook{d: d}
		site := pagetest.New(t, d, s, n.routes()...)
		asha := pagetest.Account(t, d, s, "Asha", access.Facilitator)
		bo := pagetest.Account(t, d, s, "Bo", access.Facilitator)
		values := site.As(asha).Get("/note").Fill("/note", url.Values{"note": {"Asha's words"}})

		enter := site.As(access.Actor{}).Post("/note", values).Want(401).Fill("/sign-in", nil)
		if p := site.As(bo).Post("/sign-in", enter).Follow(); strings.Contains(p.Body, "Asha") {
			t.Error("the next one at the computer got the words")
		}
		if site.Get("/note").Text("textarea") != "as it was" {
			t.Error("the next one at the computer got the words")
		}

		p := site.Post("/note", values).Want(409) // Bo is signed in, the page on the screen is Asha's
		if strings.Contains(p.Body, "Asha's words") || len(n.kept) != 0 {
			t.Error("one account's form was taken for another's")
		}

		dbtest.Clock(d).Advance(3 * time.Hour)
		if p := site.As(asha).Post("/sign-in", enter).Follow(); p.Has(".keep-restored") {
			t.Error("a form waits for ever")
		}
	})
}

func TestAReaderIsBroughtBackAfterSignIn(t *testing.T) {
	each(t, func(t *testing.T, _ *notebook, site *pagetest.Site, asha access.Actor) {
		p := site.As(access.Actor{}).Get("/note?from=1").Follow().Want(200)
		enter := p.Fill("/sign-in", nil)
		if to := site.As(asha).Post("/sign-in", enter).Header.Get("Location"); to != "/note?from=1" {
			t.Errorf("brought to %q", to)
		}
		for _, elsewhere := range []string{"//evil.example/", "https://evil.example/", `/\evil.example`, "javascript:1"} {
			enter.Set("form_next", elsewhere)
			if to := site.Post("/sign-in", enter).Header.Get("Location"); to != "/today" {
				t.Errorf("%s led to %q", elsewhere, to)
			}
		}
	})
}

// When not even the form's own page can be shown, its words stand on the page
// that says so, and can be sent again as they are.
func TestWordsOutliveTheirPage(t *testing.T) {
	each(t, func(t *testing.T, n *notebook, site *pagetest.Site, asha access.Actor) {
		broken := false
		show := func(r *page.Request) (*page.Answer, error) {
			if broken {
				return nil, fault.New(fault.Busy, "db.busy")
			}
			return n.show(r)
		}
		site = pagetest.New(t, n.d, asha.Scope,
			server.Route{Method: "GET", Pattern: "/note", Action: access.ChatWrite, Screen: show},
			server.Route{Method: "POST", Pattern: "/note", Action: access.ChatWrite, Screen: n.save}).As(asha)
		form := site.Get("/note")
		broken, n.refuse = true, fault.New(fault.Busy, "db.busy")
		p := form.Submit("/note", url.Values{"note": {"still here"}, "password": {"hunter2"}}).Want(503)
		if got := p.Text("main .typed"); got != "still here" || strings.Contains(p.Body, "hunter2") {
			t.Errorf("the page holds %q", got)
		}
		n.refuse = nil
		p.Submit("/note", nil).Want(303)
		if len(n.kept) != 1 || n.kept[0] != form.Attr("[name=form_id]", "value")+" still here" {
			t.Errorf("kept %q", n.kept)
		}
	})
}
