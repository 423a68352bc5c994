package people

import (
	"openmaf/internal/people/link"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

// bar is what is done most on a person's page, under the thumb: had a chat,
// went to a meeting, ask how it went, hand over.
func bar(r *page.Request, t told) (buttons []page.Button) {
	add := func(act access.Action, key, path string) {
		if path != "" && t.Person.May(r.Actor(), act) {
			b := goTo(r, key, path)
			b.Classes = "govuk-button--secondary"
			buttons = append(buttons, b)
		}
	}
	self := "/people/" + t.Person.ID
	add(access.ChatWrite, "personpages.bar.chat", self+"/chat")
	add(access.CheckInWrite, "personpages.bar.went", checkInOf(t.Links, goingOn))
	add(access.CheckInWrite, "personpages.bar.ask", checkInOf(t.Links, link.State.Went))
	add(access.RowHandOver, "personpages.bar.hand-over", self+"/hand-over")
	return buttons
}

func goingOn(s link.State) bool { return !s.Resting() }

// checkInOf is the address of the check-in of the newest link in such a state,
// or empty.
func checkInOf(links []link.Link, in func(link.State) bool) string {
	for i := len(links) - 1; i >= 0; i-- {
		if in(links[i].State) {
			return "/links/" + links[i].ID + "/check-in"
		}
	}
	return ""
}
