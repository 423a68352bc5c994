package programme

import (
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/locale"
	"openmaf/internal/programme/course"
	"openmaf/internal/web/page"
)

var homePage = page.Declare[HomeView](files, "home.html")

// HomeView is the sheet that people take home from a session, in the language
// that whoever prints it chose. It names nobody, and says nothing of why.
type HomeView struct {
	page.Frame
	Heading       string
	Written       string // tag of the language in which the programme is written
	Try, Handouts []string
	Next, Where   string
	Last          bool // there is no next time
	Ring          bool // there may be a telephone
	Number, Hours string
	In            []page.PageLink // the same in another language
}

func (a *Area) home(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("session")
	if err != nil {
		return nil, err
	}
	h, err := a.Courses.Home(r.HTTP().Context(), r.Actor(), id)
	if err != nil {
		return nil, err
	}
	own := r.In(r.Query("in")) // what is not offered is read in English
	v := HomeView{Frame: own.Frame("coursesheet.home.title"), Heading: h.Part.Title, Written: r.Words().Lang(), Try: h.Try(), Handouts: h.Handouts,
		Last: h.Next.ID == "", Ring: h.Course.Setting != course.Prison}
	if !v.Last {
		v.Next, v.Where = timeOf(own.Words(), h.Next), h.Course.Place
	}
	if v.Ring {
		v.Number, v.Hours = h.About.StaffedNumber, h.About.StaffedHours
	}
	for _, l := range r.Offered() {
		if l.Code != own.Words().Code() {
			v.In = append(v.In, page.PageLink{Text: l.Name, Label: l.Code, Href: r.Path() + "?in=" + l.Code})
		}
	}
	v.Back = coursesPath + "/" + h.Course.ID
	return homePage.Show(v), nil
}

// timeOf is when a session is, in the words of whoever comes.
func timeOf(w *locale.Words, e course.Session) string {
	return w.T("linkpages.when-until", "Day", w.Day(e.On), "From", w.Time(e.From), "Until", w.Time(until(e)))
}

// until is when a session ends; after midnight it is small again.
func until(e course.Session) civil.TimeOfDay {
	return civil.TimeOfDay((int(e.From) + e.Minutes) % civil.MinutesPerDay)
}
