package meeting

import "strings"

// Fellowship is an organisation whose groups hold meetings. It is a name on a
// list and nothing more: no fellowship endorses this program.
type Fellowship struct {
	Code     string
	Name     string // as people say it
	Kind     Kind
	Under18s bool     // meetings for young people only: never an option for an adult
	Aliases  []string // other names that lists use
}

// Fellowships known in Britain and Ireland, by code.
var Fellowships = []Fellowship{
	{Code: "AA", Name: "Alcoholics Anonymous", Kind: TwelveStep},
	{Code: "NA", Name: "Narcotics Anonymous", Kind: TwelveStep},
	{Code: "CA", Name: "Cocaine Anonymous", Kind: TwelveStep},
	{Code: "MA", Name: "Marijuana Anonymous", Kind: TwelveStep},
	{Code: "CMA", Name: "Crystal Meth Anonymous", Kind: TwelveStep},
	{Code: "HA", Name: "Heroin Anonymous", Kind: TwelveStep},
	{Code: "DAA", Name: "Drug Addicts Anonymous", Kind: TwelveStep},
	{Code: "GA", Name: "Gamblers Anonymous", Kind: TwelveStep},
	{Code: "OA", Name: "Overeaters Anonymous", Kind: TwelveStep},
	{Code: "SLAA", Name: "Sex and Love Addicts Anonymous", Kind: TwelveStep, Aliases: []string{"S.L.A.A."}},
	{Code: "SAA", Name: "Sex Addicts Anonymous", Kind: TwelveStep},
	{Code: "DA", Name: "Debtors Anonymous", Kind: TwelveStep},
	{Code: "CODA", Name: "Co-Dependents Anonymous", Kind: TwelveStep},
	{Code: "ACA", Name: "Adult Children of Alcoholics", Kind: TwelveStep,
		Aliases: []string{"ACoA", "Adult Children of Alcoholics and Dysfunctional Families"}},
	{Code: "DRA", Name: "Dual Recovery Anonymous", Kind: TwelveStep, Aliases: []string{"Double Trouble"}},

	{Code: "AL-ANON", Name: "Al-Anon Family Groups", Kind: Family, Aliases: []string{"Al-Anon Family Group", "AFG"}},
	{Code: "ALATEEN", Name: "Alateen", Kind: Family, Under18s: true},
	{Code: "NAR-ANON", Name: "Nar-Anon", Kind: Family, Aliases: []string{"Nar-Anon Family Groups"}},
	{Code: "FA", Name: "Families Anonymous", Kind: Family, Aliases: []string{"FAMANON"}},
	{Code: "GAM-ANON", Name: "Gam-Anon", Kind: Family},
	{Code: "SMART-FF", Name: "SMART Family & Friends", Kind: Family,
		Aliases: []string{"SMART Recovery Family & Friends", "SMART F&F", "SMART Family"}},

	{Code: "SMART", Name: "SMART Recovery", Kind: CBT, Aliases: []string{"SMART UK", "SMART Recovery UK", "UK SMART Recovery"}},
	{Code: "RD", Name: "Recovery Dharma", Kind: Buddhist},
	{Code: "EIGHT-STEP", Name: "Eight Step Recovery", Kind: Buddhist, Aliases: []string{"8 Step Recovery", "8-Step"}},
	{Code: "LIFERING", Name: "LifeRing Secular Recovery", Kind: Secular, Aliases: []string{"LifeRing Recovery", "LSR"}},
	{Code: "SOS", Name: "Secular Organizations for Sobriety", Kind: Secular, Aliases: []string{"Secular Organisations for Sobriety"}},
	{Code: "WFS", Name: "Women for Sobriety", Kind: Women},

	{Code: "CR", Name: "Celebrate Recovery", Kind: Faith},
	{Code: "MI", Name: "Millati Islami", Kind: Faith},
	{Code: "SIKH", Name: "Sikh Recovery Network", Kind: Faith},
	{Code: "BAC-IN", Name: "BAC-IN", Kind: Community},
	{Code: "LERO", Name: "Recovery community", Kind: Community,
		Aliases: []string{"Lived Experience Recovery Organisation", "Recovery community organisation", "RCO"}},
}

// byName finds a fellowship by code, name or alias, folded without spaces.
var byName = func() map[string]*Fellowship {
	m := map[string]*Fellowship{}
	for i := range Fellowships {
		f := &Fellowships[i]
		for _, name := range append([]string{f.Code, f.Name}, f.Aliases...) {
			m[nameKey(name)] = f
		}
	}
	return m
}()

func nameKey(s string) string {
	return strings.ReplaceAll(fold(strings.ReplaceAll(s, "&", " and ")), " ", "")
}

// FellowshipOf finds a fellowship by its code, its name or another name that
// lists use, in any case and with any dots and dashes.
func FellowshipOf(s string) (Fellowship, bool) {
	if f := byName[nameKey(s)]; f != nil {
		return *f, true
	}
	return Fellowship{}, false
}

// KindOf is the kind of a fellowship's meetings, and Other for one that is not
// known.
func KindOf(fellowship string) Kind {
	if f, ok := FellowshipOf(fellowship); ok {
		return f.Kind
	}
	return Other
}
