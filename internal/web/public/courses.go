package public

import (
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/programme/course"
	"openmaf/internal/web/page"
)

// openCoursesPath is where strangers read of the courses that they can come to.
const openCoursesPath = "/open-courses"

var coursesPage = page.Declare[CoursesView](files, "courses.html")

// CoursesView is the courses that a manager shows: when and where, and nobody.
type CoursesView struct {
	page.Frame
	Courses []CourseCard
	Line    Line
}

// CourseCard is one course.
type CourseCard struct{ Title, Where, When, Sessions, Room string }

func (a *Area) courses(r *page.Request) (*page.Answer, error) {
	v := CoursesView{Frame: r.Frame("coursesheet.open.title")}
	err := a.view(r, func(tx *db.Tx) (err error) {
		if v.Line, err = lineOf(tx); err != nil {
			return err
		}
		all, err := course.Shown(tx, civil.DateOf(r.Now()))
		for _, c := range all {
			v.Courses = append(v.Courses, courseCard(r, c))
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	v.Back = "/"
	return coursesPage.Show(v), nil
}

func courseCard(r *page.Request, c course.Announced) CourseCard {
	w, n := r.Words(), c.Next
	card := CourseCard{Title: c.Title, Where: c.Place, Sessions: r.T("coursesheet.open.sessions", "Count", c.Sessions), Room: r.T("coursesheet.open.full")}
	if c.Setting == "online" {
		card.Where = r.T("coursesheet.open.online")
	}
	key := "coursesheet.open.starts"
	if c.Begun {
		key = "coursesheet.open.begun"
	}
	ends := civil.TimeOfDay((int(n.From) + n.Minutes) % civil.MinutesPerDay)
	card.When = r.T(key, "Day", w.Day(n.On), "From", w.Time(n.From), "Until", w.Time(ends))
	if c.Room {
		card.Room = r.T("coursesheet.open.room")
	}
	return card
}
