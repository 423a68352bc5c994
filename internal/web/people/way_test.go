package people_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/option"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/people/companion"
	"openmaf/internal/people/link"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/server/pagetest"
)

// way is a team with two meetings of two kinds, two companions, and Sam, who
// had a chat and agreed that a companion may be told.
type way struct {
	*team
	col, kim     access.Actor // companions; Col is cleared, Kim is not
	steps, tools string       // meetings
	sam          string       // address of the person's page
	link         string       // address of the link, without its last part
}

// day0 is the day of the test's clock, a Friday.
var day0 = civil.DateOf(dbtest.Start)

func ways(t *testing.T, test func(*way)) {
	t.Helper()
	each(t, func(tm *team) { test(newWay(tm)) })
}

func newWay(tm *team) *way {
	tm.Helper()
	w := &way{team: tm, col: pagetest.Account(tm.T, tm.d, tm.s, "Col C", access.Companion),
		kim: pagetest.Account(tm.T, tm.d, tm.s, "Kim C", access.Companion)}
	for _, c := range []access.Actor{w.col, w.kim} {
		w.write(`INSERT INTO account_role (community_id, account_id, role) VALUES ($1, $2, 'companion')`, c.Account)
	}
	w.must(w.caps.Companions.Clear(w.Context(), w.max, companion.Clearance{Account: w.col.Account, References: day0,
		Training: day0, Until: day0.AddDays(20), OutBefore: true}))
	w.must(w.caps.Links.SaveCapacity(w.Context(), w.col, companion.Capacity{MatchedAs: companion.Woman, AWeek: companion.MostAWeek}))
	w.steps = w.meeting("Thursday Steps (invented)", "AA", meeting.TwelveStep, time.Thursday, facet.Unknown)
	w.tools = w.meeting("Tuesday Tools (invented)", "SMART", meeting.CBT, time.Tuesday, facet.Yes)
	w.list()
	w.sam = w.have(nil)
	w.link = w.linkOf(w.sam)
	return w
}

func (w *way) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *way) write(query string, args ...any) {
	w.Helper()
	w.must(w.d.Tx(w.Context(), w.s, func(tx *db.Tx) error {
		_, err := tx.Exec(query, append([]any{tx.Community()}, args...)...)
		return err
	}))
}

func (w *way) meeting(title, fellowship string, kind meeting.Kind, day time.Weekday, open facet.Value) string {
	w.Helper()
	l := meeting.Listing{Title: title, Fellowship: fellowship, Kind: kind, Venue: "Old Mill", Address: "2 Mill Lane", Postcode: "LE1 1AA",
		Attendance: meeting.InPerson, Slot: schedule.Slot{Rule: schedule.Weekly(day), Start: 19*60 + 30, Minutes: 60},
		Facets: []facet.Fact{{Name: facet.StepFree, Value: facet.Yes}, {Name: facet.Open, Value: open}}}
	id, err := w.caps.Meetings.Add(w.Context(), w.max, l, true)
	w.must(err)
	return id
}

// list hangs up the index of the meetings that are kept.
func (w *way) list() {
	w.Helper()
	w.must(w.d.View(w.Context(), w.s, func(tx *db.Tx) error {
		all, err := meeting.All(tx)
		w.caps.Board.Swap(w.s.Community(), option.Build(all, option.Standard()))
		return err
	}))
}

// linkOf is the address of the newest link of a person.
func (w *way) linkOf(person string) string {
	w.Helper()
	st, err := w.caps.Links.Story(w.Context(), w.max, strings.TrimPrefix(person, "/people/"), 0)
	w.must(err)
	return "/links/" + st.Links[len(st.Links)-1].ID
}

// stored is the link as it is kept.
func (w *way) stored() link.View {
	w.Helper()
	v, err := w.caps.Links.Get(w.Context(), w.max, strings.TrimPrefix(w.link, "/links/"), link.WithOffer, link.WithComfort, link.WithSteps)
	w.must(err)
	return v
}

func (w *way) is(s link.State) {
	w.Helper()
	if got := w.stored().State; got != s {
		w.Fatalf("the link is %s, want %s", got, s)
	}
}

// at moves the clock to the time of the day n days after the first.
func (w *way) at(n int, clock civil.TimeOfDay) { dbtest.Clock(w.d).Set(day0.AddDays(n).At(clock)) }

// choose picks a meeting on the page of options.
func (w *way) choose(id string) *pagetest.Page {
	w.Helper()
	return w.Get(w.link+"/options").Want(200).Submit(w.link+"/choose", url.Values{"meeting": {id}}).Want(303)
}

