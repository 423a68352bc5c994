package locale

import (
	"encoding/json"
	"strings"
	"sync"
)

// texts are the messages of one language that are the same whenever they are
// asked for; "" stands for one that has gaps, or several forms. Most of what
// stands on a page is of this kind, and needs no template to be evaluated.
type texts map[string]string

// plain are those of the catalogues, by language.
var plain = sync.OnceValue(func() map[string]texts {
	all := map[string]texts{}
	eachCatalogue(func(l Language, _ string, content []byte) {
		if all[l.Code] == nil {
			all[l.Code] = texts{}
		}
		messages := map[string]json.RawMessage{}
		if err := json.Unmarshal(content, &messages); err != nil {
			panic("locale: " + err.Error()) // a test parses each
		}
		for key, raw := range messages {
			var text string
			if json.Unmarshal(raw, &text) != nil || strings.Contains(text, "{{") {
				text = ""
			}
			all[l.Code][key] = text
		}
	})
	return all
})

// plain is the form of a phrase that is the same whenever it is asked for, or "".
func (f Forms) plain() string {
	if text := f["other"]; len(f) == 1 && !strings.Contains(text, "{{") {
		return text
	}
	return ""
}

// plain is the message for the key where it is always the same. It looks where
// [Words.localize] does, in the same order.
func (w *Words) plain(key string) (string, bool) {
	text, known := w.phrases[key]
	if !known {
		text, known = w.texts[key]
	}
	if !known && w.english != nil {
		return w.english.plain(key)
	}
	return text, text != ""
}
