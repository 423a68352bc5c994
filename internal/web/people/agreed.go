package people

import (
	"net/url"
	"slices"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/ident"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

var agreedPage = page.Declare[AgreedView](files, "agreed.html")

// Agreement is what a person said about one purpose, on their page.
type Agreement struct {
	Name   string
	Answer string
	Said   string     // when; empty when nobody asked
	Words  string     // that were read out, or are to be
	Own    OwnWords   // the same in the person's language, where they can read it there
	Back   page.Act   // takes a yes back, in one tap
	Say    []page.Act // the answers to the words
	Open   string     // of the fold with the words
	Stays  string     // of the record itself: it is taken back by deleting it
	Erase  page.Button
}

// OwnWords is what a person reads in their own language.
type OwnWords struct{ Text, Lang, Dir string }

// agreements are all purposes, each a question by itself, with the answers that
// hold and a button for whoever changed their mind.
func agreements(r *page.Request, who person.Person, held []consent.Consent) (all []Agreement) {
	byPurpose := map[consent.Purpose]consent.Consent{}
	for _, c := range held {
		byPurpose[c.Purpose] = c
	}
	for _, p := range slices.Concat(consent.Purposes, consent.Later) {
		c, asked := byPurpose[p]
		all = append(all, agreement(r, who, p, c, asked))
	}
	return all
}

func agreement(r *page.Request, who person.Person, p consent.Purpose, c consent.Consent, asked bool) Agreement {
	own := r.Beside(string(who.Language))
	now := consent.WordingBeside(r.Words(), own, p)
	a := Agreement{Name: r.T("consent.name." + string(p)), Words: consent.WordingOf(r.Words(), p).Words, Answer: r.T("peoplepages.agreed.not-asked"),
		Open: r.T("personpages.agreed.words")}
	switch {
	case asked && c.Given:
		a.Words, a.Answer = c.Words, r.T("peoplepages.agreed.yes")
		a.Said = r.T("peoplepages.agreed.said-yes", "When", r.Words().When(c.At))
	case asked:
		a.Answer = r.T("peoplepages.agreed.no")
		a.Said = r.T("peoplepages.agreed.said-no", "When", r.Words().When(c.At))
	}
	if p == consent.Record && c.Given {
		a.Stays = r.T("peoplepages.agreed.record-stays")
		if who.May(r.Actor(), access.PersonErase) {
			a.Erase = goTo(r, "peoplepages.delete.title", "/people/"+who.ID+"/delete")
		}
		return a
	}
	if !who.May(r.Actor(), access.ConsentWrite) {
		return a
	}
	if own != nil && !c.Given { // an answer that stands has both among its words
		a.Own = OwnWords{own.T("consent.words." + string(p)), own.Lang(), own.Dir()}
	}
	act := func(key, said string) page.Act {
		return r.Act("/people/"+who.ID+"/consents", key, "purpose", string(p), "said", said, "version", now.Version).Secondary()
	}
	if c.Given {
		a.Back = act("peoplepages.agreed.now-no", "no")
		return a
	}
	a.Open = r.T("personpages.agreed.ask")
	a.Say = []page.Act{act("peoplepages.agreed.now-yes", "yes")}
	if !asked {
		a.Say = append(a.Say, act("peoplepages.agreed.now-no", "no"))
	}
	return a
}

// beside is the words that stood beside those of whoever asked.
func beside(r *page.Request) func(person.Person) *locale.Words {
	return func(p person.Person) *locale.Words { return r.Beside(string(p.Language)) }
}

// saveAnswer stores a change of mind: said on the shop floor, at any time.
func (a *Area) saveAnswer(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	f := r.Form()
	said := consent.Answer{Purpose: consent.Purpose(f.Get("purpose")), Given: f.Get("said") == "yes", Version: f.Get("version")}
	if err := a.Consents.AnswerBeside(r.Context(), r.Actor(), r.Words(), beside(r), id, said); err != nil {
		return nil, err
	}
	return page.See("/people/" + id).Flash("peoplepages.agreed.saved"), nil
}

// AgreedView is everything that a person was asked: what they said, when, to
// which words, and who read them out.
type AgreedView struct {
	page.Frame
	Name  string
	Said  []SaidLine
	Older page.Pagination
}

// SaidLine is one answer.
type SaidLine struct{ When, Text, Words, Reader string }

func (a *Area) agreed(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	before := r.Query("before")
	if !ident.Valid(before) {
		before = ""
	}
	h, err := a.Consents.History(r.HTTP().Context(), r.Actor(), id, before)
	if err != nil {
		return nil, err
	}
	a.Reads.Saw(r.Actor().Scope, r.Actor().Account, h.Person.ID, "agreed")
	v := AgreedView{Frame: r.Frame("personpages.agreed.title"), Name: h.Person.Name}
	v.Back = "/people/" + h.Person.ID
	for _, t := range h.Told {
		v.Said = append(v.Said, saidLine(r, t))
	}
	if h.Next != "" {
		v.Older = page.Pagination{Label: r.T("personpages.agreed.pages"), Next: page.PageLink{
			Text: r.T("personpages.agreed.older"), Href: v.Back + "/agreed?" + url.Values{"before": {h.Next}}.Encode()}}
	}
	return agreedPage.Show(v), nil
}

func saidLine(r *page.Request, t consent.Told) SaidLine {
	event := "peoplepages.event.ConsentWithdrawn"
	if t.Given {
		event = "peoplepages.event.ConsentGiven"
	}
	line := SaidLine{When: r.Words().When(t.At), Words: t.Words, Text: r.T(event, "Purpose", r.T("consent.name."+string(t.Purpose)))}
	switch {
	case t.Merged:
		line.Reader = r.T("personpages.agreed.merged")
	case t.Reader != "":
		line.Reader = r.T("personpages.agreed.reader", "Name", t.Reader)
	}
	return line
}
