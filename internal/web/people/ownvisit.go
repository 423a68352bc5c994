package people

import (
	"net/http"

	"openmaf/internal/directory/schedule"
	"openmaf/internal/people/ownview"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
	"openmaf/internal/web/page"
)

var (
	ownDoorPage = page.Declare[OwnDoorView](files, "own-door.html")
	ownPlanPage = page.Declare[OwnPlanView](files, "own-plan.html")
	ownAllPage  = page.Declare[OwnAllView](files, "own-all.html")
)

// The cookie of a visit is kept until the browser is closed, and is void after
// twenty minutes whatever the browser does.
const (
	ownCookie = "own"
	ownPath   = ownview.Path
)

func ownToken(r *page.Request) string {
	c, err := r.HTTP().Cookie(ownCookie)
	if err != nil {
		return ""
	}
	return c.Value
}

func ownKeep(r *page.Request, token string, age int) *http.Cookie {
	return &http.Cookie{Name: ownCookie, Value: token, Path: ownPath, MaxAge: age, HttpOnly: true, Secure: r.Secure(),
		SameSite: http.SameSiteLaxMode}
}

// OwnDoorView asks before it uses the link up.
type OwnDoorView struct {
	page.Frame
	Spent bool
	Open  page.Act
}

func (a *Area) ownDoor(r *page.Request) (*page.Answer, error) {
	v := OwnDoorView{Frame: r.Frame("ownview.title"), Open: r.Act(r.Path(), "ownview.open")}
	err := a.Own.Waits(r.HTTP().Context(), r.Actor().Scope, r.Value("token"))
	if fault.Is(err, fault.Missing) {
		if _, err := a.Own.Of(r.HTTP().Context(), r.Actor().Scope, ownToken(r)); err == nil {
			return page.See(ownPath), nil // it was theirs a moment ago
		}
		v.Spent, err = true, nil
	}
	return ownDoorPage.Show(v), err
}

func (a *Area) ownOpen(r *page.Request) (*page.Answer, error) {
	visit, err := a.Own.Open(r.HTTP().Context(), r.Actor().Scope, r.Value("token"))
	if err != nil {
		return nil, err
	}
	return page.See(ownPath).Cookie(ownKeep(r, visit.Token, 0)), nil
}

// OwnPlanView is the plan, and the way to the rest.
type OwnPlanView struct {
	page.Frame
	Who    string
	Plans  []OwnPlan
	Number string
	Dial   string
	Hours  string
	All    bool // the word was said
	Ask    bool // there is a word to say
	Form   *page.Form
	Word   page.Input
	Say    page.Button
	Close  page.Act
}

// OwnPlan is one evening in neutral words.
type OwnPlan struct{ When, Where, Join, Along, PlanB string }

func (a *Area) ownPlan(r *page.Request) (*page.Answer, error) {
	visit, plans, err := a.Own.Plans(r.HTTP().Context(), r.Actor().Scope, ownToken(r))
	if fault.Is(err, fault.Missing) {
		return ownDoorPage.Show(OwnDoorView{Frame: r.Frame("ownview.title"), Spent: true}), nil
	}
	if err != nil {
		return nil, err
	}
	r = r.In(string(visit.Person.Language))
	about, err := a.about(r)
	if err != nil {
		return nil, err
	}
	f := r.FormAt(ownPath + "/word")
	v := OwnPlanView{Frame: r.Frame("ownview.title"), Who: visit.Person.FirstName(), Number: about.StaffedNumber,
		Dial: dial(about.StaffedNumber), Hours: about.StaffedHours, All: visit.SaidWord, Ask: visit.HasWord && !visit.SaidWord,
		Form: f, Word: f.Password("code_word", "ownview.word"), Say: f.Submit("ownview.word.say"),
		Close: r.Act(ownPath+"/close", "ownview.close").Secondary()}
	for _, e := range plans {
		v.Plans = append(v.Plans, ownEvening(r, e))
	}
	return ownPlanPage.Show(v), nil
}

func ownEvening(r *page.Request, e ownview.Evening) OwnPlan {
	w := r.Words()
	p := OwnPlan{When: whenOf(w, schedule.Occurrence{On: civil.DateOf(e.Starts), Starts: e.Starts, Ends: e.Ends}),
		Where: placeLine(w, e.Venue, e.Address, e.Postcode), Along: r.T("ownview.alone"), PlanB: e.PlanB}
	if e.Online {
		p.Where, p.Join = r.T("ownview.online"), e.Join
	}
	switch {
	case e.Needed:
		p.Along = r.T("linkpages.sheet.needed")
	case e.Second != "":
		p.Along = r.T("linkpages.sheet.twos", "Name", firstName(e.Companion), "Other", firstName(e.Second), "Place", e.MeetPoint)
	case e.Companion != "":
		p.Along = r.T("ownview.together", "Name", firstName(e.Companion), "Place", e.MeetPoint)
	}
	return p
}

