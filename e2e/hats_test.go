package e2e

import (
	"net/http"
	"testing"
)

// TestThreeHats: Kit, who goes along with people here, also talks with Asha.
// Before any name is typed the record is one that nobody else can open. Then
// nobody hears from Kit, and the manager opens it in an emergency; Kit is told,
// at their own account and on their phone, and puts somebody out.
func TestThreeHats(t *testing.T) {
	w := newWorld(t)
	asha := w.as(w.browser("Asha, facilitator", phone), "Asha")
	asha.Open("/chats/new").Choose("Keep a record with your name", "They said yes")
	asha.Choose("Do they volunteer or work here?", "Yes").Fill("What would you like to be called?", "Kitty Hollow")
	asha.Pick("Where did you talk?", "On the phone").Choose("How long was it?", "15 to 30 minutes").Choose("What now?", "Will try it")
	asha.Press("Save the chat").Follow("Go on without ringing").Sees("What there is")
	asha.Open("/people").Follow("Kitty H").Follow("Who may open this record")
	asha.Sees("These people can open the record", "Asha K").Good()
	asha.Pick("They sign in here as", "Kit K").Press("Save").Sees("They are told at their own account").Good()
	asha.Pick("Let somebody in", "Bo K").Press("Let them in").Sees("They can open the record now", "Bo K").Good()

	max := w.as(w.browser("Max, manager", desk), "Max")
	max.Open("/people?find=kitty").SeesNot("Kitty")
	max.Open("/devices").Follow("Open a record in an emergency").Good()
	max.Fill("Whole name of the person", "Kitty Hollow").Press("Open it and tell them").Expects(http.StatusUnprocessableEntity)
	max.Sees("Say why. The person will read it.").Good()
	max.Fill("Why can it not wait?", "Nobody has heard from them since Tuesday").Press("Open it and tell them")
	max.Sees("It is written down").SeesNot("Kitty").Good().Press("Look").Sees("Kitty Hollow", "Asha K", "Bo K").Good()

	kit := w.as(w.browser("Kit, companion", phone), "Kit")
	kit.Open("/outings").SeesNot("Kitty").Good().Follow("There is something for you to read")
	kit.Sees("Your own record here", "Max K", "Nobody has heard from them since Tuesday").SeesNot("Kitty", "Hollow").Good()
	kit.Within("Bo K").Press("Put out")
	kit.Sees("They cannot open the record any more").Good()
	kit.Open("/outings").SeesNot("There is something for you to read")

	lena := w.as(w.browser("Lena, safeguarding lead", desk), "Lena")
	lena.Open("/glass/register").Sees("Max K", "Nobody has heard from them since Tuesday").SeesNot("Kitty").Good()
	bo := w.as(w.browser("Bo, facilitator", phone), "Bo")
	bo.Open("/people?find=kitty").SeesNot("Kitty")
}

// TestKeptAway: the keeper notes on the phone whom somebody must not meet; from
// then on the other's evening is not offered, and no page says why.
func TestKeptAway(t *testing.T) {
	w := newWorld(t)
	bo := w.as(w.browser("Bo, facilitator", phone), "Bo")
	bo.Open("/chats/new").Choose("Keep a record with your name", "They said yes").Fill("What would you like to be called?", "Dale M").
		Fill("Where do you set out from?", "LE1").Pick("Where did you talk?", "On the phone").
		Choose("How long was it?", "15 to 30 minutes").Choose("What now?", "Will try it").Press("Save the chat").Follow("Go on without ringing")
	bo.Sees("Friday Steps (invented)").Good()
	options := bo.Path()
	bo.Open("/people").Follow("Dale M").Follow("Groups, places and people to keep away").Good()
	bo.Follow("Add somebody they must not meet").Good().Fill("Their name", "Wren Q").Press("Save")
	bo.Sees("Saved. We act on it from now on.", "Wren Q").Good()
	bo.Open(options).SeesNot("Friday Steps (invented)", "Wren", "kept away").Sees("Tuesday Tools (invented)").Good()
	asha := w.as(w.browser("Asha, facilitator", phone), "Asha")
	asha.Open("/people/" + w.person).SeesNot("Dale").Follow("Groups, places and people to keep away").SeesNot("Dale").Good()
}
