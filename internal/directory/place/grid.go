package place

import "math"

// Ordnance Survey gives positions as metres east and north on the National
// Grid: a Transverse Mercator map of the Airy 1830 ellipsoid, on the datum
// OSGB36. Everything else in the program speaks WGS84, as satellite receivers
// and other lists do. The way from one to the other is that of Ordnance
// Survey, "A guide to coordinate systems in Great Britain": annexe A for the
// constants, C.2 for the projection, B.2 and B.1 for the cartesian steps, 6.6
// for the seven parameters. The names of the terms are the guide's.
//
// It is right to about 5 metres, which the guide states for the seven
// parameters; a postcode is wider than that.

// ellipsoid is a figure of the earth by its semi-axes in metres.
type ellipsoid struct{ a, b float64 }

var (
	airy1830 = ellipsoid{6377563.396, 6356256.909}
	wgs84    = ellipsoid{6378137.000, 6356752.3142}
)

// The National Grid: where its true origin lies, what it is called there, and
// the scale on its central meridian.
const (
	gridF0   = 0.9996012717
	gridPhi0 = 49 * radian
	gridLam0 = -2 * radian
	gridE0   = 400000.0
	gridN0   = -100000.0

	radian = math.Pi / 180
)

// fromGrid turns metres east and north on the National Grid into a WGS84
// position. Meaningful for Great Britain and the Isle of Man only: Northern
// Ireland and the Channel Islands are measured on grids of their own.
func fromGrid(easting, northing float64) Point {
	phi, lam := airy1830.unproject(easting, northing)
	x, y, z := osgb36ToWGS84(airy1830.cartesian(phi, lam))
	phi, lam = wgs84.geodetic(x, y, z)
	return Point{Lat: phi / radian, Lon: lam / radian}
}

// squaredEccentricity is e² of the guide (B1).
func (el ellipsoid) squaredEccentricity() float64 {
	return (el.a*el.a - el.b*el.b) / (el.a * el.a)
}

// unproject is the inverse Transverse Mercator of C.2, in radians.
func (el ellipsoid) unproject(easting, northing float64) (phi, lam float64) {
	// The latitude whose meridian arc is the northing, by iteration (C6, C7).
	// Within the grid three rounds reach 0.01 mm; the bound is for anything else.
	const enough, rounds = 0.00001, 20
	phi = gridPhi0
	for range rounds {
		rest := northing - gridN0 - el.meridianArc(phi)
		if math.Abs(rest) < enough {
			break
		}
		phi += rest / (el.a * gridF0)
	}

	e2 := el.squaredEccentricity()
	sin, tan, sec := math.Sin(phi), math.Tan(phi), 1/math.Cos(phi)
	nu := el.a * gridF0 / math.Sqrt(1-e2*sin*sin)
	rho := el.a * gridF0 * (1 - e2) * math.Pow(1-e2*sin*sin, -1.5)
	eta2 := nu/rho - 1
	t2, t4, t6 := tan*tan, math.Pow(tan, 4), math.Pow(tan, 6)
	nu3, nu5, nu7 := math.Pow(nu, 3), math.Pow(nu, 5), math.Pow(nu, 7)

	vii := tan / (2 * rho * nu)
	viii := tan / (24 * rho * nu3) * (5 + 3*t2 + eta2 - 9*t2*eta2)
	ix := tan / (720 * rho * nu5) * (61 + 90*t2 + 45*t4)
	x := sec / nu
	xi := sec / (6 * nu3) * (nu/rho + 2*t2)
	xii := sec / (120 * nu5) * (5 + 28*t2 + 24*t4)
	xiia := sec / (5040 * nu7) * (61 + 662*t2 + 1320*t4 + 720*t6)

	d := easting - gridE0
	phi += -vii*d*d + viii*math.Pow(d, 4) - ix*math.Pow(d, 6)
	lam = gridLam0 + x*d - xi*math.Pow(d, 3) + xii*math.Pow(d, 5) - xiia*math.Pow(d, 7)
	return phi, lam
}

// meridianArc is M of the guide (C3): metres on the grid from its true origin
// to the latitude.
func (el ellipsoid) meridianArc(phi float64) float64 {
	n := (el.a - el.b) / (el.a + el.b)
	n2, n3 := n*n, n*n*n
	minus, plus := phi-gridPhi0, phi+gridPhi0
	return el.b * gridF0 * ((1+n+5./4*n2+5./4*n3)*minus -
		(3*n+3*n2+21./8*n3)*math.Sin(minus)*math.Cos(plus) +
		(15./8*n2+15./8*n3)*math.Sin(2*minus)*math.Cos(2*plus) -
		35./24*n3*math.Sin(3*minus)*math.Cos(3*plus))
}

// cartesian is B.1 for a point at height zero, in metres from the centre.
func (el ellipsoid) cartesian(phi, lam float64) (x, y, z float64) {
	e2 := el.squaredEccentricity()
	nu := el.a / math.Sqrt(1-e2*math.Sin(phi)*math.Sin(phi))
	return nu * math.Cos(phi) * math.Cos(lam),
		nu * math.Cos(phi) * math.Sin(lam),
		nu * (1 - e2) * math.Sin(phi)
}

// geodetic is B.2, in radians.
func (el ellipsoid) geodetic(x, y, z float64) (phi, lam float64) {
	const enough, rounds = 1e-12, 20 // about a hundredth of a millimetre
	e2 := el.squaredEccentricity()
	p := math.Hypot(x, y)
	phi = math.Atan2(z, p*(1-e2))
	for range rounds {
		sin := math.Sin(phi)
		nu := el.a / math.Sqrt(1-e2*sin*sin)
		next := math.Atan2(z+e2*nu*sin, p)
		if math.Abs(next-phi) < enough {
			return next, math.Atan2(y, x)
		}
		phi = next
	}
	return phi, math.Atan2(y, x)
}

// osgb36ToWGS84 is the transformation of 6.6 with every sign turned, since the
// guide prints the parameters for the way from WGS84 to OSGB36.
func osgb36ToWGS84(x, y, z float64) (float64, float64, float64) {
	const (
		tx, ty, tz = 446.448, -125.157, 542.060 // metres
		second     = radian / 3600
		rx, ry, rz = 0.1502 * second, 0.2470 * second, 0.8421 * second
		s          = 1 - 20.4894e-6
	)
	return tx + s*x - rz*y + ry*z,
		ty + rz*x + s*y - rx*z,
		tz - ry*x + rx*y + s*z
}
