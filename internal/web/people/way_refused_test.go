package people_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/option"
	"openmaf/internal/people/companion"
	"openmaf/internal/people/link"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// What a page of the way refuses is said at its field, and what was typed is
// still there.
func TestAPlanIsRefusedAtItsFields(t *testing.T) {
	ways(t, func(w *way) {
		w.choose(w.tools)
		p := w.Get(w.link + "/plan").Want(200)
		w.hides(p, "Kim C") // nobody cleared her
		for _, c := range []struct {
			name, field, says string
			typed             url.Values
		}{
			{"nobody cleared her", "company", "", url.Values{"company": {w.kim.Account}, "how_far": {"come_in"}, "meet_point": {"there"}}},
			{"cleared until the day before", "company", "", url.Values{"on": {"2026-05-26"}, "company": {w.col.Account}, "how_far": {"come_in"}, "meet_point": {"there"}}},
			{"how far", "how_far", "in, to the door, or meet before", url.Values{"company": {w.col.Account}, "meet_point": {"there"}}},
			{"boundaries", "boundaries", "Read these out", url.Values{"company": {w.col.Account}, "how_far": {"come_in"}, "meet_point": {"there"}, "boundaries": {}}},
			{"at a home the first time", "somebodys_home", "Nobody meets at a home", url.Values{"company": {w.col.Account}, "how_far": {"come_in"}, "meet_point": {"there"}, "somebodys_home": {"yes"}}},
			{"a lift without cover", "way", "insured", url.Values{"company": {w.col.Account}, "how_far": {"come_in"}, "meet_point": {"there"}, "way": {"car"}}},
			{"where to meet", "meet_point", "Where do they meet?", url.Values{"company": {w.col.Account}, "how_far": {"come_in"}}},
			{"no plan B", "plan_b", "cup of tea", url.Values{"plan_b": {""}}},
			{"a day without the meeting", "on", "Not available that evening", url.Values{"on": {"2026-05-06"}}},
			{"no way", "way", "How will they get there?", url.Values{"way": {"rocket"}}},
			{"a long story", "easier", "too long", url.Values{"easier": {strings.Repeat("x", 201)}}},
		} {
			typed := planned(url.Values{"plan_b": {"Tea, " + c.name}})
			for name, v := range c.typed {
				typed[name] = v
			}
			again := p.Submit(w.link+"/plan", typed).Want(422)
			if !again.Has("#"+c.field+"-error") || !strings.Contains(again.Text("#"+c.field+"-error"), c.says) {
				w.Errorf("%s: %q at the field, %q above", c.name, again.Text("#"+c.field+"-error"), again.Text(".govuk-error-summary"))
			}
			if got := again.Attr("#plan_b", "value"); got != typed.Get("plan_b") {
				w.Errorf("%s: plan B was %q, is %q", c.name, typed.Get("plan_b"), got)
			}
		}
		w.is(link.Chosen)
	})
}

func TestGoingInNeedsAnOpenDoorOrAWord(t *testing.T) {
	ways(t, func(w *way) {
		w.choose(w.steps) // the list does not say that anybody may come in
		p := w.Get(w.link + "/plan").Want(200)
		typed := planned(url.Values{"company": {w.col.Account}, "how_far": {"come_in"}, "meet_point": {"there"}})
		if !p.Submit(w.link+"/plan", typed).Want(422).Has("#how_far-error") {
			w.Error("a companion goes in unasked")
		}
		typed.Set("may_come_in", "yes")
		p.Submit(w.link+"/plan", typed).Want(303)
		w.is(link.Planned)
	})
}

func TestWithoutAWordNobodyGoesAlong(t *testing.T) {
	ways(t, func(w *way) {
		w.sam = w.have(url.Values{"name": {"Robin Invented"}, "agree_companion": {"no"}})
		w.link = w.linkOf(w.sam)
		w.choose(w.tools)
		p := w.Get(w.link + "/plan").Want(200)
		w.says(p, "Nobody can go along yet")
		w.hides(p, "Col C")
		typed := planned(url.Values{"company": {w.col.Account}, "how_far": {"come_in"}, "meet_point": {"there"}})
		if !p.Submit(w.link+"/plan", typed).Want(422).Has("#company-error") {
			w.Error("a companion is told unasked")
		}
	})
}

