package place

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"openmaf/internal/platform/fault"
)

// Limits of what counts as one town.
const (
	// sameTown is how near, in miles, two districts of one name must be to be
	// one town that lies in two regions.
	sameTown = 10
	// widest is how far from its middle, in miles, a place may reach before
	// "near" it says too little: Birmingham is one town, Highland is not.
	widest = 15
	// far more outcodes make a city meant before a village of its name: Leeds
	// in Yorkshire has some thirty, Leeds in Kent one.
	farMore = 10
	// listed is how many towns a question back names.
	listed = 8
)

// outcode is one row of the outcode list: a district of a town in a region.
// Either name may be empty.
type outcode struct {
	at           Point
	town, region string
}

// town is the outcodes that one name stands for in one region.
type town struct {
	name     string // "Newport, Isle of Wight", or "Leicester" where both are one
	city     bool   // the name is the region's
	outcodes []Point
	middle   Point
}

// townNamed picks the town that the query names from the outcodes whose town
// or region could be meant. No town is a fault of the kind Missing; several
// far from each other, or a name for half a country, is one that asks back.
func townNamed(query string, outcodes []outcode) (town, error) {
	towns := merge(candidates(query, outcodes))
	if len(towns) == 0 {
		return town{}, unknown(query)
	}
	slices.SortStableFunc(towns, func(a, b town) int {
		return cmp.Or(len(b.outcodes)-len(a.outcodes), strings.Compare(a.name, b.name))
	})
	first, others := towns[0], 0
	for _, t := range towns[1:] {
		others += len(t.outcodes)
	}
	if others > 0 && !(first.city && len(first.outcodes) >= farMore*others) {
		return town{}, several(query, towns)
	}
	if first.reach() > widest {
		return town{}, fault.New(fault.Invalid, "place.wide", fault.Args{"Place": first.name})
	}
	return first, nil
}

// candidates groups the outcodes that the query may mean by town and region,
// and keeps the closest reading that each region has.
func candidates(query string, outcodes []outcode) []town {
	type group struct {
		reading      reading
		name, region string
	}
	q := questionOf(query)
	groups, closest := map[group]*town{}, map[string]reading{}
	for _, o := range outcodes {
		name, r := q.read(o)
		if r == notMeant {
			continue
		}
		g := group{r, nameKey(name), regionKey(o.region)}
		if groups[g] == nil {
			groups[g] = newTown(name, o.region)
		}
		groups[g].outcodes = append(groups[g].outcodes, o.at)
		closest[g.region] = max(closest[g.region], r)
	}
	var found []town
	for g, t := range groups {
		if g.reading == closest[g.region] {
			t.middle = centroid(t.outcodes)
			found = append(found, *t)
		}
	}
	slices.SortFunc(found, func(a, b town) int { return strings.Compare(a.name, b.name) })
	return found
}

// reading is how an outcode answers to a name, the closest last. A town that
// bears a name says better where its middle is than a region that does.
type reading int

const (
	notMeant reading = iota
	inRegion         // its region is called so
	inShort          // the name is short for its town's
	inName           // its town is called just so
)

// read says how the outcode answers the question, and by which of its names.
func (q question) read(o outcode) (name string, r reading) {
	region := regionKey(o.region)
	switch key := nameKey(o.town); {
	case key != "" && (key == q.whole || q.region == region && key == q.town):
		return o.town, inName
	case called(o.town, q.whole) || q.region == region && called(o.town, q.town):
		return o.town, inShort
	case called(region, regionKey(q.whole)) || q.region == region && called(region, q.town):
		return o.region, inRegion // "Leeds", and "Leeds, Leeds", as opposed to "Leeds, Kent"
	}
	return "", notMeant
}

func newTown(name, region string) *town {
	if nameKey(name) == regionKey(region) || name == region {
		return &town{name: name, city: true}
	}
	if region != "" {
		name += ", " + region
	}
	return &town{name: name}
}

