package course

import "testing"

func TestNamed(t *testing.T) {
	names := []string{"Asha K", "Will", "Wren Q", "Zoë"}
	for text, want := range map[string]string{
		"Asha told us":                    "Asha",
		"we heard asha's story":           "Asha",
		"Will there be tea? It will help": "",
		"it was what Will said":           "Will",
		"A wren sang":                     "",
		"Wren was afraid":                 "Wren",
		"ask zoe.":                        "Zoë",
		"Being seen on the way in":        "",
		"":                                "",
	} {
		if got := named(text, names); got != want {
			t.Errorf("%q names %q, want %q", text, got, want)
		}
	}
}
