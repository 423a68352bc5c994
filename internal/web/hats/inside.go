package hats

import (
	"time"

	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/db"
	"openmaf/internal/web/page"
)

var insidePage = page.Declare[InsideView](files, "inside.html")

// InsideView says who may open a record, to be chosen with the person beside
// whoever keeps it.
type InsideView struct {
	page.Frame
	Name   string
	Sealed bool
	Seal   page.Act
	In     []Row
	LetIn  *page.Form
	Who    page.Select
	Add    page.Button
	Tell   *page.Form
	Own    page.Select
	Say    page.Button
	Told   bool // they are told at some account; at which is not shown
	Opened []Opening
}

// Row is one account that may open the record.
type Row struct {
	Name  string
	Since time.Time
	Out   *page.Act // puts them out
}

// Opening is one time that the record was opened in an emergency.
type Opening struct{ Text, Reason string }

func (a *Area) inside(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	ctx, actor := r.HTTP().Context(), r.Actor()
	i, err := a.People.Inside(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	a.Reads.Saw(actor.Scope, actor.Account, i.Person.ID, "hats")
	at := "/people/" + i.Person.ID
	v := InsideView{Frame: r.Frame("hats.inside.title"), Name: i.Person.Name, Sealed: i.Person.Sealed, Told: i.Told}
	v.Back = at
	if !v.Sealed {
		v.Seal = r.Act(at+"/seal", "hats.inside.seal")
		return insidePage.Show(v), nil
	}
	for _, l := range i.In {
		v.In = append(v.In, row(r, l, at+"/put-out", l.Account != actor.Account))
	}
	v.LetIn, v.Who, v.Add = chooser(r, at+"/let-in", "account", "hats.inside.who", i.Others)
	v.Add.Text = r.T("hats.inside.let-in")
	v.Tell, v.Own, v.Say = chooser(r, at+"/own-account", "own", "hats.inside.own", team(i, actor.Account))
	v.Own.Hint, v.Say.Text = r.T("hats.inside.own-hint"), r.T("hats.inside.say")
	opened, err := a.Glass.Openings(ctx, actor, id)
	v.Opened = openings(r, opened)
	return insidePage.Show(v), err
}

// team is everybody but the reader: whom the person may be.
func team(i person.Inside, reader string) (all []person.LetIn) {
	for _, l := range append(i.In[:len(i.In):len(i.In)], i.Others...) {
		if l.Account != reader {
			all = append(all, l)
		}
	}
	return all
}

func row(r *page.Request, l person.LetIn, putOut string, can bool) Row {
	one := Row{Name: l.Name, Since: l.Since}
	if can {
		out := r.Act(putOut, "hats.inside.put-out", "account", l.Account).Secondary()
		one.Out = &out
	}
	return one
}

// chooser is a form in which one account is chosen; nobody is chosen at first.
func chooser(r *page.Request, at, field, label string, list []person.LetIn) (*page.Form, page.Select, page.Button) {
	f := r.FormAt(at)
	f.Drafts = false
	choices := []page.Choice{{Text: r.T("hats.inside.nobody")}}
	for _, l := range list {
		choices = append(choices, page.Choice{Value: l.Account, Text: l.Name})
	}
	return f, f.Select(field, label, choices), f.Submit("hats.inside.let-in")
}

func openings(r *page.Request, all []person.Opened) (list []Opening) {
	for _, o := range all {
		one := Opening{Text: r.T("hats.opened.by", "Name", o.By, "When", r.Words().When(o.At)), Reason: o.Reason}
		switch {
		case o.Changed:
			one.Reason = r.T("hats.opened.changed")
		case o.Erased:
			one.Reason = r.T("hats.opened.erased")
		}
		list = append(list, one)
	}
	return list
}

// seal makes the record a sealed one. What others typed about the person and
// did not send goes with their sight of it.
func (a *Area) seal(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	err = a.People.Seal(r.Context(), r.Actor(), id, func(tx *db.Tx, personID string) error {
		links, err := link.IDs(tx, personID)
		if err != nil {
			return err
		}
		return a.Drafts.Sweep(tx, r.Actor().Account, append(links, personID)...)
	})
	if err != nil {
		return nil, err
	}
	return page.See("/people/" + id + "/hats").Flash("hats.inside.sealed"), nil
}

func (a *Area) letIn(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	if err := a.People.LetIn(r.Context(), r.Actor(), id, r.Form().Get("account")); err != nil {
		return nil, err
	}
	return page.See("/people/" + id + "/hats").Flash("hats.inside.let-in-done"), nil
}

func (a *Area) putOut(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	if err := a.People.PutOut(r.Context(), r.Actor(), id, r.Form().Get("account")); err != nil {
		return nil, err
	}
	return page.See("/people/" + id + "/hats").Flash("hats.inside.put-out-done"), nil
}

// tell says at which account the person is told, or that they are at none.
func (a *Area) tell(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	if own := r.Form().Get("own"); own == "" {
		err = a.People.Untell(r.Context(), r.Actor(), id)
	} else {
		err = a.People.Tell(r.Context(), r.Actor(), id, own)
	}
	if err != nil {
		return nil, err
	}
	return page.See("/people/" + id + "/hats").Flash("hats.inside.told"), nil
}
