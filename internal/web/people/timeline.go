package people

import (
	"slices"
	"strings"

	"openmaf/internal/people/chat"
	"openmaf/internal/people/link"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/trail"
)

// Moment is what happened at one instant: all entries of one transaction, for
// a chat begins a record, some consents and a link at once.
type Moment struct {
	When  string
	Lines []Told
}

// Told is one entry in plain words.
type Told struct {
	Text string
	Note string
	Said *Said     // of a chat, for whoever may read it
	How  *HowItWas // what they told us, for whoever may read their words
}

// Said is what was talked about.
type Said struct {
	HelpWith, Worries, Hopes, Before, Company string
	Kinds, Myths, Handouts                    string
	NextStep, NextOn                          string
	Coerced                                   bool // they were told what is reported, for somebody has a say over them
}

// moments tell the entries, newest first; within a moment they stand as they
// happened.
func moments(w *locale.Words, t told) (all []Moment) {
	at := ""
	for _, line := range t.Lines {
		if line.At != at {
			at = line.At
			all = append(all, Moment{When: when(w, at)})
		}
		now := &all[len(all)-1]
		now.Lines = slices.Insert(now.Lines, 0, tellLine(w, t, line))
	}
	return all
}

func when(w *locale.Words, stamp string) string {
	at, err := civil.ParseInstant(stamp)
	if err != nil {
		return stamp
	}
	return w.When(at)
}

// tellLine words one entry. Where it is about a meeting that is not known any
// more, the words that do without it are taken.
func tellLine(w *locale.Words, t told, line trail.Line) Told {
	key := "peoplepages.event." + string(line.Event)
	meeting := t.meetingOf(line)
	if meeting == "" {
		meeting = w.T("peoplepages.event.a-meeting")
	}
	if line.Facts["message"] != "" {
		key += ".message"
	}
	told := Told{Note: noteOf(w, line),
		Text: w.T(key, "Meeting", meeting, "Day", day(w, line.Facts["on"]), "Setting", w.T("chat.setting."+line.Facts["setting"]),
			"Purpose", w.T("consent.name."+line.Facts["purpose"]))}
	if !w.Has(key) {
		told.Text = w.T("peoplepages.event.other")
	}
	if c, ok := t.chats[line.Subject.ID]; ok && line.Event == trail.ConversationHeld {
		told.Said = said(w, c)
	}
	if l, ok := t.linkOf(line); ok && t.chats != nil {
		told.How = howItWas(w, l, line)
	}
	return told
}

// linkOf is the link that an entry is about.
func (t told) linkOf(line trail.Line) (link.Link, bool) {
	for _, l := range t.Links {
		if l.ID == line.Subject.ID {
			return l, true
		}
	}
	return link.Link{}, false
}

// codeWords says which fact of an entry is a code with words of its own, and
// under which prefix those stand.
var codeWords = map[trail.Event]struct{ fact, prefix string }{
	trail.SharedWith:             {"line", "ask.line."},
	trail.ConversationHeld:       {"decision", "chat.decision."},
	trail.PlanDidNotHappen:       {"code", "link.cause."},
	trail.FirstMeetingAttended:   {"code", "link.how."},
	trail.ContinuingReported:     {"code", "link.frequency."},
	trail.CheckInHeld:            {"code", "link.due."},
	trail.LinkClosed:             {"code", "link.reason."},
	trail.HandedOverToFellowship: {"code", "link.reason."},
}

// noteOf is what else an entry says.
func noteOf(w *locale.Words, line trail.Line) string {
	var notes []string
	add := func(key string, args ...any) {
		if w.Has(key) {
			notes = append(notes, w.T(key, args...))
		}
	}
	if c, ok := codeWords[line.Event]; ok && line.Facts[c.fact] != "" {
		add(c.prefix + line.Facts[c.fact])
	}
	switch {
	case line.Event == trail.OptionsShown && line.Facts["code"] == "gap":
		add("peoplepages.event.gap")
	case line.Event == trail.DeclinedForNow && line.Facts["revisit"] != "":
		add("peoplepages.event.revisit", "Day", day(w, line.Facts["revisit"]))
	case (line.Event == trail.PlanMade || line.Event == trail.PlanChanged) && line.Facts["companion"] != "":
		add("peoplepages.event.together")
	}
	for _, outcome := range strings.Fields(line.Facts["codes"]) { // of ringing a member
		add("ring.outcome." + outcome)
	}
	if skipped := strings.Fields(line.Facts["skipped"]); len(skipped) > 0 {
		states := make([]link.State, len(skipped))
		for i, s := range skipped {
			states[i] = link.State(s)
		}
		add("link.skipped.label", "States", worded(w, "link.skip.", states))
	}
	return strings.Join(notes, ". ")
}

func day(w *locale.Words, text string) string {
	d, err := civil.ParseDate(text)
	if err != nil {
		return ""
	}
	return w.Day(d)
}

// said are the words of a chat, or nil when none were kept.
func said(w *locale.Words, c chat.Chat) *Said {
	s := Said{HelpWith: c.HelpWith, NextStep: c.NextStep,
		Worries: worded(w, "chat.worry.", c.Worries), Hopes: worded(w, "chat.hope.", c.Hopes),
		Kinds: worded(w, "meeting.kind.", c.Kinds), Myths: worded(w, "chat.myth.", c.Myths),
		Handouts: worded(w, "chat.handout.", c.Handouts), Coerced: c.Coerced}
	if !c.NextOn.IsZero() {
		s.NextOn = w.Date(c.NextOn)
	}
	if c.Before != "" {
		s.Before = w.T("chat.been_before." + string(c.Before))
	}
	if c.Companion != "" {
		s.Company = w.T("chat.companion." + string(c.Companion))
	}
	if s == (Said{}) {
		return nil
	}
	return &s
}
