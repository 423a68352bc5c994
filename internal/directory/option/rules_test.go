package option

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/place"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/platform/civil"
)

// evening is a meeting in the middle of the town, Tuesdays at half past seven,
// checked last week, of which the list says that anyone may come.
func evening(id string, kind meeting.Kind, facets ...facet.Name) meeting.Meeting {
	m := meeting.Meeting{ID: id, LastChecked: monday.AddDays(-7)}
	m.Kind, m.Title, m.Attendance = kind, "Group "+id, meeting.InPerson
	m.Lat, m.Lon, m.Located = town.Lat+0.001, town.Lon, true
	m.Slot = schedule.Slot{Rule: schedule.Weekly(time.Tuesday), Start: 19*60 + 30, Minutes: 60}
	for _, name := range append(facets, facet.Open) {
		m.Facets = append(m.Facets, facet.Fact{Name: name, Value: facet.Yes})
	}
	return m
}

// with changes a meeting for a table.
func with(m meeting.Meeting, change func(*meeting.Meeting)) meeting.Meeting {
	change(&m)
	return m
}

func milesNorth(miles float64) func(*meeting.Meeting) {
	return func(m *meeting.Meeting) { m.Lat = town.Lat + miles/69.093 }
}

func fact(name facet.Name, value facet.Value) func(*meeting.Meeting) {
	return func(m *meeting.Meeting) { m.Facets = append(m.Facets, facet.Fact{Name: name, Value: value}) }
}

func wish(changes ...func(*Wish)) Wish {
	w := Wish{Near: Near{Point: town, Known: true}, From: monday}
	for _, change := range changes {
		change(&w)
	}
	return w
}

