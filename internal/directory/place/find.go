package place

import (
	"context"
	"math"
	"strings"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
)

// Precision is how exactly a place is known.
type Precision string

const (
	ToPostcode Precision = "postcode" // a few houses
	ToOutcode  Precision = "outcode"  // a district, some miles across
	ToTown     Precision = "town"     // the middle of a town
)

// Place is what somebody typed, and where that is.
type Place struct {
	Query     string
	Name      string // as a person would write it: "LE1 1AA"; "LE1, Leicester"; "Newport, Isle of Wight"
	Lat, Lon  float64
	Precision Precision
}

// Point of the place.
func (p Place) Point() Point { return Point{p.Lat, p.Lon} }

// Find says where the typed place is: a postcode, an outcode, or the name of a
// town ("Newport", or "Newport, Isle of Wight"). A full postcode that no file
// held is placed at its outcode. What nobody knows is the fault
// "place.unknown" of the kind Missing; a name of several towns far from each
// other is "place.several", which lists them.
func (s *Store) Find(ctx context.Context, scope db.Scope, query string) (p Place, err error) {
	err = s.db.View(ctx, scope, func(tx *db.Tx) error {
		p, err = Find(tx, query)
		return err
	})
	return p, err
}

// Find is [Store.Find] inside a transaction.
func Find(tx *db.Tx, query string) (Place, error) {
	if nameKey(query) == "" {
		return Place{}, fault.New(fault.Invalid, "place.empty")
	}
	code, ok := ParsePostcode(query)
	if !ok {
		code, ok = postcodeAtEnd(query)
	}
	if !ok {
		return findTown(tx, query)
	}
	if code.Irish {
		return Place{}, fault.New(fault.Missing, "place.eircode", fault.Args{"Place": code.String()})
	}
	return findCode(tx, query, code)
}

// postcodeAtEnd finds the full postcode that an address ends with.
func postcodeAtEnd(address string) (Postcode, bool) {
	words := strings.FieldsFunc(address, func(r rune) bool { return r == ' ' || r == ',' })
	for _, n := range []int{2, 1} {
		if len(words) <= n {
			continue
		}
		if code, ok := ParsePostcode(strings.Join(words[len(words)-n:], " ")); ok && code.Full() {
			return code, true
		}
	}
	return Postcode{}, false
}

// findCode asks for the postcode and its outcode at once. Where neither is
// known but neighbours are, because only postcodes were imported, the middle
// of the neighbours is the outcode.
func findCode(tx *db.Tx, query string, code Postcode) (Place, error) {
	known, err := db.All(tx, func(r db.Row) (Place, error) {
		var town string
		p := Place{Query: query}
		err := scanPoint(r, &p, &p.Name, &p.Precision, &town)
		if p.Precision == ToOutcode && town != "" {
			p.Name += ", " + town
		}
		return p, err
	}, `SELECT lat, lon, code, kind, CASE WHEN town <> '' THEN town ELSE region END FROM place
		WHERE community_id = $1 AND code IN ($2, $3) ORDER BY length(code) DESC LIMIT 1`,
		tx.Community(), code.String(), code.Out)
	if err != nil {
		return Place{}, err
	}
	if len(known) > 0 {
		return known[0], nil
	}
	return findNeighbours(tx, query, code)
}

// pastWord is the character after the space: "LE1" + pastWord is behind every
// text that begins with the word LE1, and before all others that sort after it.
const pastWord = "!"

// findNeighbours reads the postcodes of the outcode.
func findNeighbours(tx *db.Tx, query string, code Postcode) (Place, error) {
	p := Place{Query: query, Name: code.Out, Precision: ToOutcode}
	var neighbours int
	_, err := db.One(tx, func(r db.Row) (none struct{}, err error) {
		return none, scanPoint(r, &p, &neighbours)
	}, `SELECT COALESCE(avg(lat), 0), COALESCE(avg(lon), 0), count(*) FROM place
		WHERE community_id = $1 AND code > $2 AND code < $3`,
		tx.Community(), code.Out+" ", code.Out+pastWord)
	if err == nil && neighbours == 0 {
		err = unknown(query)
	}
	if err != nil {
		return Place{}, err
	}
	return p, nil
}

// scanPoint reads lat and lon of a row, stored or averaged, and then the rest.
func scanPoint(r db.Row, p *Place, rest ...any) error {
	err := r.Scan(append([]any{&p.Lat, &p.Lon}, rest...)...)
	p.Lat, p.Lon = math.Round(p.Lat)/1e6, math.Round(p.Lon)/1e6
	return err
}

// sixPlaces rounds an average, so that the engines agree to the last digit.
func sixPlaces(degrees float64) float64 { return math.Round(degrees*1e6) / 1e6 }

// findTown reads the outcodes whose town or region begins with the name as a
// word, which bounds what townNamed can mean.
func findTown(tx *db.Tx, query string) (Place, error) {
	name := questionOf(query).town
	region := regionKey(name)
	// A union, because no engine uses both indexes for one OR; unordered,
	// because SQLite would read every place in the order of codes instead.
	outcodes, err := db.All(tx, func(r db.Row) (o outcode, err error) {
		var p Place
		err = scanPoint(r, &p, &p.Name, &o.town, &o.region)
		o.at = p.Point()
		return o, err
	}, `SELECT lat, lon, code, town, region FROM place
		WHERE community_id = $1 AND kind = 'outcode' AND town_key >= $2 AND town_key < $3
		UNION SELECT lat, lon, code, town, region FROM place
		WHERE community_id = $1 AND kind = 'outcode' AND region_key >= $4 AND region_key < $5`,
		tx.Community(), name, name+pastWord, region, region+pastWord)
	if err != nil {
		return Place{}, err
	}
	t, err := townNamed(strings.TrimSpace(query), outcodes)
	if err != nil {
		return Place{}, err
	}
	return Place{Query: query, Name: t.name, Lat: sixPlaces(t.middle.Lat), Lon: sixPlaces(t.middle.Lon), Precision: ToTown}, nil
}
