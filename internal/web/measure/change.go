package measure

import (
	"cmp"
	"strings"

	"openmaf/internal/people/ownview"
	"openmaf/internal/platform/fault"
	"openmaf/internal/programme/asking"
	"openmaf/internal/programme/measure"
	"openmaf/internal/web/page"
)

var changePage = page.Declare[ChangeView](files, "change.html", "picture.html")

// ChangeView is what somebody answered the first time and the latest time, in
// words. What they wrote themself, to whatever it was, stands before the rest.
// Nothing is better or worse on it, and nobody else is.
type ChangeView struct {
	page.Frame
	Empty bool
	Parts []Changed
	Copy  page.Act
}

// Changed is what was answered to one measure, or what was written there.
type Changed struct {
	Heading, Attribution string
	Lang                 string // of the questions
	Once                 bool
	Lines                []ChangeLine
	Map                  *Map
}

// ChangeLine is one question with what was said to it.
type ChangeLine struct {
	Question, First, Latest string
	FirstOn, LatestOn       string
	Once                    bool // there is only the latest
	Scale                   *Scale
}

// Scale is a line from the least answer to the most with the two answers on it,
// in units from 0 to 200: for the eye only, the words say the same.
type Scale struct{ First, Latest int }

const scaleWide = 200

// ownCookie is that of a visit to one's own page (people's pages).
const ownCookie = "own"

// theirs is what somebody answered, for who keeps their record.
func (a *Area) theirs(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	all, who, err := a.Questions.Changes(r.HTTP().Context(), r.Actor(), id)
	if err != nil {
		return nil, err
	}
	a.Reads.Saw(r.Actor().Scope, r.Actor().Account, who.ID, "answers")
	v := changeView(r, all, "/people/"+who.ID+"/questions/change/copy")
	v.Back = "/people/" + who.ID + "/questions"
	return changePage.Show(v), nil
}

// own is what somebody answered, for themself, behind their word.
func (a *Area) own(r *page.Request) (*page.Answer, error) {
	visit, err := a.Own.Of(r.HTTP().Context(), r.Actor().Scope, brought(r, ownCookie))
	if fault.Is(err, fault.Missing) {
		return doorPage.Show(DoorView{Frame: r.Frame("answering.title"), Spent: true}), nil
	}
	if err != nil {
		return nil, err
	}
	if !visit.SaidWord {
		return page.See(ownview.Path), nil
	}
	all, _, err := a.Questions.Changes(r.HTTP().Context(), visit.Self(r.Actor().Scope), visit.Person.ID)
	if err != nil {
		return nil, err
	}
	v := changeView(r.In(string(visit.Person.Language)), all, ownview.Path+"/change/copy")
	for _, p := range v.Parts {
		if p.Map != nil {
			p.Map.Take = r.In(string(visit.Person.Language)).Act(ownview.Path+"/change/map", "answering.map.take").Secondary()
		}
	}
	v.Back = ownview.Path + "/all"
	return changePage.Show(v), nil
}

func changeView(r *page.Request, all []asking.Change, copyPath string) ChangeView {
	v := ChangeView{Frame: r.Frame("answering.change.title"), Empty: len(all) == 0}
	if !v.Empty {
		v.Copy = r.Act(copyPath, "answering.change.take").Secondary()
	}
	var rest []Changed
	for _, c := range all {
		written, chosen := changed(r, c)
		if len(written.Lines) > 0 {
			v.Parts = append(v.Parts, written)
		}
		if len(chosen.Lines) > 0 || chosen.Map != nil {
			rest = append(rest, chosen)
		}
	}
	v.Parts = append(v.Parts, rest...)
	return v
}

// changed is what was written in words, and what was chosen.
func changed(r *page.Request, c asking.Change) (written, chosen Changed) {
	began, ended := c.On()
	first, latest := r.T("answering.change.first", "Day", r.Words().Date(began)), r.T("answering.change.latest", "Day", r.Words().Date(ended))
	chosen = Changed{Heading: c.Questions.Title, Lang: c.Questions.Language, Once: c.Once(), Attribution: c.Latest.Definition.Licence.Attribution}
	written = chosen
	if chosen.Map = mapFor(r, c); chosen.Map != nil {
		chosen.Once = false
		return written, chosen
	}
	now := c.Latest
	now.Questions = c.Questions
	for _, s := range now.Steps() {
		for _, item := range s.Items {
			line := ChangeLine{Question: strings.TrimSpace(s.Heading + " " + item.Text), First: c.First.Words(item, s.N), Latest: now.Words(item, s.N),
				FirstOn: first, LatestOn: latest, Once: c.Once()}
			switch {
			case line.First == "" && line.Latest == "":
			case item.Scored():
				line.Scale = scale(c, item, s.N)
				chosen.Lines = append(chosen.Lines, line.plain(r))
			default:
				written.Lines = append(written.Lines, line.plain(r))
			}
		}
	}
	return written, chosen
}

// plain says of what was left out that it was.
func (l ChangeLine) plain(r *page.Request) ChangeLine {
	l.First, l.Latest = cmp.Or(l.First, r.T("answering.change.not-said")), cmp.Or(l.Latest, r.T("answering.change.not-said"))
	return l
}

// scale places both answers on a line; nil where the question has no ends, or
// one of them was not given.
func scale(c asking.Change, item *measure.Item, n int) *Scale {
	least, most := item.Limits()
	first, said := c.First.Number(item, n)
	latest, still := c.Latest.Number(item, n)
	if least == nil || most == nil || *most <= *least || !said || !still || c.Once() {
		return nil
	}
	at := func(v float64) int { return int((v - *least) / (*most - *least) * scaleWide) }
	return &Scale{First: at(first), Latest: at(latest)}
}
