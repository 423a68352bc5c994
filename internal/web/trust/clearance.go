package trust

import (
	"strconv"

	"openmaf/internal/people/companion"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
	"openmaf/internal/web/page"
)

var clearancePage = page.Declare[ClearanceView](files, "clearance.html")

// Cleared is what the page of a member says of their clearance.
type Cleared struct {
	Words    string // that they may go along, until when; or that they may not
	Change   string // where to clear them
	Withdraw *page.Act
}

// cleared is nil for a member who does not go along with people, and for a
// reader who has no business with it.
func (a *Area) cleared(r *page.Request, m account.Account) (*Cleared, error) {
	if !hasRole(m, access.Companion) || !access.May(r.Actor(), access.CompanionRead) {
		return nil, nil
	}
	c, err := a.companions.Of(r.Context(), r.Actor(), m.ID)
	if err != nil && !fault.Is(err, fault.Missing) {
		return nil, err
	}
	found := err == nil
	v := &Cleared{Words: r.T("trustpages.clearance.none")}
	if found {
		key := "trustpages.clearance.stands"
		if c.LastOn().Before(civil.DateOf(r.Now())) {
			key = "trustpages.clearance.lapsed"
		}
		v.Words = r.T(key, "Until", r.Words().Date(c.LastOn()))
	}
	if access.May(r.Actor(), access.CompanionClear) && m.ID != r.Actor().Account {
		v.Change = "/team/" + m.ID + "/clearance"
		if found {
			withdraw := r.Act(v.Change+"/withdraw", "trustpages.clearance.withdraw").Secondary()
			v.Withdraw = &withdraw
		}
	}
	return v, nil
}

func hasRole(m account.Account, role access.Role) bool {
	for _, held := range m.Roles {
		if held == role {
			return true
		}
	}
	return false
}

// ClearanceView asks what a manager saw before somebody goes along.
type ClearanceView struct {
	page.Frame
	Heading    string
	Form       *page.Form
	References page.DateInput
	Training   page.DateInput
	DBSNeeded  page.Checkboxes
	DBS        page.DateInput
	Until      page.DateInput
	RunsOut    []page.DateInput // the other papers, each where it has a last day
	OutBefore  page.Checkboxes
	Save       page.Button
}

func (a *Area) clearance(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("account")
	if err != nil {
		return nil, err
	}
	m, err := a.accounts.Get(r.Context(), r.Actor(), id)
	if err != nil {
		return nil, err
	}
	if !hasRole(m, access.Companion) {
		return nil, fault.New(fault.Missing, "record.missing")
	}
	c, err := a.companions.Of(r.Context(), r.Actor(), id)
	if err != nil && !fault.Is(err, fault.Missing) {
		return nil, err
	}
	f := r.Form()
	presetDate(f, "references_on", c.References)
	presetDate(f, "training_on", c.Training)
	presetDate(f, "dbs_on", c.DBS)
	presetDate(f, "until_on", c.Until)
	if c.DBSNeeded {
		f.Preset("dbs_needed", "yes")
	}
	if c.OutBefore {
		f.Preset("out_before", "yes")
	}
	v := ClearanceView{Frame: r.Frame("trustpages.clearance.title"), Heading: r.T("trustpages.clearance.heading", "Name", m.Name),
		Form:       f,
		References: f.DateInput("references_on", "trustpages.clearance.references"),
		Training:   f.DateInput("training_on", "trustpages.clearance.training"),
		DBSNeeded:  f.Checkboxes("dbs_needed", "trustpages.clearance.dbs", r.Choices("trustpages.clearance.dbs.", "yes")),
		DBS:        f.DateInput("dbs_on", "trustpages.clearance.dbs-on"),
		Until:      f.DateInput("until_on", "trustpages.clearance.until"),
		Save:       f.Submit("trustpages.clearance.save"),
	}
	v.DBS.Hint = r.T("trustpages.clearance.dbs-hint")
	v.Until.Hint = r.T("trustpages.clearance.until-hint")
	v.RunsOut = runsOut(r, f, c)
	v.OutBefore = f.Checkboxes("out_before", "trustpages.clearance.out-before", r.Choices("trustpages.clearance.out-before.", "yes"))
	v.Back = "/team/" + id
	return clearancePage.Show(v), nil
}

// runsOut asks until when each of the papers holds, where it does not hold for
// good.
func runsOut(r *page.Request, f *page.Form, c companion.Clearance) (out []page.DateInput) {
	for _, p := range []struct {
		name, label, hint string
		until             civil.Date
	}{
		{"training_until", "training-until", "runs-out-hint", c.TrainingUntil},
		{"dbs_until", "dbs-until", "runs-out-hint", c.DBSUntil},
		{"car_until", "car-until", "car-hint", c.CarUntil},
	} {
		presetDate(f, p.name, p.until)
		field := f.DateInput(p.name, "trustpages.clearance."+p.label)
		field.Hint = r.T("trustpages.clearance." + p.hint)
		out = append(out, field)
	}
	return out
}

// presetDate shows a day that is known already in the three fields of a date.
func presetDate(f *page.Form, name string, d civil.Date) {
	if d.IsZero() {
		return
	}
	f.Preset(name+"-day", strconv.Itoa(d.Day)).Preset(name+"-month", strconv.Itoa(int(d.Month))).
		Preset(name+"-year", strconv.Itoa(d.Year))
}

func (a *Area) clear(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("account")
	if err != nil {
		return nil, err
	}
	f := r.Form()
	c := companion.Clearance{Account: id, References: f.Date("references_on"), Training: f.Date("training_on"),
		DBSNeeded: f.Has("dbs_needed", "yes"), DBS: f.Date("dbs_on"), Until: f.Date("until_on"),
		TrainingUntil: f.Date("training_until"), DBSUntil: f.Date("dbs_until"), CarUntil: f.Date("car_until"),
		OutBefore: f.Has("out_before", "yes")}
	if err := f.Err(); err != nil {
		return nil, err
	}
	if err := a.companions.Clear(r.Context(), r.Actor(), c); err != nil {
		return nil, err
	}
	return page.See("/team/" + id).Flash("trustpages.clearance.saved"), nil
}

func (a *Area) withdrawClearance(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("account")
	if err != nil {
		return nil, err
	}
	if err := a.companions.Withdraw(r.Context(), r.Actor(), id); err != nil {
		return nil, err
	}
	return page.See("/team/" + id).Flash("trustpages.clearance.withdrawn"), nil
}
