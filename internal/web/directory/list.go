package directory

import (
	"net/url"
	"strings"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/option"
	"openmaf/internal/directory/place"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

var listPage = page.Declare[ListView](files, "list.html")

// ListView is one page of the community's meetings.
type ListView struct {
	page.Frame
	Search, Near page.Input
	Asked        bool
	Writes       bool // may type a meeting and bring in lists
	Places       bool // may bring in postcodes
	Empty        bool // there is no meeting at all
	ToRing       []Row
	Meetings     []Row
	First        bool
	Next         string // address of the next page
	Place        string // that they are near
}

// Row is one meeting of a list.
type Row struct {
	Title, When, Group, Where, Href string
	Flag                            string // what somebody found wrong
	FlaggedOn, Missing, Checked     civil.Date
}

// mostToRing bounds the short list at the top.
const mostToRing = 5

func (a *Area) list(r *page.Request) (*page.Answer, error) {
	v := ListView{Frame: r.Frame("directorypages.list.title"), First: true,
		Writes: access.May(r.Actor(), access.MeetingWrite), Places: access.May(r.Actor(), access.PlaceImport)}
	v.Search = page.Input{Field: page.Field{Name: "q", Label: r.T("directorypages.list.search")}, Value: r.Query("q")}
	v.Near = page.Input{Field: page.Field{Name: "near", Label: r.T("directorypages.list.near"), Hint: r.T("directorypages.list.near-hint")},
		Value: r.Query("near"), Spellcheck: "false"}
	v.Asked = v.Search.Value+v.Near.Value != ""
	fill := a.byTitle
	if v.Near.Value != "" {
		fill = a.byDistance
	}
	if err := fill(r, &v); err != nil {
		return nil, err
	}
	if v.First && !v.Asked {
		flagged, err := a.meetings.ToRing(r.Context(), r.Actor(), mostToRing)
		if err != nil {
			return nil, err
		}
		v.ToRing = rows(r, flagged)
	}
	v.Empty = len(v.Meetings) == 0 && !v.Asked && v.First
	return listPage.Show(v), nil
}

func (a *Area) byTitle(r *page.Request, v *ListView) error {
	after := meeting.Cursor{Title: r.Query("from"), ID: r.Query("after")}
	v.First = after == meeting.Cursor{}
	found, err := a.meetings.List(r.Context(), r.Actor(), meeting.Query{Search: v.Search.Value, After: after})
	if err != nil {
		return err
	}
	v.Meetings = rows(r, found.Meetings)
	if found.More {
		v.Next = "/meetings?" + url.Values{"q": {v.Search.Value}, "from": {found.Next.Title}, "after": {found.Next.ID}}.Encode()
	}
	return nil
}

// Limits of a search near a place: beyond the reach nothing is near, and
// nobody reads more than a few of the nearest.
const (
	reach   = 25 // miles
	nearest = 50
	thinned = 1000 // of the nearest are looked through for words
)

// byDistance shows what is near, out of the index, nearest first. Words thin
// it out.
func (a *Area) byDistance(r *page.Request, v *ListView) error {
	var near place.Place
	err := a.view(r, func(tx *db.Tx) (err error) {
		near, err = place.Find(tx, v.Near.Value)
		return err
	})
	if f := fault.As(err); f != nil && (f.Kind == fault.Missing || f.Kind == fault.Invalid) {
		v.Near.Error, v.Near.ErrorPrefix = r.Words().Fault(f), r.T("page.error")
		v.Notice = page.ErrorSummary{Title: r.T("page.problem"), Errors: []page.SummaryError{{Text: v.Near.Error, To: "#near"}}}
		return nil
	}
	if err != nil {
		return err
	}
	v.Place = near.Name
	index := a.board.Of(r.Actor().Scope.Community())
	words := strings.Fields(strings.ToLower(v.Search.Value))
	limit := nearest
	if len(words) > 0 {
		limit = thinned
	}
	found, _ := index.Find(option.Search{Near: near.Point(), Within: reach, Online: option.InPerson, From: today(r), Limit: limit})
	for _, f := range found {
		if len(v.Meetings) == nearest {
			break
		}
		if !hasAll(strings.ToLower(f.Meeting.Title), words) {
			continue
		}
		one := row(r, f.Meeting)
		if f.Measured {
			key, args := place.DistanceWords(f.Miles)
			one.Where = r.T(key, args...)
		}
		v.Meetings = append(v.Meetings, one)
	}
	return nil
}

func hasAll(text string, words []string) bool {
	for _, word := range words {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

func rows(r *page.Request, all []meeting.Meeting) (list []Row) {
	for i := range all {
		list = append(list, row(r, &all[i]))
	}
	return list
}

func row(r *page.Request, m *meeting.Meeting) Row {
	one := Row{Title: m.Title, When: when(r, m), Group: group(r, m), Where: m.Postcode, Href: "/meetings/" + m.ID,
		FlaggedOn: m.FlaggedOn, Missing: m.MissingFrom, Checked: m.LastChecked}
	if m.Attendance == meeting.Online {
		one.Where = r.T("meeting.attendance.online")
	}
	if !m.FlaggedOn.IsZero() {
		one.Flag = r.T("meeting.flag." + string(m.FlagReason))
	}
	return one
}
