package page

import (
	"cmp"
	"fmt"
)

// What follows reads the options of the design system's examples into our
// views: one row for each component.

type words struct{ Text, Classes string }

type labelOptions struct {
	Text, Classes, For string
	IsPageHeading      bool
}

type errorOptions struct {
	ID, Text, Classes  string
	VisuallyHiddenText *string
}

// prefix is what is read out before an error. Ours comes from the catalogue.
func (e *errorOptions) prefix() string {
	if e.VisuallyHiddenText != nil {
		return *e.VisuallyHiddenText
	}
	return "Error"
}

type fieldOptions struct {
	ID, Name, Classes, DescribedBy string
	Label                          labelOptions
	Hint                           *words
	ErrorMessage                   *errorOptions
	FormGroup                      struct{ Classes string }
}

func (o fieldOptions) field() Field {
	f := Field{ID: o.ID, Name: o.Name, Classes: o.Classes, Described: o.DescribedBy, Label: o.Label.Text,
		LabelClasses: o.Label.Classes, Heading: o.Label.IsPageHeading, GroupClasses: o.FormGroup.Classes}
	if o.Hint != nil {
		f.Hint, f.HintClasses = o.Hint.Text, o.Hint.Classes
	}
	if o.ErrorMessage != nil {
		f.Error, f.ErrorPrefix, f.ErrorClasses = o.ErrorMessage.Text, o.ErrorMessage.prefix(), o.ErrorMessage.Classes
	}
	return f
}

type legendOptions struct {
	Text, Classes string
	IsPageHeading bool
}

type setOptions struct {
	Legend                     *legendOptions
	Classes, DescribedBy, Role string
}

func (o *setOptions) set() *Fieldset {
	if o == nil {
		return nil
	}
	s := &Fieldset{Classes: o.Classes, Described: o.DescribedBy, Role: o.Role}
	if o.Legend != nil {
		s.Legend, s.LegendClasses, s.Heading = o.Legend.Text, o.Legend.Classes, o.Legend.IsPageHeading
	}
	return s
}

type choiceOptions struct {
	ID, Name, Text, Divider, Behaviour string
	Value                              any
	Hint                               words
	Checked                            *bool
	Disabled                           bool
}

func (o choiceOptions) choice(chosen ...any) Choice {
	c := Choice{ID: o.ID, Name: o.Name, Text: o.Text, Divider: o.Divider, Exclusive: o.Behaviour == "exclusive",
		Hint: o.Hint.Text, Disabled: o.Disabled}
	if o.Value != nil {
		c.Value = fmt.Sprint(o.Value)
	}
	for _, v := range chosen {
		c.Checked = c.Checked || v == o.Value && v != nil
	}
	if o.Checked != nil {
		c.Checked = *o.Checked
	}
	return c
}

type groupOptions struct {
	IDPrefix, Name, Classes, DescribedBy string
	Fieldset                             *setOptions
	Hint                                 *words
	ErrorMessage                         *errorOptions
	FormGroup                            struct{ Classes string }
	Items                                []*choiceOptions
	Value                                any
	Values                               []any
}

func (o groupOptions) field() Field {
	return fieldOptions{ID: o.IDPrefix, Name: o.Name, DescribedBy: o.DescribedBy, Hint: o.Hint, ErrorMessage: o.ErrorMessage, FormGroup: o.FormGroup}.field()
}

func (o groupOptions) items() (items []Choice) {
	for _, i := range o.Items {
		if i != nil {
			items = append(items, i.choice(append(o.Values, o.Value)...))
		}
	}
	return items
}

type affix struct{ Text string }

type inputOptions struct {
	fieldOptions
	Value                                                  any
	Type, Inputmode, Autocomplete, Pattern, Autocapitalize string
	Spellcheck                                             *bool
	Prefix, Suffix                                         *affix
	Disabled                                               bool
}

func spell(b *bool) string {
	if b == nil {
		return ""
	}
	return fmt.Sprint(*b)
}

func plain(v any) string {
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

type cellOptions struct{ Text, Classes, Format any }

func (c cellOptions) cell() Cell {
	return Cell{Text: plain(c.Text), Classes: plain(c.Classes), Numeric: c.Format == "numeric"}
}

type pageOptions struct{ Href, Text, LabelText string }

func (p *pageOptions) link(text string) PageLink {
	if p == nil {
		return PageLink{}
	}
	if p.Text == "" {
		return PageLink{Text: text, Hidden: "page", Label: p.LabelText, Href: p.Href}
	}
	return PageLink{Text: p.Text, Label: p.LabelText, Href: p.Href}
}

type dateOptions struct {
	ID, NamePrefix, Classes string
	Fieldset                *setOptions
	Hint                    *words
	ErrorMessage            *errorOptions
	FormGroup               struct{ Classes string }
	Values                  map[string]any
	Items                   []datePartOptions
}

type datePartOptions struct {
	ID, Name, Label, Autocomplete string
	Value                         any
	Error                         bool
}

func (o dateOptions) view() any {
	f := fieldOptions{ID: o.ID, Classes: o.Classes, Hint: o.Hint, ErrorMessage: o.ErrorMessage, FormGroup: o.FormGroup}.field()
	d := DateInput{Field: f, Legend: o.Fieldset.set()}
	if len(o.Items) == 0 {
		o.Items = []datePartOptions{{Name: "day"}, {Name: "month"}, {Name: "year"}}
	}
	for _, i := range o.Items {
		label := string(i.Name[0]-'a'+'A') + i.Name[1:]
		p := DatePart{ID: cmp.Or(i.ID, o.ID+"-"+i.Name), Name: i.Name, Label: cmp.Or(i.Label, label), Autocomplete: i.Autocomplete,
			Value: cmp.Or(plain(i.Value), plain(o.Values[i.Name])), Wide: i.Name == "year", Wrong: i.Error}
		if o.NamePrefix != "" {
			p.Name = o.NamePrefix + "-" + i.Name
			p.Value = cmp.Or(p.Value, plain(o.Values[p.Name]))
		}
		d.Items = append(d.Items, p)
	}
	return d
}
