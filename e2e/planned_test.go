package e2e

import (
	"regexp"
	"strings"
	"testing"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/locale"
	"openmaf/internal/programme/asking"
)

// TestQuestionsThatPlanThemselves: Wren is on a course, whose programme asks at
// the start. On the day of the check-in it stands on Asha's page by itself; one
// tap and she reads the questions out, in the same talk. Another week brings the
// next, and whom Asha does not look after is not hers to ask.
func TestQuestionsThatPlanThemselves(t *testing.T) {
	w := newWorld(t)
	ctx, asha := t.Context(), w.team["Asha"]
	w.must(w.core.Questions.Withdraw(ctx, asha, w.person, w.more["{asking}"]))
	w.clock.Set(today.AddDays(1).At(10 * 60))
	w.must(w.core.Timetable.Look(ctx, w.core.Scope))

	a := w.back("Asha, facilitator", "Asha")
	a.Open("/today").Sees("Wren: How was it?", "Wren: questions for the start, until").Good()
	a.leaving(func() {
		a.hit("the row's button", `document.querySelector('main a.govuk-button[href*="/questions/"]')`)
	})
	a.Press("Read it out").Sees("Your month", "Read each question out as it stands.").Good()
	a.Choose("Is there a group you think of as yours?", "Yes").Press("Save, that is all").Sees("The answers are saved.").Good()
	a.Open("/today").SeesNot("Wren: questions")
	w.must(w.core.Timetable.Look(ctx, w.core.Scope))
	a.Open("/questions").Sees("Nobody is to be asked.").Good().Follow("Questions for next week").Sees("Wren Q: questions for the start", "From").SeesNot("Ask").Good()

	w.back("Bo, facilitator", "Bo").Open("/questions?week=next").SeesNot("Wren").Good()

	max := w.back("Max, manager", "Max")
	max.Open("/courses").Follow("Questions").Follow("What plans itself").Sees("After a visit to a group: How did it go?").Good()
	max.hit("the box of visits", `document.querySelector('input[value="own-visit visit"]').labels[0]`)
	max.Press("Save").Sees("Saved.").Good()
	plan, err := w.core.Timetable.ForLinks(ctx, w.team["Max"])
	if err != nil || len(plan) != 6 {
		t.Errorf("the plan is %v, %v", plan, err)
	}
}

// TestTheMapFitsAPhone: who is in somebody's life reads without scrolling
// sideways.
func TestTheMapFitsAPhone(t *testing.T) {
	w := newWorld(t)
	ctx, asha, id := t.Context(), w.team["Asha"], w.core.DB.NewID()
	w.clock.Set(today.AddDays(8).At(10 * 60))
	w.must(w.core.Questions.Begin(ctx, asha, asking.Beginning{ID: id, Person: w.person, Measure: "own-network", Point: asking.Monthly, How: asking.Aloud}))
	w.must(w.core.Questions.Type(ctx, asha, w.person, id, asking.Typing{Said: asking.Said{"a-initials-0": "M", "a-close-0": "3", "a-where-0": "2", "a-often-0": "3"},
		How: asking.Aloud, Done: true}))
	w.back("Asha, facilitator", "Asha").Open("/people/"+w.person+"/questions/change").Sees("You are in the middle.", "M").Good()
}

// TestTheLinkToQuestionsThatIsSent: Asha sends Robin a link to questions by text
// and never sees it. Robin answers on their own phone; a second text is refused.
func TestTheLinkToQuestionsThatIsSent(t *testing.T) {
	w, phoneOfRobin, _ := reachable(t)
	ctx, asha, id, words := t.Context(), w.team["Asha"], w.core.DB.NewID(), locale.English()
	robin := w.called("robin")
	w.must(w.core.Consents.Answer(ctx, asha, words, robin,
		consent.Answer{Purpose: consent.Evaluation, Given: true, Version: consent.WordingOf(words, consent.Evaluation).Version}))
	w.must(w.core.Questions.Begin(ctx, asha, asking.Beginning{ID: id, Person: robin, Measure: "own-before", Point: asking.Before, How: asking.Phone}))

	a := w.as(w.browser("Asha, facilitator", phone), "Asha").Open("/people/" + robin + "/questions/" + id)
	a.Press("Send a link by text").Sees("A link is on its way to them.").Good()
	texts := phoneOfRobin.got(a, 1)
	link := answerLink.FindStringSubmatch(texts[0])
	if link == nil || strings.Contains(strings.ToLower(texts[0]), "question") {
		t.Fatalf("the telephone got %q", texts)
	}
	a.SeesNot(strings.TrimPrefix(link[1], "/answer/")).Press("Send a link by text").Sees("One is enough.").Good()

	own := w.browser("Robin’s phone", phone)
	own.Open(link[1]).SeesNot("Robin").Press("Start").Sees("Before you go").Good()
	w.browser("whoever finds the text", phone).Open(link[1]).Sees("This link does not work any more").Good()
	if texts := phoneOfRobin.got(a, 1); len(texts) != 1 {
		t.Errorf("the telephone got %q", texts)
	}
}

var answerLink = regexp.MustCompile(`https://maf\.invalid(/answer/[A-Za-z0-9_-]{43})`)

// called is the id of the person of Asha's with the name.
func (w *world) called(name string) string {
	w.t.Helper()
	found, err := w.core.People.List(w.t.Context(), w.team["Asha"], person.Query{Find: name})
	w.must(err)
	if len(found.People) != 1 {
		w.t.Fatalf("%d people are called %s", len(found.People), name)
	}
	return found.People[0].ID
}
