package people

import (
	"slices"

	"openmaf/internal/people/link"
	"openmaf/internal/people/shift"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

var (
	huddlePage = page.Declare[HuddleView](files, "huddle.html", "today-rows.html")
	guestsPage = page.Declare[GuestsView](files, "guests.html")
)

const huddlePath = "/huddle"

// HuddleView is the morning meeting of the team: who is here, what became of
// last night, whom to ask and who asks, and what is on tonight.
type HuddleView struct {
	page.Frame
	Here     []HereRow
	Alarms   []TodayRow
	Broken   []TodayRow
	Last     []TodayRow
	Due      []HuddleRow
	More     bool
	NotHeard []HuddleRow
	Tonight  []TodayRow
	Guests   bool
}

// HereRow is one of the team at one place.
type HereRow struct{ Name, Place, Tag string }

// HuddleRow is a row that can be handed to somebody who is here, in one tap.
type HuddleRow struct {
	TodayRow
	Give []page.Act
}

// mostHanded is how many colleagues stand beside a row: those who are here.
const mostHanded = 4

func (a *Area) huddle(r *page.Request) (*page.Answer, error) {
	h, err := a.Links.Huddle(r.HTTP().Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	on, err := a.onNow(r)
	if err != nil {
		return nil, err
	}
	v := HuddleView{Frame: r.Frame("huddle.title"), More: h.MoreDue, Guests: access.May(r.Actor(), access.GuestWrite)}
	for _, s := range on {
		row := HereRow{Name: s.Name, Place: s.Place.Name}
		if s.Started.IsZero() {
			row.Tag = r.T("huddle.expected")
		}
		v.Here = append(v.Here, row)
	}
	for _, e := range h.Alarms {
		v.Alarms = append(v.Alarms, alarmRows(r, e)...)
	}
	for _, e := range h.Broken {
		v.Broken = append(v.Broken, brokenRow(r, e))
	}
	for _, n := range h.Last {
		v.Last = append(v.Last, lastNightRow(r, n))
	}
	names := called(slices.Concat(h.Due, h.NotHeard))
	for _, d := range h.Due {
		v.Due = append(v.Due, huddleRow(r, d, names[d.Person], on))
	}
	for _, d := range h.NotHeard {
		v.NotHeard = append(v.NotHeard, huddleRow(r, d, names[d.Person], on))
	}
	for _, e := range h.Tonight {
		v.Tonight = append(v.Tonight, tonightRow(r, e))
	}
	v.Back = "/today"
	return huddlePage.Show(v), nil
}

func (a *Area) onNow(r *page.Request) (on []shift.Shift, err error) {
	if !access.May(r.Actor(), access.ShiftRead) {
		return nil, nil
	}
	err = a.DB.View(r.HTTP().Context(), r.Actor().Scope, func(tx *db.Tx) error {
		on, err = shift.OnNow(tx)
		return err
	})
	return on, err
}

// lastNightRow is somebody who was to go last night: what we know, and asking.
func lastNightRow(r *page.Request, n link.Night) TodayRow {
	key := "huddle.last-alone"
	switch {
	case n.CompanionName != "":
		key = "huddle.last-together"
	case n.Needed():
		key = "huddle.last-missing"
	}
	row := TodayRow{Text: r.T(key, "Who", firstName(n.Name), "Name", firstName(n.CompanionName)), Quiet: orElse(n.Venue, n.Title)}
	if n.First {
		row.Tag = r.T("huddle.first")
	}
	if n.Settled {
		row.Go = goTo(r, "huddle.told", "/people/"+n.Person)
	} else {
		row.Go = goTo(r, "linkpages.today.ask.comfort", "/links/"+n.Link+"/check-in")
	}
	return row
}

// huddleRow is a row with those who are here and do not have it already.
func huddleRow(r *page.Request, d link.DueRow, who string, on []shift.Shift) HuddleRow {
	row := HuddleRow{TodayRow: dueRow(r, d, who)}
	given := map[string]bool{d.Asker: true, "": true}
	for _, s := range on {
		if given[s.Account] || d.KeptBy(s.Account) && d.Asker == "" || len(row.Give) == mostHanded {
			continue
		}
		given[s.Account] = true
		act := r.Act("/links/"+d.Link+"/hand-over", "huddle.give", "to", s.Account, "from", huddlePath).Secondary()
		act.Button.Text = r.T("huddle.give", "Name", firstName(s.Name))
		row.Give = append(row.Give, act)
	}
	if d.CanUndo {
		row.Give = append(row.Give, r.Act("/links/"+d.Link+"/take-back", "huddle.take-back", "from", huddlePath).Secondary())
	}
	return row
}

// GuestsView is the morning while guests are in the room.
type GuestsView struct {
	page.Frame
	Last, Tonight, Due []GuestRow
	Nobody             bool
}

// GuestRow is one person who agreed to be spoken of.
type GuestRow struct{ Text string }

func (a *Area) guests(r *page.Request) (*page.Answer, error) {
	g, err := a.Links.Guests(r.HTTP().Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	v := GuestsView{Frame: r.Frame("huddle.guests.title")}
	v.Nav, v.Leave = nil, page.Act{} // one tap too many would show the rest
	for _, s := range g.Last {
		v.Last = append(v.Last, GuestRow{r.T("huddle.guests.last", "Who", s.Name)})
	}
	for _, s := range g.Tonight {
		v.Tonight = append(v.Tonight, GuestRow{r.T("huddle.guests.tonight", "Who", s.Name, "Time", r.Words().Time(s.At))})
	}
	for _, s := range g.Due {
		v.Due = append(v.Due, GuestRow{r.T("huddle.guests.due", "Who", s.Name)})
	}
	v.Nobody = len(v.Last)+len(v.Tonight)+len(v.Due) == 0
	return guestsPage.Show(v), nil
}
