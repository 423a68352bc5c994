package people

import (
	"openmaf/internal/people/person"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

var diedPage = page.Declare[DiedView](files, "died.html")

// DiedView is the one button for when somebody has died, and what is left to
// do once it was pressed.
type DiedView struct {
	page.Frame
	Name  string
	Form  *page.Form // before
	Do    page.Button
	Dead  string // after: since when
	Tell  []ToTell
	Undo  page.Act // takes it back
	Later bool     // it cannot be taken back any more
}

// ToTell is somebody who was to go along with them.
type ToTell struct {
	Name string
	Told page.Act
}

func (a *Area) died(r *page.Request) (*page.Answer, error) {
	who, err := a.open(r, access.PersonDied, "died")
	if err != nil {
		return nil, err
	}
	v := DiedView{Frame: r.Frame("personpages.died.title"), Name: who.Name}
	v.Back = "/people/" + who.ID
	if !who.IsDead() {
		v.Form = r.Form()
		v.Form.Drafts = false // there is nothing to type
		v.Do = v.Form.Submit("personpages.died.do")
		return diedPage.Show(v), nil
	}
	v.Dead = r.T("personpages.died.since", "Day", r.Words().Date(who.Died))
	losses, err := a.People.Losses(r.HTTP().Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	v.Later = true
	for _, l := range losses {
		if l.Person != who.ID {
			continue
		}
		for _, t := range l.Tell {
			v.Tell = append(v.Tell, ToTell{t.Name, r.Act("/people/"+who.ID+"/died/told", "personpages.died.told", "account", t.Account).Secondary()})
		}
		if v.Later = !r.Now().Before(l.At.Add(person.Mistaken)); !v.Later {
			v.Undo = r.Act("/people/"+who.ID+"/died/undo", "personpages.died.undo").Secondary()
		}
	}
	return diedPage.Show(v), nil
}

func (a *Area) saveDied(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	if err := a.Links.Died(r.Context(), r.Actor(), id); err != nil {
		return nil, err
	}
	return page.See("/people/" + id + "/died").Flash("personpages.died.done"), nil
}

func (a *Area) undoDied(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	if err := a.Links.NotDied(r.Context(), r.Actor(), id); err != nil {
		return nil, err
	}
	return page.See("/people/" + id).Flash("personpages.died.undone"), nil
}

// toldOf stores that whoever was to go along was told by somebody.
func (a *Area) toldOf(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	if err := a.People.Told(r.Context(), r.Actor(), id, r.Form().Get("account")); err != nil {
		return nil, err
	}
	return page.See("/people/" + id + "/died").Flash("personpages.died.told-done"), nil
}

// LossRow is somebody who died, on Today: a few words of care, and whom to
// tell.
type LossRow struct {
	Text string
	Tell string
	Href string // where the rest is done; empty for whoever only knew them
}

func lossRows(r *page.Request, losses []person.Loss) (rows []LossRow) {
	for _, l := range losses {
		row := LossRow{Text: r.T("personpages.died.today", "Name", firstName(l.Name), "Day", r.Words().Day(l.On))}
		if l.Mine {
			row.Href = "/people/" + l.Person + "/died"
		}
		for _, t := range l.Tell {
			row.Tell = r.T("personpages.died.today-tell", "Name", t.Name)
		}
		rows = append(rows, row)
	}
	return rows
}