// TestWhoIsOffered lists the rules that say who is offered what, one a row. The
// options come as ids, best first.
func TestWhoIsOffered(t *testing.T) {
	mixed := evening("mixed", meeting.TwelveStep)
	women := evening("women", meeting.CBT, facet.Women)
	wfs := evening("wfs", meeting.Women)
	men := evening("men", meeting.CBT, facet.Men)
	family := evening("family", meeting.Family)
	lero := evening("lero", meeting.Community)
	far := with(evening("far", meeting.CBT), milesNorth(8))
	near := with(evening("near", meeting.CBT), milesNorth(1))
	online := with(evening("online", meeting.CBT), func(m *meeting.Meeting) { m.Attendance, m.Located = meeting.Online, false })
	step := with(evening("step", meeting.CBT), fact(facet.StepFree, facet.No))
	ramp := evening("ramp", meeting.CBT, facet.StepFree)
	gone := with(evening("gone", meeting.CBT), func(m *meeting.Meeting) { m.Withdrawn = true })
	sunday := with(evening("sunday", meeting.CBT), func(m *meeting.Meeting) { m.Slot.Rule = schedule.Weekly(time.Sunday) })
	fellow := with(evening("fellow", meeting.TwelveStep), func(m *meeting.Meeting) { m.Fellowship = "NA" })
	la := with(evening("la", meeting.TwelveStep), func(m *meeting.Meeting) { m.Postcode = "LA1 1AA" })
	lost := with(evening("lost", meeting.TwelveStep), func(m *meeting.Meeting) { m.Located = false })

	for name, c := range map[string]struct {
		list []meeting.Meeting
		wish Wish
		want string
	}{
		"single-gender groups only when asked for": {[]meeting.Meeting{mixed, women, wfs, men}, wish(), "mixed"},
		"women prefer women's":                     {[]meeting.Meeting{mixed, women}, wish(func(w *Wish) { w.Prefer = []facet.Name{facet.Women} }), "women mixed"},
		"a need for women fails safe":              {[]meeting.Meeting{mixed, women, wfs, men}, wish(func(w *Wish) { w.Need = []facet.Name{facet.Women} }), "women"},
		"the women's kind may be asked for":        {[]meeting.Meeting{mixed, wfs}, wish(func(w *Wish) { w.Kinds = []meeting.Kind{meeting.Women} }), "wfs"},
		"family groups are for those who ask":      {[]meeting.Meeting{mixed, family}, wish(), "mixed"},
		"someone I care about":                     {[]meeting.Meeting{mixed, lero, family}, wish(func(w *Wish) { w.For = SomeoneElse }), "family lero"},
		"family by kind":                           {[]meeting.Meeting{mixed, family}, wish(func(w *Wish) { w.Kinds = []meeting.Kind{meeting.Family} }), "family"},
		"family by preference":                     {[]meeting.Meeting{mixed, family}, wish(func(w *Wish) { w.Prefer = []facet.Name{facet.Family} }), "family mixed"},
		"a need known to be unmet is out":          {[]meeting.Meeting{step, ramp, near}, wish(func(w *Wish) { w.Need = []facet.Name{facet.StepFree} }), "ramp near"},
		"nearer is better":                         {[]meeting.Meeting{far, near}, wish(), "near far"},
		"online stands in the middle":              {[]meeting.Meeting{online, near, far}, wish(), "near online far"},
		"online when nothing else will do":         {[]meeting.Meeting{online, near}, wish(func(w *Wish) { w.Online = OnlineOnly }), "online near"},
		"withdrawn is never there":                 {[]meeting.Meeting{gone, near}, wish(), "near"},
		"excluded day":                             {[]meeting.Meeting{near, sunday}, wish(func(w *Wish) { w.Not.Weekdays = []time.Weekday{time.Tuesday} }), "sunday"},
		"excluded kind":                            {[]meeting.Meeting{near, mixed}, wish(func(w *Wish) { w.Not.Kinds = []meeting.Kind{meeting.CBT} }), "mixed"},
		"excluded meeting":                         {[]meeting.Meeting{near, mixed}, wish(func(w *Wish) { w.Not.Meetings = []string{"mixed"} }), "near"},
		"excluded fellowship, in any case":         {[]meeting.Meeting{near, fellow}, wish(func(w *Wish) { w.Not.Fellowships = []string{"na"} }), "near"},
		"excluded area, and a place not known":     {[]meeting.Meeting{near, la}, wish(func(w *Wish) { w.Not.Areas = []string{"LE1"} }), "la"},
		"an outcode is not the one it begins":      {[]meeting.Meeting{la}, wish(func(w *Wish) { w.Not.Areas = []string{"L"} }), "la"},
		"already begun":                            {[]meeting.Meeting{near, sunday}, wish(func(w *Wish) { w.From, w.Since = monday.AddDays(1), 20*60 }), "sunday"},
		"no position is no way within a reach":     {[]meeting.Meeting{lost, near, far, sunday}, wish(func(w *Wish) { w.Within = 10 }), "near far sunday"},
		"no place to set out from":                 {[]meeting.Meeting{lost}, wish(func(w *Wish) { w.Near = Near{} }), "lost"},
	} {
		t.Run(name, func(t *testing.T) {
			got := strings.Join(idsOf(Build(c.list, Standard()).Rank(c.wish)), " ")
			if name == "no position is no way within a reach" {
				got = strings.Join(sorted(strings.Fields(got)), " ")
				c.want = strings.Join(sorted(strings.Fields(c.want)), " ")
			}
			if got != c.want {
				t.Errorf("offered %q, want %q", got, c.want)
			}
		})
	}
}

func idsOf(r Result) (ids []string) {
	for _, o := range r.Options {
		ids = append(ids, o.Meeting.ID)
	}
	return ids
}

func sorted(list []string) []string {
	slices.Sort(list)
	return list
}

