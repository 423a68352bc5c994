package people

import (
	"openmaf/internal/people/message"
	"openmaf/internal/people/ownview"
	"openmaf/internal/platform/fault"
	"openmaf/internal/web/page"
)

var (
	ownPage     = page.Declare[OwnView](files, "own.html")
	ownLinkPage = page.Declare[OwnLinkView](files, "own-link.html")
)

// OwnView is where the team looks after what a person can see by themselves:
// links to their page, the word, and what they asked for there.
type OwnView struct {
	page.Frame
	Who      string
	Sealed   bool
	Send     []page.Act
	Shut     []string // why the other ways are
	Says     string   // what is sent, to the person
	Make     page.Act
	Links    []OwnLink
	HasWord  bool
	Form     *page.Form
	Word     page.Input
	Save     page.Button
	Copy     page.Act
	Requests []OwnRequest
}

// OwnLink is a link that still works.
type OwnLink struct {
	Text   string
	Revoke page.Act
}

// OwnRequest is something that the person asked for.
type OwnRequest struct {
	What, When, Words string
	Change            string // address where it can be put right
	Seen              page.Act
}

func (a *Area) own(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	desk, err := a.Own.Desk(r.HTTP().Context(), r.Actor(), id)
	if err != nil {
		return nil, err
	}
	who := desk.Person
	at, f := "/people/"+who.ID, r.FormAt("/people/"+who.ID+"/own/word")
	v := OwnView{Frame: r.Frame("own.title"), Who: who.FirstName(), Sealed: who.Sealed, Form: f, HasWord: desk.HasWord,
		Make: r.Act(at+"/own/link", "own.make").Secondary(), Word: f.Password("code_word", "own.word"), Save: f.Submit("own.word.save"),
		Copy: r.Act(at+"/own/copy", "own.copy").Secondary()}
	v.Save.Classes = "govuk-button--secondary"
	v.Word.Hint = r.T("own.word.hint")
	v.Back = at
	v.send(r, desk)
	for _, l := range desk.Links {
		text := r.T("own.link.waits", "When", r.Words().When(l.Expires))
		if !l.Opened.IsZero() {
			text = r.T("own.link.open", "When", r.Words().When(l.Opened))
		}
		v.Links = append(v.Links, OwnLink{text, r.Act(at+"/own/revoke", "own.link.revoke", "link", l.ID).Secondary()})
	}
	for _, q := range desk.Requests {
		v.Requests = append(v.Requests, ownRequest(r, q))
	}
	return ownPage.Show(v), nil
}

// send offers the ways by which a link can go to the person, with what it will
// say to them, and tells why the others are shut.
func (v *OwnView) send(r *page.Request, desk ownview.Desk) {
	for _, way := range desk.Ways {
		by := string(way.Channel)
		if way.Why == "" {
			v.Send = append(v.Send, r.Act("/people/"+desk.Person.ID+"/own/send", "own.send."+by, "channel", by))
		} else {
			v.Shut = append(v.Shut, r.T("own.send.shut", "Way", r.T("message.by."+by), "Why", r.T("message.not."+string(way.Why))))
		}
	}
	v.Says = r.In(string(desk.Person.Language)).T("message.text.link", "Name", v.Who, "Link", "…")
}

// sendOwn makes a link and sends it; what it is, nobody here is shown.
func (a *Area) sendOwn(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	leaves, err := a.Own.Send(r.Context(), r.Actor(), id, r.FormID(), message.Channel(r.Form().Get("channel")))
	if err != nil {
		return nil, err
	}
	said := "own.sent"
	if leaves.After(r.Now()) {
		said = "own.sent.later"
	}
	return page.See("/people/" + id + "/own").Flash(said), nil
}

func ownRequest(r *page.Request, q ownview.Request) OwnRequest {
	out := OwnRequest{What: r.T("own.request." + string(q.Kind)), When: r.Words().When(q.At), Words: q.Words,
		Seen: r.Act("/people/"+q.Person+"/own/seen", "own.request.seen", "request", q.ID).Secondary()}
	switch q.Kind {
	case ownview.Correct:
		out.Change = "/people/" + q.Person + "/change"
	case ownview.Erase:
		out.Change = "/people/" + q.Person + "/delete"
	}
	return out
}

// OwnLinkView hands over a link, this once.
type OwnLinkView struct {
	page.Frame
	Link  string
	Until string
}

// ownLink makes the link and shows it in the answer itself: its token stands
// nowhere to be shown again.
func (a *Area) ownLink(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	l, err := a.Own.Make(r.HTTP().Context(), r.Actor(), id)
	if err != nil {
		return nil, err
	}
	scheme := "http://"
	if r.Secure() {
		scheme = "https://"
	}
	v := OwnLinkView{Frame: r.Frame("own.title"), Link: scheme + r.HTTP().Host + ownPath + "/" + l.Token,
		Until: r.T("own.link.until", "When", r.Words().When(l.Expires))}
	v.Back = "/people/" + id + "/own"
	return ownLinkPage.Show(v), nil
}

func (a *Area) revokeOwn(r *page.Request) (*page.Answer, error) {
	return a.ownDone(r, "own.link.revoked", func(id string) error {
		return a.Own.Revoke(r.Context(), r.Actor(), id, r.Form().Get("link"))
	})
}

func (a *Area) setOwnWord(r *page.Request) (*page.Answer, error) {
	return a.ownDone(r, "own.word.saved", func(id string) error {
		return a.Own.SetWord(r.Context(), r.Actor(), id, r.Form().Get("code_word"))
	})
}

func (a *Area) seenOwn(r *page.Request) (*page.Answer, error) {
	return a.ownDone(r, "own.request.done", func(string) error {
		return a.Own.Seen(r.Context(), r.Actor(), r.Form().Get("request"))
	})
}

// ownDone does something for the person of the address and goes back to their
// page here.
func (a *Area) ownDone(r *page.Request, flash string, do func(id string) error) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	if err := do(id); err != nil {
		return nil, err
	}
	return page.See("/people/" + id + "/own").Flash(flash), nil
}

// ownCopy is the person's copy, taken for them by somebody who may read all of
// it.
func (a *Area) ownCopy(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	if err := a.Own.Copied(r.HTTP().Context(), r.Actor(), id); err != nil {
		return nil, err
	}
	text, err := a.copyOf(r, r.Actor(), id)
	if err != nil {
		return nil, err
	}
	if text == "" {
		return nil, fault.New(fault.Missing, "record.missing")
	}
	return page.File("copy.txt", "text/plain; charset=utf-8", []byte(text)), nil
}
