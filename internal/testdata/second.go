package testdata

import (
	"bytes"
	"encoding/csv"
	"fmt"
)

// SecondList is an invented list, as CSV, of the kinds of meeting that the real
// list does not know: SMART, Buddhist, family, women's, and groups that a
// recovery community runs, forty of them at invented venues around Leicester.
// Every fifth has no position, only its outcode.
func SecondList() []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write([]string{"ID", "Name", "Fellowship", "Day", "Time", "Duration", "How often", "First date", "Venue", "Address", "Postcode",
		"Latitude", "Longitude", "Open", "Newcomers", "Step-free", "Hearing loop", "Women", "Just listen", "Medication", "Notes"})
	for i := range 40 {
		_ = w.Write(second(i)) // a buffer does not fail
	}
	w.Flush()
	return b.Bytes()
}

// series are the kinds of meeting in the second list, and what they say of
// themselves.
var series = []struct {
	fellowship, name, length          string
	newcomers, women, listen, tablets string
}{
	{"SMART", "SMART Lantern Group", "90 min", "yes", "", "yes", "yes"},
	{"RD", "Still Pond Sangha", "1hr 15mins", "yes", "", "yes", ""},
	{"AL-ANON", "Open Hands Family Group", "1hr", "", "", "", ""},
	{"WFS", "Marigold Women", "1hr", "yes", "yes", "", ""},
	{"LERO", "Kitchen Table Evening", "2hrs", "yes", "", "yes", "yes"},
}

func second(i int) []string {
	s, a := series[i%len(series)], areas[i%9]
	round := i / len(series)
	lat, lon := fmt.Sprintf("%.5f", a.lat+0.004*float64(round%3)), fmt.Sprintf("%.5f", a.lon-0.003*float64(round%4))
	if i%5 == 4 && round%2 == 0 {
		lat, lon = "", ""
	}
	often, first := "weekly", ""
	switch i % 13 {
	case 6:
		often = "1st and 3rd"
	case 11:
		often, first = "fortnightly", "2026-05-04"
	}
	return []string{fmt.Sprintf("second-%02d", i+1), fmt.Sprintf("%s %s", s.name, roman[round]), s.fellowship,
		days[(i+round)%5], []string{"18:30", "7pm", "19:30", "6.45pm"}[i%4], s.length, often, first,
		fmt.Sprintf("%s (invented)", venues[(i+round)%len(venues)]), fmt.Sprintf("%d Made-Up Lane, Leicester", 1+i), a.outcode, lat, lon,
		yesEvery(i, 3, "yes", ""), s.newcomers, yesEvery(i, 2, "yes", "no"), yesEvery(i, 4, "yes", ""), s.women, s.listen, s.tablets, ""}
}

var roman = []string{"One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight"}

func yesEvery(i, n int, yes, otherwise string) string {
	if i%n != 0 {
		return yes
	}
	return otherwise
}