// TestWhatIsSaid lists what an option says of one meeting.
func TestWhatIsSaid(t *testing.T) {
	ago := func(days int) func(*meeting.Meeting) {
		return func(m *meeting.Meeting) { m.LastChecked = monday.AddDays(-days) }
	}
	for name, c := range map[string]struct {
		change    func(*meeting.Meeting)
		wish      Wish
		says      string // keys, without "option."
		not       string
		checked   bool
		ringFirst bool
	}{
		"checked last week":      {ago(7), wish(), "fit.when fit.travel fit.checked", "doubt.old_check doubt.never_checked", true, false},
		"checked 90 days ago":    {ago(90), wish(), "fit.checked", "doubt.old_check", true, false},
		"checked 91 days ago":    {ago(91), wish(), "doubt.old_check", "fit.checked", true, false},
		"checked 181 days ago":   {ago(181), wish(), "doubt.old_check", "fit.checked", false, false},
		"never checked":          {func(m *meeting.Meeting) { m.LastChecked = civil.Date{} }, wish(), "doubt.never_checked", "fit.checked", false, false},
		"flagged":                {func(m *meeting.Meeting) { m.FlaggedOn = monday }, wish(), "doubt.flagged", "", true, true},
		"gone from its list":     {func(m *meeting.Meeting) { m.MissingFrom = monday }, wish(), "doubt.missing", "", true, true},
		"open or not, who knows": {func(m *meeting.Meeting) { m.Facets = nil }, wish(), "doubt.ring_first", "", true, true},
		"members only":           {fact(facet.Open, facet.No), wish(), "doubt.members_only", "doubt.ring_first", true, true},
		"when free": {func(*meeting.Meeting) {}, wish(func(w *Wish) { w.Free = Free{{time.Tuesday, 0, 1440}} }),
			"fit.free", "fit.when", true, false},
		"need met":     {fact(facet.StepFree, facet.Yes), wish(func(w *Wish) { w.Need = []facet.Name{facet.StepFree} }), "fit.has.step-free", "doubt.not_known.step-free", true, false},
		"need unknown": {func(*meeting.Meeting) {}, wish(func(w *Wish) { w.Need = []facet.Name{facet.StepFree} }), "doubt.not_known.step-free", "fit.has.step-free", true, false},
		"not as liked": {fact(facet.Small, facet.No), wish(func(w *Wish) { w.Prefer = []facet.Name{facet.Small} }), "catch.lacks.small", "", true, false},
		"a long way":   {milesNorth(9), wish(), "catch.far", "fit.travel", true, false},
		"by car":       {milesNorth(9), wish(func(w *Wish) { w.Travel = place.Car }), "fit.travel", "catch.far", true, false},
		"the last bus": {func(m *meeting.Meeting) { m.Slot.Start = 21 * 60 }, wish(), "doubt.last_bus", "", true, false},
		"no bus to miss": {func(m *meeting.Meeting) { m.Slot.Start = 21 * 60 },
			wish(func(w *Wish) { w.Travel = place.Walk }), "", "doubt.last_bus", true, false},
		"roughly from here":   {func(*meeting.Meeting) {}, wish(func(w *Wish) { w.Near.Coarse = true }), "doubt.coarse", "", true, false},
		"not on the map":      {func(m *meeting.Meeting) { m.Located = false }, wish(), "doubt.where", "fit.travel", true, false},
		"not until Sunday":    {func(m *meeting.Meeting) { m.Slot.Rule = schedule.Weekly(time.Sunday) }, wish(), "catch.wait", "", true, false},
		"not on any map":      {func(m *meeting.Meeting) { m.Lat = math.NaN() }, wish(), "doubt.where", "fit.travel", true, false},
		"from home":           {func(m *meeting.Meeting) { m.Attendance = meeting.Online }, wish(), "fit.online", "fit.travel", true, false},
		"chit is never shown": {fact(facet.Chit, facet.Yes), wish(), "", "fit.has.chit", true, false},
	} {
		t.Run(name, func(t *testing.T) {
			got := Build([]meeting.Meeting{with(evening("m", meeting.CBT), c.change)}, Standard()).Rank(c.wish)
			if len(got.Options) != 1 {
				t.Fatalf("%d options", len(got.Options))
			}
			keys := keysOf(got.Options[0])
			for _, key := range strings.Fields(c.says) {
				if !slices.Contains(keys, key) {
					t.Errorf("does not say %s: %v", key, keys)
				}
			}
			for _, key := range strings.Fields(c.not) {
				if slices.Contains(keys, key) {
					t.Errorf("says %s", key)
				}
			}
			if o := got.Options[0]; o.Checked != c.checked || o.RingFirst != c.ringFirst {
				t.Errorf("checked %v, ring first %v", o.Checked, o.RingFirst)
			}
		})
	}
}

