package raw

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/place"
)

// where reads postcode, position and how one takes part.
func (b *builder) where() {
	foreign := b.postcode()
	b.position(foreign)
	b.attendance()
}

// fullPostcode finds a postcode inside an address.
var fullPostcode = regexp.MustCompile(`(?i)\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b`)

// postcode reads the postcode, or finds it in the address. It reports whether
// the row is of another country, where our outline does not bind.
func (b *builder) postcode() (foreign bool) {
	country := strings.ToLower(b.Values[Country])
	foreign = country != "" && !slices.Contains(home, country)
	s := b.Values[Postcode]
	if p, ok := place.ParsePostcode(s); ok {
		b.l.Postcode = p.String()
		return foreign
	}
	if s != "" {
		if foreign {
			return true
		}
		b.warn(Postcode, "exchange.postcode")
	}
	if found := fullPostcode.FindAllString(b.l.Address, -1); len(found) > 0 && !foreign {
		if p, ok := place.ParsePostcode(found[len(found)-1]); ok {
			b.l.Postcode = p.String()
		}
	}
	return foreign
}

// home are the names of the countries in whose lists our outline binds.
var home = []string{"england", "scotland", "wales", "northern ireland", "uk", "united kingdom", "gb", "great britain", "ireland",
	"republic of ireland", "ie", "roi", "eire", "isle of man", "jersey", "guernsey", "channel islands"}

// position reads the coordinates. Those outside Britain and Ireland are dropped
// with a warning: somebody's web form put them there.
func (b *builder) position(foreign bool) {
	from, lat, lon := Latitude, b.Values[Latitude], b.Values[Longitude]
	if lat == "" && lon == "" && b.Values[Coordinates] != "" {
		from = Coordinates
		lat, lon, _ = strings.Cut(b.Values[Coordinates], ",")
	}
	if lat == "" && lon == "" {
		return
	}
	y, okY := degrees(lat, 90)
	x, okX := degrees(lon, 180)
	switch {
	case !okY:
		b.warn(from, "exchange.position.number")
	case !okX && from == Latitude:
		b.warn(Longitude, "exchange.position.number")
	case !okX:
		b.warn(from, "exchange.position.number")
	case foreign:
	case !place.InBritainOrIreland(y, x):
		b.warn(from, "exchange.position.outside")
	default:
		b.l.Lat, b.l.Lon, b.l.Located = y, x, true
	}
}

func degrees(s string, most float64) (float64, bool) {
	d, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	return d, err == nil && math.Abs(d) <= most // not a number is not below anything
}

// attendances are the words with which lists say how one takes part.
var attendances = map[string]meeting.Attendance{
	"in person": meeting.InPerson, "in_person": meeting.InPerson, "in-person": meeting.InPerson, "face to face": meeting.InPerson,
	"face-to-face": meeting.InPerson, "physical": meeting.InPerson,
	"online": meeting.Online, "virtual": meeting.Online, "zoom": meeting.Online, "online only": meeting.Online, "online meeting": meeting.Online,
	"hybrid": meeting.Hybrid, "both": meeting.Hybrid,
}

var hybridInTitle = regexp.MustCompile(`(?i)\bhybrid\b`)

// inStreet reports whether there is a place to go to.
func (b *builder) inStreet() bool {
	return b.l.Venue+b.l.Address+b.l.Postcode != "" || b.l.Located
}

// attendance reads how one takes part: the list's own word for it, or else what
// follows from an address online and an address in the street.
func (b *builder) attendance() {
	if s := b.Values[Attendance]; s != "" {
		a, ok := attendances[strings.ToLower(s)]
		if ok {
			b.l.Attendance = a
			return
		}
		if strings.EqualFold(s, "inactive") {
			b.reject(Attendance, "exchange.inactive")
		}
		b.warn(Attendance, "exchange.attendance")
	}
	inStreet := b.inStreet()
	online := b.l.Join != ""
	for _, label := range b.labels() {
		switch attendances[strings.ToLower(label)] {
		case meeting.Online:
			online = true
		case meeting.Hybrid:
			b.l.Attendance = meeting.Hybrid
			return
		}
	}
	switch {
	case hybridInTitle.MatchString(b.l.Title), online && inStreet:
		b.l.Attendance = meeting.Hybrid
	case online:
		b.l.Attendance = meeting.Online
	default:
		b.l.Attendance = meeting.InPerson
	}
}

func (b *builder) labels() []string {
	var all []string
	for label := range strings.FieldsFuncSeq(b.Values[Labels], func(r rune) bool { return r == ',' || r == ';' || r == '\n' || r == '|' }) {
		all = append(all, strings.TrimSpace(label))
	}
	return all
}

// said puts the facets together: the title's word, then the labels', then that
// of columns and codes of their own, the later outweighing. Only "members only"
// outweighs "open": a list that says both has a closed meeting with an open
// evening.
func (b *builder) said() {
	facts := facet.FromTitle(b.l.Title)
	for _, label := range b.labels() {
		if f, ok := facet.FromLabel(label); ok {
			facts = append(facts, f)
		} else if k, ok := meeting.ParseKind(label); ok && b.l.Kind == "" && b.l.Fellowship == "" {
			b.l.Kind = k
		}
	}
	facts = append(facts, b.Said...)
	for _, f := range facts {
		closed := f.Name == facet.Open && facet.Of(b.l.Facets, facet.Open).Value == facet.No
		if f.Value != facet.Unknown && !closed {
			b.l.Facets = facet.With(b.l.Facets, f)
		}
	}
	if facet.Of(b.l.Facets, facet.Women).Value == facet.Yes && facet.Of(b.l.Facets, facet.Men).Value == facet.Yes {
		// "Men, Women" is a list's way to say that everybody is welcome.
		b.l.Facets = facet.With(facet.With(b.l.Facets, facet.Fact{Name: facet.Women}), facet.Fact{Name: facet.Men})
	}
}
