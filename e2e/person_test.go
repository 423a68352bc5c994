package e2e

import "testing"

// TestAPersonsRecord: a facilitator on a phone puts right what is kept, asks one
// question and takes the answer back, names somebody who was only counted
// without making them twice, and hands them over; a manager puts two records
// together and takes them apart; somebody has died, and it was a mistake.
func TestAPersonsRecord(t *testing.T) {
	w := newTeam(t)
	w.list()
	asha := w.as(w.browser("Asha, facilitator", phone), "Asha")
	asha.hasChat()

	asha.Open("/people").Follow(wren).Good().Fits()
	asha.Follow("Change this").Good().Fill("Your pronouns, if you like to say", "they").
		Pick("Which language do you like to read?", "Polski (Polish)").
		Fill("If somebody else answers, what may we say?", "It is about the choir").
		Fill("The name of somebody to ring", "Ali Q").Press("Save").
		Sees("Write both a name and a number").
		Fill("Number of that person", "01632 960 888").Press("Save").Sees("they", "Likes to read Polski", "It is about the choir").Good()
	asha.Unfold("Somebody to ring if something happens").Sees("01632 960 888")

	asha.Unfold("Ask something else").Within("Share your photo or story").Unfold("Ask: read these words out").Press("They say yes now")
	asha.Sees("Noted. It holds from now on.").Good()
	asha.Follow("Everything they were asked").Sees("Said yes: Share your photo or story", "The words were read out by Asha K").Good()

	asha.Open("/tallies/new").Choose("How long was it?", "Under 5 minutes").Press("Count it").Sees("Counted")
	asha.Open("/tallies/new").Follow("Somebody we counted wants a record now").Good().Press("This one").Good().
		Choose("Keep a record with your name", "They said yes").Fill("What would you like to be called?", "Wrenn").
		Press("Keep their record").Sees("Is it one of these?").Good().
		Choose("Is it one of these?", "No, somebody new").Press("Keep their record").Sees("The tally is gone.")
	if people, tallies := w.rows("person"), w.rows("tally"); people != 2 || tallies != 0 {
		t.Errorf("%d people, %d tallies", people, tallies)
	}

	max := w.as(w.browser("Max, manager", desk), "Max")
	max.Open("/people").Follow(wren).Follow("This person has two records").Good().Follow("Wrenn").Good().
		Press("Put them together").Sees("They are one record now").Good()
	max.Open("/people").SeesNot("Wrenn")
	max.Follow(wren).Follow("This person has two records").Press("Take apart").Sees("They are two records again")

	asha.Open("/people").Follow(wren).Follow("They have died").Good().Press("They have died").Sees("It is noted").Good()
	asha.Open("/today").Sees("Wren has died", "You do not have to carry this alone").Good()
	asha.Follow("What is left to do").Press("It was a mistake").Sees("It is taken back")
	asha.Press("Hand over").Good().Choose("Hand over to", "Bo K").Press("Hand over").Sees("Handed over").SeesNot(wren)
	w.as(w.browser("Bo, facilitator", phone), "Bo").Open("/people").Sees(wren)
}