func keysOf(o Option) (keys []string) {
	for _, list := range [][]Reason{o.Fits, o.Doubts, o.TradeOffs} {
		for _, r := range list {
			keys = append(keys, strings.TrimPrefix(r.Key, "option."))
		}
	}
	return keys
}

// TestLookingWider lists which limit is left aside when fewer than three fit.
func TestLookingWider(t *testing.T) {
	tuesdays := Free{{time.Tuesday, 18 * 60, 21 * 60}}
	on := func(day time.Weekday) func(*meeting.Meeting) {
		return func(m *meeting.Meeting) { m.Slot.Rule = schedule.Weekly(day) }
	}
	home := func(m *meeting.Meeting) { m.Attendance = meeting.Online }
	a := evening("a", meeting.CBT)
	wed, thu := with(evening("wed", meeting.CBT), on(time.Wednesday)), with(evening("thu", meeting.CBT), on(time.Thursday))
	off1, off2 := with(evening("off1", meeting.CBT), milesNorth(6)), with(evening("off2", meeting.CBT), milesNorth(9))
	web1, web2 := with(evening("web1", meeting.CBT), home), with(evening("web2", meeting.CBT), home)
	remote := with(evening("remote", meeting.CBT), milesNorth(25))
	other := with(evening("other", meeting.Buddhist), milesNorth(7))
	b, c := evening("b", meeting.CBT), evening("c", meeting.CBT)
	demanding := func(w *Wish) { w.Free, w.Within, w.Online = tuesdays, 5, InPerson }

	for name, c := range map[string]struct {
		list    []meeting.Meeting
		wish    Wish
		want    string // ids, by name
		relaxed []Relaxation
		oneKind bool
	}{
		"three are enough":              {[]meeting.Meeting{a, b, c, wed}, wish(demanding), "a b c", nil, true},
		"other times":                   {[]meeting.Meeting{a, wed, thu, off1}, wish(demanding), "a thu wed", []Relaxation{Times}, true},
		"farther":                       {[]meeting.Meeting{a, off1, off2, wed}, wish(demanding), "a off1 off2", []Relaxation{Reach}, true},
		"from home":                     {[]meeting.Meeting{a, web1, web2, wed}, wish(demanding), "a web1 web2", []Relaxation{Way}, true},
		"times before farther, if even": {[]meeting.Meeting{a, off1, wed}, wish(demanding), "a wed", []Relaxation{Times}, true},
		"none but wider":                {[]meeting.Meeting{wed, thu}, wish(demanding), "thu wed", []Relaxation{Times}, true},
		"never beyond twice":            {[]meeting.Meeting{a, remote}, wish(demanding), "a", nil, true},
		"one is enough for one":         {[]meeting.Meeting{a, wed, thu}, wish(demanding, func(w *Wish) { w.Limit = 1 }), "a", nil, true},
		"the second kind, farther":      {[]meeting.Meeting{a, b, c, other}, wish(demanding), "a b c other", []Relaxation{Reach}, false},
		"the second kind has a place": {[]meeting.Meeting{a, b, c, other}, wish(demanding, func(w *Wish) { w.Limit = 3 }), "other", []Relaxation{Reach},
			false},
		"one kind was asked for": {[]meeting.Meeting{a, b, c, other}, wish(demanding, func(w *Wish) { w.Kinds = []meeting.Kind{meeting.CBT} }), "a b c",
			nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			got := Build(c.list, Standard()).Rank(c.wish)
			ids := sorted(idsOf(got))
			if c.want == "other" {
				if !slices.Contains(ids, "other") || len(ids) != 3 {
					t.Errorf("offered %v", ids)
				}
			} else if strings.Join(ids, " ") != c.want {
				t.Errorf("offered %v, want %s", ids, c.want)
			}
			if !slices.Equal(got.Relaxed, c.relaxed) || got.OneKindOnly != c.oneKind {
				t.Errorf("relaxed %v, one kind %v", got.Relaxed, got.OneKindOnly)
			}
		})
	}
}

