package people

import (
	"slices"
	"time"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/people/link"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
	"openmaf/internal/web/page"
)

var planPage = page.Declare[PlanView](files, "plan.html", "unsaved.html")

// PlanView plans one evening at the meeting that the person chose.
type PlanView struct {
	page.Frame
	Who     string
	Version int
	Name    string // of the meeting
	More    string // address of the page that tells all of it
	Where   string
	Ring    string   // why to ring first, or empty
	Stands  string   // what is planned already
	Closed  string   // why nothing can be planned here
	Unsaved *Unsaved // only where it is closed
	Form    *page.Form
	On      page.Radios
	Way     page.Radios
	CompanyFields
	Easier page.Textarea
	Asker  page.Select // whom they want to be asked by, afterwards
	Else   page.Radios // another meeting as plan B
	PlanB  page.Input
	Save   page.Button
}

// evenings is how many of the next are offered.
const evenings = 4

func (a *Area) plan(r *page.Request) (*page.Answer, error) {
	l, err := a.link(r, link.WithOffer)
	if err != nil {
		return nil, err
	}
	if l.Meeting == "" {
		return page.See("/links/" + l.ID + "/options"), nil
	}
	m, err := a.meeting(r, l.Meeting)
	if err != nil {
		return nil, err
	}
	w := r.Words()
	next := nextEvenings(m, r, l)
	v := PlanView{Frame: r.Frame("linkpages.plan.title"), Who: l.Person.FirstName(), Version: l.Version, Name: m.Title,
		More: "/meetings/" + m.ID, Where: whereOf(w, &m), Ring: ringWords(r, &m), Stands: planStands(r, l), Form: r.FormAt("/links/" + l.ID + "/plan")}
	switch {
	case !link.Can(l.State, link.VerbPlan):
		v.Closed = r.T("link.cannot." + string(l.State))
	case len(next) == 0:
		v.Closed = r.T("linkpages.plan.not-held")
	default:
		if err := a.planFields(r, &v, l, m, next); err != nil {
			return nil, err
		}
	}
	if v.Closed != "" {
		v.Unsaved = unsaved(r, "easier", "meet_point", "plan_b")
	}
	v.Back = home(r, l.Person)
	return planPage.Show(v), nil
}

// nextEvenings of the meeting that have not begun and can be offered.
func nextEvenings(m meeting.Meeting, r *page.Request, l link.View) (next []schedule.Occurrence) {
	from := civil.DateOf(r.Now())
	for len(next) < evenings && !m.Withdrawn && m.SeeLead.IsZero() && !l.Not.Bars(&m) {
		o, ok := m.Slot.Next(from)
		if !ok {
			break
		}
		if o.Starts.After(r.Now()) && !slices.Contains(l.NotOn, o.On) {
			next = append(next, o)
		}
		from = o.On.AddDays(1)
	}
	return next
}

// ringWords say why to ring before anybody sets out, or nothing.
func ringWords(r *page.Request, m *meeting.Meeting) string {
	switch open := facet.Of(m.Facets, facet.Open).Value; {
	case !m.FlaggedOn.IsZero():
		return r.T("option.doubt.flagged", "Day", r.Words().Day(m.FlaggedOn))
	case !m.MissingFrom.IsZero():
		return r.T("option.doubt.missing", "Day", r.Words().Day(m.MissingFrom))
	case open == facet.No:
		return r.T("option.doubt.members_only")
	case open == facet.Unknown:
		return r.T("option.doubt.ring_first")
	}
	return ""
}

// planStands says what is planned already: a colleague may have been quicker.
func planStands(r *page.Request, l link.View) string {
	if l.Plan == nil || l.Plan.Settled || !l.Plan.CalledOff.IsZero() {
		return ""
	}
	key := "linkpages.plan.stands-alone"
	switch {
	case l.Plan.Needed():
		key = "companypages.stands-needed"
	case l.Plan.Companion != "":
		key = "linkpages.plan.stands-together"
	}
	return r.T(key, "When", r.Words().When(l.Plan.Starts), "PlanB", l.Plan.PlanB)
}

func (a *Area) planFields(r *page.Request, v *PlanView, l link.View, m meeting.Meeting, next []schedule.Occurrence) error {
	f := v.Form
	presetPlan(f, l, m, next)
	v.On = f.Radios("on", "linkpages.plan.on", eveningChoices(r, next))
	v.Way = f.Radios("way", "linkpages.plan.way", r.Choices("link.way.", texts(waysTo(m))...))
	v.Way.Columns = smallRadios
	v.Easier = f.Textarea("easier", "linkpages.plan.easier")
	v.Easier.Rows, v.Easier.Hint = 2, r.T("linkpages.optional")
	if err := a.company(r, v, l, m, next); err != nil {
		return err
	}
	if others := a.otherWays(r, l, next[0].Starts); len(others) > 0 {
		v.Else = f.Radios("else", "linkpages.plan.else", others)
	}
	v.Asker = whoAsks(r, f, l, len(v.Company.Items) > 1, page.Choice{Value: askOther, Text: r.T("waypages.asker.other")})
	v.PlanB = f.Input("plan_b", "linkpages.plan.plan-b")
	v.PlanB.Hint = r.T("linkpages.plan.plan-b-hint")
	v.Save = f.Submit("linkpages.plan.save")
	return nil
}