// question is what somebody typed, as keys: "Newport, Isle of Wight" has a town
// and a region, and may as a whole be a name with a comma in it.
type question struct{ whole, town, region string }

func questionOf(query string) question {
	q := question{whole: nameKey(query)}
	q.town = q.whole
	if i := strings.LastIndexByte(query, ','); i >= 0 && nameKey(query[:i]) != "" {
		q.town, q.region = nameKey(query[:i]), regionKey(query[i+1:])
	}
	return q
}

// connecting words may follow the short form of a name: Newcastle upon Tyne,
// Stoke-on-Trent, Blackburn with Darwen, but not Newport Pagnell.
var connecting = map[string]bool{"and": true, "by": true, "in": true, "le": true, "next": true,
	"on": true, "the": true, "under": true, "upon": true, "with": true}

// called reports whether people may call the place so: by its name, by the
// first of several names, or by the short form of a long one.
func called(name, key string) bool {
	full := nameKey(name)
	if key == "" || !strings.HasPrefix(full, key) {
		return false
	}
	first, _, _ := strings.Cut(name, ",")
	if full == key || nameKey(first) == key {
		return true
	}
	rest, spaced := strings.CutPrefix(full[len(key):], " ")
	next, _, _ := strings.Cut(rest, " ")
	return spaced && connecting[next]
}

// merge joins towns of one name that lie side by side: the border between two
// regions runs through them.
func merge(towns []town) []town {
	var merged []town
next:
	for _, t := range towns {
		for i, m := range merged {
			if Miles(m.middle, t.middle) > sameTown {
				continue
			}
			if len(t.outcodes) > len(m.outcodes) {
				merged[i].name, merged[i].city = t.name, t.city
			}
			merged[i].outcodes = slices.Concat(m.outcodes, t.outcodes)
			merged[i].middle = centroid(merged[i].outcodes)
			continue next
		}
		merged = append(merged, t)
	}
	return merged
}

func centroid(points []Point) Point {
	var sum Point
	for _, p := range points {
		sum.Lat += p.Lat
		sum.Lon += p.Lon
	}
	n := float64(len(points))
	return Point{sum.Lat / n, sum.Lon / n}
}

// reach is the distance from the middle of the town to its farthest outcode.
func (t town) reach() float64 {
	far := 0.0
	for _, p := range t.outcodes {
		far = max(far, Miles(t.middle, p))
	}
	return far
}

func several(query string, towns []town) error {
	names := make([]string, 0, listed)
	for _, t := range towns[:min(len(towns), listed)] {
		names = append(names, t.inFull(query))
	}
	return fault.New(fault.Invalid, "place.several",
		fault.Args{"Place": short(tidy(query)), "Towns": strings.Join(names, "; ")})
}

// inFull names a town so that it can be told from others that the query may
// mean: typed, it means this one.
func (t town) inFull(query string) string {
	if t.city && nameKey(t.name) == nameKey(query) {
		return t.name + ", " + t.name
	}
	return t.name
}

func unknown(query string) error {
	return fault.New(fault.Missing, "place.unknown", fault.Args{"Place": short(tidy(query))})
}

// regionKey is the name of a region as people say it: "City of Edinburgh",
// "Glasgow City" and "County Durham" without their rank.
func regionKey(s string) string {
	key := nameKey(s)
	for _, rank := range []string{"city of ", "county ", "the "} {
		key = strings.TrimPrefix(key, rank)
	}
	return strings.TrimSuffix(key, " city")
}

// nameKey is a name as names are compared: letters and digits in lower case
// without accents, apostrophes dropped, anything else one space. "King's Lynn"
// and "kings lynn" are one, so are "Stoke-on-Trent" and "Stoke on Trent".
func nameKey(s string) string {
	var b strings.Builder
	space := false
	for _, r := range norm.NFD.String(strings.ReplaceAll(s, "&", " and ")) {
		switch {
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’', r == '‘':
		case unicode.IsLetter(r), unicode.IsDigit(r):
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(unicode.ToLower(r))
		default:
			space = true
		}
	}
	return b.String()
}
