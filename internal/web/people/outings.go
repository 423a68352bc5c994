package people

import (
	"strings"
	"time"

	"openmaf/internal/people/link"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

var outingsPage = page.Declare[OutingsView](files, "outings.html", "today-rows.html")

// OutingsView is what a companion sees: a first name, a place and a time.
type OutingsView struct {
	page.Frame
	Outings []OutingCard
	Hat     string // for whom, and under whose rules, they go along
	Resting bool
	Parted  []PartCard // endings: from now on what they are to each other is outside this record
	Talk    page.Act   // "I'd like to talk with somebody"
	Waits   bool       // that wish waits to be rung
	ToAsk   []TodayRow // people who let the companion ask how it was
}

// OutingCard is one outing, with what comes next on it.
type OutingCard struct {
	Who       string // first name, or that it is not ours to say any more
	When      string
	Venue     string
	Where     string
	MeetPoint string
	HowFar    string
	With      string // that a second companion goes too, or is looked for
	Rules     []string
	Needs     string
	Number    string
	Dial      string
	Hours     string
	PlanB     string // once the door was found locked
	Said      string // what stands: called off, met, home
	Off       bool
	Next      page.Act   // the likeliest next step
	Others    []page.Act // what else can happen now
}

func (a *Area) outings(r *page.Request) (*page.Answer, error) {
	outings, err := a.Links.Outings(r.HTTP().Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	v := OutingsView{Frame: r.Frame("linkpages.outings.title")}
	if v.ToAsk, err = a.toAsk(r); err != nil {
		return nil, err
	}
	for _, o := range outings {
		v.Outings = append(v.Outings, outingCard(r, o))
	}
	if err := a.afterwards(r, &v); err != nil {
		return nil, err
	}
	return outingsPage.Show(v), nil
}

// PartCard is somebody whose way has ended here.
type PartCard struct {
	Who  string
	Said string
	Part page.Act
}

// afterwards adds to a companion's page what is about themselves: the hat that
// they wear, who has found their feet, and somebody to talk with.
func (a *Area) afterwards(r *page.Request, v *OutingsView) error {
	v.Hat = r.T("outingpages.hat", "Community", v.Community)
	partings, err := a.Links.Partings(r.HTTP().Context(), r.Actor())
	if err != nil {
		return err
	}
	for _, p := range partings {
		c := PartCard{Who: p.FirstName, Said: r.T("outingpages.part.ended", "Name", p.FirstName),
			Part: r.Act("/outings/"+p.Plan+"/part", "outingpages.part.button")}
		if p.FoundFeet {
			c.Said = r.T("outingpages.part.feet", "Name", p.FirstName)
		}
		v.Parted = append(v.Parted, c)
	}
	v.Talk = r.Act("/outings/talk", "outingpages.talk.button").Secondary()
	v.Waits, v.Resting, err = a.Companions.Wellbeing(r.HTTP().Context(), r.Actor())
	return err
}

func outingCard(r *page.Request, o link.Outing) OutingCard {
	w := r.Words()
	c := OutingCard{Who: orElse(o.FirstName, r.T("linkpages.outings.no-name")), When: w.When(o.Starts),
		Venue: o.Venue, Where: placeLine(w, o.Venue, o.Address, o.Postcode), MeetPoint: o.MeetPoint,
		HowFar: r.T("linkpages.outings.how-far." + string(o.HowFar)), Needs: o.AccessNeeds,
		Number: o.StaffedNumber, Dial: dial(o.StaffedNumber), Hours: o.StaffedHours, Off: o.CalledOff}
	if o.Locked {
		c.PlanB = o.PlanB
	}
	switch {
	case o.With != "":
		c.With = r.T("outingpages.with", "Name", o.With)
	case o.Missing:
		c.With = r.T("outingpages.with-missing")
	}
	if o.Boundaries {
		c.Rules = boundaries(r, "outing")
	}
	switch {
	case o.CalledOff:
		c.Said = r.T("linkpages.outings.off")
	case !o.Home.IsZero():
		c.Said = r.T("linkpages.outings.home-at", "Time", clockOf(r, o.Home))
	case !o.Met.IsZero():
		c.Said = r.T("linkpages.outings.met-at", "Time", clockOf(r, o.Met))
	case !o.SaidYes.IsZero():
		c.Said = r.T("outingpages.yes-stands")
	case r.Now().Before(o.Starts):
		c.Said = r.T("outingpages.yes-asked")
	}
	c.press(r, o)
	return c
}

func clockOf(r *page.Request, t time.Time) string { return r.Words().Time(wall(t.In(civil.London))) }

// press gives the outing its buttons: one that comes next, large, and what else
// can happen.
func (c *OutingCard) press(r *page.Request, o link.Outing) {
	if o.CalledOff || !o.Home.IsZero() {
		return
	}
	act := func(m mark) page.Act { return r.Act("/outings/"+o.ID+"/"+m.path, m.button) }
	today, begun := civil.DateOf(r.Now()), !r.Now().Before(o.Starts)
	asked := !begun && o.SaidYes.IsZero() && o.Met.IsZero() && !o.Locked
	if asked {
		c.Next = act(yesMark)
	}
	switch {
	case today.Before(o.On):
		c.Others = append(c.Others, act(lostMark).Secondary())
		return
	case asked:
		c.Others = append(c.Others, act(metMark).Secondary())
	case o.Met.IsZero() && !o.Locked:
		c.Next = act(metMark)
	default:
		c.Next = act(homeMark)
	}
	if !begun && o.Reminded.IsZero() && o.Met.IsZero() {
		c.Others = append(c.Others, act(remindMark).Secondary())
	}
	if !o.Locked {
		c.Others = append(c.Others, act(lockedMark).Secondary())
	}
	if c.Next.Form.Action != act(homeMark).Form.Action && begun {
		c.Others = append(c.Others, act(homeMark).Secondary())
	}
	if !begun && o.Met.IsZero() && !o.Locked {
		c.Others = append(c.Others, act(lostMark).Secondary())
	}
}

// mark is one thing that a companion can mark.
type mark struct {
	path   string // of its address, below the outing's
	button string // message of the button
	said   string // message of what was done
	event  link.Event
}

var (
	metMark    = mark{"met", "linkpages.outings.met", "linkpages.outings.met-said", link.Meet{}}
	homeMark   = mark{"home", "linkpages.outings.home", "linkpages.outings.home-said", link.ComeHome{}}
	lockedMark = mark{"locked", "linkpages.outings.locked", "linkpages.outings.locked-said", link.FindLocked{}}
	remindMark = mark{"asked", "outingpages.reminded", "outingpages.reminded-said", link.Remind{}}
	yesMark    = mark{"yes", "outingpages.yes", "outingpages.yes-said", link.SayYes{}}
	lostMark   = mark{"lost", "linkpages.outings.lost", "linkpages.outings.lost-said", link.LoseCompanion{}}
)

// mark is the screen of a mark's button. A manager presses it on Today for
// whoever rang.
func (a *Area) mark(m mark) page.Screen {
	return func(r *page.Request) (*page.Answer, error) {
		plan, err := r.ID("plan")
		if err != nil {
			return nil, err
		}
		if err := a.Links.Mark(r.Context(), r.Actor(), plan, m.event); err != nil {
			return nil, err
		}
		return page.See(markedFrom(r)).Flash(m.said), nil
	}
}

// markedFrom is the page on which the button stood.
func markedFrom(r *page.Request) string {
	if r.Form().Page == "/today" || !access.May(r.Actor(), access.OutingRead) {
		return "/today"
	}
	return "/outings"
}

// outingAgain shows the button again on the page where it stood.
func (a *Area) outingAgain(r *page.Request) (*page.Answer, error) {
	switch {
	case markedFrom(r) == "/outings":
		return a.outings(r)
	case access.May(r.Actor(), access.TodayRead):
		return a.today(r)
	}
	return nil, fault.New(fault.Missing, "record.missing")
}

func firstName(name string) string {
	first, _, _ := strings.Cut(name, " ")
	return first
}

// dial is a number as a telephone takes it.
func dial(number string) string {
	return strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' || c == '+' {
			return c
		}
		return -1
	}, number)
}
