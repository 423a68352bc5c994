package people_test

import (
	"net/url"
	"strings"
	"testing"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/shift"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
)

// onShift says that the facilitator is here now.
func (w *way) onShift(who access.Actor) {
	w.Helper()
	shifts, place := shift.New(w.d), shift.Place{ID: w.d.NewID(), Name: "The front room", Setting: "our_place"}
	w.must(shifts.AddPlace(w.Context(), w.max, place))
	w.must(shifts.Start(w.Context(), who, w.d.NewID(), place.ID))
	w.write(`INSERT INTO account_role (community_id, account_id, role) VALUES ($1, $2, 'facilitator')`, who.Account)
}

func TestTheMorningMeeting(t *testing.T) {
	ways(t, func(w *way) {
		w.together() // the Tuesday, four days on
		w.at(5, 10*60+30)
		w.onShift(w.ben)
		w.As(w.max)
		p := w.Get("/huddle").Want(200)
		w.says(p, "Ben", "The front room", "Sam with Col", "first time", "Ben asks")

		// One tap hands the row over, and one takes it back.
		p = p.Submit(w.link+"/hand-over", url.Values{"to": {w.ben.Account}}).Want(303).Follow()
		w.says(p, "Take it back")
		w.As(w.ben)
		w.says(w.Get("/today").Want(200), "Sam")
		w.As(w.max)
		w.Get("/huddle").Submit(w.link+"/take-back", nil).Want(303)
		w.As(w.ben)
		w.hides(w.Get("/today").Want(200), "Sam")
	})
}

func TestGuestsHearOnlyOfThoseWhoAgreed(t *testing.T) {
	ways(t, func(w *way) {
		w.together()
		w.at(5, 10*60+30)
		w.As(w.max)
		w.hides(w.Get("/huddle/guests").Want(200), "Sam")

		id := strings.TrimPrefix(w.sam, "/people/")
		w.must(w.caps.Consents.Answer(w.Context(), w.asha, locale.English(), id, consent.Answer{Purpose: consent.Keyworker, Given: true,
			Version: consent.WordingOf(locale.English(), consent.Keyworker).Version}))
		p := w.Get("/huddle/guests").Want(200)
		w.says(p, "Sam")
		w.hides(p, "Example", "Tools", "SMART", "Old Mill", "Col", "clock tower")
		if p.Has(".site-nav") {
			t.Error("one tap leads away to everything else")
		}

		w.must(w.caps.Consents.Answer(w.Context(), w.asha, locale.English(), id, consent.Answer{Purpose: consent.Keyworker,
			Version: consent.WordingOf(locale.English(), consent.Keyworker).Version}))
		w.hides(w.Get("/huddle/guests").Want(200), "Sam")
	})
}
