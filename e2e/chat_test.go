package e2e

import (
	"testing"

	"openmaf/internal/platform/db"
)

// wren is the person of the journey: near LE1, free on weekday evenings, with
// worries, and glad of company.
const (
	wren      = "Wren Q"
	wrenFirst = "Wren"
	wrenPhone = "01632 960 777"
	wrenNeeds = "a chair with arms"
	wrenWords = "the evenings are long"
)

// beginsChat opens the page of a chat and asks the first question.
func (b *browser) beginsChat() *browser {
	b.t.Helper()
	return b.Open("/people").Follow("New chat").Sees("May we keep a record with your name", "If you say no, we still help you.")
}

// fillsChat fills in what a facilitator asks of somebody who says yes to a
// record.
func (b *browser) fillsChat() *browser {
	b.t.Helper()
	b.Choose("Keep a record with your name", "They said yes").
		Fill("What would you like to be called?", wren).Fill("Where do you set out from?", "LE1 1AA").
		Choose("When are you free?", "Weekday evenings").
		Choose("Would you like someone to go along with you?", "Yes, please").
		Fill("What do you want help with?", wrenWords)
	b.Unfold("Worries").Choose("What worries you about going?", "Religion", "Having to speak")
	b.Unfold("Getting in and getting there").Fill("What would help you get in and stay?", wrenNeeds)
	b.Choose("Get in touch", "They said yes").Choose("Tell someone who goes along", "They said yes")
	b.Unfold("How to reach them").Fill("Phone", wrenPhone).Choose("How may we reach you?", "Ring them")
	return b.Pick("Where did you talk?", "Waiting room").Choose("How long was it?", "15 to 30 minutes").Choose("What now?", "Will try it")
}

// hasChat is a whole chat, from the first question to what there is.
func (b *browser) hasChat() *browser {
	b.t.Helper()
	return b.beginsChat().fillsChat().Press("Save the chat").Sees("What there is", "Look at these together with "+wrenFirst)
}

// TestAChat: a facilitator on a small screen; the words of the consents are
// kept, the crisis card is one tap away, and the postcode is not kept whole.
func TestAChat(t *testing.T) {
	w := newTeam(t)
	w.list()
	asha := w.as(w.browser("Asha, facilitator", phone), "Asha")
	asha.beginsChat().Follow("Need help now?").Sees("Ring 999", "Samaritans: 116 123").Good().Back().Sees("A chat")
	asha.hasChat().Good()

	asha.Open("/people").Sees(wren, "LE1").SeesNot("LE1 1AA").Follow(wren).Sees("Talked about", wrenPhone, wrenNeeds)
	asha.Sees("Keep a record with your name: yes").Unfold("The words").Sees("Said yes on", "May we keep a record with your name, so that we remember what we talked about?").Good()
	asha.Unfold("What we talked about").Sees(wrenWords, "Worries: Religion, Having to speak").SeesNot("LE1 1AA")
	asha.Press("Had a chat").Sees("A chat with " + wrenFirst).SeesNot("May we keep a record").Good()

	max := w.as(w.browser("Max, manager", desk), "Max")
	max.Open("/people").Follow(wren).Sees(wrenPhone, "The story so far").SeesNot(wrenWords)
}

// rows counts the rows of a table, to see that something is there once, or not
// at all.
func (c *community) rows(table string) (n int) {
	c.t.Helper()
	err := c.core.DB.View(c.t.Context(), c.core.Scope, func(tx *db.Tx) (err error) {
		n, err = db.One(tx, db.Column[int],
			`SELECT count(*) FROM `+table+` WHERE community_id = $1`, tx.Community())
		return err
	})
	if err != nil {
		c.t.Fatal(err)
	}
	return n
}

// TestATally: a person who wants no record. What was typed until then is
// erased with the choice.
func TestATally(t *testing.T) {
	w := newTeam(t)
	w.list()
	asha := w.as(w.browser("Asha, facilitator", phone), "Asha")
	asha.beginsChat().fillsChat()
	asha.until("the draft is kept", func() (bool, error) { return w.rows("draft") == 1, nil })
	asha.Choose("Keep a record with your name", "They said no: just a tally").Press("Save the chat").
		Sees("Counted. Nothing about the person was kept.")
	asha.SeesNot(wrenWords)
	if name := asha.Value("What would you like to be called?"); name != "" {
		t.Errorf("the name %q came back", name)
	}
	for table, want := range map[string]int{"draft": 0, "person": 0, "chat": 0, "consent": 0, "link": 0, "tally": 1} {
		if n := w.rows(table); n != want {
			t.Errorf("%d rows of %s, want %d", n, table, want)
		}
	}
	asha.beginsChat().Follow("No record wanted? Count just a tally").Good().
		Pick("Where did you talk?", "Out and about").Choose("How long was it?", "Under 5 minutes").Choose("What worried them?", "Getting there").
		Press("Count it").Sees("Counted.")
	if n := w.rows("tally"); n != 2 {
		t.Errorf("%d tallies", n)
	}
}

// Nobody under 18 has a record here, and is told kindly where to turn.
func TestUnderEighteen(t *testing.T) {
	w := newTeam(t)
	asha := w.as(w.browser("Asha, facilitator", phone), "Asha")
	asha.beginsChat().Fill("What would you like to be called?", "Young").Choose("How old are they?", "Under 18").Press("Save the chat").
		Sees("We are glad you talked", "Childline").Good()
	if w.rows("person")+w.rows("draft") != 0 {
		t.Error("something was kept")
	}
}
