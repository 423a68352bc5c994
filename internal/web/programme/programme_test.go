package programme_test

import (
	"net/url"
	"strings"
	"testing"

	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/programme/course"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/programme"
	"openmaf/internal/web/server/pagetest"
)

func TestEveryTemplateRendersEmpty(t *testing.T) { pagetest.RenderAll(t) }

// house is the pages with a manager and the facilitator who runs the course.
type house struct {
	*testing.T
	*pagetest.Site
	db        *db.DB
	store     *course.Store
	max, asha access.Actor
	course    string // path
	session   string // path of its first
}

func each(t *testing.T, test func(h *house)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		pages := programme.New(programme.Capabilities{Courses: course.New(d), People: person.New(d), Links: link.New(d, link.Defaults())})
		h := &house{T: t, db: d, store: course.New(d), Site: pagetest.New(t, d, s, pages.Routes()...), max: persontest.Actor(t, d, s, "Max K", access.Manager),
			asha: persontest.Actor(t, d, s, "Asha K", access.Facilitator)}
		h.plan()
		test(h)
	})
}

// plan takes a programme, and begins a course of it with two places.
func (h *house) plan() {
	h.Helper()
	h.As(h.max)
	list := h.Get("/programmes").Want(200)
	h.Post("/programmes/take", list.Fill("/programmes/take", nil)).Follow().Want(200)
	form := h.Get("/courses/new").Want(200)
	made := h.Post("/courses/new", form.Fill("/courses/new", url.Values{"programme": {form.Attr("#programme option", "value")}, "place": {"Old Tram Shed"},
		"starts-day": {"1"}, "starts-month": {"5"}, "starts-year": {"2026"}, "from": {"6.30pm"}, "capacity": {"2"}, "facilitators": {h.asha.Account}})).Follow().Want(200)
	h.course = strings.TrimSuffix(made.Attr(`a[href$="/change"][href^="/courses"]`, "href"), "/change")
	h.session = strings.TrimSuffix(made.Attr(`a[href*="/register#"]`, "href"), "/register#main-content")
}

// enrol puts somebody new on the course by a first name.
func (h *house) enrol(name string) *pagetest.Page {
	h.Helper()
	at := h.course + "/enrol"
	return h.Post(at, h.Get(at).Want(200).Fill(at, url.Values{"name": {name}, "agreed": {"yes"}, "source": {"self"}}))
}

func (h *house) tap(button string) *pagetest.Page {
	h.Helper()
	at := h.session + "/register"
	p := h.Get(at).Want(200)
	return h.Post(at, p.Fill(at, url.Values{"tap": {p.Attr(button, "value")}})).Follow().Want(200)
}

// Without a script: a tap is a form, and the last one can be taken back.
func TestTheRegisterWithoutAScript(t *testing.T) {
	each(t, func(h *house) {
		h.As(h.asha)
		h.enrol("Wren Quill").Follow().Want(200)
		h.enrol("Robin").Follow().Want(200)
		h.enrol("Ash").Follow().Contains("main", "Waiting for a place")
		p := h.tap(`.register__row:nth-of-type(2) button`)
		if p.Text("[data-register-total]") != "1" || !p.Has(`button[aria-pressed="true"]`) {
			h.Errorf("after a tap: %q", p.Text("[data-register-total]"))
		}
		at := h.session + "/register"
		p = h.Post(at, p.Fill(at, url.Values{"heads": {"1"}})).Follow()
		if p.Text("[data-register-total]") != "2" {
			h.Errorf("with a head: %q", p.Text("[data-register-total]"))
		}
		p = h.Post(h.session+"/take-back", p.Fill(h.session+"/take-back", nil)).Follow()
		if p.Text("[data-register-total]") != "1" || strings.Contains(p.Text("main"), "Quill") {
			h.Errorf("taken back: %q", p.Text("main"))
		}
	})
}

