package demo_test

import (
	"context"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"openmaf/internal/app"
	"openmaf/internal/demo"
	"openmaf/internal/people/companion"
	"openmaf/internal/people/numbers"
	"openmaf/internal/people/person"
	"openmaf/internal/people/shift"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
	"openmaf/internal/trust/trail"
)

// leapYear's community has everything behind it that a calendar can bring: the
// turns of two years, four changes of the clock, and a leap day.
var leapYear = civil.Date{Year: 2028, Month: 4, Day: 12}

func TestACommunity(t *testing.T) {
	c := community(t, leapYear)
	if _, err := demo.Check(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	t.Run("in full", func(t *testing.T) { inFull(t, c) })
	t.Run("its evaluations", func(t *testing.T) { evaluated(t, c) })
	t.Run("its neighbours", func(t *testing.T) { notReached(t, c) })
}

// inFull checks that whatever casework asks of the demo is there, as those who
// work there see it.
func inFull(t *testing.T, c *app.Core) {
	s := survey{T: t, core: c, manager: looking(c, access.Manager), counts: map[string]int{}, names: map[string]int{}, phones: map[string][]string{},
		fellowships: map[string]bool{}, meetings: map[string]string{}, seen: map[string]bool{}}
	s.everybody()
	s.team()
	s.door()
	s.clinics()
	for _, want := range []struct {
		what     string
		from, to int
	}{
		{"visitors in a year", 2990, 3010}, {"of them named", 595, 605},
		{"people who tried a meeting, of that year", 350, 350}, {"fewest tries", 1, 1}, {"most tries", 8, 8}, {"fellowships", 10, 11},
		{"people who stopped", 60, 600}, {"of them came back", 20, 300}, {"people at rest", 1, 100},
		{"members who work here", 3, 3}, {"sealed records", 4, 4}, {"entries of one person", 2000, 2300},
		{"names with marks", 14, 40}, {"names of one word", 4, 4}, {"longest name", 60, 60}, {"twins", 2, 2},
		{"names of two people", 4, 4}, {"people with two records in one", 3, 3}, {"people parted again", 2, 2},
		{"volunteers", 45, 45}, {"invited", 3, 3}, {"vetting, or clearance taken back", 8, 8}, {"cleared", 26, 26}, {"resting", 3, 3},
		{"lapsed", 3, 3}, {"paused", 2, 2}, {"DBS checks that run out soon", 6, 6},
		{"partners", 6, 6}, {"partners' clinics", 6, 6}, {"clinic shifts in four weeks", 20, 40}, {"asks that wait", 1, 5},
		{"plans", 1000, 5000}, {"entries of the last of December", 10, 200}, {"entries of the first of January", 10, 200},
		{"entries of a leap day", 5, 100}, {"entries of the days on which the clock changes", 40, 400},
	} {
		if got := s.counts[want.what]; got < want.from || got > want.to {
			t.Errorf("%s: %d, want from %d to %d", want.what, got, want.from, want.to)
		}
	}
}

func community(t *testing.T, day civil.Date) *app.Core {
	t.Helper()
	storage, hands := demo.CommunityStorage(t.TempDir(), day)
	c, admin, err := app.Found(t.Context(), storage, demo.Name, "admin")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := demo.MakeCommunity(t.Context(), c, hands, day, admin); err != nil {
		t.Fatal(err)
	}
	return reopen(t, c, storage)
}

func looking(c *app.Core, role access.Role) access.Actor {
	return access.Actor{Scope: c.Scope, Account: "looker", Roles: []access.Role{role}}
}

// survey counts what somebody finds who walks through everything.
type survey struct {
	*testing.T
	core    *app.Core
	manager access.Actor
	counts  map[string]int

	names       map[string]int
	phones      map[string][]string
	fellowships map[string]bool
	meetings    map[string]string // fellowship of each
	seen        map[string]bool
}

func (s *survey) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// everybody walks through the lists of people: the manager's, and those of the
// facilitators, who also see whom they keep to themselves.
func (s *survey) everybody() {
	s.people(s.manager)
	for _, a := range s.accounts() {
		if a.Roles[0] == access.Facilitator {
			s.people(access.Actor{Scope: s.core.Scope, Account: a.ID, Roles: a.Roles})
		}
	}
	s.counts["fellowships"] = len(s.fellowships)
	for name, n := range s.names {
		switch {
		case n == 2:
			s.counts["names of two people"]++
		case n > 2:
			s.Errorf("%d people are called %s", n, name)
		}
		if len(name) > utf8.RuneCountInString(name) {
			s.counts["names with marks"]++
		}
		if !strings.Contains(name, " ") {
			s.counts["names of one word"]++
		}
		s.counts["longest name"] = max(s.counts["longest name"], utf8.RuneCountInString(name))
	}
	s.counts["twins"] = len(s.phones["01632 960 777"])
}

func (s *survey) people(actor access.Actor) {
	q := person.Query{}
	for more := true; more; more = q.After != "" {
		page, err := s.core.People.List(s.Context(), actor, q)
		s.must(err)
		for _, p := range page.People {
			if !s.seen[p.ID] {
				s.seen[p.ID] = true
				s.somebody(actor, p.Person)
			}
		}
		q.After = page.Next
	}
}

func (s *survey) somebody(actor access.Actor, p person.Person) {
	s.names[p.Name]++
	if p.Phone != "" {
		s.phones[p.Phone] = append(s.phones[p.Phone], p.ID)
	}
	lastYear := !civil.DateOf(p.Created).Before(leapYear.AddDays(-365))
	s.count("of them named", lastYear)
	s.count("sealed records", p.Sealed)
	events, entries := s.story(actor, p.ID)
	s.count("people who stopped", events[trail.SteppedBack] > 0)
	s.count("of them came back", events[trail.SteppedBack] > 0 && events[trail.Reopened] > 0)
	s.count("people at rest", events[trail.LinkPaused] > events[trail.LinkResumed])
	s.count("members who work here", events[trail.HatTold] > 0)
	s.count("people with two records in one", events[trail.RecordsMerged] > events[trail.MergeUndone])
	s.count("people parted again", events[trail.MergeUndone] > 0)
	s.counts["entries of one person"] = max(s.counts["entries of one person"], entries)
	if tries := events[trail.PlanMade]; lastYear && tries > 0 {
		s.counts["people who tried a meeting, of that year"]++
		s.counts["most tries"] = max(s.counts["most tries"], tries)
		s.counts["fewest tries"] = 1
	}
}

func (s *survey) count(what string, holds bool) {
	if holds {
		s.counts[what]++
	}
}

// story counts the events of the person's time-line.
func (s *survey) story(actor access.Actor, id string) (events map[trail.Event]int, entries int) {
	events = map[trail.Event]int{}
	before := int64(0)
	for more := true; more; more = before > 0 {
		story, err := s.core.Links.Story(s.Context(), actor, id, before)
		s.must(err)
		for _, line := range story.Lines {
			entries++
			events[line.Event]++
			s.day(line.At)
			if line.Event == trail.PlanMade {
				s.plan(line.Facts)
			}
		}
		before = story.Older
	}
	return events, entries
}

// day counts what happened when the calendar turns.
func (s *survey) day(at string) {
	instant, err := civil.ParseInstant(at)
	s.must(err)
	on := civil.DateOf(instant)
	s.count("entries of the last of December", on.Month == 12 && on.Day == 31)
	s.count("entries of the first of January", on.Month == 1 && on.Day == 1)
	s.count("entries of a leap day", on.Month == 2 && on.Day == 29)
	s.count("entries of the days on which the clock changes", on.AddDays(1).At(0).Sub(on.At(0)) != 24*time.Hour)
}

// plan counts a try, and the fellowship of it.
func (s *survey) plan(facts trail.Facts) {
	s.counts["plans"]++
	id := facts["meeting"]
	if s.meetings[id] == "" {
		m, err := s.core.Meetings.Get(s.Context(), s.manager, id)
		s.must(err)
		s.meetings[id] = m.Fellowship
	}
	s.fellowships[s.meetings[id]] = true
}

func (s *survey) accounts() (all []account.Account) {
	var after account.Cursor
	for {
		page, err := s.core.Accounts.List(s.Context(), s.manager, after)
		s.must(err)
		all = append(all, page.Accounts...)
		if after = page.Next; after == (account.Cursor{}) {
			return all
		}
	}
}

// team stands the volunteers on the rungs of the ladder.
func (s *survey) team() {
	onBoard := map[string]companion.Member{}
	for next, more := "", true; more; more = next != "" {
		members, after, err := s.core.Companions.Board(s.Context(), s.manager, next)
		s.must(err)
		for _, m := range members {
			onBoard[m.Account] = m
			for _, e := range m.Expiries(leapYear) {
				s.count("DBS checks that run out soon", e.Paper == companion.PaperDBS && (e.Soon == companion.WithinMonth || e.Soon == companion.WithinWeek))
			}
		}
		next = after
	}
	for _, a := range s.accounts() {
		m := onBoard[a.ID]
		switch {
		case len(a.Roles) != 1 || a.Roles[0] != access.Companion:
			continue
		case a.State == account.Invited:
			s.counts["invited"]++
		case a.State == account.Paused:
			s.counts["paused"]++
		case m.Resting:
			s.counts["resting"]++
		case m.Clearance == nil:
			s.counts["vetting, or clearance taken back"]++
		case m.Clearance.LastOn().Before(leapYear):
			s.counts["lapsed"]++
		default:
			s.counts["cleared"]++
		}
		s.counts["volunteers"]++
	}
}

// door counts who came in during the year.
func (s *survey) door() {
	report, err := s.core.Numbers.Of(s.Context(), s.manager, numbers.Period{From: leapYear.AddDays(-365), To: leapYear})
	s.must(err)
	for _, m := range report.Months {
		s.counts["visitors in a year"] += m.Tallies
	}
	s.counts["visitors in a year"] += s.counts["of them named"]
}

func (s *survey) clinics() {
	agencies, err := s.core.Asks.Agencies(s.Context(), s.manager)
	s.must(err)
	s.counts["partners"] = len(agencies)
	places, err := s.core.Shifts.Places(s.Context(), s.manager)
	s.must(err)
	for _, p := range places {
		s.count("partners' clinics", p.Agency != "")
	}
	for week := 1; week <= 4; week++ {
		w, err := s.core.Shifts.Week(s.Context(), s.manager, shift.Monday(leapYear).AddDays(-7*week))
		s.must(err)
		for _, sh := range w.Shifts {
			s.count("clinic shifts in four weeks", sh.Place.Agency != "" && !sh.Stopped.IsZero())
		}
	}
	asks, err := s.core.Asks.Waiting(s.Context(), looking(s.core, access.Facilitator))
	s.must(err)
	s.counts["asks that wait"] = len(asks)
}

// notReached checks that the neighbours, who are in the same database, are found
// by nobody here: not by signing in, by a name, or by the id of one of theirs.
func notReached(t *testing.T, c *app.Core) {
	scopes, err := c.DB.Scopes(t.Context())
	if err != nil || len(scopes) != 1+len(demo.Neighbours) || scopes[0] != c.Scope {
		t.Fatalf("%d communities, %v; the first is served: %v", len(scopes), err, scopes[0] == c.Scope)
	}
	if _, err := c.Accounts.PasswordMatches(t.Context(), c.Scope, "wyn", demo.Password); err == nil {
		t.Error("the neighbour's facilitator can sign in here")
	}
	here := looking(c, access.Manager)
	for _, scope := range scopes[1:] {
		there := here
		there.Scope = scope
		page, err := c.People.List(t.Context(), there, person.Query{Find: "Ada M"})
		if err != nil || len(page.People) == 0 {
			t.Fatalf("nobody of that name at the neighbour's, %v", err)
		}
		for _, p := range page.People {
			unseen(t, c, here, p.ID)
		}
	}
	page, err := c.People.List(t.Context(), here, person.Query{Find: "Ada M"})
	if err != nil {
		t.Fatal(err)
	}
	same := 0
	for _, p := range page.People {
		if p.Name == "Ada M" {
			same++
		}
	}
	if same != 1 {
		t.Errorf("%d of that name are seen here, want ours alone", same)
	}
}

func unseen(t *testing.T, c *app.Core, actor access.Actor, id string) {
	t.Helper()
	_, byGet := c.People.Get(context.Background(), actor, id)
	_, byStory := c.Links.Story(context.Background(), actor, id, 0)
	if !fault.Is(byGet, fault.Missing) || !fault.Is(byStory, fault.Missing) {
		t.Errorf("the neighbour's person answers %v and %v, not that they are missing", byGet, byStory)
	}
}
