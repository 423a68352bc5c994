package measure

import (
	"bytes"
	"html/template"
	"math"
	"slices"

	"openmaf/internal/platform/fault"
	"openmaf/internal/programme/asking"
	"openmaf/internal/programme/measure"
	"openmaf/internal/web/page"
)

// drawings are the pictures of the pages, to be kept as files of their own.
var drawings = template.Must(template.ParseFS(files, "picture.html"))

// networkMeasure is our own map of who is in somebody's life.
const networkMeasure = "own-network"

// Map is who is in somebody's life: them in the middle, who is close near them.
// It is told by place and shape, never by colour, and the list beneath says the
// same. It may be printed and kept.
type Map struct {
	Title, On, Alt string
	People         []Someone
	Keys           []Key
	Take           page.Act // keeps the picture; not for the team
}

// Key tells in the picture that is kept what a shape stands for. Y counts from
// the middle of the map.
type Key struct {
	Shape, Text string
	Y           int
}

// Someone is one of them. X and Y count from the middle, of ±150. Shape is the
// code of how it is with drink or drugs: 1 in recovery, 2 drinks or uses, 3
// neither, 4 not known; empty where it was not said.
type Someone struct {
	Who, Shape string
	Said       []SaidOf
	X, Y       int
}

// SaidOf is what was said of them to one question.
type SaidOf struct{ Question, Answer string }

// Where the keys begin beneath the map, and how high each is.
const keysFrom, keyHigh = 175, 26

// rings are how far from the middle somebody stands by how close they are.
var rings = map[string]float64{"3": 55, "2": 90, "1": 125, "": 125}

// mapFor is the map in words of the request; nil for another measure.
func mapFor(r *page.Request, c asking.Change) *Map {
	if c.Latest.Ask.Measure != networkMeasure {
		return nil
	}
	m := mapOf(c)
	if m != nil {
		m.Title, m.On = c.Questions.Title, r.T("answering.change.latest", "Day", r.Words().Date(c.Latest.On()))
		m.Alt = r.T("answering.map.alt")
	}
	return m
}

func mapOf(c asking.Change) *Map {
	q := c.Questions
	item := func(id string) *measure.Item {
		found, _ := q.Question(id)
		return found
	}
	who, near, where, often := item("initials"), item("close"), item("where"), item("often")
	if who == nil || near == nil || where == nil || often == nil {
		return nil // somebody's own map, of another shape
	}
	n := 0
	for _, i := range []*measure.Item{who, near, where, often} {
		n = max(n, len(c.Latest.Answers[i.LinkID]))
	}
	m := &Map{}
	for i, o := range where.Options {
		m.Keys = append(m.Keys, Key{Shape: o.Coding.Code, Text: o.Coding.Display, Y: keysFrom + i*keyHigh})
	}
	for i := range n {
		s := Someone{Who: c.Latest.Words(who, i), Shape: code(c.Latest, where, i)}
		for _, question := range []*measure.Item{near, where, often} {
			if answer := c.Latest.Words(question, i); answer != "" {
				s.Said = append(s.Said, SaidOf{question.Text, answer})
			}
		}
		far := rings[code(c.Latest, near, i)]
		turn := 2*math.Pi*float64(i)/float64(n) - math.Pi/2
		s.X, s.Y = int(math.Round(far*math.Cos(turn))), int(math.Round(far*math.Sin(turn)))
		if s.Who == "" {
			s.Who = "?"
		}
		m.People = append(m.People, s)
	}
	return m
}

// code is what was chosen; empty where nothing was, or they would rather not.
func code(f asking.Form, item *measure.Item, n int) string {
	if f.Words(item, n) == "" {
		return ""
	}
	return f.At(item, n)
}

// ownMap is the map as a picture that the person keeps, behind their word.
func (a *Area) ownMap(r *page.Request) (*page.Answer, error) {
	visit, err := a.behindTheWord(r)
	if err != nil {
		return nil, err
	}
	all, _, err := a.Questions.Changes(r.HTTP().Context(), visit.Self(r.Actor().Scope), visit.Person.ID)
	if err != nil {
		return nil, err
	}
	r = r.In(string(visit.Person.Language))
	at := slices.IndexFunc(all, func(c asking.Change) bool { return mapFor(r, c) != nil })
	if at < 0 {
		return nil, fault.New(fault.Missing, "record.missing")
	}
	var picture bytes.Buffer
	if err := drawings.ExecuteTemplate(&picture, "kept", mapFor(r, all[at])); err != nil {
		return nil, err
	}
	return page.File("people.svg", "image/svg+xml", picture.Bytes()), nil
}