// presetPlan shows what was planned, or else what is likeliest.
func presetPlan(f *page.Form, l link.View, m meeting.Meeting, next []schedule.Occurrence) {
	p := l.Plan
	if p == nil || p.Meeting != m.ID || !p.CalledOff.IsZero() || p.Settled {
		way := string(l.Wish.Travel)
		if m.Attendance == meeting.Online {
			way = string(link.AtHome)
		}
		f.Preset("on", next[0].On.String()).Preset("way", orElse(way, string(link.Bus))).Preset("company", alone)
		return
	}
	f.Preset("on", p.On.String()).Preset("way", string(p.Way)).Preset("company", orElse(p.Companion, alone)).
		Preset("second", p.Second).Preset("how_far", string(p.HowFar)).Preset("meet_point", p.MeetPoint).Preset("easier", p.Easier).Preset("plan_b", p.PlanB)
}

// alone is the choice of nobody to go along.
const alone = "alone"

func eveningChoices(r *page.Request, next []schedule.Occurrence) (out []page.Choice) {
	for _, o := range next {
		out = append(out, page.Choice{Value: o.On.String(), Text: whenOf(r.Words(), o)})
	}
	return out
}

// waysTo the meeting: from home there is no way.
func waysTo(m meeting.Meeting) []link.Way {
	switch m.Attendance {
	case meeting.Online:
		return []link.Way{link.AtHome}
	case meeting.InPerson:
		return slices.DeleteFunc(slices.Clone(link.Ways), func(w link.Way) bool { return w == link.AtHome })
	}
	return link.Ways
}

// otherWays are the other options that were talked through, for a plan B, each
// with its first evening after the planned one begins.
func (a *Area) otherWays(r *page.Request, l link.View, begins time.Time) (out []page.Choice) {
	const most = 3
	for _, shown := range l.Shown {
		if shown.Meeting == l.Meeting || len(out) == most {
			continue
		}
		if text, m := a.otherWay(r, l, shown.Meeting, begins); text != "" {
			out = append(out, page.Choice{Value: m.ID, Text: text, Hint: m.Title})
		}
	}
	if len(out) > 0 {
		out = append(out, page.Choice{Value: inWords, Text: r.T("linkpages.plan.else-words")})
	}
	return out
}

// otherWay words one of them for the sheet, which carries it into a pocket:
// when and where, not which. It is only a suggestion: nothing, where there is
// no such evening.
func (a *Area) otherWay(r *page.Request, l link.View, id string, begins time.Time) (string, meeting.Meeting) {
	m, err := a.meeting(r, id)
	if err != nil || m.Withdrawn || l.Not.Bars(&m) {
		return "", m
	}
	o, ok := m.Slot.After(begins)
	if !ok {
		return "", m
	}
	return r.T("linkpages.plan.else-one", "When", whenOf(r.Words(), o), "Where", whereOf(r.Words(), &m)), m
}

// inWords is the choice of a plan B that is no meeting.
const inWords = "words"

func (a *Area) makePlan(r *page.Request) (*page.Answer, error) {
	l, err := a.link(r)
	if err != nil {
		return nil, err
	}
	f := r.Form()
	on, err := civil.ParseDate(f.Get("on"))
	if err != nil {
		f.Problem("on", "link.plan.day")
	}
	plan := link.Plan{Meeting: l.Meeting, On: on, Way: link.Way(f.Get("way")), Companion: f.Get("company"), Second: f.Get("second"),
		SomebodysHome: f.Has("somebodys_home", "yes"), Boundaries: f.Has("boundaries", "yes"), HowFar: link.HowFar(f.Get("how_far")), MeetPoint: f.Get("meet_point"), PlanB: a.planB(r, f, l, on), Easier: f.Get("easier")}
	if plan.Companion == alone {
		plan.Companion = ""
	}
	ask := letAsk(f, l, plan.Companion)
	if err := f.Err(); err != nil {
		return nil, err
	}
	made := link.MakePlan{Plan: plan, MayComeIn: f.Has("may_come_in", "yes"), Anybody: f.Has("anybody", "yes")}
	err = a.Links.Tell(r.Context(), r.Actor(), seen(f, l.ID), append([]link.Event{made}, ask...)...)
	if err != nil {
		return nil, renamed(err, "companion", "company")
	}
	if f.Get("asker") == askOther {
		return page.See("/links/" + l.ID).Flash("waypages.asker.choose"), nil
	}
	return page.See("/links/" + l.ID + "/sheet").Flash("linkpages.plan.saved"), nil
}

// planB is what was typed, or else the meeting that was ticked, on its first
// evening after the planned one begins.
func (a *Area) planB(r *page.Request, f *page.Form, l link.View, on civil.Date) string {
	words, other := f.Get("plan_b"), f.Get("else")
	if words != "" || other == "" || other == inWords || l.Meeting == "" {
		return words
	}
	m, err := a.meeting(r, l.Meeting)
	if err != nil {
		return ""
	}
	evening, _ := m.Slot.Next(on)
	text, _ := a.otherWay(r, l, other, evening.Starts)
	return text
}

// renamed leads what a capability finds wrong with its field to the form's.
func renamed(err error, from, to string) error {
	wrong := fault.As(err)
	if wrong == nil {
		return err
	}
	for i := range wrong.Problems {
		if wrong.Problems[i].Field == from {
			wrong.Problems[i].Field = to
		}
	}
	return wrong
}
