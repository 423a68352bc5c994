package shift_test

import (
	"net/url"
	"testing"

	"openmaf/internal/people/shift"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/server/pagetest"
	pages "openmaf/internal/web/shift"
)

func TestEveryTemplateRendersEmpty(t *testing.T) { pagetest.RenderAll(t) }

// One tap says where somebody is; the plan of a week becomes that of the next.
func TestTheWeek(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		site := pagetest.New(t, d, s, pages.New(shift.New(d)).Routes()...)
		max := pagetest.Account(t, d, s, "Max", access.Manager)
		asha := pagetest.Account(t, d, s, "Asha", access.Facilitator)
		places := site.As(max).Get("/shifts/places").Want(200)
		site.Post("/shifts/places", places.Fill("/shifts/places", url.Values{"name": {"Mill Street"}, "setting": {"waiting_room"}})).Follow().Want(200)

		week := site.As(asha).Get("/shifts").Want(200)
		here := week.All(`form[action="/shifts/here"]`)
		if len(here) != 1 {
			t.Fatalf("%d places to be at", len(here))
		}
		plan := week.Fill("/shifts", url.Values{"place": {week.Attr("#place option", "value")}, "on": {"2026-05-02"}, "from": {"22:00"}, "until": {"1:30"}})
		site.Post("/shifts", plan).Follow().Want(200)
		bad := site.Post("/shifts", week.Fill("/shifts", url.Values{"on": {"2026-05-02"}, "from": {"ten-ish"}}))
		if bad.Want(422); !bad.Has("#from-error") || !bad.Has("#until-error") {
			t.Error("no word at the times")
		}
		values := site.Get("/shifts").Fill("/shifts/here", nil)
		if on := site.Post("/shifts/here", values).Follow(); on.Text("section strong") != "You are at Mill Street." {
			t.Errorf("it says %q", on.Text("section strong"))
		}
		copied := site.Post("/shifts/copy", site.Get("/shifts").Fill("/shifts/copy", nil)).Follow().Want(200)
		if rows := copied.All(`form[action$="/remove"]`); len(rows) != 1 {
			t.Errorf("%d shifts were copied, want the planned one", len(rows))
		}
	})
}
