package people

import (
	"strings"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/option"
	"openmaf/internal/directory/place"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/locale"
	"openmaf/internal/web/page"
)

// Card is one evening of one meeting, as it is talked through.
type Card struct {
	Name, Group, When, Where string
	Way                      string // how far and how long; empty when nobody knows
	Parts                    []Part // why this one, not sure about, the catch
	Checked                  string
	Ring                     string // "ring first", where it is so
	More                     string // address of the page that tells all of it
	Choose                   page.Button
}

// Part is a list of sentences under its heading.
type Part struct {
	Heading string
	Lines   []string
}

func cardOf(w *locale.Words, o option.Option, travel place.Mode) Card {
	c := Card{Name: o.Meeting.Title, More: "/meetings/" + o.Meeting.ID, Group: groupOf(w, o.Meeting), When: whenOf(w, o.Occurrence), Where: whereOf(w, o.Meeting),
		Checked: checkedOf(w, o.Meeting), Parts: []Part{{w.T("option.why"), say(w, o.Fits)},
			{w.T("option.doubts"), say(w, o.Doubts)}, {w.T("option.catches"), say(w, o.TradeOffs)}}}
	if o.RingFirst {
		c.Ring = w.T("linkpages.ring-first")
	}
	if o.Online {
		c.Where = w.T("linkpages.where.online")
	}
	if o.Measured {
		far, args := place.DistanceWords(o.Miles)
		if travel == "" {
			travel = place.Bus
		}
		c.Way = w.T("linkpages.way", "Far", w.T(far, args...), "Long", w.T("place.travel."+string(travel), "Minutes", o.Minutes))
	}
	return c
}

// checkedOf says when somebody last made sure of the listing.
func checkedOf(w *locale.Words, m *meeting.Meeting) string {
	if m.LastChecked.IsZero() {
		return w.T("linkpages.not-checked")
	}
	return w.T("linkpages.checked", "Day", w.Date(m.LastChecked))
}

// groupOf names the fellowship, when it has a name, and the kind.
func groupOf(w *locale.Words, m *meeting.Meeting) string {
	kind := w.T("meeting.kind." + string(m.Kind))
	name := m.Fellowship
	if f, ok := meeting.FellowshipOf(name); ok {
		name = f.Name
	}
	if name == "" {
		return kind
	}
	return w.T("linkpages.group", "Name", name, "Kind", kind)
}

// whenOf is one evening: "Tuesday 5 May, 7:30 pm to 9 pm".
func whenOf(w *locale.Words, o schedule.Occurrence) string {
	from, until := wall(o.Starts.In(civil.London)), wall(o.Ends.In(civil.London))
	if from == until {
		return w.T("linkpages.when", "Day", w.Day(o.On), "Time", w.Time(from))
	}
	return w.T("linkpages.when-until", "Day", w.Day(o.On), "From", w.Time(from), "Until", w.Time(until))
}

// whereOf is the meeting's place in one line; nothing is said twice.
func whereOf(w *locale.Words, m *meeting.Meeting) string {
	if m.Attendance == meeting.Online {
		return w.T("linkpages.where.online")
	}
	return placeLine(w, m.Venue, m.Address, m.Postcode)
}

func placeLine(w *locale.Words, parts ...string) string {
	var line string
	for _, part := range parts {
		switch {
		case part == "" || strings.Contains(strings.ToLower(line), strings.ToLower(part)):
		case line == "":
			line = part
		default:
			line += ", " + part
		}
	}
	if line == "" {
		return w.T("linkpages.where.unknown")
	}
	return line
}

func say(w *locale.Words, reasons []option.Reason) []string {
	out := make([]string, len(reasons))
	for i, reason := range reasons {
		out[i] = reason.Say(w)
	}
	return out
}
