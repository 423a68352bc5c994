package page

import "strings"

// Field is what every field of a form has: its question, a hint, what is wrong.
type Field struct {
	ID           string // the name when empty
	Name         string
	Label        string
	LabelClasses string
	Heading      bool // the question is the page's heading
	Hint         string
	HintClasses  string
	Error        string
	ErrorPrefix  string // read out before the error: "Error"
	ErrorClasses string
	Described    string // id of something else that explains it
	Classes      string
	GroupClasses string
}

// Ident is the element's id.
func (f Field) Ident() string {
	if f.ID != "" {
		return f.ID
	}
	return f.Name
}

// DescribedBy lists the ids of what explains the field.
func (f Field) DescribedBy() string {
	var ids []string
	if f.Described != "" {
		ids = append(ids, f.Described)
	}
	if f.Hint != "" {
		ids = append(ids, f.Ident()+"-hint")
	}
	if f.Error != "" {
		ids = append(ids, f.Ident()+"-error")
	}
	return strings.Join(ids, " ")
}

// HintView is the hint as a component.
func (f Field) HintView() Hint {
	return Hint{ID: f.Ident() + "-hint", Text: f.Hint, Classes: f.HintClasses}
}

// ErrorView is the error as a component.
func (f Field) ErrorView() ErrorMessage {
	return ErrorMessage{ID: f.Ident() + "-error", Prefix: f.ErrorPrefix, Text: f.Error, Classes: f.ErrorClasses}
}

// LabelView is the question as a component.
func (f Field) LabelView() Label {
	return Label{For: f.Ident(), Text: f.Label, Classes: f.LabelClasses, Heading: f.Heading}
}

// Label is the question of one field.
type Label struct {
	For, Text, Classes string
	Heading            bool
}

// Hint helps to answer.
type Hint struct{ ID, Text, Classes string }

// ErrorMessage says what is wrong with one field.
type ErrorMessage struct{ ID, Prefix, Text, Classes string }

// Input is one line of text.
type Input struct {
	Field
	Value        string
	Type         string // "text" when empty
	InputMode    string // "numeric", "tel", …: the keyboard of a phone
	Autocomplete string // as in the HTML standard: "name", "one-time-code"
	Pattern      string
	Spellcheck   string // "true", "false" or the browser's choice
	Capitalize   string
	Focused      bool // the page begins here: for forms that are filled one after the other
	Prefix       string
	Suffix       string
	Disabled     bool
	Offers       []string // words to choose from; others can be typed
}

// Kind is the input's type.
func (i Input) Kind() string {
	if i.Type == "" {
		return "text"
	}
	return i.Type
}

// Textarea is several lines of text.
type Textarea struct {
	Field
	Value        string
	Lang, Dir    string // of what is written in it, where that is not the page's
	Rows         int    // 5 when zero
	Spellcheck   string
	Autocomplete string
	Capitalize   string // "sentences": what is dictated or tapped begins as it should
	Disabled     bool
}

// Lines is how many lines are shown.
func (t Textarea) Lines() int {
	if t.Rows == 0 {
		return 5
	}
	return t.Rows
}

// Select is a list of which one is chosen. Radios are kinder where they fit.
type Select struct {
	Field
	Items    []Option
	Disabled bool
}

// Option is one line of a select. Plain options have no value of their own.
type Option struct {
	Value, Text        string
	Plain              bool
	Selected, Disabled bool
}

// FileUpload takes a file.
type FileUpload struct {
	Field
	Accept   string // endings and media types that the browser offers
	Multiple bool
	Disabled bool
}
