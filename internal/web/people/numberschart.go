package people

import (
	"strconv"
	"time"

	"openmaf/internal/people/numbers"
	"openmaf/internal/platform/chart"
	"openmaf/internal/web/page"
)

// parts shows of each share how many people it is made of: those of whom it is
// so, those of whom it is not, and those of whom we do not know. What is too
// small to be read is left out.
func parts(r *page.Request, shares []numbers.Share) page.Chart {
	b := chart.Bars{Series: []chart.Series{{Name: r.T("numbers.yes")}, {Name: r.T("numbers.no")}, {Name: r.T("numbers.unknown")}}}
	for _, s := range shares {
		if _, ok := s.Percent(); !ok {
			continue
		}
		b.Labels = append(b.Labels, r.T("numbers.short."+string(s.Name)))
		for i, n := range []int{s.Yes, s.N - s.Yes - s.Unknown, s.Unknown} {
			b.Series[i].Values = append(b.Series[i].Values, n)
		}
	}
	return page.BarChart(r.T("numbers.parts"), r.T("numbers.figure"), r.T("numbers.together"), b)
}

// given are the hours that people gave, each month.
func given(r *page.Request, months []numbers.MonthHours) page.Chart {
	b := chart.Bars{Series: []chart.Series{{Name: r.T("numbers.on-shifts")}, {Name: r.T("numbers.on-outings")}}}
	for _, m := range months {
		b.Labels = append(b.Labels, r.Words().Month(m.Month.Month))
		b.Series[0].Values = append(b.Series[0].Values, whole(m.Shifts))
		b.Series[1].Values = append(b.Series[1].Values, whole(m.Outings))
	}
	return page.BarChart(r.T("numbers.hours"), r.T("numbers.month"), r.T("numbers.together"), b)
}

// whole is the time in hours, rounded.
func whole(d time.Duration) int { return int(d.Round(time.Hour) / time.Hour) }

// inHours says the same in words, with what it is of and what is not known.
func inHours(r *page.Request, h numbers.Hours) []string {
	talks := r.T("numbers.per-hour.few")
	if tenths, ok := h.PerHour(); ok {
		talks = r.T("numbers.per-hour", "Talks", strconv.FormatFloat(float64(tenths)/10, 'f', -1, 64), "All", h.Talks, "Hours", whole(h.Shifts.Time))
	}
	return []string{
		r.T("numbers.shift-hours", "Hours", whole(h.Shifts.Time), "N", h.Shifts.N, "Unknown", h.Shifts.Unknown),
		r.T("numbers.outing-hours", "Hours", whole(h.Outings.Time), "N", h.Outings.N, "Unknown", h.Outings.Unknown),
		talks,
	}
}

// group is one question about themselves that people answered or did not.
func group(r *page.Request, g numbers.Grouping) page.Chart {
	b := chart.Bars{Series: []chart.Series{{Name: r.T("numbers.people")}}, Few: r.T("numbers.under-five")}
	line := func(label string, c numbers.GroupCount) {
		n := c.N
		if c.Few {
			n = -1
		}
		b.Labels, b.Series[0].Values = append(b.Labels, label), append(b.Series[0].Values, n)
	}
	for _, c := range g.Counts {
		line(r.T("numbers.group."+g.About+"."+c.Code), c)
	}
	line(r.T("numbers.not-said"), g.Unknown)
	return page.BarChart(r.T("numbers.group."+g.About), r.T("numbers.answer"), "", b)
}