func (a *Area) ownSay(r *page.Request) (*page.Answer, error) {
	err := a.Own.SayWord(r.HTTP().Context(), r.Actor().Scope, ownToken(r), r.Form().Get("code_word"))
	if err != nil {
		return nil, err
	}
	return page.See(ownPath + "/all"), nil
}

func (a *Area) ownClose(r *page.Request) (*page.Answer, error) {
	if err := a.Own.End(r.HTTP().Context(), r.Actor().Scope, ownToken(r)); err != nil {
		return nil, err
	}
	return page.See("/").Cookie(ownKeep(r, "", -1)), nil
}

// OwnAllView is what is written about the person, and what they can do about it.
type OwnAllView struct {
	page.Frame
	Kept    []Line
	Agreed  []Line
	Moments []Moment
	Older   page.Pagination
	Form    *page.Form
	Kind    page.Radios
	Words   page.Textarea
	Send    page.Button
	Copy    page.Act
	Stop    page.Act
	Close   page.Act
}

func (a *Area) ownAll(r *page.Request) (*page.Answer, error) {
	visit, err := a.Own.Of(r.HTTP().Context(), r.Actor().Scope, ownToken(r))
	if fault.Is(err, fault.Missing) {
		return ownDoorPage.Show(OwnDoorView{Frame: r.Frame("ownview.title"), Spent: true}), nil
	}
	if err != nil {
		return nil, err
	}
	if !visit.SaidWord {
		return page.See(ownPath), nil
	}
	r = r.In(string(visit.Person.Language))
	t, err := a.tellTo(r.HTTP().Context(), visit.Self(r.Actor().Scope), visit.Person.ID, beforeOf(r))
	if err != nil {
		return nil, err
	}
	f := r.FormAt(ownPath + "/ask")
	kinds := make([]string, len(ownview.Kinds))
	for i, k := range ownview.Kinds {
		kinds[i] = string(k)
	}
	v := OwnAllView{Frame: r.Frame("ownview.title"), Kept: kept(r.Words(), t.Person), Agreed: answered(r.Words(), t.consents),
		Moments: moments(r.Words(), t), Form: f,
		Kind:  f.Radios("kind", "ownview.ask.kind", r.Choices("ownview.ask.", kinds...)),
		Words: f.Textarea("words", "ownview.ask.words"), Send: f.Submit("ownview.ask.send"),
		Copy: r.Act(ownPath+"/copy", "ownview.copy").Secondary(), Stop: r.Act(ownPath+"/stop", "ownview.stop").Secondary(),
		Close: r.Act(ownPath+"/close", "ownview.close").Secondary()}
	v.Back = ownPath
	v.Older = olderThan(r, t, ownPath+"/all")
	return ownAllPage.Show(v), nil
}

func (a *Area) ownAsk(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	err := a.Own.Ask(r.Context(), r.Actor().Scope, ownToken(r), r.FormID(), ownview.Kind(f.Get("kind")), f.Get("words"))
	if err != nil {
		return nil, err
	}
	return page.See(ownPath + "/all").Flash("ownview.asked"), nil
}

func (a *Area) ownStop(r *page.Request) (*page.Answer, error) {
	if err := a.Own.StopMessages(r.Context(), r.Actor().Scope, r.Words(), ownToken(r)); err != nil {
		return nil, err
	}
	return page.See(ownPath + "/all").Flash("ownview.stopped"), nil
}

func (a *Area) ownTake(r *page.Request) (*page.Answer, error) {
	visit, err := a.Own.Of(r.HTTP().Context(), r.Actor().Scope, ownToken(r))
	if err != nil {
		return nil, err
	}
	if !visit.SaidWord {
		return nil, fault.New(fault.Denied, "ownview.word.first")
	}
	self := visit.Self(r.Actor().Scope)
	if err := a.Own.Copied(r.HTTP().Context(), self, visit.Person.ID); err != nil {
		return nil, err
	}
	text, err := a.copyOf(r.In(string(visit.Person.Language)), self, visit.Person.ID)
	if err != nil {
		return nil, err
	}
	return page.File("copy.txt", "text/plain; charset=utf-8", []byte(text)), nil
}
