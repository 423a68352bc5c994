package measure

import (
	"net/http"
	"strconv"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
	"openmaf/internal/programme/asking"
	"openmaf/internal/web/page"
)

var (
	doorPage   = page.Declare[DoorView](files, "door.html")
	answerPage = page.Declare[AnswerView](files, "answer.html", "question.html")
	thanksPage = page.Declare[ThanksView](files, "thanks.html")
)

// The cookies of a visit are kept until the browser is closed. That of the visit
// is void twenty minutes after the last answer, whatever the browser does.
const (
	visitCookie = "answer"
	printCookie = "print"
	large       = "large"
)

func cookie(r *page.Request, name, value string, age int) *http.Cookie {
	return &http.Cookie{Name: name, Value: value, Path: asking.Path, MaxAge: age, HttpOnly: true, Secure: r.Secure(), SameSite: http.SameSiteLaxMode}
}

func brought(r *page.Request, name string) string {
	c, err := r.HTTP().Cookie(name)
	if err != nil {
		return ""
	}
	return c.Value
}

// DoorView asks before it uses the link up.
type DoorView struct {
	page.Frame
	Spent bool
	Open  page.Act
}

func (a *Area) door(r *page.Request) (*page.Answer, error) {
	v := DoorView{Frame: r.Frame("answering.title"), Open: r.Act(r.Path(), "answering.open")}
	err := a.Questions.Waits(r.HTTP().Context(), r.Actor().Scope, r.Value("token"))
	if fault.Is(err, fault.Missing) {
		if _, err := a.visit(r); err == nil {
			return page.See(asking.Path), nil // it was theirs a moment ago
		}
		v.Spent, err = true, nil
	}
	return doorPage.Show(v), err
}

func (a *Area) open(r *page.Request) (*page.Answer, error) {
	visit, err := a.Questions.Open(r.HTTP().Context(), r.Actor().Scope, r.Value("token"))
	if err != nil {
		return nil, err
	}
	return page.See(asking.Path).Cookie(cookie(r, visitCookie, visit, 0)), nil
}

func (a *Area) visit(r *page.Request) (asking.Visitor, error) {
	return a.Questions.Of(r.HTTP().Context(), r.Actor().Scope, brought(r, visitCookie))
}

// AnswerView is one question, all of them, or the end, where At is beyond the
// last.
type AnswerView struct {
	page.Frame
	Heading, About, Step, Attribution string
	Large                             bool
	End                               bool
	Form                              *page.Form
	At                                string
	Parts                             []Part
	Next, Enough, Stop                page.Button
	Group                             bool
	Before, Other                     page.PageLink
	Print, Finish                     page.Act
}

// every is where all questions stand on one page.
const every = "all"

func (a *Area) answering(r *page.Request) (*page.Answer, error) {
	visit, err := a.visit(r)
	if fault.Is(err, fault.Missing) {
		return doorPage.Show(DoorView{Frame: r.Frame("answering.title"), Spent: true}), nil
	}
	if err != nil {
		return nil, err
	}
	r = r.In(visit.Ask.Language)
	f, steps := r.FormAt(asking.Path), visit.Steps()
	v := AnswerView{Frame: r.Frame("answering.title"), Heading: visit.Questions.Title, Attribution: visit.Definition.Licence.Attribution,
		Large: brought(r, printCookie) == large, Form: f, At: r.Query("at")}
	v.Languages = nil // the questions have their own
	if v.At == "" {
		v.At = f.Get("at")
	}
	v.Stop = page.Button{Text: r.T("answering.stop"), Name: "do", Value: "stop", Classes: "govuk-button--secondary"}
	v.Print = printAct(r, v)
	if v.At == every {
		v.About, v.Parts, v.Next = visit.Questions.Description, parts(r, f, visit.Form, steps), f.Submit("answering.next")
		v.Other = page.PageLink{Text: r.T("answering.one"), Href: asking.Path + "?at=1"}
		return answerPage.Show(v), nil
	}
	v.one(r, visit, steps)
	return answerPage.Show(v), nil
}

// one fills in a single step: the one that was asked for, else the first that
// nothing was said to.
func (v *AnswerView) one(r *page.Request, visit asking.Visitor, steps []asking.Step) {
	at, err := strconv.Atoi(v.At)
	if err != nil || at < 1 {
		at = resume(visit.Form, steps)
	}
	v.At = strconv.Itoa(at)
	if at > 1 {
		v.Before = page.PageLink{Text: r.T("page.back"), Href: asking.Path + "?at=" + strconv.Itoa(min(at, len(steps)+1)-1)}
	}
	if at > len(steps) {
		v.End, v.Finish = true, r.Act(asking.Path+"/finish", "answering.finish")
		return
	}
	step := steps[at-1]
	v.Parts, v.Group, v.Next = parts(r, v.Form, visit.Form, steps[at-1:at]), step.Group, v.Form.Submit("answering.next")
	v.Step = r.T("answering.step", "N", at, "Of", len(steps))
	if at == 1 {
		v.About = visit.Questions.Description
		v.Other = page.PageLink{Text: r.T("answering.all"), Href: asking.Path + "?at=" + every}
	}
	if step.Group {
		v.Next, v.Step = v.Form.Submit("answering.add"), ""
		v.Enough = page.Button{Text: r.T("answering.enough"), Name: "do", Value: "enough", Classes: "govuk-button--secondary"}
	}
}

