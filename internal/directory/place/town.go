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
	// in Yorkshire has 28, Leeds in Kent one.
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

// candidates groups the outcodes by region. In a region that bears the queried
// name itself, every outcode belongs to the place, unless some bear it as
// their town, which says where its middle is more exactly.
func candidates(query string, outcodes []outcode) []town {
	wanted, in := splitRegion(query)
	whole := nameKey(query)
	byName, byRegion := map[string]*town{}, map[string]*town{}
	for _, o := range outcodes {
		townKey, regionKey := nameKey(o.town), nameKey(o.region)
		switch {
		case townKey != "" && (townKey == whole || townKey == wanted && regionKey == in):
			add(byName, regionKey, townKey == regionKey, o.town, o)
		case regionKey == whole:
			add(byRegion, regionKey, true, o.region, o)
		}
	}
	for region, t := range byRegion {
		if byName[region] == nil {
			byName[region] = t
		}
	}
	towns := make([]town, 0, len(byName))
	for _, t := range byName {
		t.middle = centroid(t.outcodes)
		towns = append(towns, *t)
	}
	slices.SortFunc(towns, func(a, b town) int { return strings.Compare(a.name, b.name) })
	return towns
}

func add(towns map[string]*town, region string, city bool, name string, o outcode) {
	t := towns[region]
	if t == nil {
		if !city && o.region != "" {
			name += ", " + o.region
		}
		t = &town{name: name, city: city}
		towns[region] = t
	}
	t.outcodes = append(t.outcodes, o.at)
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
		names = append(names, t.name)
	}
	return fault.New(fault.Invalid, "place.several",
		fault.Args{"Place": short(tidy(query)), "Towns": strings.Join(names, "; ")})
}

func unknown(query string) error {
	return fault.New(fault.Missing, "place.unknown", fault.Args{"Place": short(tidy(query))})
}

// splitRegion reads "Newport, Isle of Wight" as the keys of a town and its
// region. Without a comma the region is empty and the town is the whole.
func splitRegion(query string) (townKey, regionKey string) {
	i := strings.LastIndexByte(query, ',')
	if i < 0 {
		return nameKey(query), ""
	}
	return nameKey(query[:i]), nameKey(query[i+1:])
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
