package people

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/people/chat"
	"openmaf/internal/people/consent"
	"openmaf/internal/web/page"
)

var cardPage = page.Declare[CardView](files, "card.html")

const cardPath = "/chats/card"

// CardView is the chat card on paper: two to a sheet with everything, or four
// with the least. Every choice has a number, by which it is typed in later.
type CardView struct {
	page.Frame
	Four    bool
	Cards   []int // as many as stand on a sheet
	Lists   []CardList
	Words   []string // to be read out, on the back
	Code    string   // of those words
	Other   Way      // the other size
	OtherIs string
}

// CardList is one question of the card with its numbered choices.
type CardList struct {
	Name, Question string
	Codes          []string
	Choices        []string
}

// onPaper are the consents that a card asks for.
var onPaper = []consent.Purpose{consent.Record, consent.Contact, consent.Companion}

// cardLists are the card's questions in their order, on paper and where it is
// typed in.
func cardLists(r *page.Request) (lists []CardList) {
	for _, l := range []struct {
		name, question, prefix string
		codes                  []string
	}{
		{"setting", "peoplepages.chat.setting", "chat.setting.", codes(chat.Settings)},
		{"length", "peoplepages.chat.length", "chat.length.", codes(chat.Lengths)},
		{"free", "peoplepages.chat.free", "peoplepages.chat.free.", timeCodes()},
		{"companion", "peoplepages.chat.company", "chat.companion.", codes(chat.Wanteds)},
		{"worries", "peoplepages.chat.worries", "chat.worry.", codes(chat.Worries)},
		{"decision", "peoplepages.chat.decision", "chat.decision.", codes(chat.Decisions)},
		{"started_by", "peoplepages.chat.started-by", "chat.started_by.", codes(chat.Starters)},
		{"been_before", "peoplepages.chat.before", "chat.been_before.", codes(chat.Befores)},
		{"hopes", "peoplepages.chat.hopes", "chat.hope.", codes(chat.Hopes)},
		{"kinds", "peoplepages.chat.kinds", "meeting.kind.", codes(meeting.Kinds)},
		{"myths", "peoplepages.chat.myths", "chat.myth.", chat.Myths},
		{"handouts", "peoplepages.chat.handouts", "chat.handout.", chat.Handouts},
	} {
		list := CardList{Name: l.name, Question: r.T(l.question), Codes: l.codes}
		for _, code := range l.codes {
			list.Choices = append(list.Choices, r.T(l.prefix+code))
		}
		lists = append(lists, list)
	}
	return lists
}

// least are the questions of the small card.
var least = []string{"setting", "length", "free", "companion", "worries", "decision"}

// wordsCode tells the words that were read out from a card from those of today:
// the beginning of a hash of them all.
func wordsCode(r *page.Request) string {
	sum := sha256.New()
	for _, p := range onPaper {
		sum.Write([]byte(consent.WordingOf(r.Words(), p).Version))
	}
	return hex.EncodeToString(sum.Sum(nil)[:3])
}

func (a *Area) card(r *page.Request) (*page.Answer, error) {
	v := CardView{Frame: r.Frame("chatpages.card.title"), Four: r.Query("to") == "4", Lists: cardLists(r), Code: wordsCode(r), Cards: make([]int, 2),
		Other: Way{Href: cardPath + "?to=4"}, OtherIs: r.T("chatpages.card.four")}
	v.Back = newChatPath
	if v.Four {
		v.Cards = make([]int, 4)
		v.Other.Href, v.OtherIs = cardPath, r.T("chatpages.card.two")
		v.Lists = slices.DeleteFunc(v.Lists, func(l CardList) bool { return !slices.Contains(least, l.Name) })
	}
	for _, p := range onPaper {
		v.Words = append(v.Words, r.T("consent.words."+string(p)))
	}
	v.Words = append(v.Words, r.T("consent.before"), r.T("consent.coerced"))
	return cardPage.Show(v), nil
}
