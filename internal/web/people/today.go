package people

import (
	"slices"
	"strings"

	"openmaf/internal/directory/meeting"
	asks "openmaf/internal/people/ask"
	"openmaf/internal/people/companion"
	"openmaf/internal/people/concern"
	"openmaf/internal/people/link"
	"openmaf/internal/people/message"
	"openmaf/internal/people/ownview"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/programme/asking"
	"openmaf/internal/programme/course"
	"openmaf/internal/web/page"
)

var todayPage = page.Declare[TodayView](files, "today.html", "today-rows.html", "losses.html")

// TodayView is what to do now, each line with one button, and no numbers:
// nobody is a number here.
type TodayView struct {
	page.Frame
	Number  string
	Dial    string
	Waits   []TodayRow // concerns that nobody has read, and no word of them
	Alarms  []TodayRow
	Due     []TodayRow
	More    bool
	Tonight []TodayRow
	Ring    []TodayRow
	News    []TodayRow // what people wrote back, and what did not get through
	Courses []TodayRow // sessions of the day, and whom a course makes somebody ask

	Questions []TodayRow // who is to be asked something
	Losses    []LossRow
	Calm      bool // there is nothing
}

// TodayRow is one line. It leads somewhere, or does something.
type TodayRow struct {
	Text, Quiet string
	Tag         string
	Go          page.Button
	Do          page.Act
	Else        page.PageLink // where the other ways are, beside what Do does
}

