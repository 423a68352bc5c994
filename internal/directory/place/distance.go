package place

import "math"

// Point is a WGS84 position in degrees, north and east positive.
type Point struct{ Lat, Lon float64 }

const (
	// earthMiles is the mean radius of the earth (IUGG: 6371.0088 km).
	earthMiles = 6371.0088 / kmPerMile
	kmPerMile  = 1.609344
)

// Miles is the length of the shortest way from a to b over a spherical earth
// (the haversine form, steady for near points), right to half a per cent.
func Miles(a, b Point) float64 {
	north := math.Sin((b.Lat - a.Lat) * radian / 2)
	east := math.Sin((b.Lon - a.Lon) * radian / 2)
	h := north*north + math.Cos(a.Lat*radian)*math.Cos(b.Lat*radian)*east*east
	return 2 * earthMiles * math.Asin(math.Sqrt(min(h, 1)))
}

// Plane is the country around one point, drawn flat: the distance from that
// point to any other costs a square root and no sines. Within 50 miles it
// differs from [Miles] by less than one per cent, within ten by 0.2.
type Plane struct {
	origin             Point
	milesLat, milesLon float64 // per degree
}

// Around draws the plane around p.
func Around(p Point) Plane {
	return Plane{origin: p, milesLat: earthMiles * radian,
		milesLon: earthMiles * radian * math.Cos(p.Lat*radian)}
}

// Miles from the middle of the plane to b.
func (pl Plane) Miles(b Point) float64 {
	return math.Hypot((b.Lat-pl.origin.Lat)*pl.milesLat, (b.Lon-pl.origin.Lon)*pl.milesLon)
}

// Box is the degrees north and east that the limit in miles spans: outside it
// nothing is within the limit.
func (pl Plane) Box(miles float64) (lat, lon float64) {
	return miles / pl.milesLat, miles / pl.milesLon
}