// Two people plan one link: the second finds what stands now, and their words.
func TestTwoPlanOneLink(t *testing.T) {
	ways(t, func(w *way) {
		w.choose(w.tools)
		mine := w.Get(w.link + "/plan").Want(200)
		theirs := w.As(w.max).Get(w.link + "/plan").Want(200)
		theirs.Submit(w.link+"/plan", planned(url.Values{"plan_b": {"Max was quicker"}})).Want(303)
		w.As(w.asha)
		again := mine.Submit(w.link+"/plan", planned(url.Values{"plan_b": {"My own idea"}})).Want(409)
		w.says(again, "Planned now: Tuesday 5 May, 7:30 pm, on their own. Plan B: Max was quicker", "What you typed is still here")
		if got := again.Attr("#plan_b", "value"); got != "My own idea" {
			w.Fatalf("plan B is %q", got)
		}
		again.Submit(w.link+"/plan", nil).Want(303) // having seen it
		if got := w.stored().Plan.PlanB; got != "My own idea" {
			w.Fatalf("plan B is %q", got)
		}
	})
}

// Where a colleague was quicker and the form is not there any more, its words
// still are.
func TestWordsOutliveTheirForm(t *testing.T) {
	ways(t, func(w *way) {
		options := w.Get(w.link + "/options").Want(200)
		w.choose(w.tools)
		plan := w.Get(w.link + "/plan").Want(200)
		w.resting("pause", nil)
		w.says(options.Submit(w.link+"/choose", url.Values{"meeting": {w.tools}, "why": {"It is near my mum"}}).Want(409),
			"What you typed", "It is near my mum")
		w.says(plan.Submit(w.link+"/plan", planned(url.Values{"easier": {"A seat by the door"}})).Want(409),
			"A seat by the door", "Tea at our place")
		w.resting("resume", nil)
		w.at(5, 10*60)
		checkIn := w.Get(w.link + "/check-in").Want(200)
		w.resting("pause", nil)
		w.says(checkIn.Submit(w.link+"/check-in", url.Values{"happened": {"went"}, "words": {"I liked the tea"}}).Want(409), "I liked the tea")
		w.hides(w.Get(w.link+"/check-in").Want(200), "What you typed")
	})
}

func TestAPlanSentTwiceIsOne(t *testing.T) {
	ways(t, func(w *way) {
		w.choose(w.tools)
		sent := w.Get(w.link+"/plan").Want(200).Fill(w.link+"/plan", planned(nil))
		w.Post(w.link+"/plan", sent).Want(303)
		w.Post(w.link+"/plan", sent).Want(303)
		w.holds(map[string]int{"link_plan": 1})
	})
}

// The list changed between the page and the press: nothing is chosen that was
// not shown as it is.
func TestTheListChangedMeanwhile(t *testing.T) {
	ways(t, func(w *way) {
		p := w.Get(w.link + "/options").Want(200)
		m, err := w.caps.Meetings.Get(w.Context(), w.max, w.tools)
		w.must(err)
		w.must(w.caps.Meetings.Withdraw(w.Context(), w.max, w.tools, m.Version))
		w.list()
		w.says(p.Submit(w.link+"/choose", url.Values{"meeting": {w.tools}}).Want(409), "The list of meetings changed")
		w.is(link.Raised)
		w.at(2, 9*60)
		w.says(p.Submit(w.link+"/choose", url.Values{"meeting": {w.steps}}).Want(409), "from another day")
	})
}

