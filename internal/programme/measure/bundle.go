package measure

import "time"

// Bundle is a FHIR R4 Bundle: questionnaires, each once, and what was answered
// to them. Make one with [NewBundle].
type Bundle struct {
	ResourceType string  `json:"resourceType"`
	Type         string  `json:"type"`
	Entry        []Entry `json:"entry,omitempty"`
	held         map[string]bool
}

// Entry is one resource of a bundle.
type Entry struct {
	FullURL  string `json:"fullUrl"`
	Resource any    `json:"resource"`
}

// NewBundle is a bundle with nothing in it yet.
func NewBundle() *Bundle {
	return &Bundle{ResourceType: "Bundle", Type: "collection", held: map[string]bool{}}
}

// Ask adds a questionnaire as it may leave this computer, unless that version of
// it is there already.
func (b *Bundle) Ask(d *Definition) {
	if url := d.URL(); !b.held[url] {
		b.held[url] = true
		b.Entry = append(b.Entry, Entry{FullURL: base + d.ID + ":" + d.Version, Resource: d.Leaving()})
	}
}

// Respond adds answers under an id, and their questionnaire before the first of
// them. A zero time is one that nobody knows.
func (b *Bundle) Respond(d *Definition, id string, answers Answers, at time.Time, done bool) {
	b.Ask(d)
	r := d.Respond(id, answers, at, done)
	b.Entry = append(b.Entry, Entry{FullURL: responses + ":" + d.ID + ":" + id, Resource: r})
}
