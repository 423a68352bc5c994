package people

import (
	"strings"
	"time"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/option"
	"openmaf/internal/people/link"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
	"openmaf/internal/web/page"
)

var optionsPage = page.Declare[OptionsView](files, "options.html", "meeting-card.html", "unsaved.html")

// OptionsView is what there is for one person, to be talked through together.
type OptionsView struct {
	page.Frame
	Who     string   // first name
	Version int      // of the link that the page was made from
	At      string   // the instant of the ranking, from which it can be made again
	Stands  string   // what holds now, where something is chosen or planned
	Closed  string   // why nothing can be chosen here; empty when it can
	Unsaved *Unsaved // only where it is closed
	Changed []string // by what did not fit
	Wish    WishForm
	Cards   []Card
	Wider   []string
	OneKind bool
	Nothing bool
	Opens   []string
	Choose  *page.Form
	Why     page.Textarea
	None    page.Button
	NotNow  *page.Form
	Ask     page.Radios
	Revisit page.DateInput
	Later   page.Button
}

func (a *Area) options(r *page.Request) (*page.Answer, error) {
	l, err := a.link(r)
	if err != nil {
		return nil, err
	}
	at := r.Now()
	v := OptionsView{Frame: r.Frame("linkpages.options.title"), Who: l.Person.FirstName(), Version: l.Version,
		At: civil.Instant(at), Stands: standsNow(r, l), Changed: changedBy(r, l.Wish), Wish: wishForm(r, l)}
	if !link.Can(l.State, link.VerbChoose) {
		v.Closed, v.Unsaved = r.T("link.cannot."+string(l.State)), unsaved(r, "why")
	}
	v.ask(r, l)
	v.rank(r, a.rank(r, l, at), l.Wish)
	v.Back = home(r, l.Person)
	return optionsPage.Show(v), nil
}

// ask makes the two forms: one to choose, one for "not for now".
func (v *OptionsView) ask(r *page.Request, l link.View) {
	path := "/links/" + l.ID
	v.Choose = r.FormAt(path + "/choose")
	v.Why = v.Choose.Textarea("why", "linkpages.options.why")
	v.Why.Rows, v.Why.Hint = 2, r.T("linkpages.optional")
	v.None = v.Choose.Submit("linkpages.options.none")
	v.None.Classes, v.None.Name, v.None.Value = quieter, "meeting", noneOfThese
	v.NotNow = r.FormAt(path + "/not-now")
	if l.State == link.NotNow { // they were asked again, as they wished: once is enough
		v.NotNow.Preset("ask", "never")
	}
	v.Ask = v.NotNow.Radios("ask", "linkpages.not-now.ask", r.Choices("linkpages.not-now.ask.", "day", "never"))
	v.Revisit = v.NotNow.DateInput("revisit", "linkpages.not-now.revisit")
	v.Later = v.NotNow.Submit("linkpages.not-now.save")
	v.Later.Classes = quieter
}

// quieter is the class of a button beside the one that comes next.
const quieter = "govuk-button--secondary"

// link is the one that the address names.
func (a *Area) link(r *page.Request, with ...link.Part) (link.View, error) {
	id, err := r.ID("link")
	if err != nil {
		return link.View{}, err
	}
	l, err := a.Links.Get(r.HTTP().Context(), r.Actor(), id, with...)
	if err == nil {
		r.About(l.Person.ID)
		a.Reads.Saw(r.Actor().Scope, r.Actor().Account, l.Person.ID, "link")
	}
	return l, err
}

// meeting is the listing as it hangs on the board, which is no older than a few
// seconds; one that is not there any more is read from the list.
func (a *Area) meeting(r *page.Request, id string) (meeting.Meeting, error) {
	if m, ok := a.Board.Of(r.Actor().Scope.Community()).Meeting(id); ok {
		return *m, nil
	}
	return a.Meetings.Get(r.Context(), r.Actor(), id)
}

// rank asks for the person's wish as of the instant: the same instant on the
// same list gives the same answer, so that what a page showed can be recorded
// when its button is pressed.
func (a *Area) rank(r *page.Request, l link.View, at time.Time) option.Result {
	w := l.Wish
	w.Not = l.Not
	w.From, w.Since = civil.DateOf(at), wall(at.In(civil.London))
	w.Seed = uint64(w.From.Days())
	return a.Board.Of(r.Actor().Scope.Community()).Rank(w)
}

func wall(local time.Time) civil.TimeOfDay { return civil.TimeOfDay(local.Hour()*60 + local.Minute()) }

// rank puts the answer on the page.
func (v *OptionsView) rank(r *page.Request, result option.Result, wish option.Wish) {
	w := r.Words()
	for _, relaxed := range result.Relaxed {
		v.Wider = append(v.Wider, relaxed.Say(w))
	}
	v.OneKind = result.OneKindOnly && len(result.Options) > 0
	if n := result.Nothing; n != nil {
		v.Nothing = true
		for _, opens := range n.Opens {
			v.Opens = append(v.Opens, opens.Say(w))
		}
	}
	for _, o := range onPage(result) {
		c := cardOf(w, o, wish.Travel)
		if v.Closed == "" {
			c.Choose = v.Choose.Submit("linkpages.options.choose", "Name", o.Meeting.Title)
			c.Choose.Name, c.Choose.Value = "meeting", o.Meeting.ID
		}
		v.Cards = append(v.Cards, c)
	}
}