func TestOneKindIsSaidAndRecordedAsAGap(t *testing.T) {
	ways(t, func(w *way) {
		m, err := w.caps.Meetings.Get(w.Context(), w.max, w.tools)
		w.must(err)
		w.must(w.caps.Meetings.Withdraw(w.Context(), w.max, w.tools, m.Version))
		w.list()
		w.says(w.Get(w.link+"/options").Want(200), "only one kind of group")
		w.choose(w.steps)
		if v := w.stored(); !v.Gap || v.State != link.Chosen {
			w.Fatalf("gap %t, %s", v.Gap, v.State)
		}
	})
}

func TestWhereNothingFits(t *testing.T) {
	ways(t, func(w *way) {
		w.caps.Board.Swap(w.s.Community(), option.Build([]meeting.Meeting(nil), option.Standard()))
		p := w.Get(w.link + "/options").Want(200)
		w.says(p, "We found nothing that fits")
		p.Submit(w.link+"/not-now", url.Values{"ask": {"never"}}).Want(303)
		w.is(link.NotNow)
	})
}

// What a facilitator does not keep is, for them, not there; a companion has no
// business on these pages at all.
func TestWhoReachesAWay(t *testing.T) {
	ways(t, func(w *way) {
		w.together()
		pages := []string{"", "/options", "/plan", "/sheet", "/rest", "/after", "/feet"}
		asking := []string{"/check-in", "/not-reached", "/door-open", "/held"} // a companion may, where they were let
		posts := []string{"/wish", "/choose", "/not-now", "/plan", "/pause", "/resume",
			"/step-back", "/close", "/reopen", "/asker", "/decline", "/feet", "/hand-over", "/take-back"}
		for _, c := range []struct {
			who  access.Actor
			want int
		}{{w.ben, 404}, {w.col, 403}, {w.admin, 403}} {
			w.As(c.who)
			for _, path := range pages {
				w.Get(w.link + path).Want(c.want)
			}
			for _, path := range asking {
				want := c.want
				if c.who.Has(access.Companion) {
					want = 404 // nobody let her ask about this one
				}
				w.Post(w.link+path, url.Values{"form_by": {c.who.Account}, "form_id": {w.d.NewID()}}).Want(want)
			}
			for _, path := range posts {
				w.Post(w.link+path, url.Values{"form_by": {c.who.Account}, "form_id": {w.d.NewID()}}).Want(c.want)
			}
		}
		w.As(w.kim)
		plan := w.stored().Plan.ID
		for _, mark := range []string{"met", "home", "locked", "lost"} {
			w.Post("/outings/"+plan+"/"+mark, url.Values{"form_by": {w.kim.Account}, "form_id": {w.d.NewID()}}).Want(404)
		}
		w.hides(w.Get("/outings").Want(200), "Sam")
		w.As(w.ben)
		w.hides(w.Get("/today").Want(200), "Sam")
	})
}

func TestICannotMakeIt(t *testing.T) {
	ways(t, func(w *way) {
		w.together()
		w.at(3, 12*60)
		w.says(w.press("lost"), "Nothing is planned for you")
		if p := w.stored().Plan; p.Companion != "" || !p.CalledOff.IsZero() {
			w.Fatalf("%+v", p)
		}
	})
}

// An evening whose companion fell out needs somebody: nowhere does it stand as
// one on which they go on their own, that day, or the morning after.
func TestNobodyIsLeftOnTheirOwn(t *testing.T) {
	ways(t, func(w *way) {
		w.together()
		w.at(4, 12*60)
		w.press("lost")
		w.As(w.asha)
		for _, path := range []string{"/today", "/huddle", w.link + "/plan"} {
			p := w.Get(path).Want(200)
			w.says(p, "somebody")
			w.hides(p, "7:30 pm, on their own")
		}
		w.says(w.Get("/today"), "Sam needs somebody else to go along", "Sam, 7:30 pm, somebody to go along is missing")
		w.at(5, 10*60)
		w.says(w.Get("/huddle").Want(200), "Sam, nobody was found to go along")
	})
}

