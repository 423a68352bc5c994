package measure

import "time"

// Response is a FHIR R4 QuestionnaireResponse.
type Response struct {
	ResourceType  string         `json:"resourceType"`
	Identifier    *Identifier    `json:"identifier,omitempty"`
	Questionnaire string         `json:"questionnaire"`
	Status        string         `json:"status"`
	Authored      string         `json:"authored,omitempty"`
	Item          []ResponseItem `json:"item,omitempty"`
}

// Identifier names a response to another program; it never names a person.
type Identifier struct {
	System string `json:"system"`
	Value  string `json:"value"`
}

// ResponseItem is one question with its answers, or a group.
type ResponseItem struct {
	Extension []Extension      `json:"extension,omitempty"`
	LinkID    string           `json:"linkId"`
	Text      string           `json:"text,omitempty"`
	Answer    []ResponseAnswer `json:"answer,omitempty"`
	Item      []ResponseItem   `json:"item,omitempty"`
}

// ResponseAnswer is one answer, of the type that the question has.
type ResponseAnswer struct {
	Coding  *Coding  `json:"valueCoding,omitempty"`
	Integer *int     `json:"valueInteger,omitempty"`
	Decimal *float64 `json:"valueDecimal,omitempty"`
	String  string   `json:"valueString,omitempty"`
}

// Where our definitions and the answers to them say they are; nothing is
// fetched from there.
const (
	base      = "urn:openmaf:measure:"
	responses = "urn:openmaf:response"
)

// URL names the questionnaire and its version, as FHIR writes that.
func (d *Definition) URL() string { return base + d.ID + "|" + d.Version }

// Respond writes answers as FHIR, as they may leave this computer. What the
// person would rather not say is a question that was asked and declined; what
// was not answered is left out. done is false for answers that are not finished;
// a zero time is one that nobody knows.
func (d *Definition) Respond(id string, answers Answers, at time.Time, done bool) Response {
	q := d.Leaving()
	r := Response{ResourceType: "QuestionnaireResponse", Questionnaire: d.URL(), Status: "in-progress",
		Item: respond(q.Item, answers, -1)}
	if !at.IsZero() {
		r.Authored = at.UTC().Format(time.RFC3339)
	}
	if done {
		r.Status = "completed"
	}
	if id != "" {
		r.Identifier = &Identifier{System: responses, Value: id}
	}
	return r
}

// respond answers a list of items; n is which time of a repeating group, or -1.
func respond(items []Item, answers Answers, n int) (out []ResponseItem) {
	for _, item := range items {
		switch {
		case item.Type == Group && item.Repeats:
			for k := range times(item.Item, answers) {
				out = append(out, ResponseItem{LinkID: item.LinkID, Text: item.Text, Item: respond(item.Item, answers, k)})
			}
		case item.Type == Group:
			if inner := respond(item.Item, answers, n); len(inner) > 0 {
				out = append(out, ResponseItem{LinkID: item.LinkID, Text: item.Text, Item: inner})
			}
		case item.Asks():
			if r, ok := item.respond(answers[item.LinkID], n); ok {
				out = append(out, r)
			}
		}
	}
	return out
}

func times(items []Item, answers Answers) (n int) {
	for _, i := range items {
		n = max(n, len(answers[i.LinkID]))
	}
	return n
}

func (i *Item) respond(values []Value, n int) (ResponseItem, bool) {
	if n >= 0 {
		if n >= len(values) {
			return ResponseItem{}, false
		}
		values = values[n : n+1]
	}
	r := ResponseItem{LinkID: i.LinkID, Text: i.Text}
	for _, v := range values {
		switch v.State {
		case Declined:
			r.Extension = []Extension{{URL: extAbsent, ValueCode: "asked-declined"}}
		case Given:
			r.Answer = append(r.Answer, i.answer(v))
		}
	}
	return r, len(r.Answer)+len(r.Extension) > 0
}

func (i *Item) answer(v Value) ResponseAnswer {
	switch i.Type {
	case Integer:
		n := int(v.Number)
		return ResponseAnswer{Integer: &n}
	case Decimal:
		return ResponseAnswer{Decimal: &v.Number}
	case Choice:
		for _, o := range i.Options {
			if n, _ := o.Coding.Number(); o.Coding.Code == v.Text || v.Text == "" && n == v.Number {
				return ResponseAnswer{Coding: &o.Coding}
			}
		}
	}
	return ResponseAnswer{String: v.Text}
}
