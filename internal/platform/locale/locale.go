// Package locale holds every word that a person reads.
//
// A catalogue is a folder of flat JSON files, one for each area of the
// program: message key -> text, or {"one": …, "other": …} where a count picks
// the words. English is complete; a missing message of another language falls
// back to it. Words are immutable once loaded and safe for concurrent use.
package locale

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"openmaf/internal/platform/fault"
)

//go:embed en/*.json
var catalogues embed.FS

// Words are the messages of one language, English behind it.
type Words struct {
	tag       language.Tag
	localizer *i18n.Localizer
}

// bundle is every language, read once: it never changes while the program runs.
var bundle = sync.OnceValue(func() *i18n.Bundle {
	b := i18n.NewBundle(language.BritishEnglish)
	b.RegisterUnmarshalFunc("json", json.Unmarshal)
	files, err := fs.Glob(catalogues, "en/*.json")
	if err != nil {
		panic(err) // the pattern is a constant
	}
	for _, file := range files {
		text, err := catalogues.ReadFile(file)
		if err != nil {
			panic(err) // embedded
		}
		// go-i18n takes the language from the name: "people.en-GB.json".
		name := strings.TrimSuffix(path.Base(file), ".json") + ".en-GB.json"
		if _, err := b.ParseMessageFileBytes(text, name); err != nil {
			panic(fmt.Sprintf("locale: %s: %v", file, err)) // a test parses each
		}
	}
	return b
})

// English is the complete catalogue.
func English() *Words { return english() }

var english = sync.OnceValue(func() *Words {
	return &Words{tag: language.BritishEnglish, localizer: i18n.NewLocalizer(bundle(), "en-GB")}
})

// Lang is the language's tag for the lang attribute of a page.
func (w *Words) Lang() string { return w.tag.String() }

// T is the message for the key. args are pairs of a gap's name and its value,
// or one map; the value of "Count" also picks between one and several. A key
// without a message comes back in brackets, so that it is seen and not lost.
func (w *Words) T(key string, args ...any) string {
	gaps := gapsOf(args)
	config := &i18n.LocalizeConfig{MessageID: key, TemplateData: gaps}
	if count, ok := gaps["Count"]; ok {
		config.PluralCount = count
	}
	text, err := w.localizer.Localize(config)
	if err != nil {
		return "[" + key + "]"
	}
	return text
}

// Has reports whether there is a message for the key.
func (w *Words) Has(key string) bool {
	_, _, err := w.localizer.LocalizeWithTag(&i18n.LocalizeConfig{MessageID: key, PluralCount: 2,
		TemplateData: map[string]any{}})
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
