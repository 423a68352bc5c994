package locale_test

import (
	"slices"
	"strings"
	"testing"

	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/locale"
)

func book(t *testing.T, phrases []locale.Phrase, offered ...string) *locale.Book {
	t.Helper()
	b, err := locale.NewBook(phrases, offered...)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

const heading = "public.find.heading"

func TestTheCommunitysWordsComeFirst(t *testing.T) {
	b := book(t, []locale.Phrase{
		{Language: "en", Key: heading, Forms: locale.Forms{"other": "Come and see"}},
		{Language: "pl", Key: "public.find.what", Forms: locale.Forms{"other": "Nasze słowa"}},
	})
	standard := locale.Standard()
	for _, test := range []struct{ code, key, want string }{
		{"en", heading, "Come and see"},
		{"pl", "public.find.what", "Nasze słowa"},
		{"pl", "public.find.how", standard.In("pl").T("public.find.how")},
		{"en", "public.find.what", standard.In("en").T("public.find.what")},
		{"pl", "trustpages.sign-out", "Sign out"}, // what only the team sees is English
		{"xx", heading, "Come and see"},           // a language that nobody prepared
		{"en", "no.such.message", "[no.such.message]"},
	} {
		if got := b.In(test.code).T(test.key); got != test.want {
			t.Errorf("%s %s: %q, want %q", test.code, test.key, got, test.want)
		}
	}
	if got := standard.In("en").T(heading); got == "Come and see" {
		t.Error("one community's words stand in everybody's catalogue")
	}
}

func TestWhichLanguageAVisitorReads(t *testing.T) {
	for _, test := range []struct {
		offered         []string
		chosen, accepts string
		want            string
	}{
		{nil, "", "pl", "en"}, // not offered
		{nil, "pl", "", "en"},
		{[]string{"pl", "ur"}, "", "pl-PL,pl;q=0.9,en;q=0.8", "pl"},
		{[]string{"pl", "ur"}, "ur", "pl", "ur"},
		{[]string{"pl", "ur"}, "en", "pl", "en"},
		{[]string{"pl", "ur"}, "", "fr-FR", "en"},
		{[]string{"pl", "ur"}, "", "", "en"},
		{[]string{"pl", "ur"}, "", "%%%;;;", "en"},
		{[]string{"pl", "ur"}, "<script>", "en-GB", "en"},
	} {
		if got := book(t, nil, test.offered...).For(test.chosen, test.accepts).Code(); got != test.want {
			t.Errorf("offered %v, chosen %q, accepts %q: %s, want %s", test.offered, test.chosen, test.accepts, got, test.want)
		}
	}
}

func TestOnlyUrduRunsFromTheRight(t *testing.T) {
	for _, l := range locale.Languages {
		want := "ltr"
		if l.Code == "ur" {
			want = "rtl"
		}
		if got := locale.Standard().In(l.Code).Dir(); got != want {
			t.Errorf("%s runs %s", l.Code, got)
		}
	}
}

func TestAPhraseThatCannotBeReadIsRefused(t *testing.T) {
	const counted = "public.find.options" // has a count
	for name, test := range map[string]struct {
		phrase locale.Phrase
		field  string // empty: it is taken
	}{
		"plain":         {locale.Phrase{Language: "en", Key: heading, Forms: locale.Forms{"other": "Come in"}}, ""},
		"another gap":   {locale.Phrase{Language: "en", Key: heading, Forms: locale.Forms{"other": "Come in, {{.Name}}"}}, "other"},
		"its own gap":   {locale.Phrase{Language: "en", Key: "public.find.found", Forms: locale.Forms{"other": "Near {{.Place}}"}}, ""},
		"empty":         {locale.Phrase{Language: "en", Key: heading, Forms: locale.Forms{"other": " "}}, "other"},
		"a program":     {locale.Phrase{Language: "en", Key: heading, Forms: locale.Forms{"other": "{{range .}}x{{end}}"}}, "other"},
		"half a gap":    {locale.Phrase{Language: "en", Key: heading, Forms: locale.Forms{"other": "Come {{"}}, "other"},
		"too long":      {locale.Phrase{Language: "en", Key: heading, Forms: locale.Forms{"other": strings.Repeat("a", 1001)}}, "other"},
		"odd character": {locale.Phrase{Language: "en", Key: heading, Forms: locale.Forms{"other": "a\x00b"}}, "other"},
		"odd form":      {locale.Phrase{Language: "en", Key: counted, Forms: locale.Forms{"other": "some", "lots": "x"}}, "other"},
	} {
		err := test.phrase.Check()
		f := fault.As(err)
		switch {
		case test.field == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case test.field != "" && (f == nil || !slices.ContainsFunc(f.Problems, func(p fault.Problem) bool { return p.Field == test.field })):
			t.Errorf("%s: %v, want a problem with %s", name, err, test.field)
		}
	}
	for _, p := range []locale.Phrase{{Language: "xx", Key: heading}, {Language: "en", Key: "no.such"}} {
		if err := p.Check(); !fault.Is(err, fault.Missing) {
			t.Errorf("%s %s: %v", p.Language, p.Key, err)
		}
	}
}