// A companion answers on their own page; who has not by noon of the day before
// is asked by whoever keeps the record, who notes the yes, or the no and looks
// for somebody else.
func TestACompanionIsAsked(t *testing.T) {
	ways(t, func(w *way) {
		w.together()
		w.at(3, 12*60-1)
		w.hides(w.Get("/today").Want(200), "Ask Col")
		w.at(3, 12*60)
		w.says(w.Get("/today").Want(200), "Ask Col if they can go along with Sam", "They have not answered yet")
		w.says(w.Get(w.link+"/needed").Want(200), "Col was asked and has not answered yet")
		w.says(w.press("yes"), "Thank you. Now we know.", "You said that you can go")
		w.As(w.asha)
		w.hides(w.Get("/today").Want(200), "Ask Col")
		w.at(4, 9*60)
		w.says(w.Get("/today").Want(200), "Sam with Col, 7:30 pm", "said yes")

		w.write(`UPDATE link_plan SET said_yes_at = NULL WHERE community_id = $1`)
		w.says(w.Get("/today").Want(200).Submit(w.link+"/yes", nil).Want(303).Follow(), "Good. Now we know.", "said yes")
		w.write(`UPDATE link_plan SET said_yes_at = NULL WHERE community_id = $1`)
		w.says(w.Get(w.link+"/needed").Submit(w.link+"/cannot", nil).Want(303).Follow(), "Who else could go along?")
		if p := w.stored().Plan; !p.Needed() || p.LostOn != day0.AddDays(4) {
			t.Errorf("%+v", p)
		}
	})
}

// A clearance that ends before the day stands on Today.
func TestAWithdrawnClearanceStandsOnToday(t *testing.T) {
	ways(t, func(w *way) {
		w.together()
		w.must(w.caps.Companions.Withdraw(w.Context(), w.max, w.col.Account))
		w.As(w.asha)
		w.says(w.Get("/today").Want(200), "Sam needs somebody else to go along")
		w.must(w.caps.Companions.Clear(w.Context(), w.max, companion.Clearance{Account: w.col.Account, References: day0, Training: day0,
			Until: day0.AddDays(20), OutBefore: true}))
		w.hides(w.Get("/today").Want(200), "needs somebody else")
		w.write(`UPDATE account SET state = 'paused' WHERE community_id = $1 AND id = $2`, w.col.Account)
		w.says(w.Get("/today").Want(200), "Sam needs somebody else to go along")
		w.write(`UPDATE account SET state = 'active' WHERE community_id = $1 AND id = $2`, w.col.Account)
		w.write(`DELETE FROM account_role WHERE community_id = $1 AND account_id = $2`, w.col.Account)
		w.says(w.Get("/today").Want(200), "Sam needs somebody else to go along")
	})
}

// Whoever planned for a meeting that was withdrawn since is told before the
// evening, not by a dark hall.
func TestAWithdrawnMeetingStandsOnToday(t *testing.T) {
	ways(t, func(w *way) {
		w.together()
		m, err := w.caps.Meetings.Get(w.Context(), w.max, w.tools)
		w.must(err)
		w.hides(w.Get("/today").Want(200), "needs another meeting")
		w.must(w.caps.Meetings.Withdraw(w.Context(), w.max, w.tools, m.Version))
		w.list()
		w.says(w.Get("/today").Want(200), "Sam needs another meeting", "Tuesday Tools (invented) can’t go ahead as planned", "Look together")
		w.says(w.Get(w.link+"/sheet").Want(200), "This meeting is not held any more")
		w.choose(w.steps)
		w.hides(w.Get("/today").Want(200), "needs another meeting")
	})
}

// Who asked for a woman should not be met by a man because nobody remembered.
func TestThePlanSaysWhomTheyAskedFor(t *testing.T) {
	ways(t, func(w *way) {
		w.choose(w.tools)
		w.says(w.Get(w.link+"/plan").Want(200), "They asked for: a woman")
		w.sam = w.have(url.Values{"name": {"Robin Invented"}, "companion": {"maybe"}})
		w.link = w.linkOf(w.sam)
		w.choose(w.tools)
		w.says(w.Get(w.link+"/plan").Want(200), "They asked for: nobody in particular")
	})
}

