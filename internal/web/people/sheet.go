package people

import (
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/people/companion"
	"openmaf/internal/people/link"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

var sheetPage = page.Declare[SheetView](files, "sheet.html")

// SheetView is the plan as the person takes it home. It says where and when,
// and nothing of why: others in the house may find it.
type SheetView struct {
	page.Frame
	Who    string // first name
	When   string
	Venue  string
	Where  string
	Join   string // address of the room online
	Way    string
	Ring   bool
	Along  string // who meets them where; or that they go on their own
	HowFar string
	Rules  []string // what everybody who goes agreed to
	Easier string
	PlanB  string
	Number string
	Hours  string
	Unset  string // who can set the number, while there is none
	Set    string // where, for who can
	Change string // address of the plan
	Off    string // that the plan does not stand
}

func (a *Area) sheet(r *page.Request) (*page.Answer, error) {
	l, err := a.link(r)
	if err != nil {
		return nil, err
	}
	if l.Plan == nil {
		return nil, fault.New(fault.Missing, "record.missing")
	}
	r = r.In(string(l.Person.Language)) // the person takes it home
	m, err := a.meeting(r, l.Plan.Meeting)
	if err != nil {
		return nil, err
	}
	v := SheetView{Frame: r.Frame("linkpages.sheet.title"), Who: l.Person.FirstName(), Change: "/links/" + l.ID + "/plan"}
	v.describe(r, *l.Plan, m)
	switch {
	case l.Plan.Needed() && l.Plan.Companion == "":
		v.Along = r.T("linkpages.sheet.needed")
	case l.Plan.Companion != "":
		if err := a.along(r, &v, *l.Plan); err != nil {
			return nil, err
		}
	}
	if err := a.staffed(r, &v); err != nil {
		return nil, err
	}
	v.Back = home(r, l.Person)
	return sheetPage.Show(v), nil
}

func (v *SheetView) describe(r *page.Request, p link.Plan, m meeting.Meeting) {
	w := r.Words()
	v.When = whenOf(w, schedule.Occurrence{On: p.On, Starts: p.Starts, Ends: p.Ends})
	v.Way, v.Easier, v.PlanB = r.T("link.way."+string(p.Way)), p.Easier, p.PlanB
	v.Along = r.T("linkpages.sheet.alone")
	v.Ring = ringWords(r, &m) != ""
	switch {
	case !p.CalledOff.IsZero():
		v.Off = r.T("linkpages.sheet.off")
	case m.Withdrawn:
		v.Off = r.T("linkpages.sheet.withdrawn")
	}
	if p.Way == link.AtHome {
		v.Where, v.Join = r.T("linkpages.where.online"), m.Join
		return
	}
	v.Where = placeLine(w, m.Venue, m.Address, m.Postcode)
}

// along names who comes along: by the first name, as they are told the
// person's.
func (a *Area) along(r *page.Request, v *SheetView, p link.Plan) error {
	ready, err := a.Companions.Ready(r.Context(), r.Actor(), p.On)
	if err != nil {
		return err
	}
	v.Along = r.T("linkpages.sheet.somebody", "Place", p.MeetPoint)
	name, other := nameOf(ready, p.Companion), nameOf(ready, p.Second)
	switch {
	case name != "" && other != "":
		v.Along = r.T("linkpages.sheet.twos", "Name", name, "Other", other, "Place", p.MeetPoint)
	case name != "":
		v.Along = r.T("linkpages.sheet.together", "Name", name, "Place", p.MeetPoint)
	}
	v.HowFar = r.T("linkpages.sheet.how-far." + string(p.HowFar))
	if p.Boundaries {
		v.Rules = boundaries(r, "sheet")
	}
	return nil
}

func nameOf(ready []companion.Companion, account string) string {
	for _, c := range ready {
		if c.Account == account {
			return firstName(c.Name)
		}
	}
	return ""
}

// staffed is the number that somebody answers; where none is set, the page
// says who can set it and leaves room to write it in.
func (a *Area) staffed(r *page.Request, v *SheetView) error {
	about, err := a.about(r)
	if err != nil {
		return err
	}
	v.Number, v.Hours = about.StaffedNumber, about.StaffedHours
	if v.Number == "" {
		v.Unset = r.T("linkpages.sheet.unset")
		if access.May(r.Actor(), access.CommunityWrite) {
			v.Unset, v.Set = r.T("linkpages.sheet.unset-you"), "/community"
		}
	}
	return nil
}

// about is what the community says of itself.
func (a *Area) about(r *page.Request) (about db.Community, err error) {
	err = a.DB.View(r.HTTP().Context(), r.Actor().Scope, func(tx *db.Tx) error {
		about, err = db.About(tx)
		return err
	})
	return about, err
}
