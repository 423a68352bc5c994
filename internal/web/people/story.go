package people

import (
	"slices"
	"strconv"
	"strings"

	"openmaf/internal/people/chat"
	"openmaf/internal/people/link"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
	"openmaf/internal/web/page"
)

var storyPage = page.Declare[StoryView](files, "story.html")

// StoryView is one way from its beginning: what was tried, what did not fit,
// what came next; and what can be done now.
type StoryView struct {
	page.Frame
	Who      string
	Chapters []Chapter
	Older    page.Pagination
	Next     page.Button
	Others   []page.Button
	Version  int
	Ask      *page.Form // nil where nobody asks
	Asker    page.Select
	SaveAsk  page.Button
	Prompt   string // what has changed, as far as they want it said
}

// Chapter is one link of the story.
type Chapter struct {
	Title   string
	State   string
	Moments []Moment // oldest first
	Missing string   // what we have not heard of
	Misfits string   // what did not fit
	Then    bool     // something different came next
}

func (a *Area) story(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("link")
	if err != nil {
		return nil, err
	}
	before, _ := strconv.ParseInt(r.Query("before"), 10, 64) // anything else is the newest page
	chain, t, err := a.chain(r, id, before)
	if err != nil {
		return nil, err
	}
	l := chain.View
	v := StoryView{Frame: r.Frame("waypages.story.title"), Who: l.Person.FirstName(), Version: l.Version,
		Chapters: chapters(r, t, before > 0)}
	if chain.Older != 0 {
		v.Older = page.Pagination{Label: r.T("waypages.story.pages"), Next: page.PageLink{
			Text: r.T("waypages.story.older"), Href: r.Path() + "?before=" + strconv.FormatInt(chain.Older, 10)}}
	}
	v.Back = home(r, l.Person)
	if before > 0 {
		v.Back = r.Path()
		return storyPage.Show(v), nil
	}
	if t.chats != nil {
		v.Prompt = l.Prompt
	}
	v.doNow(r, l)
	if err := a.mayAsk(r, &v, l); err != nil {
		return nil, err
	}
	return storyPage.Show(v), nil
}

// chain reads the story, and the names of the meetings in it, in at most eight
// queries with those of the page.
func (a *Area) chain(r *page.Request, id string, before int64) (chain link.Chain, t told, err error) {
	if chain, err = a.Links.Chain(r.HTTP().Context(), r.Actor(), id, before); err != nil {
		return chain, t, err
	}
	r.About(chain.Person.ID)
	a.Reads.Saw(r.Actor().Scope, r.Actor().Account, chain.Person.ID, "link")
	t = told{Story: link.Story{Person: chain.Person, Links: chain.Links, Lines: chain.Lines}}
	if chain.Person.May(r.Actor(), access.ChatRead) {
		t.chats = map[string]chat.Chat{} // none is told here, but what they said of an evening
	}
	err = a.DB.View(r.HTTP().Context(), r.Actor().Scope, func(tx *db.Tx) error {
		t.titles, err = a.titles(tx, t.meetings())
		return err
	})
	return chain, t, err
}

// mayAsk is the question whom the person wants to be asked by.
func (a *Area) mayAsk(r *page.Request, v *StoryView, l link.View) (err error) {
	if !link.Can(l.State, link.VerbLetAsk) {
		return nil
	}
	v.Ask = r.FormAt("/links/" + l.ID + "/asker")
	v.SaveAsk = v.Ask.Submit("waypages.asker.save")
	v.SaveAsk.Classes = quieter
	team, err := a.Links.Askers(r.Context(), r.Actor())
	v.Asker = whoAsks(r, v.Ask, l, l.Plan != nil && l.Plan.Companion != "", colleagues(team, l.Person.Keeper)...)
	return err
}

// doNow are the pages where the way goes on: the likeliest first.
func (v *StoryView) doNow(r *page.Request, l link.View) {
	next, where := way(l.Link, r.Now())
	if where != "" {
		v.Next = goTo(r, next, "/links/"+l.ID+"/"+where)
	}
	for _, other := range []struct {
		key, page string
		can       bool
	}{
		{"waypages.do.options", "options", link.Can(l.State, link.VerbChoose)},
		{"waypages.do.plan", "plan", link.Can(l.State, link.VerbPlan) && l.Meeting != ""},
		{"waypages.do.check-in", "check-in", link.Can(l.State, link.VerbCheckComfort)},
		{"waypages.do.feet", "feet", l.State.Went() && link.Can(l.State, link.VerbClose)},
		{"waypages.do.rest", "rest", true},
	} {
		if other.can && other.page != where {
			b := goTo(r, other.key, "/links/"+l.ID+"/"+other.page)
			b.Classes = quieter
			v.Others = append(v.Others, b)
		}
	}
}

// chapters tell the links in the order in which they began, each with what
// happened on it, oldest first; on a page of older lines, only those that it
// has lines of.
func chapters(r *page.Request, t told, older bool) (all []Chapter) {
	w := r.Words()
	for _, l := range t.Links {
		own := t
		own.Lines = slices.DeleteFunc(slices.Clone(t.Lines), func(line trail.Line) bool { return line.Subject.ID != l.ID })
		if older && len(own.Lines) == 0 {
			continue
		}
		c := Chapter{Title: orElse(t.titles[l.Meeting], r.T("peoplepages.next.no-meeting")),
			State: r.T("link.state." + string(l.State)), Moments: moments(w, own), Then: l.State == link.Alternative}
		slices.Reverse(c.Moments)
		if !older {
			c.Missing = missing(w, own.Lines)
		}
		if l.Comfort != nil && t.chats != nil && !older {
			c.Misfits = worded(w, "link.misfit.", l.Comfort.Misfits)
		}
		all = append(all, c)
	}
	return all
}

// missing are the parts of the way that we have not heard of, as far as the
// lines tell.
func missing(w *locale.Words, lines []trail.Line) string {
	skipped, reached := map[string]bool{}, map[string]bool{}
	for _, line := range lines {
		reached[line.Facts["to"]] = true
		for _, s := range strings.Fields(line.Facts["skipped"]) {
			skipped[s] = true
		}
	}
	var states []link.State
	for _, s := range link.States {
		if skipped[string(s)] && !reached[string(s)] {
			states = append(states, s)
		}
	}
	return worded(w, "link.skip.", states)
}
