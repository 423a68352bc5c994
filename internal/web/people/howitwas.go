package people

import (
	"strconv"

	"openmaf/internal/people/link"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/trail"
)

// HowItWas is what a person told of an evening, or of why they chose it, for
// whoever may read their words.
type HowItWas struct {
	Heading string
	Lines   []string
	Words   string
}

// howItWas are the answers behind an entry, or nil when there are none. A link
// keeps the newest answers; an entry of another day is not about them.
func howItWas(w *locale.Words, l link.Link, line trail.Line) *HowItWas {
	at, err := civil.ParseInstant(line.At)
	if err != nil {
		return nil
	}
	on := civil.DateOf(at)
	switch {
	case line.Event == trail.OptionChosen && l.Why != "" && l.ChosenOn == on:
		return &HowItWas{Heading: w.T("linkpages.options.why"), Words: l.Why}
	case line.Event == trail.ComfortRecorded && l.Comfort != nil && l.Comfort.On == on:
		h := &HowItWas{Heading: w.T("peoplepages.how.open"), Lines: comfortLines(w, *l.Comfort), Words: l.Comfort.Words}
		if len(h.Lines) > 0 || h.Words != "" {
			return h
		}
	}
	return nil
}

func comfortLines(w *locale.Words, c link.Comfort) (lines []string) {
	say := func(key, answer string) {
		if answer != "" {
			lines = append(lines, w.T("peoplepages.how."+key, "Answer", answer))
		}
	}
	say("being", numberOf(c.Being))
	say("speaking", numberOf(c.Speaking))
	say("liked", worded(w, "link.liked.", c.Liked))
	say("misfits", worded(w, "link.misfit.", c.Misfits))
	if c.Identified != link.NoAnswer {
		say("identified", w.T("linkpages.check-in."+string(c.Identified)))
	}
	return lines
}

func numberOf(score *int) string {
	if score == nil {
		return ""
	}
	return strconv.Itoa(*score)
}
