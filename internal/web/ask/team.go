package ask

import (
	"context"

	"openmaf/internal/people/ask"
	"openmaf/internal/people/person"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
	"openmaf/internal/web/page"
)

var (
	listPage = page.Declare[ListView](files, "list.html")
	onePage  = page.Declare[OneView](files, "one.html")
)

// ListView is what waits.
type ListView struct {
	page.Frame
	Rows     []Row
	Agencies bool // the reader keeps the list of agencies
}

// Row is one ask.
type Row struct {
	Text, Quiet string
	Mine        bool
	Take        page.Act
	Go          page.Button
}

func (a *Area) list(r *page.Request) (*page.Answer, error) {
	asks, err := a.asks.Waiting(r.HTTP().Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	v := ListView{Frame: r.Frame("askpages.list.title"), Agencies: access.May(r.Actor(), access.AgencyWrite)}
	for _, one := range asks {
		row := Row{Text: rowText(r, one), Quiet: r.T("askpages.list.asked", "When", r.Words().When(one.Asked)), Mine: one.Taker != ""}
		if row.Mine {
			row.Go = page.Button{Text: r.T("askpages.list.open"), Href: listPath + "/" + one.ID}
		} else {
			row.Take = r.Act(listPath+"/"+one.ID+"/take", "askpages.list.take")
		}
		v.Rows = append(v.Rows, row)
	}
	return listPage.Show(v), nil
}

func rowText(r *page.Request, a ask.Ask) string {
	switch {
	case a.Person != "":
		return r.T("askpages.list.met", "Agency", a.Agency)
	case a.Who == "":
		return r.T("askpages.list.row", "Who", r.T("askpages.list.somebody"), "Agency", a.Agency)
	}
	return r.T("askpages.list.row", "Who", a.Who, "Agency", a.Agency)
}

// OneView is one ask that somebody sees to: a chat begins from it, and one line
// may go back.
type OneView struct {
	page.Frame
	Who, Agency, Reach string
	Chat, Tally        page.Button
	Course             page.PageLink // a place on a course may be what they want
	Find               page.Input
	Sought             bool
	Found              []page.Button
	Person             string // address of their page, once there is a record
	MayTell            bool
	Went               string // the line that went back
	Form               *page.Form
	Line               page.Radios
	Send               page.Button
	Release, Finish    page.Act
}

func (a *Area) one(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("ask")
	if err != nil {
		return nil, err
	}
	one, err := a.asks.Get(r.HTTP().Context(), r.Actor(), id)
	if err != nil {
		return nil, err
	}
	at := listPath + "/" + id
	v := OneView{Frame: r.Frame("askpages.one.title"), Who: one.Who, Agency: one.Agency, Reach: one.Reach, MayTell: one.MayTell}
	v.Back = listPath
	if one.Line != "" {
		v.Went = r.T("askpages.one.line-now", "Line", r.T("ask.line."+string(one.Line)))
	}
	if one.Person != "" {
		r.About(one.Person)
		v.Person = "/people/" + one.Person
		lineForm(r, &v, at)
	} else if one.State != ask.Finished {
		if err := a.begin(r, &v, at, id); err != nil {
			return nil, err
		}
	}
	if one.State == ask.Taken && one.Taker == r.Actor().Account {
		v.Finish = r.Act(at+"/finish", "askpages.one.finish").Secondary()
		if one.Person == "" {
			v.Release = r.Act(at+"/release", "askpages.one.release").Secondary()
		}
	}
	return onePage.Show(v), nil
}

func lineForm(r *page.Request, v *OneView, at string) {
	lines := make([]string, len(ask.Lines))
	for i, l := range ask.Lines {
		lines[i] = string(l)
	}
	v.Form = r.FormAt(at + "/line")
	v.Line = v.Form.Radios("line", "askpages.one.line", r.Choices("ask.line.", lines...))
	v.Line.Hint = r.T("askpages.one.line-what")
	v.Send = v.Form.Submit("askpages.one.send")
}

// begin leads to a chat with somebody new, with somebody whom the reader knows
// already, or to a tally.
func (a *Area) begin(r *page.Request, v *OneView, at, id string) error {
	v.Chat = page.Button{Text: r.T("askpages.one.chat"), Href: "/chats/new?ask=" + id}
	v.Course = page.PageLink{Text: r.T("coursepages.enrol.from-ask"), Href: "/courses?ask=" + id}
	v.Tally = page.Button{Text: r.T("askpages.one.tally"), Href: "/tallies/new?ask=" + id, Classes: "govuk-button--secondary"}
	find := r.Query("find")
	v.Find = page.Input{Field: page.Field{Name: "find", Label: r.T("askpages.one.find")}, Value: find, Autocomplete: "off", Spellcheck: "false"}
	if v.Sought = find != ""; !v.Sought {
		return nil
	}
	found, err := a.people.List(r.HTTP().Context(), r.Actor(), person.Query{Find: find})
	for _, p := range found.People {
		v.Found = append(v.Found, page.Button{Text: r.T("askpages.one.this", "Name", account.ShortName(p.Name)),
			Href: "/people/" + p.ID + "/chat?ask=" + id, Classes: "govuk-button--secondary"})
	}
	return err
}

// moved is a screen that does one thing with the ask and goes on.
func (a *Area) moved(r *page.Request, do func(ctx context.Context, actor access.Actor, id string) error, to, flash string) (*page.Answer, error) {
	id, err := r.ID("ask")
	if err != nil {
		return nil, err
	}
	if err := do(r.Context(), r.Actor(), id); err != nil {
		return nil, err
	}
	if to == "" {
		to = listPath + "/" + id
	}
	return page.See(to).Flash(flash), nil
}

func (a *Area) take(r *page.Request) (*page.Answer, error) {
	return a.moved(r, a.asks.Take, "", "askpages.list.took")
}

func (a *Area) release(r *page.Request) (*page.Answer, error) {
	return a.moved(r, a.asks.Release, listPath, "askpages.one.released")
}

func (a *Area) finish(r *page.Request) (*page.Answer, error) {
	return a.moved(r, a.asks.Finish, listPath, "askpages.one.finished")
}

func (a *Area) tell(r *page.Request) (*page.Answer, error) {
	line := ask.Line(r.Form().Get("line"))
	return a.moved(r, func(ctx context.Context, actor access.Actor, id string) error {
		return a.asks.Tell(ctx, actor, id, line)
	}, "", "askpages.one.sent")
}
