package people_test

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/people/companion"
	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
	"openmaf/internal/web/server/pagetest"
)

// kettle is an invented meeting on Tuesdays at half past seven.
func (tm *team) kettle() string {
	tm.Helper()
	id, err := tm.caps.Meetings.Add(context.Background(), tm.max, meeting.Listing{Fellowship: "SMART", Kind: "cbt", Title: "Kettle Group",
		Slot:       schedule.Slot{Rule: schedule.Weekly(time.Tuesday), Start: 19*60 + 30, Minutes: 60},
		Attendance: meeting.InPerson, Venue: "The Invented Hall", Postcode: "LE1 1AA"}, true)
	if err != nil {
		tm.Fatal(err)
	}
	return id
}

// linkOf is the newest link of the person of the page.
func (tm *team) linkOf(page string) link.Link {
	tm.Helper()
	story, err := tm.caps.Links.Story(context.Background(), tm.asha, strings.TrimPrefix(page, "/people/"), 0)
	if err != nil || len(story.Links) == 0 {
		tm.Fatalf("no links: %v", err)
	}
	return story.Links[len(story.Links)-1]
}

func (tm *team) tellLink(id string, events ...link.Event) {
	tm.Helper()
	if err := tm.caps.Links.Tell(context.Background(), tm.asha, link.Ref{Link: id}, events...); err != nil {
		tm.Fatal(err)
	}
}

func TestThePersonPageTellsTheStory(t *testing.T) {
	each(t, func(tm *team) {
		t := tm.T
		at := tm.have(url.Values{"phone": {"01632 960 001"}, "agree_contact": {"yes"}, "contact": {"text"}, "contact_when": {"mornings"}})
		p := tm.Get(at).Want(200)
		tm.says(p, "Sam Example", "Send a text", "mornings", "a seat near the door", "Sets out from LE1", "No group chosen yet",
			"Look at what there is", "Had a chat: Waiting room", "Said yes: Keep a record with your name", "Talked about trying a group",
			"I want my evenings back", "Religion, Will work be told?", "Yes, a woman")
		if p.Text("title") != "Person" || p.Attr(`a[href^="tel:"]`, "href") != "tel:01632960001" {
			t.Errorf("title %q, phone %q", p.Text("title"), p.Attr(`a[href^="tel:"]`, "href"))
		}
		if len(p.All(".timeline > li")) != 1 {
			t.Error("one chat is not one moment")
		}

		kettle, l := tm.kettle(), tm.linkOf(at)
		dbtest.Clock(tm.d).Advance(time.Hour)
		tm.tellLink(l.ID, link.Offer{Shown: []link.Shown{{Meeting: kettle, Kind: "cbt", On: civil.Date{Year: 2026, Month: 5, Day: 5}}}, KindsNear: 1},
			link.Choose{Meeting: kettle})
		p = tm.Get(at).Want(200)
		tm.says(p, "Chose Kettle Group", "only one kind of group within reach", "Make a plan")
		if !p.Has(`main a[href="/links/`+l.ID+`/plan"]`) || len(p.All(".timeline > li")) != 2 {
			t.Error("no way to the plan, or no second moment")
		}
		if first := p.Text(".timeline > li"); !strings.Contains(first, "Chose Kettle Group") {
			t.Errorf("the newest is not first: %s", first)
		}
	})
}

func TestOnlyTheirFacilitatorReadsTheWords(t *testing.T) {
	each(t, func(tm *team) {
		t := tm.T
		at := tm.have(nil)
		seen := tm.As(tm.max).Get(at).Want(200)
		tm.says(seen, "Sam Example", "Had a chat")
		tm.hides(seen, "I want my evenings back", "Religion", at+"/chat")
		for _, address := range []string{at, at + "/change", at + "/delete", at + "/chat"} {
			tm.As(tm.ben).Get(address).Want(404)
			tm.As(tm.admin).Get(address).Want(403)
		}
		if got := tm.As(tm.ben).Get("/people").Want(200); got.Has(".rows__item") {
			t.Error("Ben sees Asha's people")
		}
		tm.As(tm.ben).Get("/people/" + tm.d.NewID()).Want(404)

		tm.endReads()
		tm.holds(map[string]int{"trail_read": 1})
	})
}

