package people

import (
	"strconv"

	"openmaf/internal/people/link"
	"openmaf/internal/platform/civil"
	"openmaf/internal/trust/access"
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

var afterPage = page.Declare[AfterView](files, "after.html")

// AfterView is what can come after an evening that has not happened yet:
// something kind for each cause, and never a question why.
type AfterView struct {
	page.Frame
	Who   string
	Cause string // what to say
	Ours  bool   // it was on us
	Ideas []Idea
}

// Idea is something to do next.
type Idea struct {
	Text string
	Go   page.Button
}

// ideas are the parts of a way that may help after each cause, the likeliest
// first: words and, below the link's address, where it is done.
var ideas = map[link.Cause][]struct{ key, page string }{
	link.Nerves:      {{"together", "plan"}, {"smaller", "options"}, {"talk", "chat"}, {"rest", "rest"}},
	link.Practical:   {{"another-day", "plan"}, {"nearer", "options"}, {"rest", "rest"}},
	link.NoCompanion: {{"someone-else", "plan"}, {"another", "options"}, {"rest", "rest"}},
	link.CalledIn:    {{"someone-else", "plan"}, {"another", "options"}, {"rest", "rest"}},
	link.DoorLocked:  {{"another", "options"}, {"ring-first", "plan"}, {"rest", "rest"}},
	link.ListWrong:   {{"another", "options"}, {"ring-first", "plan"}, {"rest", "rest"}},
	link.OtherCause:  {{"another-day", "plan"}, {"another", "options"}, {"talk", "chat"}, {"rest", "rest"}},
}

func (a *Area) after(r *page.Request) (*page.Answer, error) {
	l, err := a.link(r)
	if err != nil {
		return nil, err
	}
	v := AfterView{Frame: r.Frame("waypages.after.title"), Who: l.Person.FirstName()}
	v.Back = home(r, l.Person)
	cause := l.Cause
	if cause == "" {
		cause = link.OtherCause
	}
	v.Cause, v.Ours = r.T("waypages.after.cause."+string(cause)), cause.Ours()
	for _, idea := range ideas[cause] {
		path := "/links/" + l.ID + "/" + idea.page
		switch {
		case idea.page == "chat" && !l.Person.May(r.Actor(), access.ChatWrite):
			continue
		case idea.page == "chat":
			path = "/people/" + l.Person.ID + "/chat"
		case idea.page == "plan" && l.Meeting == "":
			continue
		}
		b := goTo(r, "waypages.after.do."+idea.page, path)
		if len(v.Ideas) > 0 {
			b.Classes = quieter
		}
		v.Ideas = append(v.Ideas, Idea{Text: r.T("waypages.after.idea." + idea.key), Go: b})
	}
	return afterPage.Show(v), nil
}
