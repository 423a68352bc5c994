package locale

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
)

// seen are the beginnings of the keys of what the people who are helped read
// themselves, or have read out to them: what every language must hold, and
// what is kept easy to read.
var seen = []string{
	"public.", "ownview.", "consent.words.", "consent.name.", "consent.before", "message.text.", "linkpages.sheet.",
	"linkpages.when", "linkpages.where.", "linkpages.group", "meeting.kind.",
	"link.way.", "locale.", "schedule.", "place.precision.", "option.", "page.exit", "page.crisis", "page.back", "page.skip",
	"page.error", "page.problem", "page.footer.", "page.language", "page.title.problem", "asking.",
}

// Seen reports whether the message is one that the people who are helped read.
func Seen(key string) bool {
	return slices.ContainsFunc(seen, func(prefix string) bool { return strings.HasPrefix(key, prefix) })
}

var catalogueTexts = sync.OnceValue(func() map[string]map[string]Forms {
	all := map[string]map[string]Forms{}
	for _, l := range Languages {
		all[l.Code] = readTexts(l.Code)
	}
	return all
})

// Forms are the words of the message as the catalogues have them; nil for a
// key that is in none.
func (w *Words) Forms(key string) Forms { return Texts(w.language.Code)[key] }

// Keys of all messages, in order.
func Keys() []string { return keys() }

var keys = sync.OnceValue(func() []string { return slices.Sorted(maps.Keys(Texts(Default))) })

// Texts are the forms of every message that the language's catalogue itself
// holds, as they come: gaps stand as {{.Name}}.
func Texts(code string) map[string]Forms { return catalogueTexts()[code] }

func readTexts(code string) map[string]Forms {
	out := map[string]Forms{}
	files, _ := fs.Glob(catalogues, code+"/*.json")
	for _, file := range files {
		text, err := catalogues.ReadFile(file)
		if err != nil {
			panic(err) // embedded
		}
		var all map[string]json.RawMessage
		if err := json.Unmarshal(text, &all); err != nil {
			panic(fmt.Sprintf("locale: %s: %v", file, err))
		}
		for key, raw := range all {
			forms := Forms{}
			var one string
			if json.Unmarshal(raw, &one) == nil {
				forms["other"] = one
			} else if err := json.Unmarshal(raw, &forms); err != nil {
				panic(fmt.Sprintf("locale: %s: %s: %v", file, key, err))
			}
			out[key] = forms
		}
	}
	return out
}
