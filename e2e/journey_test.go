package e2e

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"openmaf/internal/people/link"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// journey is the whole way of one person, and those who go it with them, each
// in a browser of their own.
type journey struct {
	*community
	max, asha, sam *browser
	actor          access.Actor // Asha, to ask what is kept
	person         string       // address of Wren's page
	tried, instead string       // Wren's two links
}

// TestTheJourney walks the seven points of the first issue in their order, on
// the real list where it is at hand.
func TestTheJourney(t *testing.T) {
	eachEngine(t, func(t *testing.T, c *community) {
		j := &journey{community: c}
		for _, point := range []func(){j.team, j.list, j.chat, j.plan, j.outing, j.different, j.continues, j.story, j.stranger} {
			point()
			if t.Failed() {
				return
			}
		}
	})
}

// team: the first administrator lets a manager in, who invites two volunteers
// and clears the companion.
func (j *journey) team() {
	ada := j.browser("Ada, administrator", desk).welcome("/welcome/"+j.first.Token, "ada@example.org")
	j.max = j.browser("Max, manager", desk).welcome(ada.invite("Max M", "Manager"), "max")
	j.asha = j.browser("Asha, facilitator", phone).welcome(j.max.invite("Asha P", "Facilitator"), "asha")
	j.sam = j.browser("Sam, companion", phone)
	j.sam.Open(j.max.invite("Sam K", "Companion")).Press("Start without a password").Stands("/outings")
	day := civil.DateOf(morning)
	j.max.clearance("Sam K", day.AddDays(-30), day.AddDays(180)).Sees("Saved. They can be planned now.")
}

// list: the manager makes the list of meetings, and sets the telephone that
// somebody answers.
func (j *journey) list() {
	makesTheList(j.t, j.max)
	j.max.Open("/team").Follow("The number that somebody answers").Fill("Telephone number", "01632 960 123").
		Fill("When does somebody answer?", "every day, 9 to 9").Press("Save the number").Stands("/team")
}

// chat with Wren, who is near LE1, free on weekday evenings, has worries and
// wants company.
func (j *journey) chat() {
	j.asha.hasChat()
	j.tried = strings.Split(j.asha.Path(), "/")[2]
	j.actor = access.Actor{Scope: j.core.Scope, Account: j.accountOf("Asha P"), Roles: []access.Role{access.Facilitator}}
}

func (j *journey) accountOf(name string) (id string) {
	j.t.Helper()
	err := j.core.DB.View(j.t.Context(), j.core.Scope, func(tx *db.Tx) (err error) {
		id, err = db.One(tx, db.Column[string],
			`SELECT id FROM account WHERE community_id = $1 AND name = $2`, tx.Community(), name)
		return err
	})
	if err != nil {
		j.t.Fatal(err)
	}
	return id
}

// plan: of what there is, Wren chooses a 12-step meeting, and Sam goes along to
// the door.
func (j *journey) plan() {
	j.asha.chooses("12-step")
	j.asha.plansWith("Sam K").Press("Save the plan").Sees("The plan stands.", "Sam meets you: by the clock tower.", "soup at our place",
		"01632 960 123")
}

// at is an hour at which the story goes on; whose sign-in has run out signs in
// again.
func (j *journey) at(t time.Time) {
	j.t.Helper()
	j.clock.Set(t)
	j.max.staysIn("max")
	j.asha.staysIn("asha")
	j.sam.comesBy(j.max.oneTimeLink("Sam K"))
}

// outing: Sam marks that they met, is missed two hours after the end, and is
// safely home.
func (j *journey) outing() {
	plan := j.planOf(j.tried, j.actor)
	if day := plan.Starts.Weekday(); day == time.Saturday || day == time.Sunday || plan.Starts.In(civil.London).Hour() < 17 {
		j.t.Errorf("Wren is free on weekday evenings, and goes on %v", plan.Starts)
	}
	j.at(plan.Starts.Add(-15 * time.Minute))
	j.sam.Sees(wrenFirst, wrenNeeds, "by the clock tower", "01632 960 123").SeesNot(wren, wrenPhone, wrenWords)
	j.sam.Press("We met").Sees("When you are home, press")
	j.at(plan.Ends.Add(121 * time.Minute))
	j.max.Open("/today").Sees("Sam K is not marked safely home")
	j.asha.Open("/today").Sees("Sam K is not marked safely home")
	j.sam.Press("Safely home").Sees("Safely home. Thank you.")
	j.max.Open("/today").SeesNot("Not marked safely home")
}

// tenAfter is ten in the morning of the day after the plan.
func tenAfter(p link.Plan) time.Time { return p.On.AddDays(1).At(10 * 60) }

