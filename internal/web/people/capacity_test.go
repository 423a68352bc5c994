package people_test

import (
	"net/url"
	"testing"

	"openmaf/internal/people/companion"
	"openmaf/internal/platform/locale"
)

// when is what Col types into the page of when they can go along.
func when(changes url.Values) url.Values {
	values := url.Values{"from_tue": {"18:00"}, "until_tue": {"22:00"}, "areas": {"le1 1aa, Sallowby"}, "a_week": {"2"}, "at_once": {"3"},
		"matched_as": {"woman"}, "gender": {"in my own words"}, "shared": {"prison"}, "rather_not": {"no pubs"},
		"phone": {"01632 960 701"}, "emergency_name": {"Robin"}, "emergency_phone": {"01632 960 702"},
		"away_from-day": {"20"}, "away_from-month": {"5"}, "away_from-year": {"2026"}}
	for name, v := range changes {
		values[name] = v
	}
	return values
}

// A companion says when they can go along; what they said stands on the page
// again, and what cannot be is said at its field, with everything else kept.
func TestWhenICanGoAlong(t *testing.T) {
	ways(t, func(w *way) {
		w.As(w.col)
		w.says(w.Get("/outings/when").Want(200).Submit("/outings/when", when(nil)).Want(303).Follow(), "Saved. Thank you.")
		p := w.Get("/outings/when").Want(200)
		for field, want := range map[string]string{"from_tue": "18:00", "until_tue": "22:00", "areas": "LE1, Sallowby", "gender": "in my own words",
			"phone": "01632 960 701", "emergency_name": "Robin"} {
			if got := p.Attr(`input[name="`+field+`"]`, "value"); got != want {
				t.Errorf("%s stands as %q, want %q", field, got, want)
			}
		}
		w.says(p, "Wednesday 20 May to Wednesday 20 May", "no pubs")
		for name, c := range map[string]struct {
			changes url.Values
			says    string
		}{
			"half an evening":        {url.Values{"from_wed": {"18:00"}}, "from when until when you are free"},
			"an evening backwards":   {url.Values{"from_wed": {"22:00"}, "until_wed": {"18:00"}}, "from when until when you are free"},
			"a holiday backwards":    {url.Values{"away_until-day": {"2"}, "away_until-month": {"5"}, "away_until-year": {"2026"}}, "the first and the last day you are away"},
			"a number that is none":  {url.Values{"phone": {"ring me"}}, "phone"},
			"more than once a day":   {url.Values{"a_week": {"9"}}, "list"},
			"an unknown experience":  {url.Values{"shared": {"invented"}}, "Choose from the list."},
			"more words than we ask": {url.Values{"rather_not": {long(201)}}, "no more than"},
		} {
			refused := w.Get("/outings/when").Want(200).Submit("/outings/when", when(c.changes))
			if refused.Status != 422 {
				t.Errorf("%s: %d", name, refused.Status)
			}
			if got := refused.Attr(`input[name="emergency_name"]`, "value"); got != "Robin" {
				t.Errorf("%s: what was typed came back as %q", name, got)
			}
		}
		stale := w.Get("/outings/when").Fill("/outings/when", when(url.Values{"rather_not": {"no buses"}}))
		w.Get("/outings/when").Submit("/outings/when", when(nil)).Want(303)
		w.says(w.Post("/outings/when", stale).Want(409), "changed a moment ago", "no buses")
	})
}

func long(n int) string {
	words := make([]byte, n)
	for i := range words {
		words[i] = 'x'
	}
	return string(words)
}

// What a companion chose to share is used to match, and shown to nobody: every
// page that names them is the same, byte for byte, whichever experience it is
// that they and the person share; none has their own words for their gender.
func TestLivedExperienceStandsOnNoPage(t *testing.T) {
	ways(t, func(w *way) {
		w.together()
		w.write(`UPDATE clearance SET dbs_until = $2 WHERE community_id = $1`, day0.AddDays(15).String())
		pages := func() (all string) {
			w.As(w.asha)
			for _, path := range []string{w.link + "/plan", w.link + "/needed", w.link + "/sheet", "/today", "/huddle"} {
				all += changing.ReplaceAllString(w.Get(path).Want(200).Body, "")
			}
			w.As(w.max)
			for _, path := range []string{"/companions", "/companions/" + w.col.Account, "/today", "/huddle"} {
				all += changing.ReplaceAllString(w.Get(path).Want(200).Body, "")
			}
			w.As(w.kim)
			return all + changing.ReplaceAllString(w.Get("/outings").Want(200).Body, "")
		}
		pages() // what was said once
		first := ""
		for _, shared := range companion.Experiences {
			w.must(w.caps.Links.WishCompany(w.Context(), w.asha, w.link[len("/links/"):], companion.Wish{Gender: companion.Woman, Shared: []companion.Experience{shared}}))
			kept, err := w.caps.Companions.Capacity(w.Context(), w.col, w.col.Account)
			w.must(err)
			kept.Shared, kept.Gender = []companion.Experience{shared}, "in my own words"
			w.must(w.caps.Links.SaveCapacity(w.Context(), w.col, kept))
			got := pages()
			if first == "" {
				first = got
			}
			if got != first {
				t.Fatalf("%s shows:\n%s\n%s", shared, partOf(got, first), partOf(first, got))
			}
			for _, said := range []string{locale.English().T("capacitypages.shared." + string(shared)), "in my own words"} {
				w.As(w.asha)
				for _, path := range []string{w.link, w.link + "/plan", w.sam} { // their time-lines grow
					w.hides(w.Get(path), said)
				}
				w.hides(w.As(w.max).Get("/companions/"+w.col.Account), said)
			}
		}
		w.As(w.asha)
		w.says(w.Get(w.link+"/plan").Want(200), "fits what they asked for")
	})
}
