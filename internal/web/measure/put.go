package measure

import (
	"strconv"
	"strings"

	"openmaf/internal/people/message"
	"openmaf/internal/platform/fault"
	"openmaf/internal/programme/asking"
	"openmaf/internal/programme/measure"
	"openmaf/internal/web/page"
)

var (
	aloudPage  = page.Declare[AloudView](files, "aloud.html", "question.html")
	typingPage = page.Declare[TypingView](files, "typed.html")
	paperPage  = page.Declare[PaperView](files, "paper.html")
)

// link makes a link and shows it in the answer itself: its token stands nowhere
// to be shown again.
func (a *Area) link(r *page.Request) (*page.Answer, error) {
	at, err := ids(r)
	if err != nil {
		return nil, err
	}
	l, err := a.Questions.Hand(r.HTTP().Context(), r.Actor(), at[0], at[1])
	if err != nil {
		return nil, err
	}
	v := LinkView{Frame: r.Frame("measurepages.title"), Link: address(r, l.Token), Until: r.T("own.link.until", "When", r.Words().When(l.Expires))}
	v.Back = "/people/" + at[0] + "/questions/" + at[1]
	return linkPage.Show(v), nil
}

// send writes the link to the person; what it is, nobody here is shown.
func (a *Area) send(r *page.Request) (*page.Answer, error) {
	at, err := ids(r)
	if err != nil {
		return nil, err
	}
	leaves, err := a.Questions.Send(r.Context(), r.Actor(), at[0], at[1], r.FormID(), message.Channel(r.Form().Get("channel")))
	if err != nil {
		return nil, err
	}
	said := "own.sent"
	if leaves.After(r.Now()) {
		said = "own.sent.later"
	}
	return page.See("/people/" + at[0] + "/questions/" + at[1]).Flash(said), nil
}

// tablet ends the sign-in on this device and begins a visit in its place: the
// device can be handed over now.
func (a *Area) tablet(r *page.Request) (*page.Answer, error) {
	at, err := ids(r)
	if err != nil {
		return nil, err
	}
	visit, err := a.Questions.HandOver(r.HTTP().Context(), r.Actor(), at[0], at[1])
	if err != nil {
		return nil, err
	}
	gone, err := a.Leave(r)
	if err != nil {
		return nil, err
	}
	return page.See(asking.Path).Cookie(gone).Cookie(cookie(r, visitCookie, visit, 0)), nil
}

func (a *Area) withdraw(r *page.Request) (*page.Answer, error) {
	at, err := ids(r)
	if err != nil {
		return nil, err
	}
	if err := a.Questions.Withdraw(r.Context(), r.Actor(), at[0], at[1]); err != nil {
		return nil, err
	}
	return page.See("/people/" + at[0] + "/questions").Flash("measurepages.withdrawn"), nil
}

// sheet reads the questions of the address, in the person's language.
func (a *Area) sheet(r *page.Request) (at [2]string, form asking.Form, who string, err error) {
	if at, err = ids(r); err != nil {
		return at, form, who, err
	}
	form, p, err := a.Questions.Sheet(r.HTTP().Context(), r.Actor(), at[0], at[1])
	if err == nil && p.ID != at[0] {
		err = fault.New(fault.Missing, "record.missing")
	}
	return at, form, p.FirstName(), err
}

// AloudView is the questions for somebody who reads them out.
type AloudView struct {
	page.Frame
	Who, Heading, About, Attribution string
	Speaks                           string // the language of the questions
	Form                             *page.Form
	Parts                            []Part
	Later, Done                      page.Button
}

func (a *Area) aloud(r *page.Request) (*page.Answer, error) {
	at, form, who, err := a.sheet(r)
	if err != nil {
		return nil, err
	}
	f := r.Form()
	v := AloudView{Frame: r.Frame("measurepages.title"), Who: who, Heading: form.Questions.Title, About: form.Questions.Description,
		Attribution: form.Definition.Licence.Attribution, Speaks: form.Ask.Language, Form: f, Parts: parts(r.In(form.Ask.Language), f, form, form.Paper()),
		Done: f.Submit("measurepages.done"), Later: page.Button{Text: r.T("measurepages.later"), Name: "do", Value: "later", Classes: "govuk-button--secondary"}}
	v.Back = "/people/" + at[0] + "/questions/" + at[1]
	return aloudPage.Show(v), nil
}

func (a *Area) heard(r *page.Request) (*page.Answer, error) {
	_, form, _, err := a.sheet(r)
	if err != nil {
		return nil, err
	}
	return a.keep(r, asking.Aloud, said(r.Form(), form.Paper()))
}