// In a circle where nearly everybody sits, whoever is missing is ticked; nobody
// is marked who is not here, and sent twice it is one time.
func TestAllTheOthersAreHere(t *testing.T) {
	each(t, func(h *house) {
		h.As(h.asha)
		h.roomFor(9)
		for _, name := range []string{"Ada", "Bo", "Cy", "Di", "Ed", "Flo", "Guy"} {
			h.enrol(name).Follow()
		}
		p := h.tap(`.register__row:nth-of-type(7) button`) // Guy came first
		at := h.session + "/others"
		form := p.Fill(at, url.Values{"missing": {p.Attr(".register__missing input", "value")}})
		for range 2 {
			p = h.Post(at, form).Follow()
			if p.Text("[data-register-total]") != "6" || p.Attr(".register__tap", "aria-pressed") != "false" || p.Has(".register__missing") {
				h.Errorf("here are %q of seven", p.Text("[data-register-total]"))
			}
		}
	})
}

// roomFor gives the course so many places.
func (h *house) roomFor(places int) {
	h.Helper()
	err := h.store.ChangeCourse(h.T.Context(), h.max, strings.TrimPrefix(h.course, "/courses/"), course.Details{Place: "Old Tram Shed",
		Capacity: places, Facilitators: []string{h.asha.Account}})
	if err != nil {
		h.Fatal(err)
	}
}

// A sheet of paper is typed in by the numbers of its lines, and what is wrong
// with it is said with all that was typed.
func TestAPaperRegister(t *testing.T) {
	each(t, func(h *house) {
		h.As(h.asha)
		h.enrol("Wren Quill").Follow()
		h.Get(h.session+"/paper").Want(200).Contains("main", "Wren Q")
		at := h.session + "/typed"
		bad := h.Post(at, h.Get(at).Fill(at, url.Values{"lines": {"1 7"}, "heads": {"2"}})).Want(422)
		if !bad.Has("#lines-error") || bad.Attr("#lines", "value") != "1 7" {
			h.Error("the sheet is not kept")
		}
		if p := h.Post(at, bad.Fill(at, url.Values{"lines": {"1"}})).Follow(); p.Text("[data-register-total]") != "3" {
			h.Errorf("%q are here", p.Text("[data-register-total]"))
		}
	})
}

// The record of a session names nobody who is on the course, and says so kindly.
func TestTheRecordNamesNobody(t *testing.T) {
	each(t, func(h *house) {
		h.As(h.asha)
		h.enrol("Wren Quill").Follow()
		at := h.session + "/record"
		bad := h.Post(at, h.Get(at).Want(200).Fill(at, url.Values{"came_up": {"It was a good evening. We heard what Wren fears."}})).Want(422)
		if got := bad.Text("#came_up-error"); !strings.Contains(got, "Wren") {
			h.Errorf("it says %q", got)
		}
		persontest.Add(h.T, h.db, h.max, person.Person{Name: "Gita Rao"}) // on no course
		bad = h.Post(at, bad.Fill(at, url.Values{"came_up": {"It was what GITA’s friend says"}})).Want(422)
		if got := bad.Text("#came_up-error"); !strings.Contains(got, "GITA") || strings.Contains(got, "on the course") {
			h.Errorf("of somebody else it says %q", got)
		}
		ok := h.Post(at, bad.Fill(at, url.Values{"came_up": {"Fear of being seen. A wren sang. We thank Asha."}})).Follow().Want(200)
		ok.Contains("main", "Held")
	})
}

// One leaves, and whoever is next is offered the place; who finished has a
// certificate that says nothing of why, unless they want it.
func TestAPlace(t *testing.T) {
	each(t, func(h *house) {
		h.As(h.asha)
		for _, name := range []string{"Wren Quill", "Robin", "Ash"} {
			h.enrol(name).Follow()
		}
		page := h.Get(h.course)
		wren := ""
		for _, a := range page.All(`a[href^="/enrolments/"]`) {
			if a.FirstChild != nil && a.FirstChild.Data == "Wren Q" {
				wren = a.Attr[1].Val
			}
		}
		p := h.Get(wren).Want(200)
		h.Post(wren, p.Fill(wren, url.Values{"verb": {"leave"}})).Want(422)
		h.Post(wren, p.Fill(wren, url.Values{"verb": {"leave"}, "reason": {"choice"}})).Follow().Want(200)
		h.Get(h.course).Contains("main", "place offered")
		h.Get(wren + "/certificate").Want(303) // they have not finished it
	})
}

