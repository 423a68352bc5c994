package page

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"

	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/locale"
)

// Form is one form of a page: what was typed into it, and what is wrong with
// that. Its page starts it with {{template "form" .Form}} … </form>.
type Form struct {
	Action   string // where it is sent; also the name its draft is kept under
	ID       string // sent twice under one id, it counts once
	By       string // account that it was shown to
	Page     string // the page it stands on
	About    string // person it is about: erasing them erases the draft
	Kept     string // a posted form that waits for this sign-in, sealed
	Next     string // a page that waits for this sign-in
	Upload   bool   // takes a file
	Drafts   bool   // is kept while it is typed
	Restored bool   // holds what was kept
	Words    *locale.Words

	typed    *typed // nil: nothing was typed yet
	preset   url.Values
	problems []fault.Problem
	anchors  map[string]string
	refused  *fault.Error
}

// Form is the page's own form, sent to the page's own address. On a POST, and
// on the page that shows a refused form again, it holds what was typed; on a
// GET what the same account had typed before without sending it.
func (r *Request) Form() *Form { return r.FormAt(r.Path()) }

// FormAt is a form sent to another address of this site.
func (r *Request) FormAt(action string) *Form {
	f := &Form{Action: action, By: r.actor.Account, Page: r.Path(), About: r.about,
		Words: r.words, Kept: r.kept, Next: r.next, preset: url.Values{}, anchors: r.anchors}
	if r.typed != nil && action == r.Path() {
		f.typed, f.ID, f.refused = r.typed, r.typed.id, r.refused
		f.Page = local(r.typed.page, f.Page)
	} else if t := r.draft(action); t != nil {
		f.typed, f.ID, f.Restored = t, t.id, true
	}
	if f.ID == "" || fault.Is(r.cause(), fault.Conflict) {
		f.ID = r.site.IDs.New(r.Now())
	}
	f.Drafts = r.SignedIn() && r.site.Drafts != nil
	return f
}

// FormID is the id of the form that was posted, and of the record it makes: the
// same form sent again makes the same record, not a second one.
func (r *Request) FormID() string {
	if r.typed == nil {
		return ""
	}
	return r.typed.id
}

// draft is what the account had typed before, or nil. Losing it is not a
// reason to keep anybody from the page.
func (r *Request) draft(action string) *typed {
	if r.site.Drafts == nil || !r.SignedIn() || r.typed != nil {
		return nil
	}
	t, err := r.loadDraft(action)
	if err != nil && !errors.Is(err, context.Canceled) {
		r.site.Log.Warn("draft not read", "error", err)
	}
	return t
}

func (r *Request) cause() error {
	if r.refused == nil {
		return nil
	}
	return r.refused
}

// Preset gives a field the values it shows before anything was typed.
func (f *Form) Preset(name string, values ...string) *Form {
	f.preset[name] = values
	return f
}

// All are the values of a field: what was typed, else what was preset.
func (f *Form) All(name string) []string {
	if f.typed != nil {
		return f.typed.values[name]
	}
	return f.preset[name]
}

// Get is a field's first value without the space around it.
func (f *Form) Get(name string) string {
	if all := f.All(name); len(all) > 0 {
		return strings.TrimSpace(all[0])
	}
	return ""
}

// Has reports whether the field has the value among its own.
func (f *Form) Has(name, value string) bool {
	for _, v := range f.All(name) {
		if v == value {
			return true
		}
	}
	return false
}

// Problem notes what is wrong with a field; [Form.Err] hands it on.
func (f *Form) Problem(field, key string, args ...fault.Args) {
	p := fault.Problem{Field: field, Key: key}
	for _, a := range args {
		p.Args = a
	}
	f.problems = append(f.problems, p)
}

// Err is a fault with the problems noted so far, or nil.
func (f *Form) Err() error {
	if len(f.problems) == 0 {
		return nil
	}
	return &fault.Error{Kind: fault.Invalid, Key: "page.form.invalid", Problems: f.problems}
}

// wrong is what a person reads at the field.
func (f *Form) wrong(field string) string {
	if f.refused == nil {
		return ""
	}
	for _, p := range f.refused.Problems {
		if p.Field == field {
			return f.Words.Problem(p)
		}
	}
	return ""
}

func (r *Request) loadDraft(action string) (*typed, error) {
	if !r.asked {
		begun, err := r.site.Drafts.begun(r.ctx, r.actor)
		if err != nil {
			return nil, err
		}
		r.asked, r.begun = true, begun
	}
	if !slices.Contains(r.begun, action) {
		return nil, nil
	}
	return r.site.Drafts.load(r.ctx, r.actor, action)
}
