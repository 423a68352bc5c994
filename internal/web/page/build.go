package page

import "slices"

// The methods here make a form's fields: each with its label, what was typed,
// and what is wrong with it. A field is shown with the template of its name:
// {{template "input" .Near}}.

func (f *Form) field(name, labelKey string, args []any) Field {
	f.anchors[name] = name
	return Field{Name: name, Label: f.Words.T(labelKey, args...), Error: f.wrong(name), ErrorPrefix: f.Words.T("page.error")}
}

// Input is one line of text.
func (f *Form) Input(name, labelKey string, args ...any) Input {
	return Input{Field: f.field(name, labelKey, args), Value: f.Get(name)}
}

// Password is one line that is neither shown nor kept. Its name begins with
// "password", or with "code" for a number that is sent or shown once.
func (f *Form) Password(name, labelKey string, args ...any) Input {
	return Input{Field: f.field(name, labelKey, args), Type: "password", Spellcheck: "false", Capitalize: "none"}
}

// Textarea is several lines of text.
func (f *Form) Textarea(name, labelKey string, args ...any) Textarea {
	value := ""
	if all := f.All(name); len(all) > 0 {
		value = all[0]
	}
	return Textarea{Field: f.field(name, labelKey, args), Value: value}
}

// FileUpload takes one file of at most [MaxUpload]; it makes the form one that
// carries files.
func (f *Form) FileUpload(name, labelKey string, args ...any) FileUpload {
	f.Upload = true
	return FileUpload{Field: f.field(name, labelKey, args)}
}

// Radios is a question with one answer.
func (f *Form) Radios(name, legendKey string, items []Choice, args ...any) Radios {
	return Radios{Field: f.field(name, legendKey, args), Legend: f.legend(legendKey, args), Items: f.checked(name, items)}
}

// Checkboxes is a question with any number of answers.
func (f *Form) Checkboxes(name, legendKey string, items []Choice, args ...any) Checkboxes {
	return Checkboxes{Field: f.field(name, legendKey, args), Legend: f.legend(legendKey, args), Items: f.checked(name, items)}
}

// Select is a list of which one is chosen.
func (f *Form) Select(name, labelKey string, items []Choice, args ...any) Select {
	s := Select{Field: f.field(name, labelKey, args)}
	for _, c := range items {
		s.Items = append(s.Items, Option{Value: c.Value, Text: c.Text, Selected: f.Has(name, c.Value), Disabled: c.Disabled})
	}
	return s
}

// DateInput is a day in three fields, read by [Form.Date].
func (f *Form) DateInput(name, legendKey string, args ...any) DateInput {
	d := DateInput{Field: f.field(name, legendKey, args), Legend: f.legend(legendKey, args)}
	f.anchors[name] = name + "-day"
	for _, part := range []string{"day", "month", "year"} {
		d.Items = append(d.Items, DatePart{ID: name + "-" + part, Name: name + "-" + part,
			Label: f.Words.T("page.date." + part), Value: f.Get(name + "-" + part), Wide: part == "year"})
	}
	return d
}

// legend is medium-sized: several questions stand on most of our pages.
func (f *Form) legend(key string, args []any) *Fieldset {
	return &Fieldset{Legend: f.Words.T(key, args...), LegendClasses: "govuk-fieldset__legend--s"}
}

// checked ticks what was chosen.
func (f *Form) checked(name string, items []Choice) []Choice {
	out := slices.Clone(items)
	for i := range out {
		out[i].Checked = f.Has(name, out[i].Value)
	}
	return out
}

// Choices are choices whose texts are the messages prefix + value.
func (r *Request) Choices(prefix string, values ...string) []Choice {
	out := make([]Choice, len(values))
	for i, v := range values {
		out[i] = Choice{Value: v, Text: r.T(prefix + v)}
	}
	return out
}

// Submit is the form's main button.
func (f *Form) Submit(textKey string, args ...any) Button {
	return Button{Text: f.Words.T(textKey, args...), Once: true}
}

// Discard is the button beside words that were kept: it forgets them.
func (f *Form) Discard() Button {
	return Button{Text: f.Words.T("page.draft.discard"), Classes: "govuk-button--secondary", Name: fieldFor,
		Value: f.Action, FormAction: "/draft/discard"}
}

// RestoredWords say that the form holds what was kept.
func (f *Form) RestoredWords() string { return f.Words.T("page.draft.restored") }

// SavedWords say that the form is kept while it is typed.
func (f *Form) SavedWords() string { return f.Words.T("page.draft.saved") }

// Waiting is said while a form waits for a connection.
func (f *Form) Waiting() string { return f.Words.T("page.waiting") }

// Act is a form that is one button: {{template "act" .Met}}.
type Act struct {
	Form   *Form
	Fields []ActField
	Button Button
}

// ActField travels with the button.
type ActField struct{ Name, Value string }

// Act is a button that does something at the address; pairs of name and value
// travel with it.
func (r *Request) Act(action, textKey string, pairs ...string) Act {
	f := &Form{Action: action, ID: r.site.IDs.New(r.Now()), By: r.actor.Account, Page: r.Path(), Words: r.words}
	a := Act{Form: f, Button: f.Submit(textKey)}
	for i := 0; i+1 < len(pairs); i += 2 {
		a.Fields = append(a.Fields, ActField{Name: pairs[i], Value: pairs[i+1]})
	}
	return a
}

// Secondary makes the button the quieter of two.
func (a Act) Secondary() Act {
	a.Button.Classes = "govuk-button--secondary"
	return a
}
