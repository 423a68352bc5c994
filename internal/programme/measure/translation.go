package measure

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"
	"strings"
	"sync"
)

// Translation is a file beside a definition, definitions/ID.LANGUAGE.json: for
// each text that the person reads, the same in another language.
type Translation struct {
	Measure  string            `json:"measure"`
	Version  string            `json:"version"` // of the definition that it translates
	Language string            `json:"language"`
	Draft    bool              `json:"draft"` // no native speaker has read it yet
	Words    map[string]string `json:"words"`
}

// translations reads those that come with the program, by measure and language.
// Like a definition, one that cannot be read is our own mistake.
var translations = sync.OnceValue(func() map[[2]string]Translation {
	all := map[[2]string]Translation{}
	entries, err := files.ReadDir("definitions")
	if err != nil {
		panic(err)
	}
	for _, e := range entries {
		name := strings.TrimSuffix(e.Name(), ".json")
		if !strings.Contains(name, ".") {
			continue // a definition
		}
		data, err := files.ReadFile(path.Join("definitions", e.Name()))
		var t Translation
		if err == nil {
			from := json.NewDecoder(bytes.NewReader(data))
			from.DisallowUnknownFields()
			err = from.Decode(&t)
		}
		if err == nil && t.Measure+"."+t.Language != name {
			err = fmt.Errorf("it says it is %s.%s", t.Measure, t.Language)
		}
		if err != nil {
			panic(fmt.Sprintf("%s: %v", e.Name(), err))
		}
		all[[2]string{t.Measure, t.Language}] = t
	}
	return all
})

// In is the questionnaire in a language, by its code, and the translation that
// it was made with. Without a translation of this very version it stays as it is
// and ok is false: half of a form in one language and half in another asks two
// things.
func (d *Definition) In(language string) (q Questionnaire, t Translation, ok bool) {
	t, ok = translations()[[2]string{d.ID, language}]
	if !ok || t.Version != d.Version {
		return d.Questionnaire, Translation{}, false
	}
	for _, text := range d.Words() {
		if t.Words[text] == "" {
			return d.Questionnaire, Translation{}, false
		}
	}
	q = d.Questionnaire.reworded(func(text string) string { return t.Words[text] })
	q.Language = language
	return q, t, true
}
