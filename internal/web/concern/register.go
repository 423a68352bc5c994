package concern

import (
	"openmaf/internal/people/concern"
	"openmaf/internal/platform/ident"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

var registerPage = page.Declare[RegisterView](files, "register.html")

// RegisterView lists the concerns that the reader reads: when each was raised
// and by whom, and no word of it.
type RegisterView struct {
	page.Frame
	Waits    []string // to a manager: that one waits, since when
	Readers  string   // to a manager: who reads them
	Reads    bool     // the reader is one who reads concerns
	Closed   bool     // these are the closed ones
	Unread   []RegisterRow
	Due      []RegisterRow
	Others   []RegisterRow
	More     page.Pagination
	Settings bool
}

// RegisterRow is one of them.
type RegisterRow struct {
	Text, Href, Quiet string
	Tag               string // that somebody may be in danger, while nobody has read it
}

func (a *Area) register(r *page.Request) (*page.Answer, error) {
	ctx := r.HTTP().Context()
	closed, after := r.Query("closed") == "yes", r.Query("after")
	if !ident.Valid(after) {
		after = ""
	}
	reg, err := a.concerns.Register(ctx, r.Actor(), closed, after)
	if err != nil {
		return nil, err
	}
	v := RegisterView{Frame: r.Frame("concernpages.register.title"), Closed: closed,
		Reads: access.ReachOf(r.Actor(), access.ConcernRead) > access.Needed, Settings: access.May(r.Actor(), access.ConcernSettings),
		Unread: rowsOf(r, reg.Unread), Due: rowsOf(r, reg.Due), Others: rowsOf(r, reg.Others)}
	if !v.Reads {
		if err := a.outside(r, &v); err != nil {
			return nil, err
		}
	}
	if reg.Next != "" {
		at := listPath + "?after=" + reg.Next
		if closed {
			at += "&closed=yes"
		}
		v.More = page.Pagination{Label: r.T("concernpages.register.pages"),
			Next: page.PageLink{Text: r.T("concernpages.register.more"), Href: at}}
	}
	return registerPage.Show(v), nil
}

// outside is what somebody learns who does not read concerns: who does, and
// that one waits when it has waited too long.
func (a *Area) outside(r *page.Request, v *RegisterView) error {
	waiting, err := a.concerns.Waiting(r.HTTP().Context(), r.Actor())
	if err != nil {
		return err
	}
	for _, w := range waiting {
		if w.ID == "" {
			v.Waits = append(v.Waits, r.T("concernpages.register.waits", "When", r.Words().When(w.Raised)))
		}
	}
	desk, err := a.concerns.Desk(r.HTTP().Context(), r.Actor())
	v.Readers = readersOf(r, desk.Readers)
	return err
}

func rowsOf(r *page.Request, lines []concern.Line) []RegisterRow {
	var rows []RegisterRow
	for _, l := range lines {
		row := RegisterRow{Href: "/concerns/" + l.ID,
			Text: r.T("concernpages.register.raised", "When", r.Words().When(l.Raised), "Name", l.RaisedBy)}
		if l.Urgent && l.ReadBy == "" {
			row.Tag = r.T("concernpages.register.urgent")
		}
		switch {
		case !l.Closed.IsZero():
			row.Quiet = r.T("concernpages.register.closed-on", "When", r.Words().When(l.Closed))
		case l.ReadBy == "":
			row.Quiet = r.T("concernpages.register.unread-row")
		case !l.Review.IsZero():
			row.Quiet = r.T("concernpages.register.review", "Name", l.ReadBy, "Day", r.Words().Date(l.Review))
		default:
			row.Quiet = r.T("concernpages.register.read-by", "Name", l.ReadBy)
		}
		rows = append(rows, row)
	}
	return rows
}
