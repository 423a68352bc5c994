package programme

import (
	"cmp"
	"slices"
	"strconv"

	"openmaf/internal/programme/course"
	"openmaf/internal/web/page"
)

var (
	paperPage  = page.Declare[PaperView](files, "paper.html")
	typingPage = page.Declare[TypingView](files, "typed.html")
)

// blankLines stand below the names of a paper register, for those who are new.
const blankLines = 6

// PaperView is the register on paper, for where no device may enter. The number
// of a line stays the same from week to week.
type PaperView struct {
	page.Frame
	Heading, When, Where string
	Lines                []PaperLine
	Blank                []struct{}
	Typed                string
}

// PaperLine is one name with its number.
type PaperLine struct {
	Number int
	Name   string
}

func (a *Area) paper(r *page.Request) (*page.Answer, error) {
	reg, err := a.registerAt(r)
	if err != nil {
		return nil, err
	}
	v := PaperView{Frame: r.Frame("coursepages.register.title"), Heading: reg.Part.Title, When: whenOf(r, reg.Session), Where: where(r, reg.Course),
		Blank: make([]struct{}, blankLines), Typed: "/sessions/" + reg.Session.ID + "/typed"}
	for _, row := range reg.Rows {
		v.Lines = append(v.Lines, PaperLine{row.Line, row.Name})
	}
	slices.SortFunc(v.Lines, func(a, b PaperLine) int { return cmp.Compare(a.Number, b.Number) })
	v.Back = "/sessions/" + reg.Session.ID + "/register"
	return paperPage.Show(v), nil
}

func (a *Area) registerAt(r *page.Request) (reg course.Register, err error) {
	id, err := r.ID("session")
	if err != nil {
		return reg, err
	}
	return a.Courses.Register(r.HTTP().Context(), r.Actor(), id)
}

// TypingView takes what was ticked on paper, by the keyboard alone.
type TypingView struct {
	page.Frame
	Heading, When string
	Form          *page.Form
	Lines, Heads  page.Input
	Save          page.Button
	Total         int
	Names         []PaperLine
}

func (a *Area) typing(r *page.Request) (*page.Answer, error) {
	reg, err := a.registerAt(r)
	if err != nil {
		return nil, err
	}
	f := r.Form()
	v := TypingView{Frame: r.Frame("coursepages.register.title"), Heading: reg.Part.Title, When: whenOf(r, reg.Session), Form: f,
		Lines: f.Input("lines", "coursepages.typed.lines"), Heads: f.Input("heads", "coursepages.typed.heads"),
		Save: f.Submit("coursepages.typed.save"), Total: reg.Total}
	v.Lines.Hint, v.Lines.Focused, v.Lines.Autocomplete = r.T("coursepages.typed.lines-hint"), true, "off"
	v.Heads.InputMode, v.Heads.Classes, v.Heads.Autocomplete = "numeric", "govuk-input--width-5", "off"
	for _, row := range reg.Rows {
		v.Names = append(v.Names, PaperLine{row.Line, row.Name})
	}
	slices.SortFunc(v.Names, func(a, b PaperLine) int { return cmp.Compare(a.Number, b.Number) })
	v.Back = "/sessions/" + reg.Session.ID + "/register"
	return typingPage.Show(v), nil
}

func (a *Area) typed(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("session")
	if err != nil {
		return nil, err
	}
	f := r.Form()
	sheet := course.Sheet{Session: id, Lines: f.Get("lines")}
	if heads := f.Get("heads"); heads != "" {
		if sheet.Heads, err = strconv.Atoi(heads); err != nil {
			sheet.Heads = -1 // no number: the sheet says so
		}
	}
	if _, err := a.Courses.Type(r.Context(), r.Actor(), sheet); err != nil {
		return nil, err
	}
	return page.See("/sessions/" + id + "/register").Flash("coursepages.typed.saved"), nil
}
