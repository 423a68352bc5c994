package demo

// Names of a crowd are put together from parts that nobody is called by, so that
// each can be seen to be invented and looking for one of them finds few.
var (
	firsts = []string{"Ada", "Bryn", "Chidi", "Dilys", "Evan", "Fran", "Gwen", "Hari", "Ines", "Jory", "Kezia", "Lowen", "Mabli",
		"Nerys", "Osian", "Perran", "Quill", "Rhona", "Sunny", "Tegan", "Una", "Vesna", "Wilf", "Xenia", "Yusra", "Zeb", "Asha", "Bede",
		"Cai", "Dot", "Elin", "Fife", "Gita", "Huw", "Isla", "Jaz", "Kit", "Lal", "Mo", "Nia", "Oona", "Pip", "Rafi", "Sorrel", "Tam"}
	middles = []string{"Apple", "Barley", "Candle", "Dapple", "Ember", "Feather", "Gravel", "Hazel", "Inkle", "Jumble", "Kettle", "Lantern",
		"Marrow", "Nettle", "Otter", "Pebble", "Quilt", "Rowan", "Saddle", "Thistle", "Umber", "Velvet", "Willow", "Yarrow", "Button",
		"Copper", "Drizzle", "Fennel", "Ginger", "Hollow", "Juniper", "Larkspur", "Mallow"}
	lasts = []string{"by", "dale", "wick", "field", "garth", "holm", "ness", "thorpe", "worth", "combe", "bridge", "shaw", "croft", "mere",
		"stead", "well", "bank", "gill", "lea", "mouth", "ridge", "sett", "toft", "vale", "wold", "yard", "brook", "cote", "don", "ey",
		"ford", "grove", "hurst", "ing", "keld", "low", "moor"}
)

// nameOf is the name of the i-th of them: neighbours share no part of it.
func nameOf(i int) string {
	n := i*7919 + 13 // odd steps through all combinations
	return firsts[n%len(firsts)] + " " + middles[n/len(firsts)%len(middles)] + lasts[n/len(firsts)/len(middles)%len(lasts)]
}
