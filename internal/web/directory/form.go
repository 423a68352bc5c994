package directory

import (
	"strconv"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/place"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/web/page"
)

var formPage = page.Declare[FormView](files, "form.html")

// FormView is the form of a meeting, new or known.
type FormView struct {
	page.Frame
	Fields  Fields
	Version int    // of the meeting that the form changes
	Now     string // what the meeting says now, when somebody changed it meanwhile
}

func (a *Area) blank(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	preset(f, blankListing, today(r))
	f.Preset("time")
	v := FormView{Frame: r.Frame("directorypages.new.title"), Fields: fields(r, f, blankListing)}
	sure := f.Checkboxes("sure", "directorypages.field.sure", r.Choices("directorypages.sure.", "yes"))
	if sure.Error != "" || f.Has("sure", "yes") {
		v.Fields.Sure = sure
	}
	v.Back = "/meetings"
	return formPage.Show(v), nil
}

func (a *Area) add(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	l := readListing(f, meeting.Listing{})
	if err := problems(f, l); err != nil {
		return nil, err
	}
	err := a.meetings.AddTyped(r.Context(), r.Actor(), meeting.Typed{ID: r.FormID(), Listing: l,
		Rang: f.Has("rang", "yes"), Sure: f.Has("sure", "yes")})
	if err != nil {
		return nil, err
	}
	return a.saved(r, r.FormID())
}

// saved leads to the meeting. A postcode that nobody knows is said there as
// long as nobody knows it.
func (a *Area) saved(r *page.Request, id string) (*page.Answer, error) {
	if err := a.changed(r); err != nil {
		return nil, err
	}
	return page.See("/meetings/" + id).Flash("directorypages.saved"), nil
}

func (a *Area) filled(r *page.Request) (*page.Answer, error) {
	m, err := a.named(r)
	if err != nil {
		return nil, err
	}
	f := r.Form()
	preset(f, m.Listing, today(r))
	f.Preset("version", strconv.Itoa(m.Version))
	v := FormView{Frame: r.Frame("directorypages.change.title"), Fields: fields(r, f, m.Listing), Version: m.Version}
	// Whoever sees the form again sees what it would overwrite, and may.
	if f.Get("version") != strconv.Itoa(m.Version) {
		v.Now = r.T("directorypages.change.now", "Title", m.Title, "When", when(r, &m), "Where", where(&m))
	}
	if m.Withdrawn {
		v.Now = r.T("directorypages.meeting.gone")
	}
	v.Back = "/meetings/" + m.ID
	return formPage.Show(v), nil
}

func (a *Area) change(r *page.Request) (*page.Answer, error) {
	m, err := a.named(r)
	if err != nil {
		return nil, err
	}
	f := r.Form()
	l := readListing(f, m.Listing)
	if err := problems(f, l); err != nil {
		return nil, err
	}
	if err := a.meetings.Change(r.Context(), r.Actor(), m.ID, version(f), l, f.Has("rang", "yes")); err != nil {
		return nil, err
	}
	return a.saved(r, m.ID)
}

// version that the form was shown with; no meeting has version 0.
func version(f *page.Form) int {
	n, err := strconv.Atoi(f.Get("version"))
	if err != nil {
		return 0
	}
	return n
}

// named is the meeting of the address.
func (a *Area) named(r *page.Request) (meeting.Meeting, error) {
	id, err := r.ID("meeting")
	if err != nil {
		return meeting.Meeting{}, err
	}
	return a.meetings.Get(r.Context(), r.Actor(), id)
}

// unplaced reports whether nobody knows where on the map the meeting is.
func unplaced(tx *db.Tx, m *meeting.Meeting) (bool, error) {
	if m.Located || m.Attendance == meeting.Online {
		return false, nil
	}
	if m.Postcode == "" {
		return true, nil
	}
	_, err := place.Find(tx, m.Postcode)
	if fault.As(err) != nil {
		return true, nil
	}
	return false, err
}