// TestNothingFits says what would open, and keeps what is hard to itself.
func TestNothingFits(t *testing.T) {
	stepped := with(evening("stepped", meeting.CBT), fact(facet.StepFree, facet.No))
	remote := with(evening("remote", meeting.TwelveStep, facet.StepFree), milesNorth(30))
	web := with(evening("web", meeting.Buddhist, facet.StepFree), func(m *meeting.Meeting) { m.Attendance = meeting.Online })
	barred := evening("barred", meeting.CBT, facet.StepFree)
	w := wish(func(w *Wish) {
		w.Need, w.Within, w.Online = []facet.Name{facet.StepFree}, 2, InPerson
		w.Kinds, w.Not.Meetings = []meeting.Kind{meeting.CBT, meeting.TwelveStep}, []string{"barred"}
	})
	got := Build([]meeting.Meeting{stepped, remote, web, barred}, Standard()).Rank(w)
	if len(got.Options) != 0 || got.Nothing == nil {
		t.Fatalf("options %v", idsOf(got))
	}
	want := []Opening{{Reach, 1, 32}, {"need:step-free", 1, 0}}
	if !slices.Equal(got.Nothing.Opens, want) {
		t.Errorf("opens %v, want %v", got.Nothing.Opens, want)
	}
	w.Kinds = nil
	if got := Build([]meeting.Meeting{stepped, web, barred}, Standard()).Rank(w); idsOf(got)[0] != "web" || got.Relaxed[0] != Way {
		t.Errorf("from home: %v %v", idsOf(got), got.Relaxed)
	}
	safe := wish(func(w *Wish) { w.Need = []facet.Name{facet.Women} })
	if got := Build([]meeting.Meeting{barred}, Standard()).Rank(safe); got.Nothing == nil || len(got.Nothing.Opens) != 0 {
		t.Errorf("a need that keeps someone safe was weighed: %+v", got.Nothing)
	}
}

// TestSomethingDifferent: what did not fit changes the order and hides nothing
// but the meeting itself.
func TestSomethingDifferent(t *testing.T) {
	tried := with(evening("tried", meeting.TwelveStep), func(m *meeting.Meeting) { m.Fellowship, m.Postcode = "AA", "LE1 1AA" })
	same := with(evening("same", meeting.TwelveStep), func(m *meeting.Meeting) { m.Fellowship, m.Postcode = "AA", "LE2 1AA" })
	there := with(evening("there", meeting.CBT), func(m *meeting.Meeting) { m.Postcode = "LE1 1AA" })
	cbt := with(evening("cbt", meeting.CBT), milesNorth(2))
	small := with(evening("small", meeting.TwelveStep, facet.Small), milesNorth(2))
	far := with(evening("far", meeting.CBT), milesNorth(4))
	away := with(tried, milesNorth(4))
	wed := with(evening("wed", meeting.CBT), func(m *meeting.Meeting) { m.Slot.Rule = schedule.Weekly(time.Friday) })

	for name, c := range map[string]struct {
		misfits []Misfit
		miles   float64
		list    []meeting.Meeting
		want    string
		says    string // of the last option
	}{
		"nothing was wrong":  {nil, 0, []meeting.Meeting{tried}, "tried", "fit.when"},
		"the religious side": {[]Misfit{ReligiousSide}, 0, []meeting.Meeting{tried, same, cbt}, "cbt same", "catch.spiritual"},
		"too big":            {[]Misfit{TooBig}, 0, []meeting.Meeting{tried, same, small}, "small same", "doubt.not_known.small"},
		"someone knows me":   {[]Misfit{PeopleKnown}, 0, []meeting.Meeting{tried, there, cbt}, "cbt there", "catch.alike"},
		"not safe":           {[]Misfit{Unsafe}, 0, []meeting.Meeting{tried, same, cbt}, "cbt same", "catch.alike"},
		"too far":            {[]Misfit{TooFar}, 4, []meeting.Meeting{tried, far, cbt}, "cbt far", "catch.alike"},
		"too far, as it is":  {[]Misfit{TooFar}, 0, []meeting.Meeting{away, far, cbt}, "cbt far", "catch.alike"},
		"wrong time":         {[]Misfit{WrongTime}, 0, []meeting.Meeting{tried, cbt, wed}, "wed cbt", "catch.alike"},
	} {
		t.Run(name, func(t *testing.T) {
			w := wish(func(w *Wish) { w.Tried = []Tried{{Meeting: "tried", Misfits: c.misfits, Miles: c.miles}} })
			got := Build(c.list, Standard()).Rank(w)
			if ids := strings.Join(idsOf(got), " "); ids != c.want {
				t.Fatalf("offered %q, want %q", ids, c.want)
			}
			if keys := keysOf(got.Options[len(got.Options)-1]); !slices.Contains(keys, c.says) {
				t.Errorf("does not say %s: %v", c.says, keys)
			}
		})
	}
}

