package measure

import (
	"encoding/json"

	"openmaf/internal/people/ownview"
	"openmaf/internal/platform/fault"
	"openmaf/internal/programme/asking"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

// theirCopy is what somebody answered, for another program, taken for them.
func (a *Area) theirCopy(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	return a.copied(r, r.Actor(), id)
}

// ownCopy is what somebody answered, for another program, behind their word.
func (a *Area) ownCopy(r *page.Request) (*page.Answer, error) {
	visit, err := a.behindTheWord(r)
	if err != nil {
		return nil, err
	}
	return a.copied(r, visit.Self(r.Actor().Scope), visit.Person.ID)
}

// behindTheWord is the visit of the request to one's own page, for what is shown
// to nobody who did not say their word.
func (a *Area) behindTheWord(r *page.Request) (ownview.Visit, error) {
	visit, err := a.Own.Of(r.HTTP().Context(), r.Actor().Scope, brought(r, ownCookie))
	if err == nil && !visit.SaidWord {
		err = fault.New(fault.Denied, "ownview.word.first")
	}
	return visit, err
}

// copied is everything that was answered as FHIR. That it was taken is noted.
func (a *Area) copied(r *page.Request, actor access.Actor, id string) (*page.Answer, error) {
	all, err := a.Questions.Answered(r.HTTP().Context(), actor, id)
	if err != nil {
		return nil, err
	}
	if err := a.Own.Copied(r.HTTP().Context(), actor, id); err != nil {
		return nil, err
	}
	text, err := json.MarshalIndent(asking.Bundle(all), "", "  ")
	if err != nil {
		return nil, err
	}
	return page.File("answers.json", "application/fhir+json", text), nil
}
