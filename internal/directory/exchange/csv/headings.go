package csv

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"openmaf/internal/directory/exchange/raw"
	"openmaf/internal/directory/facet"
)

// synonyms are the headings of each field, the surest first: where a file has
// several, the first that says something in a row is taken. Written without
// spaces and signs. Of the ids, the one that programs made comes first: lists
// number their meetings anew from time to time.
var synonyms = map[raw.Field]string{
	raw.ID:          "guid uuid id meetingid slug sourcecode code",
	raw.Name:        "name title meetingname meeting groupname group",
	raw.Day:         "day weekday days dayofweek meetingday weekdays",
	raw.Time:        "time starttime start starts startsat meetingtime begins begin",
	raw.EndTime:     "endtime end ends endsat finish finishes finishtime until",
	raw.Duration:    "duration length minutes mins lasts",
	raw.Frequency:   "frequency recurrence rrule recurs repeats howoften weeks weekofmonth",
	raw.FirstDate:   "firstdate startdate nextdate nextmeeting anchor date",
	raw.Timezone:    "timezone tz",
	raw.Postcode:    "postcode postalcode zip zipcode pcode outcode",
	raw.Latitude:    "latitude lat",
	raw.Longitude:   "longitude lon lng long",
	raw.Coordinates: "coordinates latlon latlng latlong geo",
	raw.Country:     "country nation",
	raw.Venue:       "venue location locationname venuename place building hall where",
	raw.Address:     "address formattedaddress fulladdress street streetaddress address1 addressline1 venueaddress",
	raw.Town:        "town city",
	raw.Fellowship:  "fellowship programme program organisation organization network",
	raw.Kind:        "kind philosophy approach",
	raw.Labels:      "types type tags format formats features audience gender",
	raw.Attendance:  "attendance attendanceoption venuetype mode howtoattend",
	raw.Notes:       "notes note locationnotes groupnotes details comments description",
	raw.Website:     "url website webpage link web page",
	raw.Join:        "conferenceurl onlineurl joinurl zoomlink zoom onlinelink",
}

// facets are the headings of columns for one facet.
var facets = map[facet.Name]string{
	facet.Open:        "open opentoall opentoanyone openclosed openorclosed openmeeting openformat",
	facet.Newcomers:   "newcomers newcomer newcomerfriendly beginners",
	facet.StepFree:    "wheelchair wheelchairaccess wheelchairaccessible stepfree stepfreeaccess accessible disabledaccess",
	facet.HearingLoop: "hearingloop loop inductionloop",
	facet.Women:       "women womenonly womens",
	facet.Men:         "men menonly mens",
	facet.LGBTQ:       "lgbt lgbtq lgbtqia",
	facet.Young:       "young youngpeople youngpersons",
	facet.Family:      "family familyandfriends families",
	facet.Childcare:   "childcare creche children childrenwelcome childfriendly",
	facet.Small:       "small smallgroup",
	facet.Secular:     "secular nonreligious",
	facet.Medication:  "medication medicationfriendly medicationwelcome",
	facet.JustListen:  "justlisten listenonly",
	facet.Chit:        "chit chits",
}

// described are columns that tell of a facet in sentences, which need not be
// yes or no.
const described = "openformat"

// columns says where a file has what.
type columns struct {
	fields   [raw.Fields][]int // the columns of each field, the surest first
	headings [raw.Fields]string
	facets   []facetColumn
}

type facetColumn struct {
	at        int
	name      facet.Name
	heading   string
	described bool
}

type meaning struct {
	field raw.Field
	facet facet.Name
	rank  int
}

// meanings are synonyms and facets by heading.
var meanings = func() map[string]meaning {
	m := map[string]meaning{}
	for field, list := range synonyms {
		for rank, heading := range strings.Fields(list) {
			m[heading] = meaning{field: field, rank: rank}
		}
	}
	for name, list := range facets {
		for heading := range strings.FieldsSeq(list) {
			m[heading] = meaning{facet: name}
		}
	}
	return m
}()

// find recognises the headings. Of two columns with one heading the first
// counts.
func find(headings []string) columns {
	var c columns
	var ranks [raw.Fields][]int
	seen := map[string]bool{}
	for at, heading := range headings {
		key := squeeze(heading)
		m, known := meanings[key]
		if !known || seen[key] {
			continue
		}
		seen[key] = true
		if m.facet != "" {
			c.facets = append(c.facets, facetColumn{at, m.facet, snake(heading), key == described})
			continue
		}
		i, _ := slices.BinarySearchFunc(ranks[m.field], m.rank, cmp.Compare[int])
		ranks[m.field] = slices.Insert(ranks[m.field], i, m.rank)
		c.fields[m.field] = slices.Insert(c.fields[m.field], i, at)
		if i == 0 {
			c.headings[m.field] = snake(heading)
		}
	}
	return c
}

func (c columns) has(f raw.Field) bool { return len(c.fields[f]) > 0 }

// squeeze is a heading as it is looked up: "Start time", "start_time" and
// "StartTime" are one.
func squeeze(heading string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, heading)
}

// snake is a heading as problems name it: "start_time".
func snake(heading string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(heading), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), "_")
}
