package people

import (
	"openmaf/internal/people/companion"
	"openmaf/internal/people/link"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

const alarmsPath = "/alarms"

var alarmsPage = page.Declare[AlarmsView](files, "alarms.html", "alarm-cards.html")

// AlarmsView is the companions who are not marked safely home, and the numbers
// at which somebody may know.
type AlarmsView struct {
	page.Frame
	Alarms []AlarmCard
}

// AlarmCard is one companion to be rung.
type AlarmCard struct {
	Name      string
	Out       string // with whom, where, until when
	Lead      string // that the safeguarding lead is told by now
	Phone     string
	Dial      string
	Emergency string // whom they named
	Other     string
	OtherDial string
	NoNumber  string
	Form      *page.Form
	SaidBy    page.Radios
	Account   string
	Save      page.Button
}

func (a *Area) alarms(r *page.Request) (*page.Answer, error) {
	v := AlarmsView{Frame: r.Frame("outingpages.alarms.title")}
	var err error
	if v.Alarms, err = a.alarmCards(r); err != nil {
		return nil, err
	}
	if access.May(r.Actor(), access.TodayRead) {
		v.Back = "/today"
	}
	return alarmsPage.Show(v), nil
}

func (a *Area) alarmCards(r *page.Request) (cards []AlarmCard, err error) {
	alarms, err := a.Links.Alarms(r.HTTP().Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	for _, al := range alarms {
		cards = append(cards, alarmCard(r, al))
	}
	return cards, nil
}

func alarmCard(r *page.Request, al link.Alarm) AlarmCard {
	f := r.FormAt(alarmsPath + "/" + al.Plan)
	c := AlarmCard{Name: al.Name, Phone: al.Phone, Dial: dial(al.Phone), Other: al.EmergencyPhone, OtherDial: dial(al.EmergencyPhone),
		Emergency: orElse(al.EmergencyName, r.T("outingpages.alarms.emergency")), Form: f, Account: al.Account,
		Out:    r.T("linkpages.today.alarm-out", "Time", clockOf(r, al.Ends), "Day", r.Words().Day(al.On)),
		SaidBy: f.Radios("said_by", "outingpages.alarms.said-by", r.Choices("outingpages.alarms.said-by.", texts(link.SaidBys[:3])...)),
		Save:   f.Submit("outingpages.alarms.well")}
	c.SaidBy.Columns = smallRadios
	for i := range c.SaidBy.Items { // several cards stand on one page
		c.SaidBy.Items[i].ID = "said_by-" + al.Account + "-" + c.SaidBy.Items[i].Value
	}
	if al.Who != "" {
		c.Out = r.T("linkpages.today.alarm-with", "Who", al.Who, "Where", al.Where, "Time", clockOf(r, al.Ends), "Day", r.Words().Day(al.On))
	}
	if al.Phone == "" && al.EmergencyPhone == "" {
		c.NoNumber = r.T("outingpages.alarms.no-number")
	}
	if al.ForLead {
		c.Lead = r.T("outingpages.alarms.lead")
	}
	return c
}

func (a *Area) allIsWell(r *page.Request) (*page.Answer, error) {
	plan, err := r.ID("plan")
	if err != nil {
		return nil, err
	}
	f := r.Form()
	e := link.ComeHome{Account: f.Get("account"), SaidBy: link.SaidBy(f.Get("said_by"))}
	if err := a.Links.AllIsWell(r.Context(), r.Actor(), plan, e); err != nil {
		return nil, err
	}
	return page.See(stoodOn(r, alarmsPath, "/companions")).Flash("outingpages.alarms.saved"), nil
}

var companionsPage = page.Declare[CompanionsView](files, "companions.html", "alarm-cards.html", "today-rows.html")

// CompanionsView is the board of those who look after companions: who is not
// home, who would like to talk, whose papers run out, and with whom it is time
// to talk.
type CompanionsView struct {
	page.Frame
	Alarms  []AlarmCard
	Talks   []TodayRow
	Board   bool
	Members []MemberCard
	More    page.Pagination
}

// MemberCard is one companion on the board.
type MemberCard struct {
	Name, Href string
	Stands     string // until when they may go along
	Tags       []string
}

func (a *Area) companions(r *page.Request) (*page.Answer, error) {
	v := CompanionsView{Frame: r.Frame("outingpages.board.title"), Board: access.May(r.Actor(), access.CompanionClear)}
	var err error
	if v.Alarms, err = a.alarmCards(r); err != nil {
		return nil, err
	}
	if v.Talks, err = a.talkRows(r); err != nil {
		return nil, err
	}
	if !v.Board {
		return companionsPage.Show(v), nil
	}
	members, next, err := a.Companions.Board(r.HTTP().Context(), r.Actor(), r.Query("after"))
	if next != "" {
		v.More = page.Pagination{Label: r.T("outingpages.board.pages"), Next: page.PageLink{Text: r.T("outingpages.board.more"), Href: "/companions?after=" + next}}
	}
	for _, m := range members {
		v.Members = append(v.Members, memberCard(r, m))
	}
	return companionsPage.Show(v), err
}

// talkRows are the companions who would like to talk: for whoever may ring them.
func (a *Area) talkRows(r *page.Request) (rows []TodayRow, err error) {
	if !access.May(r.Actor(), access.TalkAnswer) {
		return nil, nil
	}
	talks, err := a.Companions.Talks(r.HTTP().Context(), r.Actor())
	for _, t := range talks {
		rows = append(rows, talkRow(r, t))
	}
	return rows, err
}

func talkRow(r *page.Request, t companion.Talk) TodayRow {
	return TodayRow{Text: r.T("outingpages.talk.ring", "Name", t.Name), Quiet: orElse(t.Phone, r.T("outingpages.talk.no-number")),
		Do: r.Act("/talks/"+t.ID+"/rang", "outingpages.talk.rang")}
}

func memberCard(r *page.Request, m companion.Member) MemberCard {
	c := MemberCard{Name: m.Name, Href: "/companions/" + m.Account, Stands: standsUntil(r, m)}
	today := todayOf(r)
	for _, e := range m.Expiries(today) {
		c.Tags = append(c.Tags, expiryWords(r, e))
	}
	if m.Resting {
		c.Tags = append(c.Tags, r.T("outingpages.board.resting"))
	}
	if m.Clearance != nil && m.TalkDue(today) {
		c.Tags = append(c.Tags, r.T("outingpages.board.talk-due"))
	}
	return c
}

// standsUntil says until when somebody may go along.
func standsUntil(r *page.Request, m companion.Member) string {
	switch {
	case m.Clearance == nil:
		return r.T("outingpages.board.not-cleared")
	case m.Clearance.LastOn().Before(todayOf(r)):
		return r.T("outingpages.board.lapsed", "Day", r.Words().Date(m.Clearance.LastOn()))
	}
	return r.T("outingpages.board.until", "Day", r.Words().Date(m.Clearance.LastOn()))
}

func expiryWords(r *page.Request, e companion.Expiry) string {
	paper := r.T("outingpages.board.paper." + string(e.Paper))
	return r.T("outingpages.board.soon."+string(e.Soon), "Paper", paper, "Day", r.Words().Date(e.Last))
}

func (a *Area) rangTalk(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("talk")
	if err != nil {
		return nil, err
	}
	if err := a.Companions.Rang(r.Context(), r.Actor(), id); err != nil {
		return nil, err
	}
	return page.See(stoodOn(r, "/companions", "/today")).Flash("outingpages.talk.saved"), nil
}

// stoodOn is the page on which the form stood, which may be another than the
// usual one.
func stoodOn(r *page.Request, usual, other string) string {
	if r.Form().Page == other {
		return other
	}
	return usual
}