// Nor by an empty one: a meeting that the list moved since stands on Today.
func TestAMovedMeetingStandsOnToday(t *testing.T) {
	ways(t, func(w *way) {
		w.together()
		m, err := w.caps.Meetings.Get(w.Context(), w.max, w.tools)
		w.must(err)
		w.hides(w.Get("/today").Want(200), "needs another look")
		m.Listing.Slot.Start += 30
		w.must(w.caps.Meetings.Change(w.Context(), w.max, w.tools, m.Version, m.Listing, true))
		w.list()
		w.says(w.Get("/today").Want(200), "Sam’s plan needs another look", "at another time or place")
		w.Get(w.link+"/plan").Want(200).Submit(w.link+"/plan", planned(nil)).Want(303)
		w.hides(w.Get("/today").Want(200), "needs another look")
	})
}

func TestTodayAsksAtMostEightQueries(t *testing.T) {
	ways(t, func(w *way) {
		w.together()
		w.at(4, 23*60)
		queries := 0
		w.d.CountQueries(func() { queries++ })
		defer w.d.CountQueries(nil)
		for who, a := range map[string]access.Actor{"a facilitator": w.asha, "a manager": w.max} {
			queries = 0
			w.says(w.As(a).Get("/today").Want(200), "is not marked safely home")
			if queries == 0 || queries > 8 {
				t.Errorf("%s: %d queries", who, queries)
			}
		}
	})
}

func TestACalmDay(t *testing.T) {
	ways(t, func(w *way) {
		w.says(w.Get("/today").Want(200), "Have a cup of tea")
	})
}

// Nobody answers: three tries, one message that the door is open, then quiet.
func TestThreeTriesThenQuiet(t *testing.T) {
	ways(t, func(w *way) {
		w.sam = w.have(url.Values{"name": {"Robin Invented"}, "phone": {"01632 960 001"}, "contact": {"call"}, "agree_contact": {"yes"}})
		w.link = w.linkOf(w.sam)
		w.choose(w.tools)
		w.Get(w.link+"/plan").Want(200).Submit(w.link+"/plan", planned(nil)).Want(303)
		for _, day := range []int{5, 12, 19} {
			w.at(day, 10*60)
			p := w.Get(w.link + "/check-in").Want(200)
			p.Submit(w.link+"/not-reached", nil).Want(303)
			w.Get(w.link + "/check-in").Want(200)
		}
		p := w.Get(w.link + "/check-in").Want(200)
		w.says(p, "Say once that the door is open")
		p.Submit(w.link+"/door-open", nil).Want(303)
		w.hides(w.Get("/today").Want(200), "Robin")
		w.hides(w.Get(w.link+"/check-in").Want(200), "did not reach")
	})
}

func TestNotFeelingSafeSaysWhereToTurn(t *testing.T) {
	ways(t, func(w *way) {
		w.must(w.d.Tx(w.Context(), w.s, func(tx *db.Tx) error { return db.SetStaffed(tx, "0116 496 0123", "") }))
		w.choose(w.tools)
		w.Get(w.link+"/plan").Want(200).Submit(w.link+"/plan", planned(nil)).Want(303)
		w.at(5, 10*60)
		p := w.Get(w.link + "/check-in").Want(200)
		again := p.Submit(w.link+"/check-in", url.Values{"happened": {"left_early"}, "safe": {"no"}, "misfits": {"unsafe"},
			"wants": {"different"}}).Want(303).Follow().Want(200)
		w.says(again, "did not feel safe", "0116 496 0123", "ring 999", "Go on to something different")
	})
}