func (a *Area) today(r *page.Request) (*page.Answer, error) {
	t, err := a.Links.Today(r.HTTP().Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	told, err := a.told(r)
	if err != nil {
		return nil, err
	}
	v := TodayView{Frame: r.Frame("linkpages.today.title"), Number: told.Number, Dial: dial(told.Number),
		More: t.MoreDue}
	for _, w := range told.Waiting {
		v.Waits = append(v.Waits, waitsRow(r, w))
	}
	v.News, v.Ring, v.Courses, v.Questions = told.news, told.ring, told.courses, told.questions
	for _, e := range t.Alarms {
		v.Alarms = append(v.Alarms, alarmRows(r, e)...)
	}
	for _, e := range t.Broken {
		v.Due = append(v.Due, brokenRow(r, e))
	}
	names := called(t.Due)
	for _, d := range t.Due {
		v.Due = append(v.Due, dueRow(r, d, names[d.Person]))
	}
	for _, e := range t.Tonight {
		v.Tonight = append(v.Tonight, tonightRow(r, e))
	}
	losses, err := a.People.Losses(r.HTTP().Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	v.Losses = lossRows(r, losses)
	v.Calm = len(v.Waits)+len(v.News)+len(v.Alarms)+len(v.Due)+len(v.Tonight)+len(v.Ring)+len(v.Courses)+len(v.Questions) == 0
	return todayPage.Show(v), nil
}

// heard is what the reader is told of that is no link's.
type heard struct {
	concern.Told
	news []TodayRow // what people and their keyworkers want of us
	ring []TodayRow // listings that somebody found wrong

	courses   []TodayRow
	questions []TodayRow
}

// told reads the concerns that the reader is told of, the number that somebody
// answers, and what waits in the other rooms.
func (a *Area) told(r *page.Request) (t heard, err error) {
	err = a.DB.View(r.HTTP().Context(), r.Actor().Scope, func(tx *db.Tx) error {
		if t.Told, err = concern.Wait(tx, r.Actor()); err != nil {
			return err
		}
		waiting, err := db.Gather(tx, scanWait, slices.Concat(meeting.Waits(r.Actor()), message.Waits(r.Actor()),
			ownview.Waits(r.Actor()), asks.Waits(r.Actor()),
			companion.Waits(r.Actor()), course.Waits(r.Actor(), civil.DateOf(tx.Now())),
			asking.Today(r.Actor(), civil.DateOf(tx.Now())))...)
		slices.SortStableFunc(waiting, func(a, b wait) int { return strings.Compare(a.at, b.at) })
		for _, w := range waiting {
			t.add(r, w)
		}
		return err
	})
	return t, err
}

// waitsRow is a concern that nobody has read. Who does not read it sees whom to
// ring.
func waitsRow(r *page.Request, w concern.Waiting) TodayRow {
	row := TodayRow{Text: r.T("concernpages.today.waits"), Quiet: r.T("concernpages.today.since", "When", r.Words().When(w.Raised)),
		Go: goTo(r, "concernpages.today.see", "/concerns")}
	if w.ID != "" {
		row.Go = goTo(r, "concernpages.today.read", "/concerns/"+w.ID)
	}
	return row
}

// alarmRows are the companions whom nobody marked safely home. The numbers at
// which somebody may know stand on the page that the button leads to.
func alarmRows(r *page.Request, e link.Evening) (rows []TodayRow) {
	for _, account := range e.NotHome() {
		name := e.CompanionName
		if account == e.Second {
			name = e.SecondName
		}
		row := TodayRow{Text: r.T("linkpages.today.alarm", "Name", name), Go: goTo(r, "outingpages.today.ring", alarmsPath),
			Quiet: r.T("linkpages.today.alarm-out", "Time", clockOf(r, e.Ends), "Day", r.Words().Day(e.On))}
		if e.Person != "" {
			row.Quiet = r.T("linkpages.today.alarm-with", "Who", firstName(e.Name), "Where", orElse(e.Venue, e.Title),
				"Time", clockOf(r, e.Ends), "Day", r.Words().Day(e.On))
		}
		rows = append(rows, row)
	}
	return rows
}

// brokenRow is an evening that cannot be as planned: nobody should find that
// out at the door.
func brokenRow(r *page.Request, e link.Evening) TodayRow {
	if e.Withdrawn {
		return TodayRow{Text: r.T("linkpages.today.withdrawn", "Who", firstName(e.Name)),
			Quiet: r.T("linkpages.today.withdrawn-why", "Meeting", e.Title, "When", r.Words().When(e.Starts)),
			Go:    goTo(r, "linkpages.today.look", "/links/"+e.Link+"/options")}
	}
	if e.Moved {
		return TodayRow{Text: r.T("linkpages.today.moved", "Who", firstName(e.Name)),
			Quiet: r.T("linkpages.today.moved-why", "Meeting", e.Title, "When", r.Words().When(e.Starts)),
			Go:    goTo(r, "linkpages.today.plan", "/links/"+e.Link+"/plan")}
	}
	return missingRow(r, e)
}

// called is what each person of the rows is called: their first name, and with
// an initial where somebody else on the page has the same.
func called(rows []link.DueRow) map[string]string {
	whose, shared, names := map[string]string{}, map[string]bool{}, map[string]string{}
	for _, d := range rows {
		first := firstName(d.Name)
		if other := whose[first]; other != "" && other != d.Person {
			shared[first] = true
		}
		whose[first] = d.Person
	}
	for _, d := range rows {
		names[d.Person] = firstName(d.Name)
		if shared[names[d.Person]] {
			names[d.Person] = initialled(d.Name)
		}
	}
	return names
}

// initialled is the first name and the initial of the last.
func initialled(name string) string {
	words := strings.Fields(name)
	if len(words) < 2 {
		return name
	}
	for _, initial := range words[len(words)-1] {
		return words[0] + " " + string(initial)
	}
	return name
}

// dueRow is one person to be asked something.
func dueRow(r *page.Request, d link.DueRow, who string) TodayRow {
	row := TodayRow{Text: r.T("linkpages.today.due", "Who", who, "What", r.T("link.due."+string(d.Kind))),
		Quiet: d.Meeting}
	if d.Kind == link.DueReminder {
		row.Do = r.Act("/links/"+d.Link+"/remind", "outingpages.today.reminded")
	}
	switch {
	case d.WhenIn:
		row.Tag = r.T("linkpages.today.when-in")
	case d.LateNow:
		row.Tag = r.T("linkpages.today.late")
	case d.Tries > 0 && d.Kind != link.DueDoorOpen:
		row.Tag = r.T("linkpages.today.tried")
	}
	if d.AskerName != "" && !d.Mine {
		row.Quiet = strings.TrimPrefix(row.Quiet+". "+r.T("waypages.today.asks", "Name", firstName(d.AskerName)), ". ")
	}
	row.Go = dueButton(r, d)
	return row
}

func dueButton(r *page.Request, d link.DueRow) page.Button {
	at := "/links/" + d.Link
	switch d.Kind {
	case link.DueComfort, link.DueSecond, link.DueReview, link.DueOutcome, link.DueDoorOpen:
		return goTo(r, "linkpages.today.ask."+string(d.Kind), at+"/check-in")
	case link.DueRestOver:
		return goTo(r, "linkpages.today.ask.rest_over", at+"/rest")
	}
	switch d.State {
	case link.Chosen, link.DidNotHappen, link.Planned:
		return goTo(r, "linkpages.today.plan", at+"/plan")
	}
	return goTo(r, "linkpages.today.look", at+"/options")
}

func tonightRow(r *page.Request, e link.Evening) TodayRow {
	row := TodayRow{Text: r.T("linkpages.today.tonight-alone", "Who", firstName(e.Name), "Time", clockOf(r, e.Starts)),
		Quiet: orElse(e.Venue, e.Title), Go: goTo(r, "linkpages.today.see", "/links/"+e.Link+"/sheet")}
	switch _, _, missing := e.Missing(); {
	case missing:
		row.Text = r.T("outingpages.today.tonight-missing", "Who", firstName(e.Name), "Time", clockOf(r, e.Starts))
		row.Go = goTo(r, "outingpages.today.find", "/links/"+e.Link+"/needed")
	case e.SecondName != "":
		row.Text = r.T("outingpages.today.tonight-twos", "Who", firstName(e.Name), "Name", firstName(e.CompanionName),
			"Other", firstName(e.SecondName), "Time", clockOf(r, e.Starts))
	case e.CompanionName != "":
		row.Text = r.T("linkpages.today.tonight-together", "Who", firstName(e.Name), "Name", firstName(e.CompanionName),
			"Time", clockOf(r, e.Starts))
	}
	row.Tag = stands(r, e)
	return row
}

// stands says how far an evening of today has come.
func stands(r *page.Request, e link.Evening) string {
	_, _, missing := e.Missing()
	switch {
	case e.Locked:
		return r.T("linkpages.today.locked")
	case len(e.Companions()) > 0 && len(e.NotHome()) == 0:
		return r.T("linkpages.today.is-home")
	case !e.Met.IsZero():
		return r.T("linkpages.today.met")
	case missing || len(e.Companions()) == 0 || !r.Now().Before(e.Starts):
		return ""
	case len(e.Unanswered()) > 0:
		return r.T("outingpages.today.unanswered")
	}
	return r.T("outingpages.today.answered")
}

// wait is one line of the lists that several rooms fill.
type wait struct{ kind, id, person, name, detail, at string }

func scanWait(r db.Row) (w wait, err error) {
	return w, r.Scan(&w.kind, &w.id, &w.person, &w.name, &w.detail, &w.at)
}

// courseRow is a session of the day or one without a record, a place that
// somebody is to be asked about, or somebody who has told of no meeting yet.
func courseRow(r *page.Request, w wait) TodayRow {
	row := TodayRow{Text: r.T("huddle.course."+w.kind, "Course", w.name, "Who", firstName(w.name)), Quiet: w.detail}
	switch w.kind {
	case "session":
		row.Go = goTo(r, "huddle.course.open", "/sessions/"+w.id+"/register#main-content")
	case "record":
		row.Quiet = day(r.Words(), w.at)
		row.Go = goTo(r, "linkpages.today.look-at", "/sessions/"+w.id+"/record")
	case "place":
		row.Go = goTo(r, "linkpages.today.look-at", "/enrolments/"+w.id)
	default:
		row.Go = goTo(r, "linkpages.today.look-at", "/people/"+w.person)
	}
	return row
}

// add puts the line where it belongs. No word that somebody wrote stands in it.
func (t *heard) add(r *page.Request, w wait) {
	switch w.kind {
	case "listing":
		t.ring = append(t.ring, TodayRow{Text: w.name, Quiet: r.T("linkpages.today.flagged."+w.detail, "Day", day(r.Words(), w.at)),
			Go: goTo(r, "linkpages.today.ring", "/meetings/"+w.id)})
	case "reply":
		who := firstName(w.name)
		if w.person == "" {
			who = r.T("messagepages.today.somebody")
		}
		t.news = append(t.news, TodayRow{Text: r.T("messagepages.board.reply", "Who", who, "Says", r.T("message.says."+w.detail)),
			Quiet: when(r.Words(), w.at), Go: goTo(r, "messagepages.today.read", "/messages")})
	case "trouble":
		t.news = append(t.news, TodayRow{Text: r.T("messagepages.board.trouble", "Name", firstName(w.name), "State", r.T("message.state."+w.detail)),
			Quiet: when(r.Words(), w.at), Go: goTo(r, "messagepages.today.look", "/messages")})
	case "own":
		t.news = append(t.news, TodayRow{Text: r.T("huddle.own", "Who", firstName(w.name), "What", r.T("own.request."+w.detail)),
			Quiet: when(r.Words(), w.at), Go: goTo(r, "linkpages.today.look-at", "/people/"+w.person+"/own")})
	case "talk":
		t.news = append(t.news, talkRow(r, companion.Talk{ID: w.id, Name: w.name, Phone: w.detail}))
	case "session", "record", "place", "first":
		t.courses = append(t.courses, courseRow(r, w))
	case "questions":
		t.questions = append(t.questions, TodayRow{
			Text: r.T("measurepages.today.text", "Who", firstName(w.name), "What", r.T("measurepages.questions."+w.detail), "Day", day(r.Words(), w.at)),
			Go:   goTo(r, "measurepages.today.do", "/people/"+w.person+"/questions/"+w.id)})
	case "ask":
		t.news = append(t.news, TodayRow{Text: r.T("huddle.ask", "Agency", w.name), Quiet: when(r.Words(), w.at),
			Go: goTo(r, "linkpages.today.look-at", "/asks/"+w.id)})
	}
}
