package measure

import (
	"iter"
	"strconv"
)

// Questionnaire is the part of a FHIR R4 Questionnaire that measures need. It
// is read and written as such.
type Questionnaire struct {
	ResourceType string `json:"resourceType"`
	ID           string `json:"id,omitempty"`
	Language     string `json:"language,omitempty"`
	URL          string `json:"url,omitempty"`
	Version      string `json:"version,omitempty"`
	Name         string `json:"name,omitempty"`
	Title        string `json:"title,omitempty"`
	Status       string `json:"status"`
	Description  string `json:"description,omitempty"` // what the person reads before the first question
	Copyright    string `json:"copyright,omitempty"`
	Item         []Item `json:"item"`
}

// Item types that a measure may use.
const (
	Group   = "group"
	Display = "display"
	Choice  = "choice"
	Integer = "integer"
	Decimal = "decimal"
	String  = "string"
	Text    = "text"
)

// Item is a question, a group of them, or words between them.
type Item struct {
	Extension []Extension `json:"extension,omitempty"`
	LinkID    string      `json:"linkId"`
	Prefix    string      `json:"prefix,omitempty"`
	Text      string      `json:"text,omitempty"`
	Type      string      `json:"type"`
	Repeats   bool        `json:"repeats,omitempty"`
	MaxLength int         `json:"maxLength,omitempty"`
	Options   []Option    `json:"answerOption,omitempty"`
	Item      []Item      `json:"item,omitempty"`
}

// Option is one answer of a choice.
type Option struct {
	Coding Coding `json:"valueCoding"`
}

// Coding is an answer's code and its words.
type Coding struct {
	Extension []Extension `json:"extension,omitempty"`
	System    string      `json:"system,omitempty"`
	Code      string      `json:"code"`
	Display   string      `json:"display,omitempty"`
}

// Extension is a FHIR extension with one of the values that measures use.
type Extension struct {
	URL          string   `json:"url"`
	ValueInteger *int     `json:"valueInteger,omitempty"`
	ValueDecimal *float64 `json:"valueDecimal,omitempty"`
	ValueCode    string   `json:"valueCode,omitempty"`
}

// Extensions of the FHIR standard that scoring reads or an export writes.
const (
	extMin     = "http://hl7.org/fhir/StructureDefinition/minValue"
	extMax     = "http://hl7.org/fhir/StructureDefinition/maxValue"
	extOrdinal = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
	extAbsent  = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
)

// Items walks all items, a group before what is in it.
func (q *Questionnaire) Items() iter.Seq[*Item] {
	return func(yield func(*Item) bool) { walk(q.Item, yield) }
}

func walk(items []Item, yield func(*Item) bool) bool {
	for i := range items {
		if !yield(&items[i]) || !walk(items[i].Item, yield) {
			return false
		}
	}
	return true
}

// Question finds an item that can be answered.
func (q *Questionnaire) Question(linkID string) (*Item, bool) {
	for item := range q.Items() {
		if item.LinkID == linkID && item.Asks() {
			return item, true
		}
	}
	return nil, false
}

// Asks reports whether the item can be answered.
func (i *Item) Asks() bool { return i.Type != Group && i.Type != Display }

// Scored reports whether the answers are numbers.
func (i *Item) Scored() bool {
	return i.Type == Choice || i.Type == Integer || i.Type == Decimal
}

// Limits are the least and most an integer or decimal may be, where that is
// said.
func (i *Item) Limits() (least, most *float64) {
	return number(i.Extension, extMin), number(i.Extension, extMax)
}

func number(list []Extension, url string) *float64 {
	for _, e := range list {
		switch {
		case e.URL != url:
		case e.ValueDecimal != nil:
			return e.ValueDecimal
		case e.ValueInteger != nil:
			n := float64(*e.ValueInteger)
			return &n
		}
	}
	return nil
}

// Number is what an answer counts in scoring: its ordinal value, or its code
// where that is a number.
func (c Coding) Number() (float64, bool) {
	if n := number(c.Extension, extOrdinal); n != nil {
		return *n, true
	}
	n, err := strconv.ParseFloat(c.Code, 64)
	return n, err == nil
}
