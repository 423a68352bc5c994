package people_test

import (
	"net/url"
	"testing"
)

// Under 18 is a stop: nothing of the person is stored, not even what was kept
// while it was typed; the page says where to turn, and a concern can be raised.
func TestUnder18LeavesNothing(t *testing.T) {
	each(t, func(tm *team) {
		t := tm.T
		tm.Get("/tallies/new").Submit("/tallies/new", url.Values{"setting": {"street"}, "length": {"under_5"}}).Want(303)
		for _, at := range []string{"/chats/new", tm.Get("/tallies/name").Attr(".rows__do a", "href")} {
			path := at
			if path != "/chats/new" {
				path = "/tallies/name"
			}
			typed := tm.Get(at).Fill(path, chatWith(url.Values{"under_18": {"yes"}}))
			typed.Set("form_for", path)
			tm.Post("/draft", typed).Want(200)
			tm.holds(map[string]int{"draft": 1})
			typed.Del("form_for")
			stop := tm.Post(path, typed).Follow().Want(200)
			tm.says(stop, "We are glad you talked", "999", "Childline", "0800 1111", "Alateen", "service for young people")
			for _, way := range []string{`a[href="tel:999"]`, `a[href="tel:08001111"]`, `a[href="/concerns/new"]`, `a[href="/crisis"]`} {
				if !stop.Has(way) {
					t.Errorf("%s: no way to %s", path, way)
				}
			}
			tm.hides(stop, "Sam Example")
			tm.holds(map[string]int{"person": 0, "consent": 0, "chat": 0, "link": 0, "draft": 0, "person_find": 0, "tally": 1})
		}
	})
}
