package people

import (
	"slices"
	"strconv"

	"openmaf/internal/people/link"
	"openmaf/internal/platform/civil"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

var checkInPage = page.Declare[CheckInView](files, "checkin.html", "unsaved.html")

// CheckInView asks how it was; later, whether they still go.
type CheckInView struct {
	page.Frame
	Who       string
	Meeting   string // title
	When      string // the evening that it is about
	Early     string // that it is still to come
	Version   int
	Closed    string      // why there is nothing to ask
	GoOn      page.Button // where it goes on instead
	Unsaved   *Unsaved    // where the questions of an evening are not asked any more
	Safe      bool        // they said that it did not feel safe: where to turn
	Number    string
	Dial      string
	Concern   string // address where a concern is raised
	First     *FirstCheck
	Later     *LaterCheck
	Form      *page.Form
	Save      page.Button
	Tried     string // how often we tried to reach them
	NotThere  page.Act
	DoorOpen  page.Act
	Held      []page.Act // "nothing has changed"
	Reach     Reach
	Other     string // address of the other questions
	OtherText string
	HandOver  HandOver
	Rest      string // address of the page for a rest or an ending
	Story     string // address of the whole story
}

// FirstCheck are the questions after an evening. None but the first must be
// answered.
type FirstCheck struct {
	Happened   page.Radios
	On         string         // the evening's day, where we know it
	Day        page.DateInput // where we do not
	How        page.Radios
	Being      page.Radios
	Speaking   page.Radios
	Liked      page.Checkboxes
	Misfits    page.Checkboxes
	Identified page.Radios
	Safe       page.Radios
	Words      page.Textarea
	Differ     page.Input
	Next       page.Radios
	Open       bool // the rarer questions: something in them needs another look
}

// LaterCheck are the questions of the second check and of those after it.
type LaterCheck struct {
	Going  page.Radios
	Facets page.Checkboxes
}

func (a *Area) checkIn(r *page.Request) (*page.Answer, error) {
	l, err := a.asked(r, link.WithComfort)
	if err != nil {
		return nil, err
	}
	at := "/links/" + l.ID
	v := CheckInView{Frame: r.Frame("linkpages.check-in.title"), Who: l.Person.FirstName(), Version: l.Version,
		Form: r.FormAt(at + "/check-in"), Reach: reachOf(r, l.Person, l.Consents())}
	if l.Meeting != "" {
		m, err := a.meeting(r, l.Meeting)
		if err != nil {
			return nil, err
		}
		v.Meeting = m.Title
	}
	if err := a.safe(r, &v, l); err != nil {
		return nil, err
	}
	v.questions(r, l)
	if v.First == nil {
		v.Unsaved = unsaved(r, "words")
	}
	v.Save = v.Form.Submit("linkpages.check-in.save")
	v.tries(r, l)
	v.held(r, l)
	if v.HandOver, err = a.handOver(r, l); err != nil {
		return nil, err
	}
	if !onlyAsks(r) {
		v.Rest, v.Story = at+"/rest", at
	}
	v.Back = home(r, l.Person)
	return checkInPage.Show(v), nil
}

// questions are those of an evening or those of later, whichever is likelier;
// the others are a link away.
func (v *CheckInView) questions(r *page.Request, l link.View) {
	today := civil.DateOf(r.Now())
	ask := orElse(r.Query("ask"), v.Form.Get("asked"))
	switch {
	case l.State == link.Alternative && l.Child != "" && !onlyAsks(r):
		v.Closed = r.T("link.cannot." + string(l.State))
		v.GoOn = goTo(r, "linkpages.check-in.go-on", "/links/"+l.Child+"/options")
	case !link.Can(l.State, link.VerbCheckComfort):
		v.Closed = r.T("link.cannot." + string(l.State))
	case ask == "" && v.Safe && l.CheckedOn == today && eveningPast(l, today) == nil: // saved a moment ago
		v.GoOn = goTo(r, "linkpages.check-in.to-person", home(r, l.Person))
	case ask == askLater || ask == "" && asksLater(l, today):
		v.Later = laterCheck(r, v.Form, l)
		v.Other, v.OtherText = r.Path()+"?ask="+askEvening, r.T("waypages.check-in.evening")
	default:
		v.First = firstCheck(r, v.Form, l)
		v.about(r, l, today)
		v.Other, v.OtherText = r.Path()+"?ask="+askLater, r.T("waypages.check-in.later")
	}
}

// Which questions are asked, where it is not the likelier ones.
const (
	askEvening = "evening"
	askLater   = "later"
)

// held are the checks that are due and may have been held without anything
// having changed.
func (v *CheckInView) held(r *page.Request, l link.View) {
	if !link.Can(l.State, link.VerbHoldCheck) {
		return
	}
	for _, c := range link.OpenChecks(l.Link, r.Now(), link.Defaults()) {
		v.Held = append(v.Held, r.Act("/links/"+l.ID+"/held", "waypages.check-in.held."+string(c), "version", strconv.Itoa(l.Version),
			"check", string(c)).Secondary())
	}
}

// about says which evening the questions are about.
func (v *CheckInView) about(r *page.Request, l link.View, today civil.Date) {
	switch p := l.Plan; {
	case eveningPast(l, today) != nil:
		v.When = r.Words().When(p.Starts)
	case p != nil && l.State == link.Planned && p.CalledOff.IsZero():
		v.Early = r.T("linkpages.check-in.early", "When", r.Words().When(p.Starts))
	}
}

// eveningPast is the planned evening that has come and of which nobody has
// told us, or nil.
func eveningPast(l link.View, today civil.Date) *link.Plan {
	if p := l.Plan; p != nil && !p.Settled && p.CalledOff.IsZero() && !today.Before(p.On) {
		return p
	}
	return nil
}

// asksLater reports whether the person was asked how it was, and no evening has
// come since.
func asksLater(l link.View, today civil.Date) bool {
	switch l.State {
	case link.ComfortChecked, link.Continuing, link.Involved:
		return eveningPast(l, today) == nil
	}
	return false
}

// The answers to "did it happen?". What did not happen has its cause behind
// the colon.
const (
	wentThere   = "went"
	leftEarly   = "left_early"
	notHappened = "not:"
)

func firstCheck(r *page.Request, f *page.Form, l link.View) *FirstCheck {
	c := &FirstCheck{}
	presetEvening(f, l)
	c.Happened = f.Radios("happened", "linkpages.check-in.happened", happenedChoices(r))
	if on := eveningKnown(r, l); !on.IsZero() {
		c.On = on.String()
	} else {
		c.Day = f.DateInput("on", "linkpages.check-in.on")
		c.Day.Hint = r.T("linkpages.check-in.on-hint")
	}
	c.How = f.Radios("how", "linkpages.check-in.how", r.Choices("link.how.", texts(link.Hows)...))
	c.Being = f.Radios("being", "linkpages.check-in.being", scores())
	c.Speaking = f.Radios("speaking", "linkpages.check-in.speaking", scores())
	c.Liked = f.Checkboxes("liked", "linkpages.check-in.liked", r.Choices("link.liked.", link.Likes...))
	c.Misfits = f.Checkboxes("misfits", "linkpages.check-in.misfits", r.Choices("link.misfit.", texts(link.Misfits)...))
	c.Identified = f.Radios("identified", "linkpages.check-in.identified", r.Choices("linkpages.check-in.", "yes", "no"))
	c.Safe = f.Radios("safe", "linkpages.check-in.safe", r.Choices("linkpages.check-in.", "yes", "no"))
	c.Words = f.Textarea("words", "linkpages.check-in.words")
	c.Words.Rows, c.Words.Hint = 2, r.T("linkpages.check-in.words-hint")
	c.Differ = f.Input("differ", "waypages.check-in.differ")
	c.Differ.Hint = r.T("linkpages.optional")
	c.Next = f.Radios("wants", "linkpages.check-in.next",
		r.Choices("linkpages.check-in.next.", nextAgain, nextLike, nextDifferent, nextTalk, nextRest, nextStop))
	c.Being.Hint, c.Speaking.Hint = r.T("linkpages.check-in.scale"), r.T("linkpages.check-in.scale-speaking")
	c.Being.Columns, c.Speaking.Columns = "scale", "scale"
	c.How.Columns, c.Liked.Columns, c.Misfits.Columns = smallRadios, smallTicks, smallTicks
	c.Open = r.FormID() != ""
	return c
}

// eveningKnown is the day of the evening that the questions are about: of the
// plan that has come, or of what they told us already; zero where they want to
// tell of another.
func eveningKnown(r *page.Request, l link.View) civil.Date {
	if p := eveningPast(l, civil.DateOf(r.Now())); p != nil {
		return p.On
	}
	if (l.State == link.FirstAttended || l.State == link.LeftEarly) && r.Query("ask") == "" {
		return l.LastOn
	}
	return civil.Date{}
}

// happenedChoices are one tap for what happened and, if it did not, why.
func happenedChoices(r *page.Request) []page.Choice {
	out := r.Choices("linkpages.check-in.happened.", wentThere, leftEarly)
	for _, cause := range link.Causes {
		out = append(out, page.Choice{Value: notHappened + string(cause), Text: r.T("linkpages.check-in.not-yet." + string(cause))})
	}
	return out
}

// presetEvening fills in what the plan says, and what they told us already, so
// that nobody has to tap it.
func presetEvening(f *page.Form, l link.View) {
	switch l.State {
	case link.FirstAttended:
		f.Preset("happened", wentThere)
	case link.LeftEarly:
		f.Preset("happened", leftEarly)
	}
	how := link.Alone
	if p := l.Plan; p != nil {
		switch {
		case p.Way == link.AtHome:
			how = link.OnScreen
		case p.Companion != "" && p.HowFar == link.ComeIn:
			how = link.WithCompanion
		case p.Companion != "":
			how = link.MetAtDoor
		}
	}
	f.Preset("how", string(how))
}

// scores are 0 to 10.
func scores() []page.Choice {
	out := make([]page.Choice, 11)
	for i := range out {
		n := strconv.Itoa(i)
		out[i] = page.Choice{Value: n, Text: n}
	}
	return out
}

// What comes next, as the person says it.
const (
	nextAgain     = "again"
	nextLike      = "same_kind"
	nextDifferent = "different"
	nextTalk      = "talk"
	nextRest      = "rest"
	nextStop      = "stop"
	nextFeet      = "found_feet"
	nextGoing     = "going:" // and how often
)

func laterCheck(r *page.Request, f *page.Form, l link.View) *LaterCheck {
	going := make([]page.Choice, 0, len(link.Frequencies))
	for _, often := range link.Frequencies {
		going = append(going, page.Choice{Value: nextGoing + string(often), Text: r.T("link.frequency." + string(often))})
	}
	going = append(going, page.Choice{Divider: r.T("linkpages.later.or")})
	var others []string
	if link.Can(l.State, link.VerbDoubt) {
		others = append(others, nextLike)
	}
	if link.Can(l.State, link.VerbAlternative) {
		others = append(others, nextDifferent)
	}
	others = append(others, nextRest, nextStop)
	if !onlyAsks(r) {
		others = append(others, nextFeet)
	}
	going = append(going, r.Choices("linkpages.later.", others...)...)
	c := &LaterCheck{}
	if access.May(r.Actor(), access.FacetWrite) { // what part they take is told to those whom they know
		f.Preset("facets", texts(l.Facets)...)
		if l.Frequency != "" {
			f.Preset("going", nextGoing+string(l.Frequency))
		}
		c.Facets = f.Checkboxes("facets", "linkpages.later.facets", r.Choices("link.facet.", texts(link.Facets)...))
		c.Facets.Hint, c.Facets.Columns = r.T("linkpages.later.facets-hint"), smallTicks
	}
	c.Going = f.Radios("going", "linkpages.later.going", going)
	return c
}

// tries are the buttons for somebody who was not reached: three tries, one
// message that the door is open, then no more.
func (v *CheckInView) tries(r *page.Request, l link.View) {
	set := link.Defaults()
	at := "/links/" + l.ID
	dueNow := slices.ContainsFunc(link.Dues(l.Link, set), func(d link.Due) bool {
		return d.Kind.Contact() && !d.At.After(r.Now())
	})
	switch {
	case l.InPerson || l.Quiet:
	case l.Tries >= set.Tries:
		v.DoorOpen = r.Act(at+"/door-open", "linkpages.tries.door-open", "version", strconv.Itoa(l.Version)).Secondary()
		v.Tried = r.T("linkpages.tries.done")
	case dueNow:
		v.NotThere = r.Act(at+"/not-reached", "linkpages.tries.not-reached", "version", strconv.Itoa(l.Version)).Secondary()
		if l.Tries > 0 {
			v.Tried = r.T("linkpages.tries.so-far", "Day", r.Words().Day(l.TriedOn))
		}
	case l.Tries > 0:
		v.Tried = r.T("linkpages.tries.so-far", "Day", r.Words().Day(l.TriedOn))
	}
}

// safe says where to turn when the person did not feel safe.
func (a *Area) safe(r *page.Request, v *CheckInView, l link.View) error {
	if l.Comfort == nil || l.Comfort.Safe != link.NoSaid || onlyAsks(r) && l.CheckedOn != civil.DateOf(r.Now()) {
		return nil // whoever only asks learns nothing of what was said before
	}
	about, err := a.about(r)
	if err != nil {
		return err
	}
	v.Concern = "/concerns/new?person=" + l.Person.ID + "&link=" + l.ID
	v.Safe, v.Number, v.Dial = true, about.StaffedNumber, dial(about.StaffedNumber)
	return nil
}
