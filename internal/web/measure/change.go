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

const (
	scaleWide = 200
	longest   = 31 // how far a line goes at least, where there could be much more
)

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
		written, chosen := changed(r, c, all)
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

// changed is what was written in words, and what was chosen. A question that
// several measures ask stands where it was asked last.
func changed(r *page.Request, c asking.Change, all []asking.Change) (written, chosen Changed) {
	chosen = Changed{Heading: c.Questions.Title, Lang: c.Questions.Language, Once: true, Attribution: c.Latest.Definition.Licence.Attribution}
	written = chosen
	if chosen.Map = mapFor(r, c); chosen.Map != nil {
		chosen.Once = false
		return written, chosen
	}
	now := c.Latest
	now.Questions = c.Questions
	for _, s := range now.Steps() {
		for _, item := range s.Items {
			question, _ := c.Latest.Definition.Questionnaire.Question(item.LinkID)
			first, latest := asking.Span(all, question)
			if latest.Ask.ID != c.Latest.Ask.ID {
				continue
			}
			line := ChangeLine{Question: strings.TrimSpace(s.Heading + " " + item.Text), First: first.Words(item, s.N), Latest: latest.Words(item, s.N),
				FirstOn:  r.T("answering.change.first", "Day", r.Words().Date(first.On())),
				LatestOn: r.T("answering.change.latest", "Day", r.Words().Date(latest.On())), Once: first.Ask.ID == latest.Ask.ID}
			switch {
			case line.First == "" && line.Latest == "":
			case item.Scored():
				line.Scale = scale(first, latest, item, s.N)
				chosen.add(line.plain(r))
			default:
				written.add(line.plain(r))
			}
		}
	}
	written.Once = false // words are something to see the first time too
	return written, chosen
}

func (c *Changed) add(l ChangeLine) {
	c.Lines, c.Once = append(c.Lines, l), c.Once && l.Once
}

// plain says of what was left out that it was.
func (l ChangeLine) plain(r *page.Request) ChangeLine {
	l.First, l.Latest = cmp.Or(l.First, r.T("answering.change.not-said")), cmp.Or(l.Latest, r.T("answering.change.not-said"))
	return l
}

// scale places both answers on a line; nil where the question has no ends, or
// one of them was not given, or they are one.
func scale(first, latest asking.Form, item *measure.Item, n int) *Scale {
	least, most := item.Limits()
	from, said := first.Number(item, n)
	to, still := latest.Number(item, n)
	if least == nil || most == nil || *most <= *least || !said || !still || first.Ask.ID == latest.Ask.ID {
		return nil
	}
	end := *most
	if end-*least > longest { // times in a month, of which few are near the most that can be typed
		end = max(*least+longest, from, to)
	}
	at := func(v float64) int { return int((v - *least) / (end - *least) * scaleWide) }
	return &Scale{First: at(from), Latest: at(to)}
}
