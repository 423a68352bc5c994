package people

import (
	"slices"

	"openmaf/internal/web/page"
)

// Unsaved are words that somebody sent and that were not taken, on a page
// where their form does not stand any more: a colleague was quicker.
type Unsaved struct {
	Heading, Hint string
	Words         []string
}

// unsaved finds them among the fields; nil when there are none.
func unsaved(r *page.Request, fields ...string) *Unsaved {
	u := &Unsaved{Heading: r.T("server.typed"), Hint: r.T("server.typed.hint")}
	for _, t := range r.Typed() {
		if slices.Contains(fields, t.Name) {
			u.Words = append(u.Words, t.Value)
		}
	}
	if u.Words == nil {
		return nil
	}
	return u
}
