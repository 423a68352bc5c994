package programme

import (
	"slices"
	"strings"

	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/ident"
	"openmaf/internal/programme/course"
	"openmaf/internal/web/page"
)

// Others is the quick way in a circle where nearly everybody sits: tap who is
// missing, and all the others of those who were expected are here. Nobody is
// marked who is not, and so nothing has to be taken back of them.
type Others struct {
	Form    *page.Form
	Rows    []string // the names as they stood: "enrolment.base"
	Missing page.Checkboxes
	Save    page.Button
}

// fewest names for which the quick way is one.
const fewest = 6

// others are those of the expected who are not marked yet; nil where single
// taps are as quick.
func others(r *page.Request, at string, rows []course.Row) *Others {
	v := Others{Form: r.FormAt(at + "/others")}
	v.Form.Drafts = false // it is of this moment
	var names []page.Choice
	for _, row := range rows {
		if row.Lately && !row.Here {
			v.Rows = append(v.Rows, row.Enrolment+"."+row.Mark)
			names = append(names, page.Choice{Value: row.Enrolment, Text: row.Name})
		}
	}
	if len(names) < fewest {
		return nil
	}
	v.Missing = v.Form.Checkboxes("missing", "coursepages.others.missing", names)
	v.Missing.Columns = "register__missing"
	v.Save = v.Form.Submit("coursepages.others.save")
	return &v
}

// restHere marks all who were not ticked as missing.
func (a *Area) restHere(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("session")
	if err != nil {
		return nil, err
	}
	f := r.Form()
	var here []course.Mark
	for _, row := range f.All("row") {
		enrolment, base, _ := strings.Cut(row, ".")
		if !ident.Valid(enrolment) {
			return nil, fault.New(fault.Invalid, "course.register.mark")
		}
		if !slices.Contains(f.All("missing"), enrolment) {
			here = append(here, course.Mark{Enrolment: enrolment, Base: base})
		}
	}
	if err := a.Courses.Others(r.Context(), r.Actor(), id, here); err != nil {
		return nil, err
	}
	return page.See("/sessions/" + id + "/register").Flash("coursepages.others.saved"), nil
}

// manyNames is how many stand on a list before it can be jumped in.
const manyNames = 20

// letters lead to the first name of each initial among those who are expected,
// and to those who have not come lately; none where the list is short.
func letters(r *page.Request, rows []NameRow) (all []page.PageLink) {
	if len(rows) < manyNames {
		return nil
	}
	last := ""
	for _, row := range rows {
		to := "#r-" + row.Enrolment
		if row.Gap {
			return append(all, page.PageLink{Text: "…", Label: r.T("coursepages.register.not-lately"), Href: to})
		}
		initial := strings.ToUpper(string([]rune(row.Name + "?")[:1]))
		if initial != last {
			all = append(all, page.PageLink{Text: initial, Label: initial, Href: to})
		}
		last = initial
	}
	return all
}
