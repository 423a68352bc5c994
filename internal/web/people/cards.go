package people

import (
	"net/url"
	"strconv"
	"strings"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/option"
	"openmaf/internal/directory/place"
	"openmaf/internal/people/chat"
	"openmaf/internal/people/consent"
	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/web/page"
)

var cardsPage = page.Declare[CardsView](files, "cards.html", "ways.html")

const cardsPath = "/chats/cards"

// CardsView types in a pile of paper cards by the keyboard alone: choices by
// their numbers, yes and no by a letter, one card after the other.
type CardsView struct {
	page.Frame
	Form    *page.Form
	Typed   int // cards in this sitting
	Shift   page.Select
	On      page.DateInput
	Code    page.Input // of the words on the card
	Record  page.Input
	Name    page.Input
	Area    page.Input
	Phone   page.Input
	Contact page.Input
	Along   page.Input
	Sent    page.Input
	Safety  page.Input
	Lists   []page.Input
	Help    page.Textarea
	Next    page.Input
	Save    page.Button
	Ways    []Way
}

func (a *Area) cards(r *page.Request) (*page.Answer, error) {
	shifts, err := a.Shifts.Recent(r.HTTP().Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	f := r.Form()
	presetDay(r, f, "on")
	if on, err := civil.ParseDate(r.Query("on")); err == nil {
		f.Preset("on-day", strconv.Itoa(on.Day)).Preset("on-month", strconv.Itoa(int(on.Month))).Preset("on-year", strconv.Itoa(on.Year))
	}
	f.Preset("shift", r.Query("shift")).Preset("setting", r.Query("where")).Preset("code_of_words", wordsCode(r)).
		Preset("typed", r.Query("typed"))
	v := CardsView{Frame: r.Frame("chatpages.cards.title"), Form: f, Save: f.Submit("chatpages.cards.save"), Ways: ways(r)}
	v.Typed, _ = strconv.Atoi(f.Get("typed")) // anything else is the first
	within := []page.Choice{{Text: r.T("chatpages.cards.no-shift")}}
	for _, s := range shifts {
		within = append(within, page.Choice{Value: s.ID, Text: r.Words().Day(s.On) + ", " + s.Place.Name + ", " + s.Name})
	}
	v.Shift, v.On = f.Select("shift", "chatpages.cards.shift", within), f.DateInput("on", "peoplepages.chat.on")
	cardFields(r, f, &v)
	return cardsPage.Show(v), nil
}

func cardFields(r *page.Request, f *page.Form, v *CardsView) {
	line := func(name, key string) page.Input {
		i := f.Input(name, key)
		i.Autocomplete, i.Spellcheck = "off", "false"
		return i
	}
	letter := func(name, key string) page.Input {
		i := line(name, key)
		i.Classes, i.Hint = "govuk-input--width-2", r.T("chatpages.cards.letter")
		return i
	}
	v.Record, v.Contact, v.Along = letter("record", "chatpages.card.record"), letter("agree_contact", "chatpages.card.contact"), letter("agree_companion", "chatpages.card.along")
	v.Sent, v.Safety = letter("coerced", "chatpages.card.sent"), letter("risk", "chatpages.card.safety")
	v.Record.Focused = true
	v.Name, v.Area, v.Phone = line("name", "person.field.name"), line("area", "peoplepages.chat.area"), line("phone", "person.field.phone")
	for _, l := range cardLists(r) {
		i := f.Input(l.Name, "chatpages.cards.list", "Question", l.Question)
		i.Autocomplete, i.Hint, i.Classes = "off", numbered(l.Choices), "govuk-input--width-10"
		v.Lists = append(v.Lists, i)
	}
	v.Help, v.Next = f.Textarea("help_with", "peoplepages.chat.help-with"), line("next_step", "peoplepages.chat.next-step")
	v.Help.Rows = 2
	v.Code = line("code_of_words", "chatpages.cards.code")
	v.Code.Hint, v.Code.Classes = r.T("chatpages.cards.code-hint"), "govuk-input--width-10"
}

// numbered is a list with the numbers of the card.
func numbered(choices []string) string {
	parts := make([]string, len(choices))
	for i, c := range choices {
		parts[i] = strconv.Itoa(i+1) + " " + c
	}
	return strings.Join(parts, " · ")
}

// typedCard is what the numbers and letters of the form say.
type typedCard struct {
	ticked map[string][]string // list -> codes
	said   map[string]bool     // letter fields: yes
	asked  map[string]bool     // letter fields: yes or no
}

func readCard(r *page.Request, f *page.Form) typedCard {
	c := typedCard{map[string][]string{}, map[string]bool{}, map[string]bool{}}
	for _, l := range cardLists(r) {
		for number := range strings.FieldsFuncSeq(f.Get(l.Name), func(c rune) bool { return strings.ContainsRune(" ,;.", c) }) {
			n, err := strconv.Atoi(number)
			if err != nil || n < 1 || n > len(l.Codes) {
				f.Problem(l.Name, "chatpages.cards.number", fault.Args{"Number": number, "Most": len(l.Codes)})
				continue
			}
			c.ticked[l.Name] = append(c.ticked[l.Name], l.Codes[n-1])
		}
	}
	for _, name := range []string{"record", "agree_contact", "agree_companion", "coerced", "risk"} {
		switch strings.ToLower(f.Get(name)) {
		case "":
		case "y", "yes", "1":
			c.said[name], c.asked[name] = true, true
		case "n", "no", "0":
			c.asked[name] = true
		default:
			f.Problem(name, "chatpages.cards.yes-or-no")
		}
	}
	return c
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

func typed[T ~string](list []string) (out []T) {
	for _, code := range list {
		out = append(out, T(code))
	}
	return out
}

// chat is the card as a chat.
func (c typedCard) chat(r *page.Request, f *page.Form) chat.Chat {
	return chat.Chat{ID: derived(r.FormID(), "chat"), On: f.Date("on"), Setting: chat.Setting(first(c.ticked["setting"])),
		Length: chat.Length(first(c.ticked["length"])), StartedBy: chat.Starter(first(c.ticked["started_by"])), HelpWith: f.Get("help_with"),
		Before: chat.Before(first(c.ticked["been_before"])), Hopes: typed[chat.Hope](c.ticked["hopes"]),
		Worries: typed[chat.Worry](c.ticked["worries"]), Kinds: typed[meeting.Kind](c.ticked["kinds"]), Myths: c.ticked["myths"],
		Handouts: c.ticked["handouts"], Decision: chat.Decision(first(c.ticked["decision"])), NextStep: f.Get("next_step"),
		Companion: chat.Wanted(first(c.ticked["companion"])), Risk: c.said["risk"], Coerced: c.said["coerced"], Shift: shiftOf(f)}
}

// answers are the consents that were ticked, to the words on the card. When
// those are not the words of today, they are no answers to them.
func (c typedCard) answers(r *page.Request, f *page.Form) (given []consent.Answer) {
	if f.Get("code_of_words") != wordsCode(r) {
		f.Problem("code_of_words", "chatpages.cards.code-old")
	}
	for _, p := range onPaper {
		if name := answerField(p); c.asked[name] {
			given = append(given, consent.Answer{Purpose: p, Given: c.said[name], Version: consent.WordingOf(r.Words(), p).Version})
		}
	}
	return given
}

// saveCard keeps one card, and shows the next empty form.
func (a *Area) saveCard(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	c := readCard(r, f)
	if !c.asked["record"] {
		f.Problem("record", "chatpages.cards.record")
	}
	kept := c.chat(r, f)
	if c.asked["record"] && !c.said["record"] {
		t := chat.Tally{ID: derived(r.FormID(), "tally"), On: kept.On, Setting: kept.Setting, Length: kept.Length, Worries: kept.Worries, Shift: kept.Shift}
		note(f, t.Check(civil.DateOf(r.Now())))
		if err := f.Err(); err != nil {
			return nil, err
		}
		err := a.Chats.Count(r.Context(), r.Actor(), t, func(tx *db.Tx) error {
			return a.Drafts.Erase(tx, r.Actor().Account, cardsPath)
		})
		if err != nil {
			return nil, err
		}
		return nextCard(f, kept), nil
	}
	return a.keepCard(r, f, c, kept)
}

func (a *Area) keepCard(r *page.Request, f *page.Form, c typedCard, kept chat.Chat) (*page.Answer, error) {
	b := link.Beginning{Person: person.Person{ID: r.FormID(), Name: f.Get("name"), Phone: f.Get("phone")}, Chat: kept, Answers: c.answers(r, f)}
	if b.Person.Phone != "" {
		b.Person.Contact.How = person.Call
		if !c.said["agree_contact"] {
			f.Problem("agree_contact", "peoplepages.chat.phone-needs-yes")
		}
	}
	note(f, kept.Check(civil.DateOf(r.Now())))
	area, near, err := a.whereabouts(r, f)
	if err != nil {
		return nil, err
	}
	b.Person.Area = area
	note(f, b.Person.Tidy().Check())
	if err := f.Err(); err != nil {
		return nil, err
	}
	raising := link.Raising{ID: derived(r.FormID(), "link"), Wish: option.Wish{Near: near, Free: freeAt(c.ticked["free"]), Travel: place.Bus}}
	for _, worry := range kept.Worries {
		if eased, ok := eases[worry]; ok {
			raising.Wish.Prefer = append(raising.Wish.Prefer, eased)
		}
	}
	switch kept.Decision {
	case "already_going": // there is nothing to look for
	case "not_now":
		raising.Then = []link.Event{link.Decline{}}
		b.Links = []link.Raising{raising}
	default:
		b.Links = []link.Raising{raising}
	}
	if err := a.Links.Begin(r.Context(), r.Actor(), r.Words(), b); err != nil {
		return nil, err
	}
	if kept.Risk { // the pile waits
		return page.See("/chats/" + kept.ID + "/safety").Flash("peoplepages.chat.saved"), nil
	}
	return nextCard(f, kept), nil
}

// nextCard is the empty form, with the place, the day and the shift of the card
// before. How many were typed in this sitting stands in its address.
func nextCard(f *page.Form, kept chat.Chat) *page.Answer {
	typed, _ := strconv.Atoi(f.Get("typed")) // anything else is the first
	q := url.Values{"typed": {strconv.Itoa(typed + 1)}, "on": {kept.On.String()}, "where": {f.Get("setting")}, "shift": {kept.Shift}}
	return page.See(cardsPath + "?" + q.Encode()).Flash("chatpages.cards.saved")
}
