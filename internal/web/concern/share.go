package concern

import (
	"openmaf/internal/people/concern"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

var (
	sharePage = page.Declare[ShareView](files, "share.html")
	closePage = page.Declare[CloseView](files, "close.html")
)

// ShareView asks what was shared with whom, and why it may be.
type ShareView struct {
	page.Frame
	Form   *page.Form
	With   page.Input
	Fields page.Checkboxes
	Basis  page.Radios
	Words  page.Textarea
	Save   page.Button
}

func (a *Area) share(r *page.Request) (*page.Answer, error) {
	at, err := a.workable(r)
	if err != nil {
		return nil, err
	}
	f := r.Form()
	v := ShareView{Frame: r.Frame("concernpages.share.title"), Form: f,
		With:   f.Input("with", "concernpages.share.with"),
		Fields: f.Checkboxes("fields", "concernpages.share.fields", choices(r, "concern.field.", concern.Fields)),
		Basis:  f.Radios("basis", "concernpages.share.basis", choices(r, "concern.basis.", concern.Bases)),
		Words:  f.Textarea("words", "concernpages.share.words"),
		Save:   f.Submit("concernpages.share.save"),
	}
	v.With.Hint, v.With.Autocomplete = r.T("concernpages.share.with-hint"), "off"
	v.Back = at
	return sharePage.Show(v), nil
}

// workable is the address of the concern, when the reader may work on it.
func (a *Area) workable(r *page.Request) (string, error) {
	id, err := r.ID("concern")
	if err != nil {
		return "", err
	}
	if !access.May(r.Actor(), access.ConcernWrite) {
		return "", fault.New(fault.Missing, "record.missing")
	}
	return listPath + "/" + id, a.concerns.Workable(r.HTTP().Context(), r.Actor(), id)
}

func (a *Area) shared(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	e := concern.Entry{Kind: concern.Shared, With: f.Get("with"), Words: f.Get("words"), Basis: concern.Basis(f.Get("basis"))}
	for _, field := range f.All("fields") {
		e.Fields = append(e.Fields, concern.Field(field))
	}
	return a.enter(r, f, e)
}

// CloseView asks why a concern is closed.
type CloseView struct {
	page.Frame
	Form   *page.Form
	Reason page.Radios
	Words  page.Textarea
	Save   page.Button
}

func (a *Area) close(r *page.Request) (*page.Answer, error) {
	at, err := a.workable(r)
	if err != nil {
		return nil, err
	}
	f := r.Form()
	v := CloseView{Frame: r.Frame("concernpages.close.title"), Form: f,
		Reason: f.Radios("reason", "concernpages.close.reason", choices(r, "concern.reason.", concern.Reasons)),
		Words:  f.Textarea("words", "concernpages.close.words"),
		Save:   f.Submit("concernpages.close.save"),
	}
	v.Back = at
	return closePage.Show(v), nil
}

func (a *Area) closed(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	return a.enter(r, f, concern.Entry{Kind: concern.Closed, Reason: concern.Reason(f.Get("reason")), Words: f.Get("words")})
}
