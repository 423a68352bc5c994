package link_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"openmaf/internal/people/link"
	"openmaf/internal/platform/civil"
)

// The evening of each row runs from 19:30 for an hour and a half, or past
// midnight from 23:00; the moments are told in UTC, so that a clock change
// shows.
func TestComfortCheckAndAlarm(t *testing.T) {
	for _, c := range []struct {
		name, on     string
		starts       civil.TimeOfDay
		alarm, check string
		late         string
	}{
		{"summer", "2026-05-07", 19*60 + 30, "2026-05-07T22:00", "2026-05-08T09:00", "2026-05-10T20:00"},
		{"winter", "2026-12-03", 19*60 + 30, "2026-12-03T23:00", "2026-12-04T10:00", "2026-12-06T21:00"},
		{"clocks go forward in the night", "2026-03-28", 19*60 + 30, "2026-03-28T23:00", "2026-03-29T09:00", "2026-03-31T21:00"},
		{"clocks go back in the night", "2026-10-24", 19*60 + 30, "2026-10-24T22:00", "2026-10-25T10:00", "2026-10-27T20:00"},
		{"past midnight", "2026-05-07", 23 * 60, "2026-05-08T01:30", "2026-05-08T09:00", "2026-05-10T23:30"},
		{"past midnight and the change", "2026-10-24", 23*60 + 30, "2026-10-25T02:00", "2026-10-25T10:00", "2026-10-28T00:00"},
	} {
		on, err := civil.ParseDate(c.on)
		if err != nil {
			t.Fatal(err)
		}
		p := evening(on)
		p.Starts = on.At(c.starts)
		p.Ends = p.Starts.Add(90 * time.Minute)
		made := p.Starts.Add(-24 * time.Hour)
		l := apply(t, link.Raise("L1", "P1", "A1", made), made, link.MakePlan{Plan: p})
		got := map[link.DueKind][2]string{}
		for _, d := range link.Dues(l, link.Defaults()) {
			if d.Kind != link.DueReminder {
				got[d.Kind] = [2]string{minute(d.At), minute(d.Late)}
			}
		}
		want := map[link.DueKind][2]string{link.DueSafeHome: {c.alarm, ""}, link.DueComfort: {c.check, c.late}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func minute(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04")
}

// What is due along a whole way: each line is what happened on a day and what
// is due after it.
func TestDuesAlongTheWay(t *testing.T) {
	start := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	day := func(n int) civil.Date { return civil.DateOf(start).AddDays(n) }
	alone := evening(day(3))
	alone.Companion = ""
	l := link.Raise("L1", "P1", "A1", start)
	for _, c := range []struct {
		day   int
		event link.Event
		due   map[link.DueKind]string
	}{
		{0, eventFor(link.VerbOffer), map[link.DueKind]string{"next_step": "2026-03-09"}},
		{0, link.Choose{Meeting: "M1"}, map[link.DueKind]string{"next_step": "2026-03-09"}},
		{1, link.MakePlan{Plan: alone}, map[link.DueKind]string{"reminder": "2026-03-05", "comfort": "2026-03-06"}},
		{2, link.Pause{Until: day(10)}, map[link.DueKind]string{"rest_over": "2026-03-12"}},
		{10, link.Resume{}, map[link.DueKind]string{"next_step": "2026-03-13"}},
		{10, link.Decline{Revisit: day(20)}, map[link.DueKind]string{"revisit": "2026-03-22"}},
		{10, link.Decline{}, map[link.DueKind]string{}},
		{12, link.Attend{On: day(11), How: link.Alone, ToldBy: link.ByPerson}, map[link.DueKind]string{"comfort": "2026-03-14"}},
		{13, link.CheckComfort{}, map[link.DueKind]string{"second_check": "2026-03-29", "review": "2026-06-13", "outcome": "2026-08-16"}},
		{27, link.Continue{}, map[link.DueKind]string{"review": "2026-06-13", "outcome": "2026-08-16"}},
		{104, link.HoldCheck{Check: link.ReviewCheck}, map[link.DueKind]string{"outcome": "2026-08-16"}},
		{105, link.StepBack{}, map[link.DueKind]string{}},
		{106, link.Reopen{}, map[link.DueKind]string{"outcome": "2026-08-16"}},
		{190, link.Involve{Facets: []link.Facet{link.OneToOne}, ToldBy: link.ByPerson}, map[link.DueKind]string{}},
		{191, link.Close{Reason: link.FoundFeet}, map[link.DueKind]string{}},
	} {
		l = apply(t, l, day(c.day).At(12*60), c.event)
		got := map[link.DueKind]string{}
		for _, d := range link.Dues(l, link.Defaults()) {
			got[d.Kind] = civil.DateOf(d.At).String()
			if d.At.In(civil.London).Hour() != 10 {
				t.Errorf("%s is due at %v", d.Kind, d.At)
			}
		}
		if diff := cmp.Diff(c.due, got); diff != "" {
			t.Errorf("after %s on day %d: %s", c.event.Verb(), c.day, diff)
		}
	}
}

// Three months after the end of November is the end of February.
func TestReviewAtTheEndOfAMonth(t *testing.T) {
	on := civil.Date{Year: 2026, Month: time.November, Day: 30}
	l := apply(t, raised(), on.At(13*60), link.Attend{On: on, How: link.Alone, ToldBy: link.ByPerson}, link.CheckComfort{})
	for _, d := range link.Dues(l, link.Defaults()) {
		if d.Kind == link.DueReview && (minute(d.At) != "2027-02-28T10:00" || minute(d.Until) != "2027-05-02T09:00") {
			t.Errorf("review on %v, until %v", d.At, d.Until)
		}
		if d.Kind == link.DueOutcome && (minute(d.Late) != "2027-05-30T09:00" || minute(d.Until) != "2027-07-25T09:00") {
			t.Errorf("outcome late at %v, until %v", d.Late, d.Until)
		}
	}
}

// The later checks, in UTC: ten in the morning in London whatever the clocks do
// between, on the same day of the month or its last, and on a holiday as on any
// other day: whoever is in that day asks, and nobody is late for not being in,
// for only the comfort check and the outcome are ever late.
func TestLaterChecks(t *testing.T) {
	for _, c := range []struct {
		name, went                       string
		comfort, late                    string
		second, review, outcome, closing string
	}{
		{"spring", "2026-05-07", "2026-05-08T09:00", "2026-05-10T23:00", "2026-05-22T09:00", "2026-08-07T09:00", "2026-10-10T09:00", "2027-01-02T10:00"},
		{"into summer time", "2026-03-18", "2026-03-19T10:00", "2026-03-22T00:00", "2026-04-02T09:00", "2026-06-18T09:00", "2026-08-21T09:00", "2026-11-13T10:00"},
		{"out of summer time", "2026-10-16", "2026-10-17T09:00", "2026-10-19T23:00", "2026-10-31T10:00", "2027-01-16T10:00", "2027-03-19T10:00", "2027-06-11T09:00"},
		{"Christmas Eve", "2026-12-24", "2026-12-25T10:00", "2026-12-28T00:00", "2027-01-08T10:00", "2027-03-24T10:00", "2027-05-27T09:00", "2027-08-19T09:00"},
		{"the end of August", "2027-08-31", "2027-09-01T09:00", "2027-09-03T23:00", "2027-09-15T09:00", "2027-11-30T10:00", "2028-02-01T10:00", "2028-04-25T09:00"},
		{"a leap day", "2028-02-29", "2028-03-01T10:00", "2028-03-04T00:00", "2028-03-15T10:00", "2028-05-29T09:00", "2028-08-01T09:00", "2028-10-24T09:00"},
	} {
		on, err := civil.ParseDate(c.went)
		if err != nil {
			t.Fatal(err)
		}
		l := apply(t, link.Raise("L1", "P1", "A1", on.At(9*60)), on.At(22*60), link.Attend{On: on, How: link.Alone, ToldBy: link.ByPerson})
		got := []string{}
		for _, d := range link.Dues(l, link.Defaults()) {
			got = append(got, minute(d.At), minute(d.Late))
		}
		l = apply(t, l, on.AddDays(1).At(12*60), link.CheckComfort{})
		for _, d := range link.Dues(l, link.Defaults()) {
			got = append(got, minute(d.At))
			if late := !d.Late.IsZero(); late != (d.Kind == link.DueOutcome) {
				t.Errorf("%s: %s can be late: %t", c.name, d.Kind, late)
			}
			if d.Kind == link.DueOutcome {
				got = append(got, minute(d.Until))
			}
		}
		if diff := cmp.Diff([]string{c.comfort, c.late, c.second, c.review, c.outcome, c.closing}, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}