// A programme is changed as a new version, and an empty last session adds none.
func TestChangingAProgramme(t *testing.T) {
	each(t, func(h *house) {
		h.As(h.max)
		at := h.Get("/programmes").Attr(`.rows a[href^="/programmes/"]`, "href") + "/change"
		p := h.Get(at).Want(200)
		ok := h.Post(at, p.Fill(at, url.Values{"title": {"Ours"}, "title-5": {""}, "least": {"4"}})).Follow().Want(200)
		ok.Contains("main", "Ours", "Version 2", "4 of its 5 sessions")
		h.Post(at, p.Fill(at, url.Values{"title": {"Theirs"}})).Want(409)
	})
}

// A programme of one's own, with everything that one has; what is wrong with it
// stands at its fields, and nothing typed is lost.
func TestAProgrammeOfOnesOwn(t *testing.T) {
	each(t, func(h *house) {
		h.As(h.max)
		typed := url.Values{"title": {"Two evenings"}, "aim": {"To meet"}, "least": {"3"}, "title-0": {"One"}, "minutes-0": {"60"}, "purpose-0": {"Tea"},
			"materials-0": {"Cups"}, "tasters-0": {"A round"}, "homework-0": {"Get a number"}, "title-3": {"Two"}, "minutes-3": {"45"}, "ticks": {"Two led it"},
			"handouts": {"A list"}}
		bad := h.Post("/programmes/new", h.Get("/programmes/new").Want(200).Fill("/programmes/new", typed)).Want(422)
		if !bad.Has("#least-error") || bad.Attr("#title-0", "value") != "One" {
			h.Error("three of two sessions, or what was typed is lost")
		}
		p := h.Post("/programmes/new", bad.Fill("/programmes/new", url.Values{"least": {"2"}})).Follow().Want(200)
		p.Contains("main", "Two evenings", "2 of its 2 sessions", "60 minutes", "45 minutes", "Tea", "Cups", "A round", "Get a number", "Two led it", "A list")
	})
}

// Courses that are over are read page by page, and the way on is there only
// where there is more.
func TestCoursesThatAreOver(t *testing.T) {
	each(t, func(h *house) {
		first := h.Get("/courses").Want(200)
		if first.Has(".govuk-pagination") {
			h.Error("one course, and a second page")
		}
		programmes, err := h.store.Programmes(t.Context(), h.max)
		if err != nil {
			h.Fatal(err)
		}
		for range course.PageSize {
			if err := h.store.Begin(t.Context(), h.max, course.Beginning{ID: h.db.NewID(), Programme: programmes[0].ID, Setting: "online", Place: "Call (invented)",
				Capacity: 5, Starts: civil.DateOf(dbtest.Start).AddDays(-99), From: 600, Every: 7, Facilitators: []string{h.asha.Account}}); err != nil {
				h.Fatal(err)
			}
		}
		if h.Get("/courses?past=yes").Want(200).Has(".govuk-pagination") {
			h.Error("a page is full, and there is no more")
		}
		if err := h.store.Begin(t.Context(), h.max, course.Beginning{ID: h.db.NewID(), Programme: programmes[0].ID, Setting: "online", Place: "The oldest (invented)",
			Capacity: 5, Starts: civil.DateOf(dbtest.Start).AddDays(-199), From: 600, Every: 7, Facilitators: []string{h.asha.Account}}); err != nil {
			h.Fatal(err)
		}
		p := h.Get("/courses?past=yes").Want(200)
		last := h.Get(p.Attr(".govuk-pagination__next a", "href")).Want(200)
		last.Contains("main", "The oldest (invented)")
		if last.Has(".govuk-pagination") {
			h.Error("more after the last")
		}
	})
}
