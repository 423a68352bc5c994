package measure

import (
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
	"openmaf/internal/programme/asking"
	"openmaf/internal/programme/measure"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

var (
	deskPage = page.Declare[DeskView](files, "desk.html")
	onePage  = page.Declare[OneView](files, "one.html")
	linkPage = page.Declare[LinkView](files, "link.html")
)

// DeskView is what somebody was asked, and what more they could be.
type DeskView struct {
	page.Frame
	Who     string
	WhyNot  string // they are not asked
	Agree   string // where to ask whether they may be
	Change  string // where it is seen what they answered; empty for who may not
	Asks    []Row
	Form    *page.Form
	Measure page.Select
	Point   page.Radios
	How     page.Radios
	Opens   page.DateInput
	Save    page.Button
}

// Row is one asking.
type Row struct{ Text, Quiet, Path string }

func (a *Area) desk(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	d, err := a.Questions.Desk(r.HTTP().Context(), r.Actor(), id)
	if err != nil {
		return nil, err
	}
	f := r.Form().Preset("how", string(asking.Aloud))
	v := DeskView{Frame: r.Frame("measurepages.title"), Who: d.Person.FirstName(), Form: f,
		Measure: f.Select("measure", "measurepages.measure", []page.Choice{{Value: "", Text: r.T("measurepages.measure.choose")}}),
		Point:   f.Radios("point", "measurepages.point", r.Choices("measurepages.point.", texts(asking.Points)...)),
		How:     f.Radios("how", "measurepages.how", r.Choices("measurepages.how.", texts(asking.Hows)...)),
		Opens:   f.DateInput("opens", "measurepages.opens"), Save: f.Submit("measurepages.save")}
	v.Opens.Hint = r.T("measurepages.opens.hint")
	for _, m := range d.Measures {
		v.Measure.Items = append(v.Measure.Items, page.Option{Value: m.ID, Text: m.Title, Selected: f.Has("measure", m.ID)})
	}
	v.Back = "/people/" + d.Person.ID
	if d.Person.May(r.Actor(), access.MeasureRead) {
		v.Change = r.Path() + "/change"
	}
	switch {
	case d.Person.IsDead():
		v.WhyNot = r.T("asking.died")
	case d.Person.Sealed:
		v.WhyNot = r.T("asking.sealed")
	case !d.Agreed:
		v.WhyNot, v.Agree = r.T("asking.not_agreed"), v.Back+"/agreed"
	}
	for _, ask := range d.Asks {
		v.Asks = append(v.Asks, row(r, ask, d.Measures))
	}
	return deskPage.Show(v), nil
}

func texts[T ~string](list []T) (all []string) {
	for _, t := range list {
		all = append(all, string(t))
	}
	return all
}

// row tells how far an asking has come; only one that waits leads somewhere.
func row(r *page.Request, ask asking.Ask, known []*measure.Definition) Row {
	title := ask.Measure
	for _, d := range known {
		if d.ID == ask.Measure {
			title = d.Title
		}
	}
	day := func(d civil.Date) string { return r.Words().Day(d) }
	out := Row{Text: title, Path: "/people/" + ask.Person + "/questions/" + ask.ID}
	point := r.T("measurepages.point." + string(ask.Point))
	today := civil.DateOf(r.Now())
	switch {
	case !ask.Withdrawn.IsZero():
		out.Quiet = r.T("measurepages.row.withdrawn", "Point", point, "Day", day(civil.DateOf(ask.Withdrawn)))
	case !ask.Finished.IsZero():
		out.Quiet = r.T("measurepages.row.finished", "Point", point, "Day", day(civil.DateOf(ask.Finished)))
	case today.After(ask.Closes):
		out.Quiet = r.T("measurepages.row.closed", "Point", point, "Day", day(ask.Closes))
	case today.Before(ask.Opens):
		out.Quiet = r.T("measurepages.row.opens", "Point", point, "Day", day(ask.Opens))
	default:
		out.Quiet = r.T("measurepages.row.waits", "Point", point, "Day", day(ask.Due), "Until", day(ask.Closes))
	}
	return out
}

func (a *Area) begin(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	f := r.Form()
	b := asking.Beginning{ID: r.FormID(), Person: id, Measure: f.Get("measure"), Point: asking.Point(f.Get("point")), How: asking.How(f.Get("how")),
		Opens: f.Date("opens")}
	if err := f.Err(); err != nil {
		return nil, err
	}
	if err := a.Questions.Begin(r.Context(), r.Actor(), b); err != nil {
		return nil, err
	}
	return page.See("/people/" + id + "/questions/" + b.ID).Flash("measurepages.saved"), nil
}

// OneView is one asking with the ways to put it to the person.
type OneView struct {
	page.Frame
	Who, Heading, When string
	Waits              bool
	Quiet              string // why it does not
	Self               string
	Aloud, Typed       page.Button
	Tablet, Link       page.Act
	Send               []page.Act
	Shut               []string
	Withdraw           page.Act
	Quotes             string // where what they wrote is; empty: not answered
}

func (a *Area) one(r *page.Request) (*page.Answer, error) {
	d, ask, err := a.asked(r)
	if err != nil {
		return nil, err
	}
	line := row(r, ask, d.Measures)
	v := OneView{Frame: r.Frame("measurepages.title"), Who: d.Person.FirstName(), Heading: line.Text, When: line.Quiet, Self: line.Path,
		Waits: ask.Waits(civil.DateOf(r.Now())) && d.Agreed && !d.Person.Sealed && !d.Person.IsDead()}
	v.Back = "/people/" + d.Person.ID + "/questions"
	if !ask.Finished.IsZero() && ask.Withdrawn.IsZero() {
		v.Quotes = v.Self + "/quotes"
	}
	if ask.Withdrawn.IsZero() {
		v.Withdraw = r.Act(v.Self+"/withdraw", "measurepages.withdraw").Secondary()
	}
	if !v.Waits {
		return onePage.Show(v), nil
	}
	second := func(how asking.How) string {
		if ask.How == how || ask.How == "" && how == asking.Aloud {
			return ""
		}
		return "govuk-button--secondary"
	}
	v.Aloud = page.Button{Text: r.T("measurepages.do.aloud"), Href: v.Self + "/aloud", Classes: second(asking.Aloud)}
	v.Typed = page.Button{Text: r.T("measurepages.do.typed"), Href: v.Self + "/typed", Classes: second(asking.Paper)}
	v.Tablet, v.Link = r.Act(v.Self+"/tablet", "measurepages.do.tablet"), r.Act(v.Self+"/link", "measurepages.do.link")
	v.Tablet.Button.Classes, v.Link.Button.Classes = second(asking.Tablet), second(asking.Phone)
	if ask.How == asking.Phone || ask.How == "" {
		for _, way := range d.Ways {
			by := string(way.Channel)
			if way.Why == "" {
				v.Send = append(v.Send, r.Act(v.Self+"/send", "own.send."+by, "channel", by))
			} else {
				v.Shut = append(v.Shut, r.T("own.send.shut", "Way", r.T("message.by."+by), "Why", r.T("message.not."+string(way.Why))))
			}
		}
	}
	return onePage.Show(v), nil
}

// asked is the asking of the address, which must be of the person in it.
func (a *Area) asked(r *page.Request) (d asking.Desk, ask asking.Ask, err error) {
	at, err := ids(r)
	if err != nil {
		return d, ask, err
	}
	if d, err = a.Questions.Desk(r.HTTP().Context(), r.Actor(), at[0]); err != nil {
		return d, ask, err
	}
	for _, ask := range d.Asks {
		if ask.ID == at[1] {
			return d, ask, nil
		}
	}
	return d, ask, fault.New(fault.Missing, "record.missing")
}

// ids are the person and the asking of the address.
func ids(r *page.Request) (at [2]string, err error) {
	for i, name := range []string{"person", "asking"} {
		if at[i], err = r.ID(name); err != nil {
			return at, err
		}
	}
	return at, nil
}

// LinkView hands over a link, this once.
type LinkView struct {
	page.Frame
	Link, Until string
}
