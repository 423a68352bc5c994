package e2e

import (
	"testing"
	"time"

	"openmaf/internal/platform/civil"
)

// onCourse is the person of this journey, who has been to no meeting yet.
const onCourse = "Tamsin"

// TestFromTheCourseIntoLinks: whoever asks at the desk is put on a course, comes
// twice, and is due for a first meeting: on the course's page and on Today.
// Asha, who runs it, goes on from there to a plan with somebody who goes along,
// and asks how it was. Then nothing of it is due any more.
func TestFromTheCourseIntoLinks(t *testing.T) {
	w := newWorld(t)
	j := &courseJourney{w, w.as(w.browser("Asha, facilitator", phone), "Asha")}
	j.asksAtTheDesk()
	j.comes(today)
	j.notDueYet()
	j.comes(today.AddDays(7))
	j.isDue()
	j.plans()
	j.isAsked()
	j.notDueAnyMore()
}

// courseJourney is the way of one person from a course to a meeting, as whoever
// runs the course sees it on a phone.
type courseJourney struct {
	*world
	asha *browser
}

// at is an hour at which the journey goes on; Asha signs in again.
func (j *courseJourney) at(t time.Time) {
	j.t.Helper()
	j.clock.Set(t)
	j.asha.staysIn("asha")
}

func (j *courseJourney) coursePage() *browser {
	j.t.Helper()
	return j.asha.Open("/courses").Follow("Six sessions: finding your people").Sees("Who is on it", onCourse).Good()
}

func (j *courseJourney) asksAtTheDesk() {
	j.t.Helper()
	a := j.asha.Open("/courses").Good().Follow("Six sessions: finding your people").Good().Follow("Put somebody on it").Good()
	a.Fill("What would they like to be called?", onCourse).Choose("Read these words out", "They said yes").
		Choose("How did they come to it?", "They came by themselves").Press("Put them on").Sees("They are on the list.", onCourse)
	a.Follow(onCourse).Sees("on the course", "They came by themselves", "Put on the list").Good()
}

// comes marks them on the register of the evening, which Today leads to, and
// writes down that there was a taste of a meeting.
func (j *courseJourney) comes(on civil.Date) {
	j.t.Helper()
	j.at(on.At(18 * 60))
	a := j.asha.Open("/today").Sees("Today: Six sessions")
	a.Within("Today: Six sessions").Press("Register")
	a.Good().Touch(onCourse).total("1").waitsForNothing()
	a.Follow("Record").Good().Choose("What was in it?", "There was a taste of a meeting").Press("Save the record").Sees("The record is saved.", "Held")
}

func (j *courseJourney) notDueYet() {
	j.t.Helper()
	j.asha.Open("/today").SeesNot(onCourse + " comes to the course")
	j.coursePage().Within(onCourse).Sees("1 of 6 sessions", "Has told of no meeting yet").SeesNot("Is a first one due?")
}

func (j *courseJourney) isDue() {
	j.t.Helper()
	j.coursePage().Within(onCourse).Sees("2 of 6 sessions", "Is a first one due?")
	j.asha.Open("/today").Sees(onCourse + " comes to the course: is a first meeting due?").Good()
	j.asha.Within(onCourse + " comes to the course").Press("Look")
}

// plans goes on from Today's line: what there is, one of it, and a plan with Sam.
func (j *courseJourney) plans() {
	j.t.Helper()
	j.asha.Sees(onCourse, "Nothing is planned just now.", "They were at a session of our course").Good()
	j.asha.Press("Look at what there is").Sees("Look at these together with " + onCourse).Good()
	j.asha.Press("Choose Thursday Steps (invented)").Sees("Chosen. Now a plan for the day.").Good()
	j.asksForCompany()
	j.asha.plansWith("Sam K").Press("Save the plan").Sees("The plan stands.", "Sam meets you: by the clock tower.").Good()
	j.asha.Open("/today").SeesNot(onCourse + " comes to the course")
	j.coursePage().Within(onCourse).Sees("First meeting: Thursday 14 May")
}

// asksForCompany: on a course nobody was asked yet whether a companion may be
// told of them. The plan leads to that question, and their page back to the plan.
func (j *courseJourney) asksForCompany() {
	j.t.Helper()
	j.asha.Follow("Ask " + onCourse + " first").Good().Unfold("Ask something else")
	tell := j.asha.Within("Tell someone who goes along")
	tell.Unfold("Ask: read these words out").Press("They say yes now")
	j.asha.Sees("Noted. It holds from now on.", "Thursday Steps (invented)").Press("Make a plan").Sees("A plan with " + onCourse).Good()
}

// isAsked is the day after the meeting.
func (j *courseJourney) isAsked() {
	j.t.Helper()
	j.at(today.AddDays(14).At(10 * 60))
	a := j.asha.Open("/today").Sees(onCourse + ": How was it?").Good()
	a.Within(onCourse + ": How was it?").Press("How was it?")
	a.Sees("How was it, "+onCourse+"?", "Thursday Steps (invented)").Good()
	a.Choose("Did it happen?", "They went").Choose("What next?", "Go again").Press("Save").Sees("Saved. Thank you for asking.").Good()
}

// notDueAnyMore: their way tells it, and neither the course nor Today asks for a
// first meeting.
func (j *courseJourney) notDueAnyMore() {
	j.t.Helper()
	j.asha.Open("/today").SeesNot(onCourse + " comes to the course").SeesNot(onCourse + ": How was it?")
	j.coursePage().Within(onCourse).SeesNot("due", "First meeting").Sees("2 of 6 sessions", "Has told of: 12-step").Follow("Has told of: 12-step")
	j.asha.Sees("Went to Thursday Steps (invented)", "Told us how it was").Good()
}