// planned is what is typed into the form of a plan, with changes.
func planned(changes url.Values) url.Values {
	values := url.Values{"plan_b": {"Tea at our place"}, "way": {"bus"}, "boundaries": {"yes"}}
	for name, v := range changes {
		values[name] = v
	}
	return values
}

// together plans the Tuesday with Col.
func (w *way) together() *pagetest.Page {
	w.Helper()
	w.choose(w.tools)
	p := w.Get(w.link + "/plan").Want(200)
	return p.Submit(w.link+"/plan", planned(url.Values{"company": {w.col.Account}, "how_far": {"come_in"},
		"meet_point": {"By the clock tower"}})).Want(303)
}

// press presses a companion's button.
func (w *way) press(mark string) *pagetest.Page {
	w.Helper()
	w.As(w.col)
	p := w.Get("/outings").Want(200)
	for _, form := range p.All("form") {
		for _, a := range form.Attr {
			if a.Key == "action" && strings.HasSuffix(a.Val, "/"+mark) {
				return p.Submit(a.Val, nil).Follow().Want(200)
			}
		}
	}
	w.Fatalf("there is no button for %q:\n%s", mark, p.Text("main"))
	return nil
}

func TestLookingAtOptionsChangesNothing(t *testing.T) {
	ways(t, func(w *way) {
		p := w.Get(w.link + "/options").Want(200)
		w.says(p, "Tuesday Tools (invented)", "Thursday Steps (invented)", "Why this one", "Not sure about", "Ring first",
			"Last checked: Friday 1 May 2026", "Tuesday 5 May, 7:30 pm to 8:30 pm", "by bus")
		if v := w.stored(); v.State != link.Raised || v.Version != 1 {
			w.Fatalf("looking made it %s, version %d", v.State, v.Version)
		}
	})
}

func TestChoosingRecordsWhatWasShown(t *testing.T) {
	ways(t, func(w *way) {
		p := w.Get(w.link + "/options").Want(200)
		sent := p.Fill(w.link+"/choose", url.Values{"meeting": {w.tools}, "why": {"“near my mum”"}})
		w.Post(w.link+"/choose", sent).Want(303)
		v := w.stored()
		if v.State != link.Chosen || v.Meeting != w.tools || v.Why != "“near my mum”" || len(v.Shown) != 2 {
			w.Fatalf("%s %q %d shown", v.State, v.Why, len(v.Shown))
		}
		w.Post(w.link+"/choose", sent).Want(303) // pressed twice
		if again := w.stored(); again.Version != v.Version {
			w.Fatal("pressing twice counted twice")
		}
	})
}

func TestNoneAndNotForNow(t *testing.T) {
	ways(t, func(w *way) {
		w.choose("none")
		w.is(link.Offered)
		p := w.Get(w.link + "/options").Want(200)
		if !p.Submit(w.link+"/not-now", url.Values{"ask": {"day"}}).Want(422).Has("#revisit-error") {
			w.Error("nothing says that the day is missing")
		}
		p.Submit(w.link+"/not-now", url.Values{"ask": {"day"}, "revisit-day": {"20"}, "revisit-month": {"5"}, "revisit-year": {"2026"}}).Want(303)
		v := w.stored()
		if v.State != link.NotNow || v.Revisit.String() != "2026-05-20" {
			w.Fatalf("%s, ask again %s", v.State, v.Revisit)
		}
	})
}

func TestTheWishIsChangedAboveTheOptions(t *testing.T) {
	ways(t, func(w *way) {
		p := w.Get(w.link + "/options").Want(200)
		p.Submit(w.link+"/wish", url.Values{"within": {"half"}}).Want(422)
		p.Submit(w.link+"/wish", url.Values{"within": {"3"}, "free": {"weekday_mornings"}, "need": {"hearing-loop"}}).Want(303)
		wish := w.stored().Wish
		if wish.Within != 3 || len(wish.Free) != 5 || !slices.Equal(wish.Need, []facet.Name{facet.HearingLoop}) {
			w.Fatalf("%+v", wish)
		}
		w.says(w.Get(w.link+"/options").Want(200), "We looked at other times too")
	})
}

