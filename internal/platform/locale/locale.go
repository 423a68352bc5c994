// Package locale holds every word that a person reads.
//
// A catalogue is a folder of flat JSON files, one folder a language, one file
// for each area of the program: message key -> text, or {"one": …, "other": …}
// where a count picks the words. English is complete; the other languages hold
// what the people who are helped see ([Seen]), and a message that is missing
// falls back to English. A community may put phrases of its own before all of
// them ([Book]). Words are immutable once made and safe for concurrent use.
package locale

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"openmaf/internal/platform/fault"
)

//go:embed */*.json
var catalogues embed.FS

// Language is one in which a person can read what is meant for them.
type Language struct {
	Code string // of its folder: BCP 47
	Name string // in the language itself
	Dir  string // "ltr" or "rtl"
	tag  language.Tag
}

// Languages that are prepared, English first, then by what the communities
// that we know of asked for. What is prepared is a draft until somebody who
// speaks it has read it, and is offered only once a community says so.
var Languages = []Language{
	{"en", "English", "ltr", language.BritishEnglish},
	{"cy", "Cymraeg", "ltr", language.MustParse("cy")},
	{"pl", "Polski", "ltr", language.Polish},
	{"pa", "ਪੰਜਾਬੀ", "ltr", language.Punjabi},
	{"gu", "ગુજરાતી", "ltr", language.Gujarati},
	{"ur", "اردو", "rtl", language.Urdu},
}

// Default is the language that is complete and always offered: English.
const Default = "en"

// LanguageOf is the language with the code; ok is false for one that is not
// prepared.
func LanguageOf(code string) (l Language, ok bool) {
	i := slices.IndexFunc(Languages, func(l Language) bool { return l.Code == code })
	if i < 0 {
		return Languages[0], false
	}
	return Languages[i], true
}

// Words are the messages of one language: the community's own phrases, then
// the catalogue of the language, then English.
type Words struct {
	language Language
	own      *i18n.Localizer // nil where the community has no phrase of its own
	standard *i18n.Localizer
	english  *Words // what is missing here; nil in English itself

	phrases, texts texts // of the first two, what is always the same
}

// bundle is every catalogue, read once: it never changes while the program runs.
var bundle = sync.OnceValue(func() *i18n.Bundle {
	b := newBundle()
	eachCatalogue(func(l Language, area string, content []byte) {
		// go-i18n takes the language from the name: "people.en-GB.json".
		name := area + "." + l.tag.String() + ".json"
		if _, err := b.ParseMessageFileBytes(content, name); err != nil {
			panic(fmt.Sprintf("locale: %s/%s: %v", l.Code, area, err)) // a test parses each
		}
	})
	return b
})

// eachCatalogue visits the files of all languages.
func eachCatalogue(visit func(l Language, area string, content []byte)) {
	files, err := fs.Glob(catalogues, "*/*.json")
	if err != nil {
		panic(err) // the pattern is a constant
	}
	for _, file := range files {
		content, err := catalogues.ReadFile(file)
		if err != nil {
			panic(err) // embedded
		}
		l, ok := LanguageOf(path.Dir(file))
		if !ok {
			panic("locale: " + file + " is of no language that is prepared")
		}
		visit(l, strings.TrimSuffix(path.Base(file), ".json"), content)
	}
}

func newBundle() *i18n.Bundle {
	b := i18n.NewBundle(language.BritishEnglish)
	b.RegisterUnmarshalFunc("json", json.Unmarshal)
	return b
}

// standard are the catalogues as they come, without a phrase of any community.
var standard = sync.OnceValue(func() *Book { return mustBook(nil) })

// Standard is the book of the catalogues as they come.
func Standard() *Book { return standard() }

// English is the complete catalogue, as it comes.
func English() *Words { return standard().In(Default) }

// Lang is the language's tag for the lang attribute of a page.
func (w *Words) Lang() string { return w.language.tag.String() }

// Code is the language's code, as people's wishes hold it.
func (w *Words) Code() string { return w.language.Code }

// Dir is the direction in which the language is written: "ltr" or "rtl".
func (w *Words) Dir() string { return w.language.Dir }

// T is the message for the key. args are pairs of a gap's name and its value,
// or one map; the value of "Count" also picks between one and several. A key
// without a message comes back in brackets, so that it is seen and not lost.
func (w *Words) T(key string, args ...any) string {
	if len(args) == 0 {
		if text, ok := w.plain(key); ok {
			return text
		}
	}
	gaps := gapsOf(args)
	config := &i18n.LocalizeConfig{MessageID: key, TemplateData: gaps}
	if count, ok := gaps["Count"]; ok {
		config.PluralCount = count
	}
	text, err := w.localize(config)
	if err != nil {
		return "[" + key + "]"
	}
	return text
}

// localize asks the community's phrases first, then the catalogue, then
// English, where again the community's phrases come first.
func (w *Words) localize(config *i18n.LocalizeConfig) (string, error) {
	if w.own != nil {
		if text, err := w.own.Localize(config); err == nil {
			return text, nil
		}
	}
	text, err := w.standard.Localize(config)
	if missing := (*i18n.MessageNotFoundErr)(nil); w.english != nil && errors.As(err, &missing) {
		return w.english.localize(config)
	}
	return text, err
}

// Has reports whether there is a message for the key.
func (w *Words) Has(key string) bool {
	if _, ok := w.plain(key); ok {
		return true
	}
	_, err := w.localize(&i18n.LocalizeConfig{MessageID: key, PluralCount: 2, TemplateData: map[string]any{}})
	return err == nil
}

func gapsOf(args []any) map[string]any {
	gaps := map[string]any{}
	if len(args) == 1 {
		switch m := args[0].(type) {
		case map[string]any:
			return m
		case fault.Args:
			return m
		case map[string]string:
			for k, v := range m {
				gaps[k] = v
			}
		}
		return gaps
	}
	for i := 0; i+1 < len(args); i += 2 {
		gaps[fmt.Sprint(args[i])] = args[i+1]
	}
	return gaps
}

// Fault is what a person reads of a fault.
func (w *Words) Fault(f *fault.Error) string { return w.T(f.Key, f.Args) }

// Problem is what a person reads of one problem with a field or row.
func (w *Words) Problem(p fault.Problem) string { return w.T(p.Key, p.Args) }