// keep stores what a member of the team typed, and finishes unless it is to go
// on later. What is left empty stays as it was.
func (a *Area) keep(r *page.Request, how asking.How, all asking.Said) (*page.Answer, error) {
	at, err := ids(r)
	if err != nil {
		return nil, err
	}
	for name, text := range all {
		if text == "" {
			delete(all, name)
		}
	}
	done := r.Form().Get("do") != "later"
	if err := a.Questions.Type(r.Context(), r.Actor(), at[0], at[1], asking.Typing{Said: all, How: how, Done: done}); err != nil {
		return nil, err
	}
	if !done {
		return page.See("/people/" + at[0] + "/questions/" + at[1]).Flash("measurepages.kept"), nil
	}
	return page.See("/people/" + at[0] + "/questions").Flash("measurepages.finished"), nil
}

// TypingView takes a paper form by the keyboard alone: a line for each question,
// with what can stand in it.
type TypingView struct {
	page.Frame
	Who, Heading string
	Form         *page.Form
	Lines        []page.Input
	Later, Done  page.Button
}

func (a *Area) typing(r *page.Request) (*page.Answer, error) {
	at, form, who, err := a.sheet(r)
	if err != nil {
		return nil, err
	}
	f := r.Form()
	v := TypingView{Frame: r.Frame("measurepages.title"), Who: who, Heading: form.Questions.Title, Form: f, Done: f.Submit("measurepages.done"),
		Later: page.Button{Text: r.T("measurepages.later"), Name: "do", Value: "later", Classes: "govuk-button--secondary"}}
	for _, s := range form.Paper() {
		for _, item := range s.Items {
			name := asking.Field(item.LinkID, s.N)
			line := f.Preset(name, dashed(form.At(item, s.N))).Input(name, "answering.title")
			line.Label, line.Hint, line.Autocomplete, line.Focused = numbered(s, item.Text), mayBe(r, item), "off", len(v.Lines) == 0
			v.Lines = append(v.Lines, line)
		}
	}
	v.Back = "/people/" + at[0] + "/questions/" + at[1]
	return typingPage.Show(v), nil
}

// numbered tells which time of a group a text belongs to, where it repeats.
func numbered(s asking.Step, text string) string {
	if !s.Group {
		return text
	}
	return strconv.Itoa(s.N+1) + ". " + text
}

// dash is how a typist says that somebody would rather not.
const dash = "-"

func dashed(text string) string {
	if text == declined {
		return dash
	}
	return text
}

// mayBe tells a typist what can stand in a line.
func mayBe(r *page.Request, item *measure.Item) string {
	var all []string
	for _, o := range item.Options {
		if o.Coding.Display == "" {
			all = append(all, o.Coding.Code)
		} else {
			all = append(all, o.Coding.Code+" "+o.Coding.Display)
		}
	}
	if len(all) == 0 {
		return between(r, item)
	}
	return strings.Join(all, " · ")
}

func (a *Area) typed(r *page.Request) (*page.Answer, error) {
	_, form, _, err := a.sheet(r)
	if err != nil {
		return nil, err
	}
	all := said(r.Form(), form.Paper())
	for name, text := range all {
		if text == dash {
			all[name] = declined
		}
	}
	return a.keep(r, asking.Paper, all)
}

// PaperView is the questions on paper, in the person's language.
type PaperView struct {
	page.Frame
	Heading, About, Attribution, No, Typed string
	Large                                  bool
	Other                                  page.PageLink
	Lines                                  []PaperLine
}

// PaperLine is one question with boxes to tick, or a line to write on.
type PaperLine struct {
	Heading, Text string
	Boxes         []string
	Row           bool // the boxes are numbers and stand side by side
}

func (a *Area) paper(r *page.Request) (*page.Answer, error) {
	at, form, _, err := a.sheet(r)
	if err != nil {
		return nil, err
	}
	self := "/people/" + at[0] + "/questions/" + at[1]
	v := PaperView{Frame: r.Frame("measurepages.title"), Typed: self + "/typed", Large: r.Query("print") == large,
		Other: page.PageLink{Text: r.T("answering.larger"), Href: self + "/paper?print=" + large}}
	if v.Large {
		v.Other = page.PageLink{Text: r.T("answering.smaller"), Href: self + "/paper"}
	}
	v.Back = self
	form.Answers = nil // the paper is blank
	own := r.In(form.Ask.Language)
	v.Heading, v.About, v.Attribution, v.No = form.Questions.Title, form.Questions.Description, form.Definition.Licence.Attribution, own.T("answering.no")
	for _, s := range form.Paper() {
		for i, item := range s.Items {
			line := PaperLine{Text: strings.TrimSpace(item.Prefix + " " + item.Text), Row: item.Type == measure.Integer}
			if i == 0 && s.Heading != "" {
				line.Heading = numbered(s, s.Heading)
			}
			for _, c := range choicesOf(item) {
				line.Boxes = append(line.Boxes, c.Text)
			}
			v.Lines = append(v.Lines, line)
		}
	}
	return paperPage.Show(v), nil
}