func TestACheckInIsRefusedAtItsFields(t *testing.T) {
	ways(t, func(w *way) {
		w.choose(w.tools)
		p := w.Get(w.link + "/check-in").Want(200)
		for field, typed := range map[string]url.Values{
			"happened": {},
			"on":       {"happened": {"went"}},
			"being":    {"happened": {"went"}, "on-day": {"1"}, "on-month": {"5"}, "on-year": {"2026"}, "being": {"11"}},
			"words":    {"happened": {"went"}, "on-day": {"1"}, "on-month": {"5"}, "on-year": {"2026"}, "words": {strings.Repeat("x", 201)}},
		} {
			if again := p.Submit(w.link+"/check-in", typed).Want(422); !again.Has("#" + field + "-error") {
				w.Errorf("%s: %s", field, again.Text(".govuk-error-summary"))
			}
		}
		w.is(link.Chosen)
	})
}

func TestWhatGotInTheWay(t *testing.T) {
	for _, c := range []struct {
		cause  string
		faults int
	}{{"nerves", 0}, {"practical", 0}, {"no_companion", 1}, {"door_locked", 1}, {"list_wrong", 1}, {"other", 0}} {
		t.Run(c.cause, func(t *testing.T) {
			ways(t, func(w *way) {
				w.choose(w.tools)
				w.Get(w.link+"/plan").Want(200).Submit(w.link+"/plan", planned(nil)).Want(303)
				w.at(5, 10*60)
				p := w.Get(w.link + "/check-in").Want(200)
				p.Submit(w.link+"/check-in", url.Values{"happened": {"not:" + c.cause}, "wants": {"again"}}).Want(303)
				v := w.stored()
				if v.State != link.DidNotHappen || v.OurFaults != c.faults {
					w.Fatalf("%s, %d faults of ours", v.State, v.OurFaults)
				}
				m, err := w.caps.Meetings.Get(w.Context(), w.max, w.tools)
				w.must(err)
				if flagged := !m.FlaggedOn.IsZero(); flagged != (c.cause == "door_locked" || c.cause == "list_wrong") {
					w.Errorf("the listing is flagged: %t", flagged)
				}
				w.Get(w.link + "/plan").Want(200) // and again
			})
		})
	}
}

func TestARestAnEndAndABeginning(t *testing.T) {
	ways(t, func(w *way) {
		w.choose(w.tools)
		w.resting("pause", url.Values{"until-day": {"10"}, "until-month": {"5"}, "until-year": {"2026"}}).is(link.Paused)
		w.at(9, 10*60)
		w.says(w.Get("/today").Want(200), "The rest is over")
		w.resting("resume", nil).is(link.Chosen)
		w.resting("step-back", nil).is(link.SteppedBack)
		w.resting("reopen", nil).is(link.Chosen)
		p := w.Get(w.link + "/rest").Want(200)
		if !p.Submit(w.link+"/close", nil).Want(422).Has("#reason-error") {
			w.Error("it ends without a reason")
		}
		w.resting("close", url.Values{"reason": {"wish"}}).is(link.Closed)
		w.resting("reopen", nil).is(link.Chosen)
	})
}

// resting sends one of the forms of the page for a rest or an end.
func (w *way) resting(form string, typed url.Values) *way {
	w.Helper()
	w.Get(w.link+"/rest").Want(200).Submit(w.link+"/"+form, typed).Follow().Want(200)
	return w
}

// A second meeting of the person's runs on its own: plan B offers what else was
// talked through.
func TestPlanBCanBeAnotherMeeting(t *testing.T) {
	ways(t, func(w *way) {
		w.meeting("Wednesday Circle (invented)", "", meeting.Community, time.Wednesday, facet.Yes)
		w.list()
		w.choose(w.tools)
		p := w.Get(w.link + "/plan").Want(200)
		other := p.Attr(`input[name="else"]`, "value")
		for on, want := range map[string]string{"2026-05-05": "Wednesday 6 May, 7:30 pm", "2026-05-12": "Wednesday 13 May, 7:30 pm"} {
			p = w.Get(w.link + "/plan").Want(200)
			p.Submit(w.link+"/plan", url.Values{"on": {on}, "plan_b": {""}, "else": {other}}).Want(303)
			if got := w.stored().Plan.PlanB; !strings.Contains(got, want) || strings.Contains(got, "Circle") {
				w.Fatalf("plan B of %s is %q", on, got)
			}
		}
	})
}
