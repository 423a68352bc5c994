package people

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"openmaf/internal/people/numbers"
	"openmaf/internal/platform/chart"
	"openmaf/internal/platform/civil"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

var numbersPage = page.Declare[NumbersView](files, "numbers.html")

// NumbersView is what a period came to: each figure with how many it is of, how
// many we do not know, and what it means.
type NumbersView struct {
	page.Frame
	Evaluations bool // they may read them
	Complaints  bool
	Span        page.Select
	Period      string
	AsOf        string
	Talks       page.Chart
	Shares      []ShareRow
	Parts       page.Chart // the shares, as pictures of how many people
	Ours        string
	Given       page.Chart // hours
	Hours       []string
	Groups      []page.Chart
	People      string
}

// ShareRow is one figure in words.
type ShareRow struct {
	Name    string
	Means   string
	Percent string // empty where it is not shown
	Of      string
	Why     string // why there is no figure
}

// spansBack is how many quarters back can be chosen.
const spansBack = 8

func (a *Area) numbers(r *page.Request) (*page.Answer, error) {
	today := civil.DateOf(r.Now())
	choices := spans(r, today)
	span := r.Query("span")
	period, ok := periodOf(span)
	if !ok {
		span = choices[0].Value
		period, _ = periodOf(span)
	}
	report, err := a.Numbers.Of(r.HTTP().Context(), r.Actor(), period)
	if err != nil {
		return nil, err
	}
	v := NumbersView{Frame: r.Frame("numbers.title"), Evaluations: access.May(r.Actor(), access.EvaluationRead),
		Complaints: access.May(r.Actor(), access.ComplaintRead),
		Span:       page.Select{Field: page.Field{Name: "span", Label: r.T("numbers.span")}},
		Period:     r.T("numbers.period", "From", r.Words().Date(period.From), "To", r.Words().Date(period.To)),
		AsOf:       r.T("numbers.as-of", "When", r.Words().When(report.AsOf)),
		Talks:      talks(r, report.Months), Ours: ours(r, report.Evenings), Parts: parts(r, report.Shares),
		Given: given(r, report.Hours.Months), Hours: inHours(r, report.Hours),
		People: r.T("numbers.reached-how", "N", report.Reached.N)}
	if report.Reached.Few {
		v.People = r.T("numbers.few")
	}
	for _, g := range report.Reached.Groups {
		v.Groups = append(v.Groups, group(r, g))
	}
	for _, c := range choices {
		v.Span.Items = append(v.Span.Items, page.Option{Value: c.Value, Text: c.Text, Selected: c.Value == span})
	}
	for _, s := range report.Shares {
		v.Shares = append(v.Shares, shareRow(r, s))
	}
	return numbersPage.Show(v), nil
}

func shareRow(r *page.Request, s numbers.Share) ShareRow {
	row := ShareRow{Name: r.T("numbers.share." + string(s.Name)), Means: r.T("numbers.means." + string(s.Name))}
	percent, ok := s.Percent()
	switch {
	case s.N == 0:
		row.Why = r.T("numbers.nobody")
	case s.Hidden():
		row.Why = r.T("numbers.few")
	case !ok:
		row.Why = r.T("numbers.unknown-all", "N", s.N)
	default:
		row.Percent = strconv.Itoa(percent) + "%"
		of := "numbers.of"
		if own := of + "." + string(s.Name); r.Words().Has(own) {
			of = own // it counts something else than people
		}
		row.Of = r.T(of, "Yes", s.Yes, "Known", s.N-s.Unknown, "N", s.N, "Unknown", s.Unknown)
	}
	return row
}

func talks(r *page.Request, months []numbers.Month) page.Chart {
	b := chart.Bars{Series: []chart.Series{{Name: r.T("numbers.chats")}, {Name: r.T("numbers.tallies")}}}
	for _, m := range months {
		b.Labels = append(b.Labels, r.Words().Month(m.Month.Month))
		b.Series[0].Values = append(b.Series[0].Values, m.Chats)
		b.Series[1].Values = append(b.Series[1].Values, m.Tallies)
	}
	return page.BarChart(r.T("numbers.talks"), r.T("numbers.month"), r.T("numbers.together"), b)
}

func ours(r *page.Request, e numbers.Evenings) string {
	if n, ok := e.PerHundred(); ok {
		return r.T("numbers.ours-per-hundred", "PerHundred", n, "Planned", e.Planned, "Faults", e.OurFaults)
	}
	return r.T("numbers.ours-few", "Planned", e.Planned, "Faults", e.OurFaults)
}

// spans are the periods to choose from: this quarter first, those before it,
// and the last two years.
func spans(r *page.Request, today civil.Date) []page.Choice {
	year, quarter := today.Year, (int(today.Month)-1)/3
	var out []page.Choice
	for range spansBack {
		out = append(out, page.Choice{Value: fmt.Sprintf("%d-Q%d", year, quarter+1), Text: r.T("numbers.quarter", "Year", strconv.Itoa(year),
			"From", r.Words().Month(monthOf(quarter)), "To", r.Words().Month(monthOf(quarter)+2))})
		if quarter--; quarter < 0 {
			year, quarter = year-1, 3
		}
	}
	for back := range 2 {
		out = append(out, page.Choice{Value: strconv.Itoa(today.Year - back), Text: r.T("numbers.year", "Year", strconv.Itoa(today.Year-back))})
	}
	return out
}

// periodOf reads a span as the address has it: "2026-Q2" or "2026".
func periodOf(span string) (numbers.Period, bool) {
	text, part, quartered := strings.Cut(span, "-Q")
	year, err := strconv.Atoi(text)
	if err != nil || year < 2000 || year > 2100 {
		return numbers.Period{}, false
	}
	first, months := 0, 12
	if quartered {
		n, err := strconv.Atoi(part)
		if err != nil || n < 1 || n > 4 {
			return numbers.Period{}, false
		}
		first, months = n-1, 3
	}
	from := civil.Date{Year: year, Month: monthOf(first), Day: 1}
	end := civil.Date{Year: year, Month: from.Month, Day: 1}
	for range months {
		end = end.AddDays(31)
		end.Day = 1
	}
	return numbers.Period{From: from, To: end.AddDays(-1)}, true
}

// monthOf is the first month of the quarter, counted from 0.
func monthOf(quarter int) time.Month { return time.Month(3*quarter + 1) }
