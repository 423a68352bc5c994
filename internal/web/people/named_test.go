package people_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// named is what is typed where a tally becomes somebody's chat.
func named(changes url.Values) url.Values {
	values := url.Values{"record": {"yes"}, "name": {"Sam Example"}, "area": {"LE1"}, "agree_contact": {"no"}}
	for name, v := range changes {
		values[name] = v
	}
	return values
}

// A tally becomes the first chat of a record, in one go: it has the day, place,
// length and worries of the tally, which is gone; nothing is counted twice.
func TestCountNowNameLater(t *testing.T) {
	each(t, func(tm *team) {
		count := tm.Get("/tallies/new").Want(200)
		tm.says(count, "Somebody we counted wants a record now")
		count.Submit("/tallies/new", url.Values{"setting": {"street"}, "length": {"over_30"}, "worries": {"cost", "religion"}}).Want(303)
		tm.holds(map[string]int{"tally": 1, "person": 0})

		list := tm.Get("/tallies/name").Want(200)
		tm.says(list, "Out and about", "Religion")
		at := list.Attr(".rows__do a", "href")
		form := tm.Get(at).Want(200)
		tm.says(form.Submit("/tallies/name", named(url.Values{"name": {""}})).Want(422), "What would they like to be called?")
		tm.says(form.Submit("/tallies/name", named(url.Values{"record": {"no"}})).Follow(), "It stays a tally")
		tm.holds(map[string]int{"tally": 1, "tally_worry": 2, "person": 0, "chat": 0})

		values := tm.Get(at).Fill("/tallies/name", named(nil))
		look := tm.Post("/tallies/name", values).Follow().Want(200)
		tm.says(look, "The tally is gone")
		tm.Post("/tallies/name", values).Want(303) // pressed twice
		tm.holds(map[string]int{"tally": 0, "tally_worry": 0, "person": 1, "chat": 1, "link": 1})
		person := "/people/" + values.Get("form_id")
		tm.says(tm.Get(person), "Had a chat: Out and about", "Religion")
		tm.Get(at).Want(404) // the tally is named already
		again := tm.Post("/tallies/name", form.Fill("/tallies/name", named(url.Values{"which": {"new"}}))).Want(409)
		tm.says(again, "This tally is not there any more")
		tm.holds(map[string]int{"person": 1})

		// The trail does not say whose chat the tally became.
		tm.Get(person+"/delete").Submit(person+"/delete", nil).Want(303)
		tm.trailForgets(strings.TrimPrefix(person, "/people/"))
	})
}

// Before a second record is made, whoever types is asked whether it is one of
// those they know; nobody else's people come up.
func TestIsItOneOfThese(t *testing.T) {
	each(t, func(tm *team) {
		t := tm.T
		tm.have(url.Values{"name": {"Sam Exampel"}})
		tally := func() string {
			t.Helper()
			tm.Get("/tallies/new").Submit("/tallies/new", url.Values{"setting": {"street"}, "length": {"under_5"}}).Want(303)
			return tm.Get("/tallies/name").Attr(".rows__do a", "href")
		}
		asked := tm.Get(tally()).Submit("/tallies/name", named(nil)).Want(422)
		tm.says(asked, "Is it one of these?", "Sam Exampel", "LE1, last chat")
		tm.holds(map[string]int{"person": 1, "tally": 1})
		known := asked.Attr(`input[name="which"]`, "value")
		tm.says(asked.Submit("/tallies/name", url.Values{"which": {known}, "look": {}}).Follow(), "Sam Exampel", "Had a chat: Out and about")
		tm.holds(map[string]int{"person": 1, "chat": 2, "tally": 0})

		at := tally()
		tm.Get(at).Submit("/tallies/name", named(url.Values{"which": {"new"}})).Want(303)
		tm.holds(map[string]int{"person": 2})

		tm.As(tm.ben)
		tm.Get(tally()).Submit("/tallies/name", named(nil)).Want(303) // Ben knows nobody of that name
		tm.holds(map[string]int{"person": 3})
	})
}

// The form of a chat asks too, and takes the answer.
func TestTheChatAsksWhetherItIsOneOfThese(t *testing.T) {
	each(t, func(tm *team) {
		t := tm.T
		at := tm.have(url.Values{"name": {"Zoë Khan"}})
		typed := chatWith(url.Values{"name": {"Zoe Kahn"}, "for": {"them"}})
		typed.Del("which")
		asked := tm.Get("/chats/new").Submit("/chats/new", typed).Want(422)
		tm.says(asked, "Is it one of these?", "Zoë Khan")
		tm.holds(map[string]int{"person": 1, "chat": 1})
		asked.Submit("/chats/new", url.Values{"which": {strings.TrimPrefix(at, "/people/")}}).Want(303)
		tm.holds(map[string]int{"person": 1, "chat": 2})

		again := tm.Get("/chats/new").Fill("/chats/new", typed)
		again.Set("which", "new")
		tm.Post("/chats/new", again).Want(303)
		tm.holds(map[string]int{"person": 2})
		tm.says(tm.Get("/people/"+again.Get("form_id")), "here because of somebody else")
		if tm.Get(at).Has(`a[href="/people/` + again.Get("form_id") + `"]`) {
			t.Error("one record leads to the other")
		}
	})
}

// Whoever is out of reach is answered for as nobody is: byte for byte, but for
// the name that was typed.
func TestASearchRevealsNobody(t *testing.T) {
	each(t, func(tm *team) {
		t := tm.T
		tm.have(url.Values{"name": {"Quentin Hidden"}, "phone": {"01632 960 077"}, "agree_contact": {"yes"}})
		tm.As(tm.ben)
		form := regexp.MustCompile(`name="form_id" value="\w+"|nonce="[^"]+"|nonce-[^']+'`)
		bare := func(find string) string {
			t.Helper()
			page := form.ReplaceAllString(tm.Get("/people?find="+url.QueryEscape(find)).Want(200).Body, "")
			return strings.ReplaceAll(page, find, "WHOM")
		}
		nobody := bare("Nobodyatall")
		for _, find := range []string{"Quentin", "quent", "Hidden", "Quentin Hidden", "01632 960 077", "960077"} {
			if got := bare(find); got != nobody {
				t.Errorf("a search for %q tells apart who is out of reach", find)
			}
		}
		if strings.Contains(tm.As(tm.asha).Get("/people?find=Quentin").Body, "960") {
			t.Error("a list shows a number")
		}
	})
}
