package ask_test

import (
	"net/url"
	"strings"
	"testing"

	"openmaf/internal/people/ask"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/trust/access"
	pages "openmaf/internal/web/ask"
	"openmaf/internal/web/server/pagetest"
)

func TestEveryTemplateRendersEmpty(t *testing.T) { pagetest.RenderAll(t) }

// An agency's link is shown once, asks without an account, tells no more than
// that the ask arrived, and opens nothing once it was taken back.
func TestAnAgencysLink(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		site := pagetest.New(t, d, s, pages.New(ask.New(d), person.New(d)).Routes()...)
		max := pagetest.Account(t, d, s, "Max", access.Manager)
		asha := pagetest.Account(t, d, s, "Asha", access.Facilitator)
		list := site.As(max).Get("/agencies").Want(200)
		list = site.Post("/agencies", list.Fill("/agencies", url.Values{"name": {"Sallowby Clinic"}})).Follow().Want(200)
		make := list.Attr(`form[action$="/link"]`, "action")
		values := list.Fill(make, nil)
		door := site.Post(make, values).Want(200).Attr("#link", "value")
		door = door[strings.Index(door, "/ask/"):]
		site.Post(make, values).Want(303) // loaded again: it is not shown twice, and not made anew

		stranger := access.Actor{}
		form := site.As(stranger).Get(door).Want(200)
		bad := site.Post(door, form.Fill(door, url.Values{"who": {"Jo Example"}, "reach": {"01632 960 444"}})).Want(422)
		if !bad.Has("#reach_agreed-error") || !bad.Has("#agreed-error") || bad.Attr("#who", "value") != "Jo Example" {
			t.Error("no word at what is missing, or the words are gone")
		}
		asked := form.Fill(door, url.Values{"who": {"Jo"}, "agreed": {"yes"}})
		first, second := site.Post(door, asked).Want(303), site.Post(door, asked).Want(303)
		status := first.Header.Get("Location")
		if status != second.Header.Get("Location") {
			t.Error("sent twice, it is two asks")
		}
		if text := site.Get(status).Want(200).Text("main"); strings.Contains(text, "Jo") || !strings.Contains(text, "That says nothing about the person.") {
			t.Errorf("it says %q", text)
		}

		waiting := site.As(asha).Get("/asks").Want(200)
		if rows := waiting.All(".rows__item"); len(rows) != 1 {
			t.Fatalf("%d asks wait", len(rows))
		}
		one := waiting.Attr(`form[action$="/take"]`, "action")
		taken := site.Post(one, waiting.Fill(one, nil)).Follow().Want(200)
		if !taken.Has(`a[href^="/chats/new?ask="]`) || taken.Has(`input[name="line"]`) {
			t.Error("no chat begins from it, or a line can go back about somebody without a record")
		}

		list = site.As(max).Get("/agencies")
		end := list.Attr(`form[action$="/end"]`, "action")
		site.Post(end, list.Fill(end, nil)).Follow().Want(200)
		site.As(stranger).Get(door).Want(404)
		site.Get(status).Want(404)
		site.Post(door, asked).Want(404)
	})
}
