package public

import (
	"slices"
	"strings"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/option"
	"openmaf/internal/directory/place"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/locale"
)

// secluded reports whether the meeting's address stays off the internet: it is
// for members only, or for women only, or may be.
func secluded(m *meeting.Meeting) bool {
	women := facet.Of(m.Facets, facet.Women).Value
	return facet.Of(m.Facets, facet.Open).Value == facet.No ||
		women == facet.Yes || m.Kind == meeting.Women && women != facet.No
}

// outcode is the first half of the meeting's postcode, or empty.
func outcode(m *meeting.Meeting) string {
	code, ok := place.ParsePostcode(m.Postcode)
	if !ok {
		return ""
	}
	return code.Out
}

// whereOf is the place as a stranger may read it, in one line.
func whereOf(w *locale.Words, m *meeting.Meeting, online bool) string {
	switch {
	case online:
		return w.T("public.where.online")
	case secluded(m) && outcode(m) != "":
		return w.T("public.where.area", "Area", outcode(m))
	case secluded(m):
		return w.T("public.where.ask")
	}
	var parts []string
	for _, part := range []string{m.Venue, m.Address, m.Postcode} {
		if part != "" && !strings.Contains(strings.ToLower(strings.Join(parts, ", ")), strings.ToLower(part)) {
			parts = append(parts, part)
		}
	}
	if len(parts) == 0 {
		return w.T("public.where.unknown")
	}
	return strings.Join(parts, ", ")
}

// groupOf names the fellowship, when it has a name, and the kind.
func groupOf(w *locale.Words, m *meeting.Meeting) string {
	kind := w.T("meeting.kind." + string(m.Kind))
	if f, ok := meeting.FellowshipOf(m.Fellowship); ok {
		return w.T("public.group", "Name", f.Name, "Kind", kind)
	}
	if m.Fellowship != "" {
		return w.T("public.group", "Name", m.Fellowship, "Kind", kind)
	}
	return kind
}

// whenOf is one evening: "Tuesday 5 May, 7:30 pm to 9 pm".
func whenOf(w *locale.Words, o schedule.Occurrence) string {
	return w.T("public.when", "Day", w.Day(o.On), "Time", timesOf(w, wall(o), minutesOf(o)))
}

func wall(o schedule.Occurrence) civil.TimeOfDay {
	local := o.Starts.In(civil.London)
	return civil.TimeOfDay(local.Hour()*60 + local.Minute())
}

func minutesOf(o schedule.Occurrence) int { return int(o.Ends.Sub(o.Starts).Minutes()) }

// timesOf is from when until when, as far as anybody said.
func timesOf(w *locale.Words, start civil.TimeOfDay, minutes int) string {
	if minutes == 0 {
		return w.Time(start)
	}
	until := civil.TimeOfDay((int(start) + minutes) % civil.MinutesPerDay)
	return w.T("public.times", "From", w.Time(start), "Until", w.Time(until))
}

// Card is one option.
type Card struct {
	Name, Group, When, Where, Distance, Href string
	Why, Unsure, Catch                       []string
	Checked                                  civil.Date // zero: not lately
	RingFirst                                bool
}

func card(w *locale.Words, o option.Option, query string) Card {
	c := Card{
		Name: o.Meeting.Title, Group: groupOf(w, o.Meeting), When: whenOf(w, o.Occurrence), Where: whereOf(w, o.Meeting, o.Online),
		Href: "/find/" + o.Meeting.ID + "?" + query,
		Why:  say(w, o.Fits), Unsure: say(w, o.Doubts), Catch: say(w, o.TradeOffs), RingFirst: o.RingFirst,
	}
	if secluded(o.Meeting) {
		c.Why, c.Catch = say(w, unmeasured(o.Fits)), say(w, unmeasured(o.TradeOffs))
	}
	if o.Measured && tellsDistance(o.Meeting, o.Miles) {
		c.Distance = distanceOf(w, o.Miles)
	}
	if o.Checked {
		c.Checked = o.Meeting.LastChecked
	}
	return c
}

// measures are the reasons that say how far it is. A few of them, asked from
// several places, tell an address that is not on the page.
var measures = []string{"option.fit.travel", "option.catch.far", "option.catch.beyond", "option.catch.very_far"}

func unmeasured(reasons []option.Reason) (rest []option.Reason) {
	for _, reason := range reasons {
		if !slices.Contains(measures, reason.Key) {
			rest = append(rest, reason)
		}
	}
	return rest
}

// areaMiles is how near a secluded meeting is when its area says all.
const areaMiles = 5

// tellsDistance reports whether a stranger reads how far away the meeting is.
func tellsDistance(m *meeting.Meeting, miles float64) bool { return !secluded(m) || miles >= areaMiles }

func distanceOf(w *locale.Words, miles float64) string {
	key, args := place.DistanceWords(miles)
	return w.T(key, args...)
}

func say(w *locale.Words, reasons []option.Reason) []string {
	out := make([]string, len(reasons))
	for i, reason := range reasons {
		out[i] = reason.Say(w)
	}
	return out
}

// Row is one line of the plain list.
type Row struct{ Name, Group, When, Distance, Href string }

func row(w *locale.Words, f option.Found, query string) Row {
	r := Row{Name: f.Meeting.Title, Group: groupOf(w, f.Meeting), When: whenOf(w, f.Occurrence),
		Href: "/find/" + f.Meeting.ID + "?" + query, Distance: w.T("public.where.online")}
	if f.Measured && tellsDistance(f.Meeting, f.Miles) {
		r.Distance = distanceOf(w, f.Miles)
	} else if f.Measured {
		r.Distance = whereOf(w, f.Meeting, false)
	} else if f.Meeting.Attendance == meeting.InPerson {
		r.Distance = w.T("public.where.unknown")
	}
	return r
}
