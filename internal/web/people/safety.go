package people

import (
	"net/url"

	"openmaf/internal/people/chat"
	"openmaf/internal/platform/db"
	"openmaf/internal/web/page"
)

var safetyPage = page.Declare[SafetyView](files, "safety.html", "danger.html")

// SafetyView comes after a chat in which somebody's safety was a worry: whom to
// ring now, and the way to a concern. The chat itself keeps only that there was
// one.
type SafetyView struct {
	page.Frame
	Concern, On page.Button
}

func (a *Area) safety(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("chat")
	if err != nil {
		return nil, err
	}
	held, err := a.heldChat(r, id)
	if err != nil {
		return nil, err
	}
	concern := url.Values{"person": {held.Person}, "chat": {id}}
	return safetyPage.Show(SafetyView{Frame: r.Frame("peoplepages.safety.title"),
		Concern: goTo(r, "peoplepages.safety.concern", "/concerns/new?"+concern.Encode()),
		On: page.Button{Text: r.T("peoplepages.safety.on"), Href: "/people/" + held.Person,
			Classes: "govuk-button--secondary"}}), nil
}

// heldChat reads whose chat it is, for what comes right after it.
func (a *Area) heldChat(r *page.Request, id string) (held chat.Held, err error) {
	err = a.DB.View(r.HTTP().Context(), r.Actor().Scope, func(tx *db.Tx) error {
		held, err = chat.Open(tx, r.Actor(), id)
		return err
	})
	return held, err
}
