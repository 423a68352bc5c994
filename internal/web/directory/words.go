package directory

import (
	"strings"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/platform/civil"
	"openmaf/internal/web/page"
)

// when a meeting is held in general: "Tuesdays, 7:30 pm to 9 pm".
func when(r *page.Request, m *meeting.Meeting) string {
	start, w := m.Slot.Start, r.Words()
	time := w.Time(start)
	if m.Slot.Minutes > 0 {
		time = r.T("directorypages.times", "From", time, "Until", w.Time(m.Slot.End()))
	}
	return r.T("directorypages.when", "Days", capital(m.Slot.Rule.Describe().Say(r.T)), "Time", time)
}

// capital begins a sentence.
func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// group names the fellowship, or the kind where there is none.
func group(r *page.Request, m *meeting.Meeting) string {
	if f, ok := meeting.FellowshipOf(m.Fellowship); ok {
		return f.Name
	}
	if m.Fellowship != "" {
		return m.Fellowship
	}
	return r.T("meeting.kind." + string(m.Kind))
}

// where it is held, in one line; empty for a meeting that is only online.
func where(m *meeting.Meeting) string {
	var parts []string
	for _, part := range []string{m.Venue, m.Address, m.Postcode} {
		if part != "" && !strings.Contains(strings.Join(parts, ", "), part) {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

func today(r *page.Request) civil.Date { return civil.DateOf(r.Now()) }
