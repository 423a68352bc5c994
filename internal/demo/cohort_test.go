package demo_test

import (
	"slices"
	"strings"
	"testing"

	"openmaf/internal/app"
	"openmaf/internal/platform/locale"
	"openmaf/internal/programme/evaluation/cohort"
	"openmaf/internal/programme/evaluation/report"
	"openmaf/internal/trust/access"
)

// evaluated checks that the evaluation of the first half year is whole: so many
// people, seven in ten of them followed, something in each part of the report,
// and no success.
func evaluated(t *testing.T, c *app.Core) {
	manager := looking(c, access.Manager)
	plans, err := c.Cohorts.List(t.Context(), manager, "")
	if err != nil || len(plans) != 2 || plans[0].Beforehand() || !plans[1].Beforehand() {
		t.Fatalf("%d evaluations, want one fixed beforehand and a newer one fixed afterwards; %v", len(plans), err)
	}
	for _, p := range plans {
		r, err := c.Cohorts.Of(t.Context(), manager, p.ID)
		if err != nil {
			t.Fatal(err)
		}
		if p.Route == cohort.AllRoutes {
			firstHalfYear(t, r)
		}
		outside, _ := report.Outside(locale.English(), r, nil, false)
		for which, d := range map[string]report.Document{"inside": report.Inside(locale.English(), r), "outside": outside} {
			if pictured := pictures(t, d); len(pictured) != 4 && (d.Inside || p.Route == cohort.AllRoutes) {
				t.Errorf("%s, %s: pictures of %q, want the flow, before and after, over time, and who is there", p.Name, which, pictured)
			}
		}
		if p.Route == cohort.AllRoutes && !slices.ContainsFunc(outside.Blocks, func(b report.Block) bool { return strings.Contains(b.Text, "% at the start and ") }) {
			t.Errorf("%s: the main result is hidden in the report that leaves", p.Name)
		}
		if issue, err := c.Cohorts.Issued(t.Context(), manager, p.ID); err != nil || issue.People != r.Flow.Came {
			t.Errorf("the report that leaves is of %d people: %v", issue.People, err)
		}
	}
}

func firstHalfYear(t *testing.T, r cohort.Result) {
	f := r.Flow
	for _, want := range []struct {
		what          string
		got, from, to int
	}{
		{"people", f.Came, 120, 120}, {"started", f.Started, 105, 119}, {"agreed", f.Agreed, 85, f.Started - 10}, {"due", f.Due, f.Agreed, f.Agreed},
		{"followed, of a thousand", 1000 * f.Followed / f.Due, 670, 730},
		{"reasons", len(r.Flow.Why), len(cohort.Whys), len(cohort.Whys)},
		{"on a course", r.Dose.People, 45, 60}, {"sessions not held", r.Dose.Planned - r.Dose.Delivered, 2, 2},
		{"ticks left out", r.Dose.OfTicks - r.Dose.Ticks, 1, 60},
		{"who felt unsafe", r.Unsafe, 2, 3}, {"deaths", r.Deaths, 2, 2}, {"complaints", r.Complaints, 1, 1}, {"quoted", len(r.Words), 5, 12},
		{"who was asked by somebody else", r.Askings.Other, 3, 30}, {"evenings that we let down", r.Work.OurFault, 1, 9},
	} {
		if want.got < want.from || want.got > want.to {
			t.Errorf("%s: %d, want from %d to %d", want.what, want.got, want.from, want.to)
		}
	}
	for _, row := range append(r.Outcomes, r.Measures...) {
		if !row.Asked {
			t.Errorf("%s was not asked", row.Outcome)
		}
		if s := row.Scores; s != nil && s.Pairs >= 20 && s.Effect.Dz > 0.6 {
			t.Errorf("%s went up by %.1f standard deviations: nobody would believe it", row.Outcome, float64(s.Effect.Dz))
		}
	}
}

// pictures are the headings that the pictures of a report stand under. Nothing in
// it was not asked.
func pictures(t *testing.T, d report.Document) (pictured []string) {
	heading := ""
	for _, b := range d.Blocks {
		if b.Heading != "" {
			heading = b.Heading
		}
		if b.Picture != nil {
			pictured = append(pictured, heading)
		}
		for _, text := range append(append(cells(b.Table), b.Text, b.Notice), b.List...) {
			if strings.Contains(strings.ToLower(text), "not asked") {
				t.Errorf("%s: %q", d.Title, text)
			}
		}
	}
	return pictured
}

func cells(table *report.Table) (all []string) {
	if table != nil {
		for _, row := range table.Rows {
			all = append(all, row...)
		}
	}
	return all
}
