package people

import (
	"strconv"

	"openmaf/internal/people/link"
	"openmaf/internal/platform/civil"
	"openmaf/internal/web/page"
)

var feetPage = page.Declare[FeetView](files, "feet.html")

// FeetView is the warm end of a way: "you've found your feet, we stop here".
// What the person takes home says neither where they go nor why, for others in
// the house may find it.
type FeetView struct {
	page.Frame
	Who    string
	Stop   page.Act // before it ends
	Ended  bool     // the last line, to be printed or read out
	On     string
	Number string
	Hours  string
	Closed string // why it cannot end here
	Reopen string // address of the page where it begins again
}

func (a *Area) feet(r *page.Request) (*page.Answer, error) {
	l, err := a.link(r)
	if err != nil {
		return nil, err
	}
	about, err := a.about(r)
	if err != nil {
		return nil, err
	}
	v := FeetView{Frame: r.Frame("waypages.feet.title"), Who: l.Person.FirstName(), Number: about.StaffedNumber,
		Hours: about.StaffedHours, Reopen: "/links/" + l.ID + "/rest"}
	switch {
	case l.State == link.Closed && l.Reason == link.FoundFeet:
		v.Ended, v.On = true, r.Words().Date(civil.DateOf(r.Now()))
	case link.Can(l.State, link.VerbClose):
		v.Stop = r.Act("/links/"+l.ID+"/feet", "waypages.feet.stop", "version", strconv.Itoa(l.Version))
	default:
		v.Closed = r.T("link.cannot." + string(l.State))
	}
	v.Back = home(r, l.Person)
	return feetPage.Show(v), nil
}

func (a *Area) foundFeet(r *page.Request) (*page.Answer, error) {
	l, err := a.link(r)
	if err != nil {
		return nil, err
	}
	f := r.Form()
	if err := f.Err(); err != nil {
		return nil, err
	}
	if err := a.Links.Tell(r.Context(), r.Actor(), seen(f, l.ID), link.Close{Reason: link.FoundFeet}); err != nil {
		return nil, err
	}
	return page.See("/links/" + l.ID + "/feet").Flash("linkpages.later.feet-said"), nil
}
