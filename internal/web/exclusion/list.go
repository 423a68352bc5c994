package exclusion

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"openmaf/internal/people/exclusion"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

var listPage = page.Declare[ListView](files, "list.html")

// ListView is everything that one person is kept away from.
type ListView struct {
	page.Frame
	Name    string
	Places  []Row
	People  []Row
	Clashes []Clash
	AddTo   string // address of this page
}

// Row is one of them.
type Row struct {
	Text  string
	Why   string
	Words string
	Again string // when it is looked at again
	End   page.Act
}

// Clash is an evening that was planned and is not suitable any more.
type Clash struct{ Text, Href string }

func (a *Area) list(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	ctx, actor := r.HTTP().Context(), r.Actor()
	l, err := a.Exclusions.Of(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	a.Reads.Saw(actor.Scope, actor.Account, l.Person.ID, "kept-away")
	v := ListView{Frame: r.Frame("exclusion.title"), Name: l.Person.Name, AddTo: at(l.Person.ID)}
	v.Back = "/people/" + l.Person.ID
	if !l.Person.May(actor, access.PersonRead) { // the lead reads this page alone
		v.Back = ReviewPath
	}
	for _, u := range l.Unsuitable {
		text, err := a.what(r, u)
		if err != nil {
			return nil, err
		}
		v.Places = append(v.Places, row(r, l.Person.ID, u.ID, text, u.Note))
	}
	for _, one := range l.Apart {
		v.People = append(v.People, row(r, l.Person.ID, one.ID, spoken(one.Name), one.Note))
	}
	for _, c := range l.Clashes {
		m, err := a.Meetings.Get(ctx, actor, c.Meeting)
		if err != nil {
			return nil, err
		}
		v.Clashes = append(v.Clashes, Clash{Text: r.T("exclusion.clash", "Meeting", m.Title, "Day", r.Words().Day(c.On)),
			Href: "/links/" + c.Link + "/options"})
	}
	return listPage.Show(v), nil
}

// what words one place, or one meeting by its title.
func (a *Area) what(r *page.Request, u exclusion.Unsuitable) (string, error) {
	switch u.What {
	case exclusion.Meeting:
		m, err := a.Meetings.Get(r.HTTP().Context(), r.Actor(), u.Target)
		return m.Title, err
	case exclusion.Venue:
		venue, postcode, _ := strings.Cut(u.Target, "|")
		return r.T("exclusion.every-at", "Place", strings.TrimSpace(venue+" "+postcode)), nil
	}
	return r.T("exclusion.every-in", "Area", u.Target), nil
}

// spoken writes a name as it is spoken: it is kept as it is looked for, small.
func spoken(key string) string {
	words := strings.Fields(key)
	for i, w := range words {
		first, size := utf8.DecodeRuneInString(w)
		words[i] = string(unicode.ToTitle(first)) + w[size:]
	}
	return strings.Join(words, " ")
}

func row(r *page.Request, personID, id, text string, n exclusion.Note) Row {
	one := Row{Text: text, Words: n.Words, Again: r.T("exclusion.look-on", "Day", r.Words().Date(n.ReviewOn)),
		End: r.Act(at(personID)+"/end", "exclusion.end", "id", id).Secondary()}
	if n.Code != "" {
		one.Why = r.T("exclusion.code." + string(n.Code))
	}
	return one
}

func (a *Area) end(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	if err := a.Exclusions.End(r.Context(), r.Actor(), id, r.Form().Get("id")); err != nil {
		return nil, err
	}
	return page.See(at(id)).Flash("exclusion.ended"), nil
}
