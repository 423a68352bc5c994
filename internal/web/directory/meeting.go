package directory

import (
	"strconv"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
	"openmaf/internal/web/page"
)

var meetingPage = page.Declare[MeetingView](files, "meeting.html")

// MeetingView is all that the community knows of one meeting.
type MeetingView struct {
	page.Frame
	Called   string
	About    page.SummaryList
	Facts    []string
	Unknown  []string
	Notes    string
	Website  string
	Join     string
	Checked  string   // by whom and when
	Doubts   []string // what to know before anybody is sent there
	Gone     bool     // withdrawn
	Rang     *page.Act
	Flag     string // addresses of what may be done
	Change   string
	Withdraw string
	Rest     string
}

func (a *Area) meeting(r *page.Request) (*page.Answer, error) {
	m, err := a.named(r)
	if err != nil {
		return nil, err
	}
	v := MeetingView{Frame: r.Frame("directorypages.meeting.title"), Called: m.Title, Notes: m.Notes, Website: m.Website,
		Join: m.Join, Gone: m.Withdrawn}
	v.Back = "/meetings"
	v.describe(r, &m)
	if err := a.check(r, &v, &m); err != nil {
		return nil, err
	}
	v.offer(r, &m)
	return meetingPage.Show(v), nil
}

func (v *MeetingView) describe(r *page.Request, m *meeting.Meeting) {
	add := func(key, value string) {
		if value != "" {
			v.About.Rows = append(v.About.Rows, page.SummaryRow{Key: r.T("directorypages.meeting." + key), Value: value})
		}
	}
	add("group", r.T("directorypages.fellowship", "Name", group(r, m), "Kind", r.T("meeting.kind."+string(m.Kind))))
	if m.Fellowship == "" {
		v.About.Rows[0].Value = group(r, m)
	}
	add("when", when(r, m))
	if next, ok := m.Slot.After(r.Now()); ok {
		add("next", r.Words().Date(next.On))
	}
	add("attendance", r.T("meeting.attendance."+string(m.Attendance)))
	add("where", where(m))
	source := m.Source
	if source == meeting.TypedHere {
		source = r.T("directorypages.meeting.typed")
	}
	add("source", source)
	for _, name := range facet.Names {
		switch value := facet.Of(m.Facets, name).Value; {
		case name == facet.Chit:
		case value == facet.Unknown:
			v.Unknown = append(v.Unknown, r.T("facet."+string(name)))
		default:
			v.Facts = append(v.Facts, r.T("facet."+string(name)+"."+value.String()))
		}
	}
}

// check tells how far the listing can be trusted.
func (a *Area) check(r *page.Request, v *MeetingView, m *meeting.Meeting) error {
	return a.view(r, func(tx *db.Tx) error {
		lost, err := unplaced(tx, m)
		if err != nil {
			return err
		}
		if lost {
			v.Doubts = append(v.Doubts, r.T("directorypages.meeting.unplaced"))
		}
		if !m.FlaggedOn.IsZero() {
			v.Doubts = append(v.Doubts, r.T("directorypages.meeting.flagged", "Day", r.Words().Date(m.FlaggedOn),
				"What", r.T("meeting.flag."+string(m.FlagReason))))
		}
		if !m.SeeLead.IsZero() {
			v.Doubts = append(v.Doubts, r.T("directorypages.meeting.see-lead"))
		}
		if !m.MissingFrom.IsZero() {
			v.Doubts = append(v.Doubts, r.T("directorypages.meeting.missing", "Day", r.Words().Date(m.MissingFrom)))
		}
		if m.LastChecked.IsZero() {
			v.Checked = r.T("directorypages.meeting.never")
			return nil
		}
		name, err := account.NameOf(tx, m.CheckedBy)
		v.Checked = r.T("directorypages.meeting.checked", "Day", r.Words().Date(m.LastChecked))
		if name != "" {
			v.Checked = r.T("directorypages.meeting.checked-by", "Day", r.Words().Date(m.LastChecked), "Name", name)
		}
		return err
	})
}

// offer what the reader may do with the meeting.
func (v *MeetingView) offer(r *page.Request, m *meeting.Meeting) {
	if m.Withdrawn {
		return
	}
	at := "/meetings/" + m.ID
	if access.May(r.Actor(), access.MeetingCheck) {
		rang := r.Act(at+"/rang", "directorypages.rang.yes")
		v.Rang, v.Flag = &rang, at+"/flag"
	}
	if access.May(r.Actor(), access.MeetingWrite) {
		v.Change, v.Withdraw = at+"/change", at+"/withdraw"
	}
	if access.May(r.Actor(), access.MeetingRest) {
		v.Rest = at + "/rest"
	}
}

func (a *Area) rang(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("meeting")
	if err != nil {
		return nil, err
	}
	if err := a.meetings.Rang(r.Context(), r.Actor(), id); err != nil {
		return nil, err
	}
	if err := a.changed(r); err != nil {
		return nil, err
	}
	return page.See("/meetings/" + id).Flash("directorypages.rang.done"), nil
}

var flagPage = page.Declare[FlagView](files, "flag.html")

// FlagView asks what is wrong with a listing.
type FlagView struct {
	page.Frame
	Called string
	Form   *page.Form
	Reason page.Radios
	Save   page.Button
}

func (a *Area) wrong(r *page.Request) (*page.Answer, error) {
	m, err := a.named(r)
	if err != nil {
		return nil, err
	}
	f := r.Form()
	var reasons []page.Choice
	for _, reason := range meeting.FlagReasons {
		reasons = append(reasons, page.Choice{Value: string(reason), Text: r.T("meeting.flag." + string(reason))})
	}
	v := FlagView{Frame: r.Frame("directorypages.flag.title"), Called: m.Title, Form: f,
		Reason: f.Radios("reason", "directorypages.flag.reason", reasons), Save: f.Submit("directorypages.flag.save")}
	v.Back = "/meetings/" + m.ID
	return flagPage.Show(v), nil
}

func (a *Area) flag(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("meeting")
	if err != nil {
		return nil, err
	}
	if err := a.meetings.Flag(r.Context(), r.Actor(), id, meeting.FlagReason(r.Form().Get("reason"))); err != nil {
		return nil, err
	}
	if err := a.changed(r); err != nil {
		return nil, err
	}
	return page.See("/meetings/" + id).Flash("directorypages.flag.done"), nil
}

var withdrawPage = page.Declare[WithdrawView](files, "withdraw.html")

// WithdrawView asks once whether it is meant.
type WithdrawView struct {
	page.Frame
	Called, Usual string
	Yes           page.Act
	No            string
}

func (a *Area) sure(r *page.Request) (*page.Answer, error) {
	m, err := a.named(r)
	if err != nil {
		return nil, err
	}
	at := "/meetings/" + m.ID
	v := WithdrawView{Frame: r.Frame("directorypages.withdraw.title"), Called: m.Title, Usual: when(r, &m), No: at,
		Yes: r.Act(at+"/withdraw", "directorypages.withdraw.yes", "version", strconv.Itoa(m.Version))}
	v.Back = at
	return withdrawPage.Show(v), nil
}

func (a *Area) withdraw(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("meeting")
	if err != nil {
		return nil, err
	}
	if err := a.meetings.Withdraw(r.Context(), r.Actor(), id, version(r.Form())); err != nil {
		return nil, err
	}
	if err := a.changed(r); err != nil {
		return nil, err
	}
	return page.See("/meetings").Flash("directorypages.withdraw.done"), nil
}
