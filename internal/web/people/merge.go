package people

import (
	"openmaf/internal/people/consent"
	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/ident"
	"openmaf/internal/web/page"
)

var mergePage = page.Declare[MergeView](files, "merge.html")

// MergeView puts two records of one person together: first it asks which other
// one, then it shows what would become one.
type MergeView struct {
	page.Frame
	Name  string
	Parts []PartRow // that went into this record
	Find  page.Input
	Found []PersonRow
	None  bool

	Refused string // why they are not put together
	Stays   RecordCard
	Goes    RecordCard
	After   page.SummaryList
	Agreed  []string
	Do      page.Act
	Other   string // address of the same, the other way round
}

// RecordCard is one of the two records, in a few lines to look at closely.
type RecordCard struct {
	Name  string
	Lines []string
}

func recordCard(r *page.Request, p person.Person) RecordCard {
	c := RecordCard{Name: p.Name, Lines: []string{r.T("personpages.merge.since", "Day", r.Words().Date(civil.DateOf(p.Created)))}}
	for _, line := range []string{p.Pronouns, p.Area, p.Phone, p.Email, p.AccessNeeds} {
		if line != "" {
			c.Lines = append(c.Lines, line)
		}
	}
	return c
}

// PartRow is a record that went into this one.
type PartRow struct {
	Text string
	Undo page.Act
}

func (a *Area) merge(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	who, parts, err := a.Links.Parts(r.HTTP().Context(), r.Actor(), id)
	if err != nil {
		return nil, err
	}
	a.Reads.Saw(r.Actor().Scope, r.Actor().Account, who.ID, "merge")
	v := MergeView{Frame: r.Frame("personpages.merge.title"), Name: who.Name}
	v.Back = "/people/" + who.ID
	for _, p := range parts {
		v.Parts = append(v.Parts, PartRow{Text: r.T("personpages.merge.part", "Name", p.Name, "When", r.Words().When(p.At), "By", p.By),
			Undo: r.Act(v.Back+"/unmerge", "personpages.merge.undo", "merge", p.Merge).Secondary()})
	}
	if with := r.Query("with"); ident.Valid(with) {
		err = a.compare(r, &v, who.ID, with)
	} else {
		err = a.likely(r, &v, who)
	}
	if err != nil {
		return nil, err
	}
	return mergePage.Show(v), nil
}

// likely lists the records that may be the same person's, or those that were
// sought.
func (a *Area) likely(r *page.Request, v *MergeView, who person.Person) error {
	sought := r.Query("find")
	v.Find = page.Input{Field: page.Field{Name: "find", Label: r.T("peoplepages.list.find")}, Value: sought, Autocomplete: "off", Spellcheck: "false"}
	var some []person.Listed
	if sought == "" {
		var err error
		if some, err = a.People.Alike(r.HTTP().Context(), r.Actor(), who.Name); err != nil {
			return err
		}
	} else {
		found, err := a.People.List(r.HTTP().Context(), r.Actor(), person.Query{Find: sought})
		if err != nil {
			return err
		}
		some = found.People
	}
	for _, p := range some {
		if p.ID == who.ID {
			continue
		}
		row := personRow(r, p)
		row.Name, row.Href = p.Name, "/people/"+who.ID+"/merge?with="+p.ID
		v.Found = append(v.Found, row)
	}
	v.None = len(v.Found) == 0
	return nil
}

// compare shows what would become one, or why nothing does.
func (a *Area) compare(r *page.Request, v *MergeView, stays, goes string) error {
	m, err := a.Links.Merging(r.HTTP().Context(), r.Actor(), stays, goes)
	if f := fault.As(err); f != nil && f.Kind == fault.Conflict {
		v.Refused = r.Words().Fault(f)
		return nil
	}
	if err != nil {
		return err
	}
	a.Reads.Saw(r.Actor().Scope, r.Actor().Account, m.Goes.ID, "merge")
	v.Stays, v.Goes, v.After = recordCard(r, m.Stays), recordCard(r, m.Goes), asItStands(r, m.After)
	v.Agreed = wouldHold(r, m)
	v.Do = r.Act("/people/"+m.Stays.ID+"/merge", "personpages.merge.do", "other", m.Goes.ID)
	v.Other = "/people/" + m.Goes.ID + "/merge?with=" + m.Stays.ID
	return nil
}

func wouldHold(r *page.Request, m link.Merging) (lines []string) {
	asks := map[consent.Purpose]bool{}
	for _, c := range m.No {
		asks[c.Purpose] = true
	}
	for _, c := range m.Held {
		key := "personpages.merge.no"
		switch {
		case asks[c.Purpose]:
			key = "personpages.merge.ask-again"
		case c.Given:
			key = "personpages.merge.yes"
		}
		lines = append(lines, r.T(key, "Purpose", r.T("consent.name."+string(c.Purpose))))
	}
	return lines
}

func (a *Area) saveMerge(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	f := r.Form()
	other := f.Require("other", "personpages.merge.which")
	if err := f.Err(); err != nil {
		return nil, err
	}
	if err := a.Links.Merge(r.Context(), r.Actor(), id, other); err != nil {
		return nil, err
	}
	return page.See("/people/" + id).Flash("personpages.merge.done"), nil
}

func (a *Area) unmerge(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	f := r.Form()
	merge := f.Require("merge", "personpages.merge.which")
	if err := f.Err(); err != nil {
		return nil, err
	}
	if err := a.Links.Unmerge(r.Context(), r.Actor(), merge); err != nil {
		return nil, err
	}
	return page.See("/people/" + id).Flash("personpages.merge.undone"), nil
}
