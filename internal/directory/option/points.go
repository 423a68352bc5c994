package option

import (
	"slices"

	"openmaf/internal/directory/facet"
)

// audiences are the facets that say whom a group is for.
var audiences = []facet.Name{facet.Women, facet.Men, facet.Family, facet.LGBTQ, facet.Young}

// facetPoints are the points of every facet that is known to be so and known
// not to be, eight facets to a table: four lookups add up all of them.
type facetPoints struct {
	unknown int32 // what a row has of which nothing is known
	yes, no [2][256]int16
}

// merit is what the listing says of itself, against what the person would like.
func (f *facetPoints) merit(r *row) int32 {
	return f.unknown + int32(f.yes[0][r.yes&255]) + int32(f.yes[1][r.yes>>8]) +
		int32(f.no[0][r.no&255]) + int32(f.no[1][r.no>>8])
}

func facetPointsOf(t *terms) (f facetPoints) {
	w := t.weights
	for i, name := range facet.Names {
		yes, no, unknown := 0, 0, 0
		switch b := uint16(1) << i; {
		case t.need&b != 0 && slices.Contains(audiences, name):
			unknown = w.AudienceUnknown
		case t.need&b != 0:
			unknown = w.NeedUnknown
		case t.prefer&b != 0:
			yes, no = w.PreferYes, w.PreferNo
		}
		switch name {
		case facet.Open:
			no, unknown = no+w.OpenNo, unknown+w.OpenUnknown
		case facet.Newcomers:
			yes += w.Newcomers
		}
		f.unknown += int32(unknown)
		f.yes[i/8][1<<(i%8)] = int16(yes - unknown)
		f.no[i/8][1<<(i%8)] = int16(no - unknown)
	}
	for set := 1; set < 256; set++ { // a set is its lowest facet and the others
		for half := range 2 {
			f.yes[half][set] = f.yes[half][set&-set] + f.yes[half][set&(set-1)]
			f.no[half][set] = f.no[half][set&-set] + f.no[half][set&(set-1)]
		}
	}
	return f
}
