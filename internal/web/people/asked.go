package people

import (
	"cmp"
	"strings"

	asks "openmaf/internal/people/ask"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/ident"
	"openmaf/internal/web/page"
)

// askOf is the keyworker's ask that a chat's form begins from: of the form
// itself, or of the address that led to it.
func askOf(r *page.Request, f *page.Form) string {
	if id := cmp.Or(f.Get("ask"), r.Query("ask")); ident.Valid(id) {
		return id
	}
	return ""
}

// presetAsk fills in what the keyworker told. The person says whether it stays.
func (a *Area) presetAsk(r *page.Request, f *page.Form) (id string, err error) {
	if id = askOf(r, f); id == "" {
		return "", nil
	}
	asked, err := a.Asks.Get(r.HTTP().Context(), r.Actor(), id)
	if fault.Is(err, fault.Missing) || asked.State == asks.Finished {
		return "", nil // put away meanwhile: the chat is a chat like any other
	}
	f.Preset("name", asked.Who).Preset("started_by", "keyworker")
	if reach := (person.Person{Name: "x", Phone: asked.Reach}).Tidy(); strings.ContainsAny(asked.Reach, "0123456789") && reach.Check() == nil {
		f.Preset("phone", asked.Reach)
	}
	return id, err
}

// began ties the ask of the form to the person of the chat, in its transaction.
func began(r *page.Request, f *page.Form) func(tx *db.Tx, personID string) error {
	id := askOf(r, f)
	if id == "" {
		return nil
	}
	return func(tx *db.Tx, personID string) error { return asks.Began(tx, r.Actor(), id, personID) }
}

// counted puts the ask of the form away with the tally: nothing of whoever it
// was about stays.
func counted(tx *db.Tx, r *page.Request, f *page.Form) error {
	if id := askOf(r, f); id != "" {
		return asks.Counted(tx, r.Actor(), id)
	}
	return nil
}
