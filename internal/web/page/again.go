package page

import (
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"time"

	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
)

// Again is the same visit after its form was refused: its screen shows what
// was typed and what is wrong with it. Nothing is applied by it.
func (r *Request) Again(refused *fault.Error) *Request {
	again := *r
	again.ctx, again.refused = r.http.Context(), refused
	return &again
}

// notice is the list of what is wrong, at the top of the page.
func (r *Request) notice() ErrorSummary {
	if r.refused == nil {
		return ErrorSummary{}
	}
	s := ErrorSummary{Title: r.T("page.problem")}
	for _, p := range r.refused.Problems {
		s.Errors = append(s.Errors, SummaryError{Text: r.words.Problem(p), field: p.Field, anchors: r.anchors})
	}
	if len(s.Errors) == 0 {
		s.Errors = []SummaryError{{Text: r.words.Fault(r.refused)}}
	}
	return s
}

// keepsFor is how long a posted form waits for its writer to sign in.
const keepsFor = 2 * time.Hour

// waiting is a posted form on its way through the sign-in page.
type waiting struct {
	Action, Page, By, About, ID string
	Values                      url.Values
}

// BeforeSignIn is the same visit to the sign-in page. A form that was posted
// without a sign-in travels along in it, sealed: after sign-in its writer,
// and nobody else, finds it filled in.
func (r *Request) BeforeSignIn() *Request {
	again := *r
	again.ctx = r.http.Context()
	again.typed = nil
	if r.typed == nil {
		again.next = r.http.URL.RequestURI()
		return &again
	}
	if d := r.site.Drafts; d != nil && r.typed.by != "" {
		w := waiting{Action: r.Path(), Page: local(r.typed.page, r.Path()), By: r.typed.by, About: r.typed.about,
			ID: r.typed.id, Values: r.typed.open()}
		plain, err := json.Marshal(w)
		if err == nil {
			again.kept, err = d.seal.Parcel(plain, r.Now().Add(keepsFor), "kept-form", r.actor.Scope.Community())
		}
		if err != nil {
			r.site.Log.Error("form not kept through sign-in", "error", err)
		}
	}
	return &again
}

// Keeps reports whether a posted form waits for this sign-in, so that the
// sign-in page can say that nothing is lost.
func (r *Request) Keeps() bool { return r.kept != "" }

// SignedInAs answers a sign-in that succeeded: back to the form that was
// waiting, filled in; or to the page that was; or home.
func (r *Request) SignedInAs(actor access.Actor, home string) *Answer {
	if w, ok := r.waiting(actor); ok {
		t := &typed{id: w.ID, by: w.By, page: w.Page, about: w.About, values: w.Values}
		if err := r.site.Drafts.save(r.http.Context(), actor, w.Action, t); err != nil {
			r.site.Log.Error("form not restored after sign-in", "error", err)
		}
		return See(local(w.Page, home))
	}
	return See(local(r.next, home))
}

func (r *Request) waiting(actor access.Actor) (waiting, bool) {
	var w waiting
	if r.kept == "" || r.site.Drafts == nil {
		return w, false
	}
	plain, err := r.site.Drafts.seal.Unparcel(r.kept, r.Now(), "kept-form", actor.Scope.Community())
	if err != nil || json.Unmarshal(plain, &w) != nil {
		return w, false
	}
	return w, w.By == actor.Account
}

// TypedField is one field as it was sent.
type TypedField struct{ Name, Value string }

// Typed are the words that were posted, in the order of their names, without
// what must not be shown. Forms that were not read have none.
func (r *Request) Typed() []TypedField {
	if r.typed == nil {
		return nil
	}
	open := r.typed.open()
	var out []TypedField
	for _, name := range slices.Sorted(maps.Keys(open)) {
		for _, v := range open[name] {
			if v != "" {
				out = append(out, TypedField{Name: name, Value: v})
			}
		}
	}
	return out
}

// Retry is a button that sends the posted form once more, under its own id.
func (r *Request) Retry(textKey string) Act {
	a := r.Act(r.Path(), textKey)
	if r.typed != nil {
		a.Form.ID, a.Form.Page = r.typed.id, local(r.typed.page, r.Path())
	}
	for _, t := range r.Typed() {
		a.Fields = append(a.Fields, ActField(t))
	}
	return a
}
