package programme

import (
	"net/url"

	"openmaf/internal/platform/civil"
	"openmaf/internal/programme/course"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

var coursesPage = page.Declare[CoursesView](files, "courses.html")

// CoursesView is the courses that run or are to come, or those that are over.
type CoursesView struct {
	page.Frame
	Rows  []CourseRow
	Past  bool
	More  page.Pagination
	Begin bool
}

// CourseRow is one course.
type CourseRow struct {
	Title, Where, When, Places, Href string
	Mine                             bool
}

func (a *Area) courses(r *page.Request) (*page.Answer, error) {
	which := course.Listing{Past: r.Query("past") != "", After: r.Query("after")}
	all, next, err := a.Courses.Courses(r.HTTP().Context(), r.Actor(), civil.DateOf(r.Now()), which)
	if err != nil {
		return nil, err
	}
	v := CoursesView{Frame: r.Frame("coursepages.courses.title"), Past: which.Past, Begin: access.May(r.Actor(), access.CourseWrite)}
	ask := idOr(r.Query("ask"), "")
	if next != "" {
		q := url.Values{"after": {next}}
		for _, name := range []string{"past", "ask"} {
			if value := r.Query(name); value != "" {
				q.Set(name, value)
			}
		}
		v.More = page.Pagination{Label: r.T("coursepages.courses.pages"), Next: page.PageLink{Text: r.T("coursepages.courses.more"), Href: coursesPath + "?" + q.Encode()}}
	}
	for _, c := range all {
		row := rowOf(r, c)
		if ask != "" { // a keyworker asked for somebody: which course?
			row.Href += "/enrol?ask=" + ask
		}
		v.Rows = append(v.Rows, row)
	}
	return coursesPage.Show(v), nil
}

func rowOf(r *page.Request, c course.Course) CourseRow {
	row := CourseRow{Title: c.Title, Where: where(r, c), Mine: c.Run, Href: coursesPath + "/" + c.ID,
		When: r.T("coursepages.course.from-to", "From", r.Words().Date(c.Starts), "To", r.Words().Date(c.Ends))}
	if !c.Over(civil.DateOf(r.Now())) {
		row.Places = places(r, c)
	}
	return row
}

// where a course is, with the kind of place where that is not plain.
func where(r *page.Request, c course.Course) string {
	if c.Setting == "community" {
		return c.Place
	}
	return c.Place + " (" + r.T("course.setting."+string(c.Setting)) + ")"
}

func places(r *page.Request, c course.Course) string {
	if c.Free() == 0 {
		return r.T("coursepages.course.full", "Waiting", c.Waiting)
	}
	return r.T("coursepages.course.free", "Count", c.Free(), "All", c.Capacity)
}
