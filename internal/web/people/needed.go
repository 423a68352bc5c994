package people

import (
	"openmaf/internal/people/link"
	"openmaf/internal/web/page"
)

// missingRow is an evening on which somebody is missing who was to go along, or
// has not said that they can; or of which the person does not know yet who goes.
// One tap asks the likeliest.
func missingRow(r *page.Request, e link.Evening) TodayRow {
	at, who, when := "/links/"+e.Link, firstName(e.Name), r.Words().When(e.Starts)
	instead, name, missing := e.Missing()
	if account, asked, due := e.ToAsk(); due && !missing {
		return TodayRow{Text: r.T("outingpages.today.to-ask", "Name", firstName(asked), "Who", who), Quiet: r.T("outingpages.today.to-ask-what", "When", when),
			Do: r.Act(at+"/yes", "outingpages.today.yes", "account", account), Else: page.PageLink{Text: r.T("outingpages.today.else"), Href: at + "/needed"}}
	}
	if !missing { // found, and not told
		return TodayRow{Text: r.T("outingpages.today.untold", "Who", who), Do: r.Act(at+"/told", "outingpages.today.told"),
			Quiet: r.T("outingpages.today.untold-what", "Name", firstName(e.CompanionName), "When", when), Else: page.PageLink{Text: r.T("linkpages.today.see"), Href: at + "/sheet"}}
	}
	row := TodayRow{Text: r.T("linkpages.today.uncleared", "Who", who), Quiet: r.T("outingpages.today.missing-why", "When", when),
		Go: goTo(r, "outingpages.today.find", at+"/needed")}
	if name != "" {
		row.Quiet = r.T("linkpages.today.uncleared-why", "Name", firstName(name), "When", when)
	}
	if len(e.Suggested) > 0 {
		best := e.Suggested[0]
		row.Do = r.Act(at+"/send", "outingpages.today.ask", "account", best.Account, "instead", instead)
		row.Do.Button.Text = r.T("outingpages.today.ask", "Name", firstName(best.Name))
		row.Else = page.PageLink{Text: r.T("outingpages.today.else"), Href: at + "/needed"}
	}
	return row
}

var neededPage = page.Declare[NeededView](files, "needed.html")

// NeededView finds somebody else to go along.
type NeededView struct {
	page.Frame
	Who     string
	When    string
	Where   string
	Said    string // that nobody is missing, or that it is too late
	Asked   string // who has not said yet that they can go
	Cannot  page.Act
	Family  string
	NoOne   string
	People  []NeededRow
	Alone   page.Act
	Another page.Button
}

// NeededRow is somebody who could go along, why, and a button that asks them.
type NeededRow struct {
	Name, Why string
	Ask       page.Act
}

func (a *Area) needed(r *page.Request) (*page.Answer, error) {
	l, err := a.link(r)
	if err != nil {
		return nil, err
	}
	v := NeededView{Frame: r.Frame("outingpages.needed.title"), Who: l.Person.FirstName(),
		Another: goTo(r, "outingpages.needed.another", "/links/"+l.ID+"/plan")}
	v.Back = "/today"
	e, err := a.Links.Missing(r.Context(), r.Actor(), l.ID)
	if err != nil {
		return nil, err
	}
	instead, lacking := e.Lacking()
	if !lacking || !r.Now().Before(e.Starts) {
		v.Said = r.T("outingpages.needed.nobody-missing")
		return neededPage.Show(v), nil
	}
	v.When, v.Where = r.Words().When(e.Starts), orElse(e.Venue, e.Title)
	if account, name, due := e.ToAsk(); due && account == instead {
		v.Asked = r.T("outingpages.needed.asked", "Name", firstName(name))
		v.Cannot = r.Act("/links/"+l.ID+"/cannot", "outingpages.needed.cannot", "account", account).Secondary()
	}
	for _, s := range e.Suggested {
		ask := r.Act("/links/"+l.ID+"/send", "outingpages.today.ask", "account", s.Account, "instead", instead)
		ask.Button.Text = r.T("outingpages.today.ask", "Name", firstName(s.Name))
		v.People = append(v.People, NeededRow{Name: s.Name, Why: whyThisOne(r, s), Ask: ask})
	}
	if len(v.People) == 0 {
		v.NoOne = r.T("outingpages.needed.no-one")
		if e.Asked != "" {
			v.NoOne = r.T("outingpages.needed.no-one."+string(e.Asked), "Name", v.Who)
		}
	}
	if e.NotFamily() {
		v.Family = r.T("companypages.not-family")
	}
	v.Alone = r.Act("/links/"+l.ID+"/alone", "outingpages.needed.alone").Secondary()
	return neededPage.Show(v), nil
}

// tellLink is the screen of a button that tells the link one thing. The morning
// meeting goes on where it was.
func (a *Area) tellLink(event func(*page.Request) link.Event, then, said string) page.Screen {
	return func(r *page.Request) (*page.Answer, error) {
		id, err := r.ID("link")
		if err != nil {
			return nil, err
		}
		if err := a.Links.Tell(r.Context(), r.Actor(), link.Ref{Link: id}, event(r)); err != nil {
			return nil, err
		}
		return page.See(stoodOn(r, then, huddlePath)).Flash(said), nil
	}
}

func sends(r *page.Request) link.Event {
	return link.SendCompanion{Account: r.Form().Get("account"), Instead: r.Form().Get("instead")}
}

func saysYes(r *page.Request) link.Event { return link.SayYes{Account: r.Form().Get("account")} }

// cannot notes that a companion who was asked cannot go, and leads on to who
// else could.
func (a *Area) cannot(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("link")
	if err != nil {
		return nil, err
	}
	no := link.LoseCompanion{Account: r.Form().Get("account")}
	if err := a.Links.Tell(r.Context(), r.Actor(), link.Ref{Link: id}, no); err != nil {
		return nil, err
	}
	return page.See("/links/" + id + "/needed").Flash("outingpages.needed.cannot-said"), nil
}

// always is an event that needs nothing from the form.
func always(e link.Event) func(*page.Request) link.Event {
	return func(*page.Request) link.Event { return e }
}
