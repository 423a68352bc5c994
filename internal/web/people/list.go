package people

import (
	"net/url"

	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/ident"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
	"openmaf/internal/web/page"
)

var listPage = page.Declare[ListView](files, "list.html")

// ListView lists the people whom the reader looks after.
type ListView struct {
	page.Frame
	Find   page.Input
	Sought string // what was looked for
	People []PersonRow
	More   page.Pagination
	Chat   bool // the reader may have a chat
}

// PersonRow is one of them: first name and initial, as a list on a screen
// behind a counter should show no more, and what tells two of one name apart.
type PersonRow struct{ Name, Href, Apart string }

func personRow(r *page.Request, p person.Listed) PersonRow {
	apart := r.T("personpages.list.no-chat")
	if !p.LastChat.IsZero() {
		day := r.Words().Day(p.LastChat)
		if p.LastChat.Year != civil.DateOf(r.Now()).Year {
			day = r.Words().Date(p.LastChat)
		}
		apart = r.T("personpages.list.last-chat", "Day", day)
	}
	if p.Area != "" {
		apart = p.Area + ", " + apart
	}
	return PersonRow{Name: account.ShortName(p.Name), Href: "/people/" + p.ID, Apart: apart}
}

func (a *Area) list(r *page.Request) (*page.Answer, error) {
	q := person.Query{Find: r.Query("find")}
	if after := r.Query("after"); ident.Valid(after) {
		q.After = person.Cursor(after)
	}
	found, err := a.People.List(r.Context(), r.Actor(), q)
	if err != nil {
		return nil, err
	}
	v := ListView{Frame: r.Frame("peoplepages.list.title"), Sought: q.Find, Chat: access.May(r.Actor(), access.ChatWrite),
		Find: page.Input{Field: page.Field{Name: "find", Label: r.T("peoplepages.list.find")}, Value: q.Find,
			Autocomplete: "off", Spellcheck: "false"}}
	for _, p := range found.People {
		v.People = append(v.People, personRow(r, p))
	}
	if found.Next != "" {
		next := url.Values{"after": {string(found.Next)}}
		if q.Find != "" {
			next.Set("find", q.Find)
		}
		v.More = page.Pagination{Label: r.T("peoplepages.list.pages"),
			Next: page.PageLink{Text: r.T("peoplepages.list.more"), Href: "/people?" + next.Encode()}}
	}
	return listPage.Show(v), nil
}