// TestExclusionsAreNeverExplained: the words of a result are the same whether a
// meeting is excluded or was never there.
func TestExclusionsAreNeverExplained(t *testing.T) {
	a, b := evening("a", meeting.CBT), with(evening("b", meeting.TwelveStep), func(m *meeting.Meeting) { m.Fellowship = "NA" })
	for _, not := range []Exclusions{{Meetings: []string{"b"}}, {Fellowships: []string{"NA"}}} {
		with := Build([]meeting.Meeting{a, b}, Standard()).Rank(wish(func(w *Wish) { w.Not = not }))
		without := Build([]meeting.Meeting{a}, Standard()).Rank(wish())
		if written(with) != written(without) {
			t.Errorf("excluded:\n%s\nnever there:\n%s", written(with), written(without))
		}
	}
}

// TestOneEveningOfAMeeting: the first that is free, else the first.
func TestOneEveningOfAMeeting(t *testing.T) {
	twice := with(evening("twice", meeting.CBT), func(m *meeting.Meeting) { m.Slot.Rule = schedule.Weekly(time.Tuesday, time.Thursday) })
	moved := with(evening("moved", meeting.CBT), func(m *meeting.Meeting) {
		m.Slot.Rule = schedule.Weekly(time.Tuesday).Move(monday.AddDays(1), monday.AddDays(2), 18*60)
	})
	for name, c := range map[string]struct {
		meeting meeting.Meeting
		free    string
		want    string
	}{
		"its next":            {twice, "", "2026-05-05T19:30"},
		"its next that fits":  {twice, "thu 18:00-21:00", "2026-05-07T19:30"},
		"moved this once":     {moved, "", "2026-05-06T18:00"},
		"moved out of a span": {moved, "wed 19:00-21:00", "2026-05-06T18:00"},
		"the minute it opens": {twice, "tue 19:30-19:31", "2026-05-05T19:30"},
		"not when it closes":  {twice, "tue 18:00-19:30, thu 19:00-20:00", "2026-05-07T19:30"},
	} {
		t.Run(name, func(t *testing.T) {
			free, err := ParseFree(c.free)
			if err != nil {
				t.Fatal(err)
			}
			got := Build([]meeting.Meeting{c.meeting}, Standard()).Rank(wish(func(w *Wish) { w.Free = free }))
			if starts := got.Options[0].Occurrence.Starts.Format("2006-01-02T15:04"); starts != c.want {
				t.Errorf("%s, want %s", starts, c.want)
			}
		})
	}
}
