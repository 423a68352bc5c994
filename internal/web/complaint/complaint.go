// Package complaint is the pages on which a complaint is written down and
// answered. What was said stands on its own page alone, and on no list.
package complaint

import (
	"embed"
	"net/http"

	"openmaf/internal/people/complaint"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
	"openmaf/internal/web/server"
)

//go:embed *.html
var files embed.FS

const listPath = "/complaints"

// Area is the pages of complaints.
type Area struct{ complaints *complaint.Store }

// New returns the pages.
func New(complaints *complaint.Store) *Area { return &Area{complaints} }

// Routes of the area.
func (a *Area) Routes() []server.Route {
	const get, post = http.MethodGet, http.MethodPost
	return []server.Route{
		{Method: get, Pattern: listPath, Action: access.ComplaintRead, Screen: a.list},
		{Method: get, Pattern: listPath + "/new", Action: access.ComplaintWrite, Screen: a.add},
		{Method: post, Pattern: listPath + "/new", Action: access.ComplaintWrite, Screen: a.added},
		{Method: get, Pattern: listPath + "/{complaint}", Action: access.ComplaintRead, Screen: a.one},
		{Method: post, Pattern: listPath + "/{complaint}", Action: access.ComplaintWrite, Screen: a.answered},
	}
}

var listPage = page.Declare[ListView](files, "list.html")

// ListView is the complaints that came last.
type ListView struct {
	page.Frame
	Rows []Row
	More string
}

// Row is one complaint, and no word of it.
type Row struct{ Path, About, Came, Stands string }

func (a *Area) list(r *page.Request) (*page.Answer, error) {
	all, err := a.complaints.List(r.HTTP().Context(), r.Actor(), r.Query("before"))
	if err != nil {
		return nil, err
	}
	v := ListView{Frame: r.Frame("complaintpages.title")}
	for _, c := range all {
		row := Row{Path: listPath + "/" + c.ID, About: r.T("complaintpages.about." + string(c.About)), Came: came(r, c), Stands: r.T("complaintpages.open")}
		if !c.Answered.IsZero() {
			row.Stands = r.T("complaintpages.answered", "Day", r.Words().Date(c.Answered))
		}
		v.Rows = append(v.Rows, row)
	}
	if len(all) == complaint.PageSize {
		v.More = listPath + "?before=" + all[len(all)-1].ID
	}
	v.Back = "/numbers"
	return listPage.Show(v), nil
}

func came(r *page.Request, c complaint.Complaint) string {
	return r.T("complaintpages.came", "Day", r.Words().Date(c.Came), "How", r.T("complaintpages.how."+string(c.How)))
}

var addPage = page.Declare[AddView](files, "add.html")

// AddView writes one down.
type AddView struct {
	page.Frame
	Form  *page.Form
	Came  page.DateInput
	How   page.Radios
	About page.Radios
	Says  page.Textarea
	Save  page.Button
}

func (a *Area) add(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	v := AddView{Frame: r.Frame("complaintpages.add"), Form: f,
		Came:  f.DateInput("came", "complaintpages.came-on"),
		How:   f.Radios("how", "complaintpages.how", choices(r, "complaintpages.how.", complaint.Hows)),
		About: f.Radios("about", "complaintpages.about", choices(r, "complaintpages.about.", complaint.Abouts)),
		Says:  f.Textarea("says", "complaintpages.says"),
		Save:  f.Submit("complaintpages.save"),
	}
	v.Says.Hint = r.T("complaintpages.says-hint")
	v.Back = listPath
	return addPage.Show(v), nil
}

func choices[T ~string](r *page.Request, prefix string, all []T) []page.Choice {
	codes := make([]string, len(all))
	for i, c := range all {
		codes[i] = string(c)
	}
	return r.Choices(prefix, codes...)
}

func (a *Area) added(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	c := complaint.Complaint{ID: r.FormID(), Came: f.Date("came"), How: complaint.How(f.Get("how")), About: complaint.About(f.Get("about")),
		Says: f.Get("says")}
	if err := f.Err(); err != nil {
		return nil, err
	}
	if err := a.complaints.Add(r.Context(), r.Actor(), c); err != nil {
		return nil, err
	}
	return page.See(listPath + "/" + c.ID).Flash("complaintpages.saved"), nil
}

var onePage = page.Declare[OneView](files, "one.html")

// OneView is one complaint, with what changed or the form that asks for it.
type OneView struct {
	page.Frame
	About, Came, Says string
	Changed, Answered string
	Form              *page.Form // nil: it was answered
	What              page.Textarea
	Save              page.Button
}

func (a *Area) one(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("complaint")
	if err != nil {
		return nil, err
	}
	c, err := a.complaints.Get(r.HTTP().Context(), r.Actor(), id)
	if err != nil {
		return nil, err
	}
	v := OneView{Frame: r.Frame("complaintpages.one"), About: r.T("complaintpages.about." + string(c.About)), Came: came(r, c), Says: c.Says,
		Changed: c.Changed}
	v.Back = listPath
	if !c.Answered.IsZero() {
		v.Answered = r.T("complaintpages.answered", "Day", r.Words().Date(c.Answered))
		return onePage.Show(v), nil
	}
	v.Form = r.Form()
	v.What = v.Form.Textarea("changed", "complaintpages.changed")
	v.What.Hint = r.T("complaintpages.changed-hint")
	v.Save = v.Form.Submit("complaintpages.answer")
	return onePage.Show(v), nil
}

func (a *Area) answered(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("complaint")
	if err != nil {
		return nil, err
	}
	if err := a.complaints.Answer(r.Context(), r.Actor(), id, r.Form().Get("changed")); err != nil {
		return nil, err
	}
	return page.See(listPath + "/" + id).Flash("complaintpages.answer-saved"), nil
}
