package measure

import (
	"net/url"

	"openmaf/internal/platform/civil"
	"openmaf/internal/programme/asking"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

const listPath = "/questions"

var listPage = page.Declare[ListView](files, "list.html")

// ListView is whom the reader is to ask something, this week or in the next.
type ListView struct {
	page.Frame
	Next  bool
	Rows  []DueRow
	More  page.Pagination
	Plan  string // where a manager says what plans itself
	Other string // the list of the other week
}

// DueRow is one person to be asked. Ask is empty before its first day.
type DueRow struct {
	Text, Quiet string
	Ask         page.Button
}

func (a *Area) list(r *page.Request) (*page.Answer, error) {
	next := r.Query("week") == "next"
	due, err := a.Questions.ToAsk(r.HTTP().Context(), r.Actor(), next, r.Query("after"))
	if err != nil {
		return nil, err
	}
	v := ListView{Frame: r.Frame("measurepages.list.title"), Next: next, Other: listPath + "?week=next"}
	if next {
		v.Other = listPath
	}
	if access.May(r.Actor(), access.ProgrammeWrite) {
		v.Plan = planPath
	}
	for _, w := range due.Rows {
		v.Rows = append(v.Rows, dueRow(r, w))
	}
	if due.After != "" {
		q := url.Values{"after": {due.After}}
		if next {
			q.Set("week", "next")
		}
		v.More = page.Pagination{Label: r.T("measurepages.list.pages"), Next: page.PageLink{Text: r.T("measurepages.list.more"), Href: listPath + "?" + q.Encode()}}
	}
	return listPage.Show(v), nil
}

func dueRow(r *page.Request, w asking.Due) DueRow {
	row := DueRow{Text: r.T("measurepages.today.text", "Who", w.Name, "What", r.T("measurepages.questions."+string(w.At)), "Day", r.Words().Day(w.Closes)),
		Quiet: r.T("measurepages.list.from", "Day", r.Words().Day(w.Opens))}
	if !w.Opens.After(civil.DateOf(r.Now())) {
		row.Quiet = ""
		row.Ask = page.Button{Text: r.T("measurepages.today.do"), Href: "/people/" + w.Person + "/questions/" + w.ID}
	}
	return row
}
