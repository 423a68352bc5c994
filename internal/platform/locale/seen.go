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
	"answering.", "companypages.boundary.sheet.", "consent.before", "consent.coerced", "coursesheet.", "consent.name.", "consent.words.", "link.way.", "linkpages.group", "linkpages.sheet.", "linkpages.when",
	"linkpages.where.", "locale.", "meeting.kind.", "message.text.", "ownview.", "page.back", "page.crisis", "page.error",
	"page.exit", "page.footer.", "page.language", "page.problem", "page.skip", "page.title.problem", "place.precision.", "public.",

	"option.by.", "option.catch", "option.doubt", "option.facet.", "option.fit.", "option.kind.", "option.misfit.",
	"option.nothing", "option.one_kind", "option.opens.", "option.relaxed.", "option.why", "option.wider",

	"schedule.daily", "schedule.dates", "schedule.day", "schedule.every", "schedule.fortnight", "schedule.list.",
	"schedule.month", "schedule.never", "schedule.nth.", "schedule.second",
}

// notSeen are those among them that only the team reads.
var notSeen = []string{
	"linkpages.sheet.change", "linkpages.sheet.community", "linkpages.sheet.done", "linkpages.sheet.print",
	"linkpages.sheet.ring", "linkpages.sheet.unset", "meeting.kind.unknown", "option.facet_unknown", "option.kind_unknown",
	"page.footer.devices", "page.footer.sign", "public.privacy.team",
}

// Seen reports whether the message is one that the people who are helped read.
func Seen(key string) bool {
	begins := func(prefix string) bool { return strings.HasPrefix(key, prefix) }
	return slices.ContainsFunc(seen, begins) && !slices.ContainsFunc(notSeen, begins)
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