// different: the religious side wasn't for Wren, and it was too big; they try
// something different.
func (j *journey) different() {
	plan := j.planOf(j.tried, j.actor)
	j.at(tenAfter(plan).Add(-time.Minute))
	j.asha.Open("/today").SeesNot("How was it?")
	j.at(tenAfter(plan))
	j.asha.Open("/today").Sees(wrenFirst + ": How was it?").Press("How was it?").Sees("How was it, " + wrenFirst + "?")
	j.asha.Choose("Did it happen?", "They went").Choose("What did not fit?", "The religious side wasn't for me", "It was too big").
		Choose("How was it to be there?", "4").Choose("What next?", "Try something different").Press("Save")
	j.asha.Sees("Here is something different", "What we changed, and why", "The religious side wasn't for me", "It was too big")
	j.instead = strings.Split(j.asha.Path(), "/")[2]

	all := j.asha.weighs()
	if groupOf(all[0]) == "12-step" {
		j.t.Errorf("what comes first is the same again: %s", all[0].Text)
	}
	chosen := j.asha.chooses(groupOf(all[0]))
	j.asha.Choose("Who goes along?", "Nobody. They go on their own.").Fill("Plan B", "a walk by the canal").Press("Save the plan").
		Sees("The plan stands.", "You go on your own.")
	j.t.Logf("something different: %s (%s)", chosen.Name, groupOf(chosen))
}

// continues: two weeks after the second try, Wren still goes.
func (j *journey) continues() {
	plan := j.planOf(j.instead, j.actor)
	j.at(tenAfter(plan))
	j.asha.Open("/today").Press("How was it?").Choose("Did it happen?", "They went").Unfold("More, if there is time").Choose("What did they like?", "The welcome").Unfold("More, if there is time").
		Choose("What next?", "Talk about it first").Press("Save").Sees("Saved. Thank you for asking.")
	j.at(tenAfter(plan).AddDate(0, 0, 13))
	j.asha.Open("/today").SeesNot("Still going?")
	j.at(tenAfter(plan).AddDate(0, 0, 14))
	j.asha.Open("/today").Sees(wrenFirst+": Still going?").Press("Still going?").Choose("Do they still go?", "Every week").Press("Save").
		Sees("Saved. Thank you for asking.", "Going")
}

// story: the person's page tells it on one time-line; then it is deleted.
func (j *journey) story() {
	j.asha.Open("/people").Follow(wren).Unfold("What they told us").Sees("They liked: The welcome").Good()
	j.person = j.asha.Path()
	story := j.wholeStory() // the latest first, and what was done at one hour in its order
	rest := story
	for _, line := range []string{"Is going to", "Went to", "Told us how it was", "Went to", "Told us how it was",
		"Something would need to be different", "Trying something different", "Looked at what there is", "Chose", "Made a plan",
		"Safely home", "Met up to go to", "Had a chat: Waiting room", "Looked at what there is", "Chose", "Made a plan"} {
		_, after, ok := strings.Cut(rest, line)
		if !ok {
			j.t.Fatalf("the story does not tell %q in its place:\n%s", line, story)
		}
		rest = after
	}
	j.holds()
	j.asha.Open(j.person).Follow("Delete this record").Sees("Delete everything about "+wren, "This cannot be undone.").Good().
		Press("Delete everything").Sees("The record is deleted.").SeesNot(wren)
	if j.asha.Open(j.person); j.asha.Status() != http.StatusNotFound {
		j.t.Errorf("the page of somebody who was deleted answers %d", j.asha.Status())
	}
	for _, table := range []string{"person", "chat", "consent", "link", "link_plan", "link_step", "link_due", "draft"} {
		if n := j.rows(table); n != 0 {
			j.t.Errorf("%d rows of %s stay behind", n, table)
		}
	}
	j.holds()
}

// wholeStory reads the time-line to its end, page after page.
func (j *journey) wholeStory() (story string) {
	j.t.Helper()
	for {
		var text string
		var more bool
		if err := j.asha.ask(`document.querySelector("ol.timeline").innerText`, &text); err != nil {
			j.t.Fatal(err)
		}
		story += text + "\n"
		if err := j.asha.ask(j.asha.found("link", "What was before")+` !== undefined`, &more); err != nil {
			j.t.Fatal(err)
		}
		if !more {
			return story
		}
		j.asha.Follow("What was before")
	}
}

// holds checks that the trail is whole.
func (j *journey) holds() {
	j.t.Helper()
	var entries int64
	err := j.core.DB.View(j.t.Context(), j.core.Scope, func(tx *db.Tx) (err error) {
		entries, err = trail.Verify(tx)
		return err
	})
	if err != nil || entries < 20 {
		j.t.Errorf("the trail of %d entries: %v", entries, err)
	}
}

// stranger finds a meeting on the public page.
func (j *journey) stranger() {
	b := j.browser("a stranger", phone).Open("/")
	b.Fill("Near which place?", "LE1").Press("Show me").Sees("Near LE1", "Exit this page")
	if b.Status() != http.StatusOK {
		j.t.Errorf("the public page answers %d", b.Status())
	}
	b.Follow(b.cards()[0].Name).Sees("When", "Where", "Exit this page")
}
