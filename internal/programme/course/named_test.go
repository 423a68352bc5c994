package course

import (
	"slices"
	"testing"
)

func TestNamed(t *testing.T) {
	names := []string{"Asha K", "Will", "Wren Quill", "Zoë", "Samantha B", "Robert T", "Rose D"}
	for text, want := range map[string]string{
		"Asha told us":                      "Asha",
		"we heard asha's story":             "Asha",
		"Will there be tea? It will help":   "",
		"it was what Will said":             "Will",
		"A wren sang":                       "",
		"Wren was afraid":                   "Wren",
		"ask zoe.":                          "Zoë",
		"Being seen on the way in":          "",
		"":                                  "",
		"as Quill put it":                   "Wren",
		"the quill was blunt":               "",
		"Sam said so":                       "Samantha",
		"it was Bob's idea":                 "Robert",
		"ROBERT’S turn":                     "Robert",
		"(Samantha)":                        "Samantha",
		"The Samaritans":                    "",
		"Zo was there":                      "",
		"then Saman came":                   "Samantha",
		"a sample of each":                  "",
		"Rob and the others":                "Robert",
		"they rob us of sleep":              "",
		"Rose early, and Hope came with it": "",
	} {
		if got := named(text, names); got != want {
			t.Errorf("%q names %q, want %q", text, got, want)
		}
	}
}

// Words that stand as a name stands are looked up; the team's names are not.
func TestStrange(t *testing.T) {
	team := []Staff{{Name: "Fern A"}}
	for text, want := range map[string][]string{
		"The first word is none, and then Gita came": {"Gita"},
		"Fern led it with Max in May":                nil,
		"we read Nadia's sheet. Imre too":            {"Nadia"},
		"no name at all":                             nil,
	} {
		var got []string
		for _, w := range strange(text, team) {
			got = append(got, w.text)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
