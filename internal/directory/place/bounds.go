package place

// InBritainOrIreland reports whether the position is on or close to land of
// the United Kingdom, Ireland, the Isle of Man or the Channel Islands. The
// outline keeps some ten miles of water, so it refuses the sea far off, the
// Continent, and degrees that were swapped or lost their sign, but not a pin
// that stands a little off the beach.
func InBritainOrIreland(lat, lon float64) bool {
	p := Point{lat, lon}
	return inside(isles, p) || inside(channelIslands, p)
}

// inside counts the sides of the outline that lie east of the point.
func inside(outline []Point, p Point) bool {
	in := false
	last := outline[len(outline)-1]
	for _, next := range outline {
		if (next.Lat > p.Lat) != (last.Lat > p.Lat) {
			crossing := last.Lon + (p.Lat-last.Lat)/(next.Lat-last.Lat)*(next.Lon-last.Lon)
			if p.Lon < crossing {
				in = !in
			}
		}
		last = next
	}
	return in
}

// isles is drawn by hand around Great Britain and Ireland, clockwise from
// Shetland, with the Irish Sea inside.
var isles = []Point{
	{61.00, -0.50}, {60.30, -0.50}, {59.70, -1.00}, {59.40, -1.40}, // Shetland, Fair Isle
	{59.00, -2.20}, {58.60, -2.60}, {58.30, -2.80}, {57.80, -1.90}, // Orkney, Caithness
	{57.60, -1.60}, {57.00, -1.90}, {56.50, -2.20}, {56.00, -1.90}, // Buchan, Fife, St Abb's
	{55.70, -1.40}, {55.00, -1.20}, {54.60, -0.40}, {54.35, -0.20}, // Farne, Tyne, Whitby
	{54.15, 0.10}, {53.55, 0.30}, {53.20, 0.50}, {53.05, 1.35}, // Flamborough, Spurn, Wash, Cromer
	{52.75, 1.90}, {52.35, 1.90}, {52.00, 1.70}, {51.75, 1.45}, // Lowestoft, Orford, Naze
	{51.40, 1.55}, {51.10, 1.50}, {50.95, 1.20}, {50.80, 1.05}, // Thanet, Dover, Dungeness
	{50.60, 0.30}, {50.60, -0.75}, {50.45, -1.30}, {50.40, -2.40}, // Beachy Head, Wight, Portland
	{50.10, -3.50}, {49.85, -5.10}, {49.75, -6.20}, {49.80, -6.60}, // Start Point, Lizard, Scilly
	{50.10, -6.60}, {50.30, -5.90}, {50.80, -5.10}, {51.60, -5.50}, // Land's End, Lundy, Pembroke
	{52.00, -6.20}, {51.95, -6.90}, {51.45, -8.40}, {51.30, -9.50}, // Carnsore, Hook, Cork, Clear
	{51.30, -10.0}, {51.70, -10.7}, {52.10, -10.8}, {52.60, -10.1}, // Mizen, Skellig, Blasket
	{53.40, -10.4}, {54.00, -10.4}, {54.40, -10.2}, {54.80, -9.00}, // Slyne, Achill, Erris
	{55.05, -8.70}, {55.40, -8.30}, {55.50, -7.30}, {55.65, -6.70}, // Donegal, Malin, Islay
	{56.20, -7.00}, {56.70, -7.80}, {57.60, -7.70}, {58.30, -7.20}, // Tiree, Barra, Uist, Lewis
	{58.65, -6.30}, {58.75, -5.10}, {59.00, -3.60}, {59.45, -3.10}, // Butt, Cape Wrath, Orkney
	{60.10, -2.20}, {60.50, -1.80}, {61.00, -1.10}, // Foula, Shetland
}

// channelIslands keeps off the Cotentin, nine miles from Alderney.
var channelIslands = []Point{{49.80, -2.75}, {49.80, -2.05}, {49.30, -1.98}, {49.10, -1.98}, {49.10, -2.75}}
