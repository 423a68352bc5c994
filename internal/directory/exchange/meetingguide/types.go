package meetingguide

import "openmaf/internal/directory/facet"

// codes that mean the same to every fellowship that uses them.
var codes = map[string]facet.Fact{
	"O":     {Name: facet.Open, Value: facet.Yes},
	"C":     {Name: facet.Open, Value: facet.No},
	"W":     {Name: facet.Women, Value: facet.Yes},
	"M":     {Name: facet.Men, Value: facet.Yes},
	"LGBTQ": {Name: facet.LGBTQ, Value: facet.Yes},
	"X":     {Name: facet.StepFree, Value: facet.Yes},
}

// special are the codes that are certain for one fellowship only, and those of
// the codes above that mean something else to it.
var special = map[string]map[string]facet.Fact{
	"AA": {
		"BE": {Name: facet.Newcomers, Value: facet.Yes},
		"Y":  {Name: facet.Young, Value: facet.Yes},
		"G":  {Name: facet.LGBTQ, Value: facet.Yes},
		"L":  {Name: facet.LGBTQ, Value: facet.Yes},
		"BI": {Name: facet.LGBTQ, Value: facet.Yes},
		"A":  {Name: facet.Secular, Value: facet.Yes},
		"CF": {Name: facet.Childcare, Value: facet.Yes},
		"BA": {Name: facet.Childcare, Value: facet.Yes},
	},
	"NA": {
		"BEG": {Name: facet.Newcomers, Value: facet.Yes},
		"GL":  {Name: facet.LGBTQ, Value: facet.Yes},
	},
	"RD": {
		"WA": {Name: facet.StepFree, Value: facet.Yes},
		"X":  {},
	},
	"AL-ANON": {"C": {}}, // families only
}

// fromCode reads a type code of the fellowship.
func fromCode(fellowship, code string) (facet.Fact, bool) {
	f, own := special[fellowship][code]
	if !own {
		f = codes[code]
	}
	return f, f.Value != facet.Unknown
}

// closedPlace says that the address is not in use: the meeting is online, or
// not at all.
const closedPlace = "TC"
