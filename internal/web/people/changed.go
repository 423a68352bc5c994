package people

import (
	"strings"

	"openmaf/internal/people/link"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

var changedPage = page.Declare[ChangedView](files, "changed.html")

// ChangedView is for when something has changed in a person's life and they may
// want to look again: something new, or what rested. What it was is not asked.
type ChangedView struct {
	page.Frame
	Who   string
	Form  *page.Form
	Which page.Radios
	Words page.Textarea
	Look  page.Button
}

// anew is the choice of a new way beside the others.
const anew = "new"

func (a *Area) changed(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	st, err := a.Links.Story(r.HTTP().Context(), r.Actor(), id, 0)
	if err != nil {
		return nil, err
	}
	if !st.Person.May(r.Actor(), access.LinkWrite) {
		return nil, fault.New(fault.Missing, "record.missing")
	}
	a.Reads.Saw(r.Actor().Scope, r.Actor().Account, st.Person.ID, "changed")
	f := r.Form().Preset("which", anew)
	v := ChangedView{Frame: r.Frame("waypages.changed.title"), Who: st.Person.FirstName(), Form: f,
		Which: f.Radios("which", "waypages.changed.which", a.resting(r, st.Links)),
		Words: f.Textarea("words", "waypages.changed.words"),
		Look:  f.Submit("waypages.changed.look"),
	}
	v.Words.Rows, v.Words.Hint = 2, r.T("waypages.changed.words-hint")
	v.Back = "/people/" + st.Person.ID
	return changedPage.Show(v), nil
}

// resting are the choices of what can be taken up again, the newest first, below
// something new.
func (a *Area) resting(r *page.Request, links []link.Link) []page.Choice {
	out := []page.Choice{{Value: anew, Text: r.T("waypages.changed.new")}}
	board := a.Board.Of(r.Actor().Scope.Community())
	for i := len(links) - 1; i >= 0; i-- {
		l := links[i]
		if !link.Can(l.State, link.VerbWake) || l.Reason == link.Died {
			continue
		}
		title := r.T("peoplepages.next.no-meeting")
		if m, ok := board.Meeting(l.Meeting); ok {
			title = m.Title
		}
		out = append(out, page.Choice{Value: l.ID, Text: title, Hint: r.T("link.state." + string(l.State))})
	}
	return out
}

func (a *Area) lookAgain(r *page.Request) (*page.Answer, error) {
	who, err := a.open(r, access.LinkWrite, "changed")
	if err != nil {
		return nil, err
	}
	f := r.Form()
	which, words := f.Require("which", "waypages.changed.missing"), strings.TrimSpace(f.Get("words"))
	if err := f.Err(); err != nil {
		return nil, err
	}
	if which == anew {
		which = r.FormID()
		err = a.Links.Anew(r.Context(), r.Actor(), who.ID, which, words)
	} else {
		err = a.Links.Tell(r.Context(), r.Actor(), link.Ref{Link: which}, link.Wake{Words: words})
	}
	if err != nil {
		return nil, err
	}
	return page.See("/links/" + which).Flash("waypages.changed.saved"), nil
}

// another begins one more way beside those that the person is on.
func (a *Area) another(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	if err := a.Links.Anew(r.Context(), r.Actor(), id, r.FormID(), ""); err != nil {
		return nil, err
	}
	return page.See("/links/" + r.FormID() + "/options"), nil
}