func TestAtMostEightQueriesAPage(t *testing.T) {
	each(t, func(tm *team) {
		t := tm.T
		at := tm.have(nil)
		for range 3 {
			tm.Post(at+"/chat", tm.Get(at+"/chat").Fill(at+"/chat", url.Values{"decision": {"think"}})).Want(303)
		}
		tm.tellLink(tm.linkOf(at).ID, link.Choose{Meeting: tm.kettle()})
		queries := 0
		tm.d.CountQueries(func() { queries++ })
		defer tm.d.CountQueries(nil)
		for _, address := range []string{at, "/people", "/people?find=sam", at + "/chat", at + "/change", at + "/delete", "/chats/new"} {
			queries = 0
			tm.Get(address).Want(200)
			if queries > 8 {
				t.Errorf("%s asks %d queries", address, queries)
			}
			t.Logf("%s: %d queries", strings.ReplaceAll(address, at, "/people/{person}"), queries)
		}
	})
}

func TestTheListGoesByNameAndPage(t *testing.T) {
	each(t, func(tm *team) {
		t := tm.T
		tm.says(tm.Get("/people").Want(200), "It begins with a chat")
		add := func(who access.Actor, name string) {
			err := tm.d.Tx(t.Context(), tm.s, func(tx *db.Tx) error {
				return person.Add(tx, who, person.Person{ID: tx.NewID(), Name: name})
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		for i := range 30 {
			add(tm.asha, fmt.Sprintf("Person%02d Invented", i))
		}
		add(tm.asha, "Żaneta Invented")
		add(tm.ben, "Zoë Hidden")

		p := tm.Get("/people")
		rows := len(p.All(".rows__item"))
		tm.hides(p, "Invented", "Żaneta")
		tm.says(p, "Person00 I")
		next := tm.Get(p.Attr(`a[rel="next"]`, "href")).Want(200)
		tm.says(next, "Żaneta I")
		if total := rows + len(next.All(".rows__item")); rows != 25 || total != 31 || next.Has(`a[rel="next"]`) {
			t.Errorf("%d, then %d in all", rows, total)
		}
		found := tm.Get("/people?find=zaneta").Want(200)
		tm.says(found, "Żaneta I")
		if len(found.All(".rows__item")) != 1 {
			t.Error("found more than one")
		}
		tm.says(tm.Get("/people?find=Zo%C3%AB").Want(200), "nobody called “Zoë” among the people you look after")
	})
}

func TestAChangeOfMindIsKept(t *testing.T) {
	each(t, func(tm *team) {
		t := tm.T
		at := tm.have(url.Values{"phone": {"01632 960 001"}, "agree_contact": {"yes"}, "contact": {"call"}})
		say := func(said, purpose string) *pagetest.Page {
			t.Helper()
			for _, form := range tm.Get(at).Want(200).All(`form[action="` + at + `/consents"]`) {
				values := hidden(form)
				if values.Get("purpose") == purpose && values.Get("said") == said {
					return tm.Post(at+"/consents", values).Follow().Want(200)
				}
			}
			t.Fatalf("no button for %s: %s", purpose, said)
			return nil
		}
		p := say("no", "contact")
		tm.says(p, "Noted. It holds from now on", "They said that we should not get in touch")
		tm.hides(p, "01632")
		tm.says(say("yes", "contact"), "01632 960 001")
		tm.says(say("no", "keyworker"), "Said no: Tell your keyworker")
		if tm.Get(at).Has(`input[name="purpose"][value="record"]`) {
			t.Error("the record can be withdrawn without being deleted")
		}
		tm.holds(map[string]int{"consent": 6})
	})
}

func TestALongStoryHasPages(t *testing.T) {
	each(t, func(tm *team) {
		at := tm.have(nil)
		for i := range 15 {
			dbtest.Clock(tm.d).Advance(24 * time.Hour)
			form := tm.Get(at + "/change")
			tm.Post(at+"/change", form.Fill(at+"/change", url.Values{"access_needs": {fmt.Sprint(i)}})).Want(303)
			tm.Post(at+"/chat", tm.Get(at+"/chat").Fill(at+"/chat", url.Values{"decision": {"already_going"}})).Want(303)
		}
		newest := tm.Get(at).Want(200)
		if got := len(newest.All(".timeline ul > li")); got != 25 {
			tm.Errorf("%d entries on a page", got)
		}
		older := tm.Get(newest.Attr(`a[rel="next"]`, "href")).Want(200)
		tm.says(older, "This record began")
		if older.Has(`a[rel="next"]`) || older.Has(".card") || older.Attr(".govuk-back-link", "href") != at {
			tm.Error("the older part goes on, repeats the next step, or does not lead back")
		}
		tm.Get(at + "?before=nonsense").Want(200)
	})
}

// hidden are the fields that travel with a form of one button.
func hidden(form *html.Node) url.Values {
	values := url.Values{}
	for n := range form.Descendants() {
		if n.Data != "input" {
			continue
		}
		field := map[string]string{}
		for _, a := range n.Attr {
			field[a.Key] = a.Val
		}
		values.Set(field["name"], field["value"])
	}
	return values
}

func TestTwoPeopleChangeOnePage(t *testing.T) {
	each(t, func(tm *team) {
		t := tm.T
		at := tm.have(nil)
		first, second := tm.Get(at+"/change").Want(200), tm.Get(at+"/change")
		tm.says(tm.Post(at+"/change", first.Fill(at+"/change", url.Values{"name": {"Samira"}, "area": {"LE2 3AB"}})).Follow(), "Samira", "LE2 3")
		wrong := tm.Post(at+"/change", second.Fill(at+"/change", url.Values{"name": {""}, "access_needs": {"a lift"}})).Want(422)
		again := tm.Post(at+"/change", wrong.Fill(at+"/change", url.Values{"name": {"Sam"}})).Want(409)
		tm.says(again, "Somebody else changed this page", "This is how it stands now", "Samira")
		if again.Attr("#name", "value") != "Sam" || again.Text("#access_needs") != "a lift" {
			t.Error("what was typed is lost")
		}
		tm.says(tm.Post(at+"/change", again.Fill(at+"/change", nil)).Follow(), "Saved", "a lift")
	})
}

// aboutPeople are the tables that hold anything about a person.
var aboutPeople = []string{"person", "consent", "chat", "chat_tick", "link", "link_step", "link_offer", "link_plan", "link_comfort",
	"link_due", "draft", "trail_read"}

func TestDeletionLeavesNothing(t *testing.T) {
	each(t, func(tm *team) {
		at := tm.have(nil)
		l := tm.linkOf(at)
		tm.tellLink(l.ID, link.Choose{Meeting: tm.kettle()})
		draft := tm.Get(at+"/chat").Fill(at+"/chat", url.Values{"help_with": {"half a sentence"}})
		draft.Set("form_for", at+"/chat")
		tm.Post("/draft", draft).Want(200)
		page := tm.Get(at + "/delete").Want(200)
		tm.says(page, "Delete everything about Sam Example", "every chat with them", "that a record was deleted, when, and by whom")
		values := page.Fill(at+"/delete", nil)
		tm.says(tm.Post(at+"/delete", values).Follow(), "The record is deleted", "It begins with a chat")
		tm.Post(at+"/delete", values).Want(303) // pressed twice
		tm.Get(at).Want(404)
		tm.Get("/links/" + l.ID + "/options").Want(404)
		tm.endReads()
		for _, table := range slices.DeleteFunc(slices.Clone(aboutPeople), func(t string) bool { return t == "trail_read" }) {
			tm.holds(map[string]int{table: 0})
		}
		tm.trailForgets("Sam", strings.TrimPrefix(at, "/people/"))
	})
}

// trailForgets looks for the words in every column of the trail.
func (tm *team) trailForgets(words ...string) {
	tm.Helper()
	err := tm.d.View(context.Background(), tm.s, func(tx *db.Tx) error {
		lines, err := db.All(tx, db.Column[string],
			`SELECT event || ' ' || subject_id || ' ' || COALESCE(person_id, '') || ' ' || COALESCE(facts, '') FROM trail WHERE community_id = $1`,
			tx.Community())
		all := strings.Join(lines, "\n")
		for _, w := range words {
			if strings.Contains(all, w) {
				tm.Errorf("the trail still says %q:\n%s", w, all)
			}
		}
		if !strings.Contains(all, string(trail.PersonErased)) {
			tm.Error("the trail does not say that somebody was erased")
		}
		return err
	})
	if err != nil {
		tm.Fatal(err)
	}
}

func TestDeletionWaitsForWhoeverIsOut(t *testing.T) {
	each(t, func(tm *team) {
		t := tm.T
		rosa := tm.companion("Rosa")
		at := tm.have(nil)
		l := tm.linkOf(at)
		kettle := tm.kettle()
		tuesday := civil.Date{Year: 2026, Month: 5, Day: 5}
		tm.tellLink(l.ID, link.Choose{Meeting: kettle}, link.MakePlan{Plan: link.Plan{Meeting: kettle, On: tuesday, Way: link.Walk,
			Companion: rosa.Account, HowFar: link.ToTheDoor, MeetPoint: "the clock", PlanB: "a cup of tea", Boundaries: true}})
		tm.says(tm.Get(at), "Made a plan: Kettle Group, Tuesday 5 May", "going along together", "See the plan")
		dbtest.Clock(tm.d).Advance(4*24*time.Hour + 9*time.Hour)
		refused := tm.Post(at+"/delete", tm.Get(at+"/delete").Fill(at+"/delete", nil)).Want(409)
		tm.says(refused, "not marked safely home yet")
		tm.holds(map[string]int{"person": 1})
		if err := tm.caps.Links.Mark(t.Context(), tm.max, tm.linkOf(at).Plan.ID, link.Meet{}); err != nil {
			t.Fatal(err)
		}
		if err := tm.caps.Links.Mark(t.Context(), tm.max, tm.linkOf(at).Plan.ID, link.ComeHome{}); err != nil {
			t.Fatal(err)
		}
		tm.says(tm.Get(at), "Met up to go to Kettle Group", "Safely home", "Ask how it was")
		tm.Post(at+"/delete", refused.Fill(at+"/delete", nil)).Want(303)
		tm.holds(map[string]int{"person": 0})
	})
}

// companion is somebody whom the manager has cleared to go along.
func (tm *team) companion(name string) access.Actor {
	tm.Helper()
	who := pagetest.Account(tm.T, tm.d, tm.s, name, access.Companion)
	day := civil.Date{Year: 2026, Month: 4, Day: 1}
	err := tm.d.Tx(context.Background(), tm.s, func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO account_role (community_id, account_id, role) VALUES ($1, $2, $3)`,
			tx.Community(), who.Account, string(access.Companion))
		return err
	})
	if err == nil {
		err = tm.caps.Companions.Clear(context.Background(), tm.max, companion.Clearance{Account: who.Account, References: day,
			Training: day, Until: civil.Date{Year: 2027, Month: 4, Day: 1}, OutBefore: true})
	}
	if err == nil { // everybody asks for a woman here
		err = tm.caps.Links.SaveCapacity(context.Background(), who, companion.Capacity{MatchedAs: companion.Woman})
	}
	if err != nil {
		tm.Fatal(err)
	}
	return who
}

// Every event that can touch a person has words of its own.
func TestEveryEventHasWords(t *testing.T) {
	w := locale.English()
	for _, e := range trail.AboutPeople {
		if !w.Has("peoplepages.event." + string(e)) {
			t.Errorf("%s has no words", e)
		}
	}
}
