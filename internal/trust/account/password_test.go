package account

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/locale"
)

func TestPasswordRules(t *testing.T) {
	tests := []struct {
		password string
		want     string // catalogue key; empty: good
	}{
		{"teapot on shelf", ""},
		{"cat on tv", ""},     // nine characters, three words
		{"a b c d e", ""},     // five words
		{"gr8 tea 4u", ""},    // digits are welcome, not asked for
		{"ünïcödé wörds", ""}, // so is any script
		{"ਚਾਹ ਦਾ ਕੱਪ ਗਰਮ", ""},
		{strings.Repeat("ab c", 64), ""}, // 256 characters
		{strings.Repeat("ab c", 64) + "d", "account.password-long"},
		{"", "account.password-short"},
		{"teapots99", "account.password-short"}, // nine characters, one word
		{"a b c", "account.password-short"},
		{"password123", "account.password-common"},
		{"Password-2026!", "account.password-common"},
		{"1234567890", "account.password-common"},
		{"aaaaaaaaaaaa", "account.password-common"},
		{"abababababab", "account.password-common"},
		{"One day at a time", "account.password-common"},
		{"openmaf 2026", "account.password-common"},
		{"Sam K 12345678", "account.password-name"},
		{"sam.kettle 99", "account.password-name"},
		{"SAM.KETTLE@EXAMPLE.ORG", "account.password-name"},
		{"Sam's kettle boils", ""},
	}
	for _, tt := range tests {
		t.Run(tt.password, func(t *testing.T) {
			err := checkPassword(tt.password, "Sam K", "sam.kettle@example.org")
			got := ""
			if f := fault.As(err); f != nil {
				got = f.Key
			}
			if got != tt.want {
				t.Fatalf("got %q, want %q", got, tt.want)
			}
			if got != "" && !locale.English().Has(got) {
				t.Fatalf("no words for %s", got)
			}
		})
	}
}

// A refused password stays refused whatever digits and signs are put around it.
func TestDigitsDoNotSaveACommonPassword(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		around := rapid.StringMatching(`[0-9!.?-]{3,12}`)
		password := around.Draw(t, "before") + "password" + around.Draw(t, "after")
		if err := checkPassword(password, "Sam K"); err == nil {
			t.Fatalf("%q was accepted", password)
		}
	})
}

func TestShortName(t *testing.T) {
	tests := map[string]string{
		"Sam Kettle":         "Sam K",
		"  Sam   kettle ":    "Sam K",
		"Sam K":              "Sam K",
		"Sam":                "Sam",
		"Zoë van der Teapot": "Zoë T",
		"Mary-Jane Ångström": "Mary-Jane Å",
		"":                   "",
	}
	for typed, want := range tests {
		if got := ShortName(typed); got != want {
			t.Errorf("ShortName(%q) = %q, want %q", typed, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		typed := rapid.String().Draw(t, "typed")
		if once := ShortName(typed); ShortName(once) != once {
			t.Fatalf("ShortName(%q) = %q, again %q", typed, once, ShortName(once))
		}
	})
}

func TestNameKeySortsAsPeopleDo(t *testing.T) {
	if a, b := nameKey("Åsa T"), nameKey("asa t"); a != b {
		t.Errorf("%q and %q sort apart", a, b)
	}
	rapid.Check(t, func(t *rapid.T) {
		name := string(rapid.SliceOf(rapid.Byte()).Draw(t, "name"))
		key := nameKey(name)
		if !utf8.ValidString(key) || strings.ContainsRune(key, 0) || nameKey(key) != key {
			t.Fatalf("the key of %q is %q, whose key is %q", name, key, nameKey(key))
		}
	})
}