// The day: the plan, the paper, what the companion marks, the alarm, and the
// question on the morning after.
func TestFromThePlanToTheMorningAfter(t *testing.T) {
	ways(t, func(w *way) {
		sheet := w.together().Follow().Want(200)
		w.says(sheet, "Your plan", "Sam", "Old Mill, 2 Mill Lane, LE1 1AA", "Col meets you: By the clock tower.", "Tea at our place",
			"A manager can set it")
		w.hides(sheet, "SMART", "Tuesday Tools", "Example")
		w.is(link.Planned)

		w.As(w.col)
		out := w.Get("/outings").Want(200)
		w.says(out, "Sam", "By the clock tower", "a seat near the door", "I can’t make it")
		w.hides(out, "Example", "Tea at our place", "evenings back", strings.TrimPrefix(w.link, "/links/"))

		w.at(4, 19*60)
		w.says(w.press("met"), "When you are home")
		w.at(4, 22*60+31) // two hours and a minute after the end
		w.As(w.asha)
		w.says(w.Get("/today").Want(200), "Col C is not marked safely home", "Sam")
		alarm := w.Get("/alarms").Want(200)
		action := alarm.Attr(`form[action^="/alarms/"]`, "action")
		alarm.Submit(action, nil).Want(422) // who said so?
		w.says(alarm.Submit(action, url.Values{"said_by": {"companion"}}).Follow().Want(200), "Everybody who went along is home")
		w.hides(w.Get("/today").Want(200), "is not marked safely home")

		w.As(w.asha)
		w.at(5, 9*60+59)
		w.hides(w.Get("/today").Want(200), "How was it?")
		w.at(5, 10*60)
		w.says(w.Get("/today").Want(200), "Sam: How was it?")
	})
}

func TestTheDoorWasLocked(t *testing.T) {
	ways(t, func(w *way) {
		w.together()
		w.at(4, 19*60)
		w.press("met")
		w.at(4, 19*60+40)
		w.says(w.press("locked"), "The door was locked. Plan B:", "Tea at our place", "our mistake")
		w.says(w.press("home"), "safely home")
		if v := w.stored(); v.State != link.DidNotHappen || v.OurFaults != 1 {
			w.Fatalf("%s, %d faults of ours", v.State, v.OurFaults)
		}
		w.As(w.asha)
		w.says(w.Get("/today").Want(200), "Listings to ring", "Tuesday Tools (invented)", "found the door locked")
	})
}

// The religious side was not for Sam: something different, and two weeks later
// still going.
func TestSomethingDifferentAndTwoWeeksLater(t *testing.T) {
	ways(t, func(w *way) {
		w.choose(w.steps)
		p := w.Get(w.link + "/plan").Want(200)
		w.says(p, "Ring first")
		p.Submit(w.link+"/plan", planned(nil)).Want(303)
		w.at(7, 10*60)
		p = w.Get(w.link + "/check-in").Want(200)
		next := p.Submit(w.link+"/check-in", url.Values{"happened": {"went"}, "being": {"3"}, "misfits": {"religious-side", "too-big"},
			"safe": {"yes"}, "wants": {"different"}}).Want(303)
		w.is(link.Alternative)
		options := next.Follow().Want(200)
		w.says(options, "What we changed, and why", "The religious side wasn’t for me: other kinds of group come first", "It was too big")
		w.hides(options, "Thursday Steps")

		w.link = w.linkOf(w.sam)
		w.choose(w.tools)
		w.Get(w.link+"/plan").Want(200).Submit(w.link+"/plan", planned(nil)).Want(303)
		w.at(12, 10*60)
		w.Get(w.link+"/check-in").Want(200).Submit(w.link+"/check-in", url.Values{"happened": {"went"}, "being": {"7"}, "wants": {"again"}}).Want(303)
		w.is(link.ComfortChecked)
		w.at(26, 10*60)
		w.says(w.Get("/today").Want(200), "Sam: Still going?")
		p = w.Get(w.link + "/check-in").Want(200)
		p.Submit(w.link+"/check-in", url.Values{"going": {"going:weekly"}, "facets": {"know_by_name"}}).Want(303)
		v := w.stored()
		if v.State != link.Involved || v.Frequency != link.Weekly {
			w.Fatalf("%s, %s", v.State, v.Frequency)
		}
		w.Get(w.link+"/check-in").Want(200).Submit(w.link+"/check-in", url.Values{"going": {"found_feet"}}).Want(303).Follow().
			Submit(w.link+"/feet", nil).Want(303)
		w.is(link.Closed)
		end := w.Get(w.link + "/feet").Want(200)
		w.says(end, "Sam, you’ve found your feet. We stop here.", "The door stays open.")
		w.hides(end, "Tuesday Tools", "SMART")
	})
}
