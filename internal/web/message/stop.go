package message

import (
	"openmaf/internal/web/page"
)

var stopPage = page.Declare[StopView](files, "stop.html")

// StopView asks whether somebody wants no more e-mails, or says that it is done.
// It says nothing of who they are, and nothing of what we do.
type StopView struct {
	page.Frame
	Done bool
	Form *page.Form
	Save page.Button
}

// stop asks first: programs that look into e-mails open every link in them.
func (a *Area) stop(r *page.Request) (*page.Answer, error) {
	if err := a.Messages.StopLink(r.Actor().Scope, r.Value("parcel")); err != nil {
		return nil, err
	}
	f := r.Form()
	return stopPage.Show(StopView{Frame: r.Frame("message.text.stop_title"), Form: f, Save: f.Submit("message.text.stop_button")}), nil
}

// stopped does it, and answers with a page at once, as RFC 8058 asks: a mail
// program may have sent it.
func (a *Area) stopped(r *page.Request) (*page.Answer, error) {
	if err := a.Messages.StopEmails(r.Context(), r.Actor().Scope, r.Value("parcel")); err != nil {
		return nil, err
	}
	return stopPage.Show(StopView{Frame: r.Frame("message.text.stop_title"), Done: true}), nil
}
