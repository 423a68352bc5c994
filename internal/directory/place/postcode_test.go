package place

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParsePostcode(t *testing.T) {
	for in, want := range map[string]string{
		"LE1 1AA":       "LE1 1AA",
		"le11aa":        "LE1 1AA",
		"  le 11 aa ":   "LE1 1AA",
		"LE1\u00a01AA":  "LE1 1AA",
		"le1":           "LE1",
		"LE1 ":          "LE1",
		"LE1 1":         "LE1", // a sector
		"LE11":          "LE11",
		"LE11 1":        "LE11",
		"LE 1":          "LE1",
		"m11ae":         "M1 1AE",
		"m1":            "M1",
		"EC1A1BB":       "EC1A 1BB",
		"W1A 0AX":       "W1A 0AX",
		"e1w":           "E1W",
		"GIR0AA":        "GIR 0AA",
		"BN2":           "BN2",
		"W12":           "W12", // also an Irish routing key
		"d02 k023":      "D02 K023",
		"H91V 3PV":      "H91 V3PV",
		"D6W XY45":      "D6W XY45",
		"S10 2TN":       "S10 2TN",
		"  ":            "",
		"Leicester":     "",
		"Bath":          "",
		"LE1 1A":        "",
		"LE1 1AC":       "", // C is no unit letter
		"LE":            "",
		"1AA":           "",
		"QE1 1AA":       "",
		"AZ1 1AA":       "",
		"LE1-1AA":       "",
		"LÉ1 1AA":       "",
		"LE111 1AA":     "",
		"EC1AB 1BB":     "",
		"LE1 1AA LE1":   "",
		"G\u0130R 0AA":  "",
		"\ufeffLE1 1AA": "",
	} {
		got, ok := ParsePostcode(in)
		if ok != (want != "") || ok && got.String() != want {
			t.Errorf("ParsePostcode(%q) = %q, %v; want %q", in, got, ok, want)
		}
	}
}

func TestPostcodeParts(t *testing.T) {
	for in, want := range map[string]struct {
		full, irish bool
		area        string
	}{
		"LE1 1AA":  {true, false, "LE"},
		"LE1":      {false, false, "LE"},
		"M1 1AE":   {true, false, "M"},
		"D02 K023": {true, true, "D"},
		"GIR 0AA":  {true, false, "GIR"},
	} {
		p, ok := ParsePostcode(in)
		if !ok || p.Full() != want.full || p.Irish != want.irish || p.Area() != want.area {
			t.Errorf("%q: %+v, full %v, area %q; want %+v", in, p, p.Full(), p.Area(), want)
		}
	}
}

// However a code is written, it is one code, and its usual writing reads back
// as itself.
func TestPostcodeSpellingsAgree(t *testing.T) {
	code := rapid.StringMatching(`[ABEGL][A-HK-Y]?[1-9][0-9]? [0-9][ABD-HJLNP-UW-Z]{2}`)
	rapid.Check(t, func(t *rapid.T) {
		want := code.Draw(t, "code")
		bare := strings.ReplaceAll(want, " ", "")
		for _, spelling := range []string{want, bare, strings.ToLower(bare), " " + want + "\t"} {
			p, ok := ParsePostcode(spelling)
			if !ok || p.String() != want || !p.Full() {
				t.Fatalf("ParsePostcode(%q) = %q, %v; want %q", spelling, p, ok, want)
			}
		}
	})
}

func FuzzParsePostcode(f *testing.F) {
	for _, s := range []string{"LE1 1AA", "le1", "D02 K023", "GIR 0AA", "", "É", "LE1 1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, ok := ParsePostcode(s)
		if !ok {
			return
		}
		again, ok := ParsePostcode(p.String())
		if !ok || again != p {
			t.Errorf("%q reads as %+v, and that as %+v, %v", s, p, again, ok)
		}
	})
}
