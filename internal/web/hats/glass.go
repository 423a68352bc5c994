package hats

import (
	"strconv"

	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/web/page"
)

var (
	glassPage    = page.Declare[GlassView](files, "glass.html")
	triedPage    = page.Declare[TriedView](files, "tried.html")
	behindPage   = page.Declare[BehindView](files, "behind.html")
	registerView = page.Declare[RegisterView](files, "register.html")
)

// GlassView asks whose record is to be opened, and why.
type GlassView struct {
	page.Frame
	Form   *page.Form
	Who    page.Input
	Reason page.Textarea
	Do     page.Button
}

func (a *Area) glass(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	f.Drafts = false // it is no place to begin and come back to
	v := GlassView{Frame: r.Frame("hats.glass.title"), Form: f, Who: f.Input("who", "hats.glass.who"),
		Reason: f.Textarea("reason", "hats.glass.reason"), Do: f.Submit("hats.glass.do")}
	v.Who.Hint, v.Reason.Hint = r.T("hats.glass.who-hint"), r.T("hats.glass.reason-hint")
	v.Who.Autocomplete, v.Who.Spellcheck = "off", "false"
	v.Do.Classes = "govuk-button--warning"
	v.Back = "/devices"
	return glassPage.Show(v), nil
}

// breakGlass writes the try down. Where it leads does not depend on whether it
// opened anything.
func (a *Area) breakGlass(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	t := person.Try{ID: r.FormID(), Who: f.Get("who"), Reason: f.Get("reason")}
	if err := a.Glass.Break(r.Context(), r.Actor(), t); err != nil {
		return nil, err
	}
	return page.See(glassPath + "/" + t.ID), nil
}

// TriedView says that the try was written down: the same, whatever it opened.
type TriedView struct {
	page.Frame
	Open page.Button
}

func (a *Area) tried(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("try")
	if err != nil {
		return nil, err
	}
	v := TriedView{Frame: r.Frame("hats.tried.title"), Open: page.Button{Text: r.T("hats.tried.open"), Href: glassPath + "/" + id + "/record"}}
	v.Back = glassPath
	return triedPage.Show(v), nil
}

// BehindView is a sealed record as it stands open for an hour, to read.
type BehindView struct {
	page.Frame
	Name  string
	Until string
	Facts page.SummaryList
	In    []string
	Ahead []string
}

func (a *Area) behind(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("try")
	if err != nil {
		return nil, err
	}
	b, err := a.Links.BehindGlass(r.HTTP().Context(), r.Actor(), id)
	if err != nil {
		return nil, err
	}
	a.Reads.Saw(r.Actor().Scope, r.Actor().Account, b.Person.ID, "glass")
	v := BehindView{Frame: r.Frame("hats.behind.title"), Name: b.Person.Name, Until: r.Words().When(b.Until), Facts: facts(r, b)}
	for _, l := range b.In {
		v.In = append(v.In, l.Name)
	}
	for _, e := range b.Ahead {
		key := "hats.behind.alone"
		if e.Companion != "" {
			key = "hats.behind.together"
		}
		v.Ahead = append(v.Ahead, r.T(key, "When", r.Words().When(e.Starts), "Meeting", e.Title, "Where", e.Venue, "Name", e.Companion))
	}
	return behindPage.Show(v), nil
}

func facts(r *page.Request, b link.Behind) (list page.SummaryList) {
	add := func(key, value string) {
		if value != "" {
			list.Rows = append(list.Rows, page.SummaryRow{Key: r.T(key), Value: value})
		}
	}
	p := b.Person
	contact := r.T("hats.behind.no-contact")
	if b.Contact {
		contact = r.T("person.contact." + string(p.Contact.How))
	}
	add("person.field.contact", contact)
	add("person.field.phone", p.Phone)
	add("person.field.contact_when", p.Contact.When)
	add("person.field.contact_as", p.Contact.As)
	add("person.field.area", p.Area)
	add("hats.behind.needs", p.AccessNeeds)
	add("hats.behind.keeper", b.Keeper)
	return list
}

// RegisterView is what the safeguarding lead reads: every try, and why.
type RegisterView struct {
	page.Frame
	Tries []Opening
	Older page.Pagination
}

func (a *Area) register(r *page.Request) (*page.Answer, error) {
	before, _ := strconv.ParseInt(r.Query("before"), 10, 64) // anything else is the newest page
	all, older, err := a.Glass.Register(r.HTTP().Context(), r.Actor(), before)
	if err != nil {
		return nil, err
	}
	v := RegisterView{Frame: r.Frame("hats.register.title"), Tries: openings(r, all)}
	for i, o := range all {
		if !o.Found && !o.Erased {
			v.Tries[i].Text = r.T("hats.register.nothing", "Name", o.By, "When", r.Words().When(o.At))
		}
	}
	v.Back = "/devices"
	if older != 0 {
		v.Older = page.Pagination{Label: r.T("hats.register.title"), Next: page.PageLink{Text: r.T("hats.register.older"),
			Href: registerPath + "?before=" + strconv.FormatInt(older, 10)}}
	}
	return registerView.Show(v), nil
}