// resume is the first step, counted from one, of which no question was answered.
func resume(form asking.Form, steps []asking.Step) int {
	for i, s := range steps {
		empty := true
		for _, item := range s.Items {
			empty = empty && form.At(item, s.N) == ""
		}
		if empty {
			return i + 1
		}
	}
	return len(steps) + 1
}

func printAct(r *page.Request, v AnswerView) page.Act {
	if v.Large {
		return r.Act(asking.Path+"/print", "answering.smaller", "at", v.At).Secondary()
	}
	return r.Act(asking.Path+"/print", "answering.larger", "at", v.At, "print", large).Secondary()
}

func (a *Area) print(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	to := asking.Path
	if at := f.Get("at"); at == every {
		to += "?at=" + every
	} else if n, err := strconv.Atoi(at); err == nil {
		to += "?at=" + strconv.Itoa(n)
	}
	if f.Get("print") == large {
		return page.See(to).Cookie(cookie(r, printCookie, large, 0)), nil
	}
	return page.See(to).Cookie(cookie(r, printCookie, "", -1)), nil
}

// answered keeps what was said on the page, and goes on to the next.
func (a *Area) answered(r *page.Request) (*page.Answer, error) {
	visit, err := a.visit(r)
	if err != nil {
		return nil, err
	}
	f, steps := r.Form(), visit.Steps()
	shown, at := steps, len(steps)
	if f.Get("at") != every {
		if at, err = strconv.Atoi(f.Get("at")); err != nil || at < 1 || at > len(steps) {
			return page.See(asking.Path), nil
		}
		shown = steps[at-1 : at]
	}
	if err := a.Questions.Answer(r.Context(), r.Actor().Scope, brought(r, visitCookie), said(f, shown)); err != nil {
		return nil, plainly(err)
	}
	switch f.Get("do") {
	case "stop":
		return a.stop(r, visit)
	case "enough":
		for at < len(steps) && steps[at].Group {
			at++
		}
	}
	return page.See(asking.Path + "?at=" + strconv.Itoa(at+1)), nil
}

// ThanksView ends a visit: what was said is kept, and nothing else is here.
type ThanksView struct {
	page.Frame
	Heading string
	Lines   []string
	Link    string // to go on with; told once
	LinkIs  string
}

// stop ends the visit before its end. On the person's own telephone the answer
// itself shows the link to go on with: it stands nowhere to be shown again.
func (a *Area) stop(r *page.Request, visit asking.Visitor) (*page.Answer, error) {
	on, err := a.Questions.Stop(r.HTTP().Context(), r.Actor().Scope, brought(r, visitCookie))
	if err != nil {
		return nil, err
	}
	if on.Token == "" {
		return goodbye(r, visit), nil
	}
	r = r.In(visit.Ask.Language)
	v := ThanksView{Frame: r.Frame("answering.title"), Heading: r.T("answering.thanks"), Lines: []string{r.T("answering.stopped")},
		LinkIs: r.T("answering.go-on", "Day", r.Words().Date(civil.DateOf(on.Expires).AddDays(-1))), Link: address(r, on.Token)}
	v.Languages = nil
	return thanksPage.Show(v).Cookie(cookie(r, visitCookie, "", -1)).Cookie(cookie(r, printCookie, "", -1)), nil
}

// address is the whole address of a link.
func address(r *page.Request, token string) string {
	scheme := "http://"
	if r.Secure() {
		scheme = "https://"
	}
	return scheme + r.HTTP().Host + asking.Path + "/" + token
}

func (a *Area) finish(r *page.Request) (*page.Answer, error) {
	visit, err := a.visit(r)
	if err != nil {
		return nil, err
	}
	if err := a.Questions.Finish(r.Context(), r.Actor().Scope, brought(r, visitCookie)); err != nil {
		return nil, plainly(err)
	}
	return goodbye(r, visit), nil
}

// goodbye leads to where nothing is known any more but the language.
func goodbye(r *page.Request, visit asking.Visitor) *page.Answer {
	to := asking.Path + "/thanks?in=" + visit.Ask.Language
	if visit.Shared {
		to += "&tablet=1"
	}
	return page.See(to).Cookie(cookie(r, visitCookie, "", -1)).Cookie(cookie(r, printCookie, "", -1))
}

func (a *Area) thanks(r *page.Request) (*page.Answer, error) {
	r = r.In(r.Query("in"))
	v := ThanksView{Frame: r.Frame("answering.title"), Heading: r.T("answering.thanks"), Lines: []string{r.T("answering.thanks-more")}}
	if r.Query("tablet") != "" {
		v.Lines = append(v.Lines, r.T("answering.tablet"))
	}
	v.Languages = nil
	return thanksPage.Show(v), nil
}