// onPage are the options that a page shows of the result: where nothing fits,
// the one to start with from home.
func onPage(result option.Result) []option.Option {
	if n := result.Nothing; n != nil && n.Online != nil {
		return []option.Option{*n.Online}
	}
	return result.Options
}

// offerOf is what was shown, for the record. The ranking shows two kinds
// wherever two exist, so that what it shows is what there is near.
func offerOf(result option.Result) link.Offer {
	var offer link.Offer
	kinds := map[meeting.Kind]bool{}
	for _, o := range onPage(result) {
		kinds[o.Meeting.Kind] = true
		offer.Shown = append(offer.Shown, link.Shown{Meeting: o.Meeting.ID, Kind: o.Meeting.Kind, On: o.Occurrence.On,
			Score: o.Score, Reasons: codesOf(o)})
	}
	offer.KindsNear = len(kinds)
	return offer
}

func codesOf(o option.Option) (codes []string) {
	for _, list := range [][]option.Reason{o.Fits, o.Doubts, o.TradeOffs} {
		for _, reason := range list {
			codes = append(codes, strings.TrimPrefix(reason.Key, "option."))
		}
	}
	return codes
}

// standsNow is what holds of the link where something was chosen already: what
// somebody has to know before they choose anew, and what they find when a
// colleague was quicker.
func standsNow(r *page.Request, l link.View) string {
	w := r.Words()
	if p := l.Plan; p != nil && l.State == link.Planned && p.CalledOff.IsZero() {
		return r.T("linkpages.stands.planned", "When", w.When(p.Starts))
	}
	if l.State == link.Chosen {
		return r.T("linkpages.stands.chosen", "Day", w.Day(l.ChosenOn))
	}
	return ""
}

// changedBy says what the last evening that did not fit has changed.
func changedBy(r *page.Request, w option.Wish) (out []string) {
	if len(w.Tried) == 0 {
		return nil
	}
	for _, misfit := range w.Tried[len(w.Tried)-1].Misfits {
		out = append(out, r.T("linkpages.changed", "Misfit", r.T("link.misfit."+string(misfit)),
			"Change", r.T("linkpages.changed."+string(misfit))))
	}
	return out
}

// noneOfThese is the value of the button that chooses nothing.
const noneOfThese = "none"

// longestTalk is how long a page of options can lie on the table.
const longestTalk = 24 * time.Hour

// shown makes the answer again that the posted form's page showed.
func (a *Area) shown(r *page.Request, l link.View, f *page.Form) (option.Result, error) {
	at, err := civil.ParseInstant(f.Get("at"))
	if age := r.Now().Sub(at); err != nil || age < 0 || age > longestTalk {
		return option.Result{}, fault.New(fault.Conflict, "linkpages.options.old")
	}
	return a.rank(r, l, at), nil
}

// seen is the link as the form's page knew it.
func seen(f *page.Form, id string) link.Ref {
	version := f.Int("version", 0, 1<<30)
	return link.Ref{Link: id, Version: version}
}

func (a *Area) choose(r *page.Request) (*page.Answer, error) {
	l, err := a.link(r)
	if err != nil {
		return nil, err
	}
	f := r.Form()
	result, err := a.shown(r, l, f)
	if err != nil {
		return nil, err
	}
	ref, chosen := seen(f, l.ID), f.Get("meeting")
	if chosen == noneOfThese {
		if err := a.Links.Tell(r.Context(), r.Actor(), ref, offerOf(result)); err != nil {
			return nil, err
		}
		return page.See("/links/" + l.ID + "/options").Flash("linkpages.options.none-saved"), nil
	}
	offer := offerOf(result)
	if !offers(offer, chosen) {
		return nil, fault.New(fault.Conflict, "linkpages.options.changed")
	}
	if err := a.Links.Tell(r.Context(), r.Actor(), ref, offer, link.Choose{Meeting: chosen, Why: f.Get("why")}); err != nil {
		return nil, err
	}
	return page.See("/links/" + l.ID + "/plan").Flash("linkpages.options.chosen"), nil
}

func offers(o link.Offer, id string) bool {
	for _, shown := range o.Shown {
		if shown.Meeting == id {
			return true
		}
	}
	return false
}

func (a *Area) notNow(r *page.Request) (*page.Answer, error) {
	l, err := a.link(r)
	if err != nil {
		return nil, err
	}
	f := r.Form()
	result, err := a.shown(r, l, f)
	if err != nil {
		return nil, err
	}
	e := declined(f)
	if err := f.Err(); err != nil {
		return nil, err
	}
	events := []link.Event{e}
	if link.Can(l.State, link.VerbOffer) {
		events = []link.Event{offerOf(result), e}
	}
	if err := a.Links.Tell(r.Context(), r.Actor(), seen(f, l.ID), events...); err != nil {
		return nil, err
	}
	return page.See(home(r, l.Person)).Flash("linkpages.not-now.saved"), nil
}

// declined is "not for now", and when to ask again.
func declined(f *page.Form) (e link.Decline) {
	if f.Require("ask", "linkpages.not-now.missing") == "day" {
		if e.Revisit = f.Date("revisit"); e.Revisit.IsZero() && f.Err() == nil {
			f.Problem("revisit", "linkpages.not-now.day-missing")
		}
	}
	return e
}
