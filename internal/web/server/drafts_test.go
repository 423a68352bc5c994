package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"openmaf/internal/people/person"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
	"openmaf/internal/web/server"
	"openmaf/internal/web/server/pagetest"
)

func TestDraftsAreKeptRestoredAndForgotten(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		n := &notebook{d: d}
		site := pagetest.New(t, d, s, n.routes()...)
		asha := pagetest.Account(t, d, s, "Asha", access.Facilitator)
		bo := pagetest.Account(t, d, s, "Bo", access.Facilitator)
		keep := func(note string) url.Values {
			values := site.As(asha).Get("/note").Fill("/note", url.Values{"note": {note}, "password": {"hunter2"}, "form_for": {"/note"}})
			site.Post("/draft", values).Want(200)
			return values
		}
		restored := func() string { return site.Get("/note").Want(200).Text("textarea") }

		values := keep("half a sentence")
		p := site.Get("/note").Want(200)
		if p.Text("textarea") != "half a sentence" || p.Attr("[name=form_id]", "value") != values.Get("form_id") {
			t.Error("the draft did not come back whole")
		}
		if p.Attr("#password", "value") != "" {
			t.Error("a password was kept")
		}
		if site.As(bo); restored() != "as it was" {
			t.Error("somebody else's draft opened")
		}
		if site.Post("/draft", values).Status != http.StatusConflict || restored() != "as it was" {
			t.Error("a page of one account kept a draft for another")
		}

		site.As(asha)
		button := url.Values{"form_for": {p.Attr(".keep-restored button", "value")}}
		site.Post(p.Attr(".keep-restored button", "formaction"), p.Fill("/note", button)).Want(303)
		if restored() != "as it was" {
			t.Error("a discarded draft came back")
		}

		keep("then sent")
		site.Get("/note").Submit("/note", nil).Want(303)
		if restored() != "as it was" || len(n.kept) != 1 {
			t.Error("a draft outlived its form")
		}

		keep("then refused")
		n.refuse = fault.New(fault.Full, "db.full")
		site.Get("/note").Submit("/note", nil).Want(507)
		n.refuse = nil
		if restored() != "then refused" {
			t.Error("a refused form lost its draft")
		}

		dbtest.Clock(d).Advance(page.DraftsKept + time.Minute)
		if restored() != "as it was" {
			t.Error("an old draft came back")
		}
		if err := site.Drafts.Expire(t.Context(), s); err != nil {
			t.Fatal(err)
		}
		if left := count(t, d, s); left != 0 {
			t.Errorf("%d drafts were left", left)
		}
	})
}

func count(t *testing.T, d *db.DB, s db.Scope) (n int) {
	t.Helper()
	err := d.View(t.Context(), s, func(tx *db.Tx) (err error) {
		n, err = db.One(tx, db.Column[int],
			`SELECT count(*) FROM draft WHERE community_id = $1`, tx.Community())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// What lies in the database tells nothing to whoever copies it, and opens only
// where it was written.
func TestDraftsAreSealedToTheirPlace(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		n := &notebook{d: d}
		site := pagetest.New(t, d, s, n.routes()...)
		asha := pagetest.Account(t, d, s, "Asha", access.Facilitator)
		bo := pagetest.Account(t, d, s, "Bo", access.Facilitator)
		values := site.As(asha).Get("/note").Fill("/note", url.Values{"note": {"a secret of mine"}, "form_for": {"/note"}})
		site.Post("/draft", values).Want(200)
		var sealed []byte
		err := d.Tx(t.Context(), s, func(tx *db.Tx) (err error) {
			sealed, err = db.One(tx, func(r db.Row) (b []byte, err error) { return b, r.Scan(&b) },
				`SELECT sealed FROM draft WHERE community_id = $1`, tx.Community())
			if err == nil {
				_, err = tx.Exec(`UPDATE draft SET account_id = $2 WHERE community_id = $1`, tx.Community(), bo.Account)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(sealed), "secret") {
			t.Error("the words lie there to be read")
		}
		if site.As(bo).Get("/note").Want(200).Text("textarea") != "as it was" {
			t.Error("a draft opened under another account")
		}
	})
}

// Erasing somebody erases what was being written of them.
func TestADraftGoesWithItsPerson(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		n := &notebook{d: d}
		site := pagetest.New(t, d, s,
			server.Route{Method: "GET", Pattern: "/people/{person}/note", Action: access.ChatWrite, Screen: n.show},
			server.Route{Method: "POST", Pattern: "/people/{person}/note", Action: access.ChatWrite, Screen: n.save})
		asha := pagetest.Account(t, d, s, "Asha", access.Facilitator)
		sam := person.Person{ID: d.NewID(), Name: "Sam", Contact: person.Contact{How: person.InPerson}}
		if err := d.Tx(t.Context(), s, func(tx *db.Tx) error { return person.Add(tx, asha, sam) }); err != nil {
			t.Fatal(err)
		}
		at := "/people/" + sam.ID + "/note"
		values := site.As(asha).Get(at).Fill(at, url.Values{"note": {"of Sam"}, "form_for": {at}})
		site.Post("/draft", values).Want(200)
		if n := count(t, d, s); n != 1 {
			t.Fatalf("%d drafts", n)
		}
		if err := person.New(d).Delete(t.Context(), asha, sam.ID); err != nil {
			t.Fatal(err)
		}
		if n := count(t, d, s); n != 0 {
			t.Errorf("%d drafts of somebody who is not there", n)
		}
		site.Post("/draft", values).Want(404) // the page is still open somewhere
	})
}
