package page

import (
	"strconv"
)

// Fieldset groups fields under one question.
type Fieldset struct {
	Legend        string
	LegendClasses string
	Heading       bool // the question is the page's heading
	Described     string
	Classes       string
	Role          string
}

// Choice is one line of radios or checkboxes.
type Choice struct {
	ID, Name, Value, Text, Hint string
	Divider                     string // "or": not a choice but a line between
	Exclusive                   bool   // ticking it unticks the others
	Checked, Disabled           bool
}

// Radios is a question with one answer.
type Radios struct {
	Field
	Legend  *Fieldset
	Items   []Choice
	Columns string // further classes of the list: "govuk-radios--inline"
}

// Checkboxes is a question with any number of answers.
type Checkboxes struct {
	Field
	Legend  *Fieldset
	Items   []Choice
	Columns string
}

// Line is a choice with what its place in the list gives it.
type Line struct {
	Choice
	Described string
}

func lines(f Field, items []Choice, alone bool) []Line {
	out := make([]Line, len(items))
	for i, c := range items {
		if c.ID == "" {
			c.ID = f.Ident()
			if i > 0 {
				c.ID += "-" + strconv.Itoa(i+1)
			}
		}
		if c.Name == "" {
			c.Name = f.Name
		}
		described := ""
		if alone {
			described = f.DescribedBy()
		}
		if c.Hint != "" {
			described = join(described, c.ID+"-item-hint")
		}
		out[i] = Line{Choice: c, Described: described}
	}
	return out
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + " " + b
}

// Lines are the items, each with its id.
func (r Radios) Lines() []Line { return lines(r.Field, r.Items, false) }

// Lines are the items, each with its id.
func (c Checkboxes) Lines() []Line { return lines(c.Field, c.Items, c.Legend == nil) }

// Set is the fieldset with what explains the question.
func (r Radios) Set() Fieldset { return described(*r.Legend, r.Field) }

// Set is the fieldset with what explains the question.
func (c Checkboxes) Set() Fieldset { return described(*c.Legend, c.Field) }

func described(s Fieldset, f Field) Fieldset {
	if s.Described != "" {
		f.Described = s.Described
	}
	s.Described = f.DescribedBy()
	return s
}

// DateInput is a day in three fields: nobody has to find it in a calendar.
type DateInput struct {
	Field
	Legend *Fieldset
	Items  []DatePart
}

// DatePart is one of the three fields.
type DatePart struct {
	ID, Name, Label, Value, Autocomplete string
	Wide                                 bool // four digits
	Wrong                                bool
}

// Set is the fieldset with what explains the question. Its role makes screen
// readers tell it, which they do not for a plain group of text fields.
func (d DateInput) Set() Fieldset {
	s := described(*d.Legend, d.Field)
	s.Role = "group"
	return s
}

// Inputs are the three fields as components.
func (d DateInput) Inputs() []Input {
	wrong := false
	for _, p := range d.Items {
		wrong = wrong || p.Wrong
	}
	out := make([]Input, len(d.Items))
	for i, p := range d.Items {
		classes := "govuk-date-input__input"
		if p.Wrong || d.Error != "" && !wrong {
			classes += " govuk-input--error"
		}
		width := " govuk-input--width-2"
		if p.Wide {
			width = " govuk-input--width-4"
		}
		out[i] = Input{Value: p.Value, InputMode: "numeric", Autocomplete: p.Autocomplete, Field: Field{ID: p.ID,
			Name: p.Name, Label: p.Label, LabelClasses: "govuk-date-input__label", Classes: classes + width}}
	}
	return out
}
