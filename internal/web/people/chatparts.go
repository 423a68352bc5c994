package people

import (
	"slices"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/people/chat"
	"openmaf/internal/platform/ident"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

// Ticks is a long list to tick: what this account ticked lately stands open,
// the rest is folded.
type Ticks struct {
	Recent, Rest page.Checkboxes
	Title        string // of the fold
	Open         bool
}

// ticks are the codes of a chat's list. The words of a code are the message
// "chat.<list>.<code>", those of the question "peoplepages.chat.<name>".
func ticks[T ~string](r *page.Request, f *page.Form, name, list string, all []T, h chat.Habits, open bool) Ticks {
	question := "peoplepages.chat." + name
	first, rest := chat.First(all, h.Recent[list])
	t := Ticks{Title: r.T(question + "-title"), Open: open,
		Rest: f.Checkboxes(name, question, r.Choices("chat."+list+".", codes(rest)...))}
	t.Rest.Columns = smallTicks
	if len(first) == 0 {
		return t
	}
	t.Recent = f.Checkboxes(name, question, r.Choices("chat."+list+".", codes(first)...))
	t.Recent.Columns = smallTicks
	t.Rest.ID, t.Rest.Error = name+"-more", ""
	t.Title = r.T(question + "-more")
	t.Rest.Legend = &page.Fieldset{Legend: t.Title, LegendClasses: "govuk-visually-hidden"}
	t.Open = open && slices.ContainsFunc(t.Rest.Items, func(c page.Choice) bool { return c.Checked })
	return t
}

// Through is what was talked through: kinds of group, things that people hear
// about groups and are not so, and what was given to read.
type Through struct{ Kinds, Myths, Handouts Ticks }

func through(r *page.Request, f *page.Form, h chat.Habits, open bool) Through {
	kinds := ticks(r, f, "kinds", "kind", meeting.Kinds, h, open)
	for _, group := range []*page.Checkboxes{&kinds.Recent, &kinds.Rest} {
		for i, c := range group.Items {
			group.Items[i].Text = r.T("meeting.kind." + c.Value)
		}
	}
	kinds.Rest.Hint = r.T("peoplepages.chat.kinds-hint")
	return Through{Kinds: kinds, Myths: ticks(r, f, "myths", "myth", chat.Myths, h, open),
		Handouts: ticks(r, f, "handouts", "handout", chat.Handouts, h, open)}
}

// Sent is the part of the consent step for somebody who was sent here, or with
// whom others have a say: they are told what is reported before anything is
// kept.
type Sent struct {
	page.Checkboxes
	Open bool // the place is such a one, or the box wants a look
}

func sentHere(r *page.Request, f *page.Form) Sent {
	s := Sent{Checkboxes: f.Checkboxes("coerced", "peoplepages.chat.coerced", r.Choices("peoplepages.chat.coerced.", "yes"))}
	s.Open = chat.Setting(f.Get("setting")).Coerced() || f.Has("coerced", "yes")
	return s
}

// Safety is the question that opens the way to a concern. What it is about is
// not asked here.
type Safety struct {
	page.Checkboxes
	Open bool
}

func safety(r *page.Request, f *page.Form) Safety {
	return Safety{Checkboxes: f.Checkboxes("risk", "peoplepages.chat.risk", r.Choices("peoplepages.chat.risk.", "yes")),
		Open: f.Has("risk", "yes")}
}

// Within is the shift that the form's chat is part of. It travels with the
// form: a chat that is saved after the shift's end still was part of it.
type Within struct {
	ID   string
	Text string // where
}

func withinShift(r *page.Request, f *page.Form, h chat.Habits) Within {
	if h.On {
		f.Preset("shift", h.Shift.ID)
	}
	w := Within{ID: shiftOf(f)}
	if h.On && w.ID == h.Shift.ID {
		w.Text = r.T("peoplepages.chat.on-shift", "Place", h.Shift.Place.Name)
	}
	return w
}

// shiftOf is the shift that a form says it is part of.
func shiftOf(f *page.Form) string {
	if id := f.Get("shift"); ident.Valid(id) {
		return id
	}
	return ""
}

// Way leads to another way of keeping what happened, or to a list that goes
// with it.
type Way struct{ Text, Href string }

// ways are those that the reader may go.
func ways(r *page.Request) (some []Way) {
	for _, w := range []struct {
		key, href string
		act       access.Action
	}{
		{"peoplepages.ways.quick", quickPath, access.TallyWrite},
		{"peoplepages.ways.card", cardPath, access.ChatWrite},
		{"peoplepages.ways.cards", cardsPath, access.ChatWrite},
		{"peoplepages.ways.shifts", "/shifts", access.ShiftRead},
		{"peoplepages.ways.asks", "/asks", access.AskRead},
		{"peoplepages.ways.ring", ringListPath, access.RingRead},
	} {
		if w.href != r.Path() && access.May(r.Actor(), w.act) {
			some = append(some, Way{r.T(w.key), w.href})
		}
	}
	return some
}
