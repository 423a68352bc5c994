package meeting

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/place"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
)

// The longest texts that are kept, in characters. Meeting Guide allows a name
// of 255 as well.
const (
	LongestTitle = 255
	LongestNotes = 4000
	longestLine  = 500
)

// The lengths of a meeting that make sense, in minutes.
const (
	Shortest = 15
	Longest  = 12 * 60
)

// Tidy returns the listing as it is kept: without stray space, the postcode in
// its usual writing, the fellowship by its code, and what follows from the
// fellowship and the kind filled in where nothing else was said.
func (l Listing) Tidy() Listing {
	for _, line := range []*string{&l.Source, &l.SourceID, &l.Fellowship, &l.Title, &l.Venue, &l.Address, &l.Website, &l.Join} {
		*line = strings.Join(strings.Fields(printable(*line)), " ")
	}
	l.Notes = strings.TrimSpace(printable(strings.ReplaceAll(l.Notes, "\r\n", "\n")))
	if p, ok := place.ParsePostcode(l.Postcode); ok {
		l.Postcode = p.String()
	}
	if f, ok := FellowshipOf(l.Fellowship); ok {
		l.Fellowship = f.Code
	}
	if l.Kind == "" {
		l.Kind = KindOf(l.Fellowship)
	}
	if l.Attendance == "" {
		l.Attendance = InPerson
	}
	if !l.Located {
		l.Lat, l.Lon = 0, 0
	}
	l.imply(facet.Family, l.Kind == Family)
	l.imply(facet.Women, l.Fellowship == "WFS")
	l.imply(facet.Secular, l.Kind == Secular)
	l.imply(facet.Young, l.Fellowship == "ALATEEN")
	return l
}

// printable is the text without control characters, which PostgreSQL would not
// take, but with its line ends and tabs.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, s)
}

// imply adds what the kind or fellowship says of each of its meetings, unless
// the listing knows better.
func (l *Listing) imply(name facet.Name, yes bool) {
	if yes && facet.Of(l.Facets, name).Value == facet.Unknown {
		l.Facets = facet.With(l.Facets, facet.Fact{Name: name, Value: facet.Yes, Source: l.Source})
	}
}

// Check reports everything that is wrong with a tidy listing, each problem with
// the field of the form that it belongs to.
func (l Listing) Check() error {
	e := fault.New(fault.Invalid, "meeting.invalid")
	l.checkWords(e)
	l.checkTime(e)
	l.checkPlace(e)
	for _, f := range l.Facets {
		if !f.Name.Known() {
			e.Field("facets", "meeting.facet")
		}
	}
	if facet.Of(l.Facets, facet.Women).Value == facet.Yes && facet.Of(l.Facets, facet.Men).Value == facet.Yes {
		e.Field("women", "meeting.women-and-men")
	}
	return e.OrNil()
}

func (l Listing) checkWords(e *fault.Error) {
	if l.Title == "" {
		e.Field("title", "meeting.title.empty")
	}
	lines := []struct {
		field, text string
		most        int
	}{
		{"title", l.Title, LongestTitle}, {"fellowship", l.Fellowship, longestLine}, {"venue", l.Venue, longestLine},
		{"address", l.Address, longestLine}, {"notes", l.Notes, LongestNotes},
	}
	for _, line := range lines {
		if n := utf8.RuneCountInString(line.text); n > line.most {
			e.Field(line.field, "meeting.too-long", fault.Args{"Most": line.most, "Length": n})
		}
	}
	if !slices.Contains(Kinds, l.Kind) {
		e.Field("kind", "meeting.kind.unknown")
	}
	for field, address := range map[string]string{"website": l.Website, "join": l.Join} {
		if address != "" && !IsWebAddress(address) {
			e.Field(field, "meeting.web-address")
		}
	}
}

func (l Listing) checkTime(e *fault.Error) {
	if l.Slot.Rule.IsZero() {
		e.Field("day", "meeting.day.empty")
	}
	if l.Slot.Start < 0 || l.Slot.Start >= civil.MinutesPerDay {
		e.Field("time", "meeting.time.range")
	}
	if m := l.Slot.Minutes; m != 0 && (m < Shortest || m > Longest) {
		e.Field("minutes", "meeting.minutes.range")
	}
}

func (l Listing) checkPlace(e *fault.Error) {
	if !slices.Contains(Attendances, l.Attendance) {
		e.Field("attendance", "meeting.attendance.unknown")
	}
	if _, ok := place.ParsePostcode(l.Postcode); l.Postcode != "" && !ok {
		e.Field("postcode", "meeting.postcode", fault.Args{"Postcode": l.Postcode})
	}
	if l.Located && !place.InBritainOrIreland(l.Lat, l.Lon) {
		e.Field("position", "meeting.position")
	}
}

// IsWebAddress reports whether the text is the address of a web page: http or
// https and a host. Anything else behind a link could run in the reader's
// browser.
func IsWebAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && len(s) <= longestLine
}
