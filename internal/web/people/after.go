package people

import (
	"openmaf/internal/people/link"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

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
