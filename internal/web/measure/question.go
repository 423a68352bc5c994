package measure

import (
	"slices"
	"strconv"
	"strings"

	"openmaf/internal/platform/fault"
	"openmaf/internal/programme/asking"
	"openmaf/internal/programme/measure"
	"openmaf/internal/web/page"
)

// Question is a question as a field of a form: one of the first five, and where
// it is typed the box beside it that says that somebody would rather not.
type Question struct {
	Radios *page.Radios
	Boxes  *page.Checkboxes
	Input  *page.Input
	Words  *page.Textarea
	No     *page.Checkboxes
}

// Part is a heading with the questions below it.
type Part struct {
	Heading   string
	Questions []Question
}

const (
	declined = "declined" // as measure.Item.Read reads it
	noBox    = "-no"      // after the name of a field that is typed
)

// parts are steps of the questions as fields of the form.
func parts(r *page.Request, f *page.Form, form asking.Form, steps []asking.Step) (all []Part) {
	for i, s := range steps {
		heading := s.Heading
		if i > 0 && !s.Group && steps[i-1].Heading == s.Heading {
			heading = "" // it stands above the one before
		}
		p := Part{Heading: heading}
		for _, item := range s.Items {
			p.Questions = append(p.Questions, question(r, f, form, item, s.N))
		}
		all = append(all, p)
	}
	return all
}

// question is one field, with what was answered before in it.
func question(r *page.Request, f *page.Form, form asking.Form, item *measure.Item, n int) (q Question) {
	name, was := asking.Field(item.LinkID, n), form.At(item, n)
	legend := strings.TrimSpace(item.Prefix + " " + item.Text)
	if choices := choicesOf(item); choices != nil {
		f.Preset(name, strings.Split(was, ";")...)
		no := page.Choice{Value: declined, Text: r.T("answering.no")}
		if item.Repeats {
			no.Exclusive = true
			boxes := f.Checkboxes(name, "answering.title", append(choices, no))
			boxes.Legend.Legend = legend
			return Question{Boxes: &boxes}
		}
		radios := f.Radios(name, "answering.title", append(choices, no))
		radios.Legend.Legend = legend
		if item.Type != measure.Choice {
			radios.Columns = "govuk-radios--inline"
		}
		return Question{Radios: &radios}
	}
	if was == declined {
		f.Preset(name+noBox, declined)
		was = ""
	}
	f.Preset(name, was)
	no := f.Checkboxes(name+noBox, "answering.title", []page.Choice{{Value: declined, Text: r.T("answering.no")}})
	no.Legend.Legend, no.Legend.LegendClasses = legend, "govuk-visually-hidden"
	q.No = &no
	if item.Type == measure.Text {
		words := f.Textarea(name, "answering.title")
		words.Label = legend
		q.Words = &words
		return q
	}
	input := f.Input(name, "answering.title")
	input.Label, input.Autocomplete, input.Classes = legend, "off", "govuk-input--width-10"
	if item.Scored() {
		input.InputMode, input.Hint = "decimal", between(r, item)
	}
	q.Input = &input
	return q
}

// mostRadios is how many numbers are buttons rather than typed.
const mostRadios = 11

// choicesOf are the answers to choose from; nil where an answer is typed.
func choicesOf(item *measure.Item) (all []page.Choice) {
	for _, o := range item.Options {
		text := o.Coding.Display
		if text == "" {
			text = o.Coding.Code // a scale of which only the ends have words
		}
		all = append(all, page.Choice{Value: o.Coding.Code, Text: text})
	}
	least, most := item.Limits()
	if item.Type != measure.Integer || least == nil || most == nil || *most-*least >= mostRadios {
		return all
	}
	for n := int(*least); n <= int(*most); n++ {
		all = append(all, page.Choice{Value: strconv.Itoa(n), Text: strconv.Itoa(n)})
	}
	return all
}

// between tells which numbers an answer can be.
func between(r *page.Request, item *measure.Item) string {
	least, most := item.Limits()
	if least == nil || most == nil {
		return ""
	}
	return r.T("answering.range", "Least", strconv.FormatFloat(*least, 'f', -1, 64), "Most", strconv.FormatFloat(*most, 'f', -1, 64))
}

// said is what stands in the form for the steps. What nobody touched is there
// too, and empty: it takes back what was said before.
func said(f *page.Form, steps []asking.Step) asking.Said {
	all := asking.Said{}
	for _, s := range steps {
		for _, item := range s.Items {
			name := asking.Field(item.LinkID, s.N)
			switch values := f.All(name); {
			case f.Has(name+noBox, declined), slices.Contains(values, declined):
				all[name] = declined
			default:
				all[name] = strings.TrimSpace(strings.Join(values, ";"))
			}
		}
	}
	return all
}

// plainly says what is wrong with an answer in words that the person reads.
func plainly(err error) error {
	f := fault.As(err)
	if f == nil {
		return err
	}
	switch f.Key {
	case "asking.answers":
		out := fault.New(fault.Invalid, "answering.wrong").Because(err)
		for _, p := range f.Problems {
			out.Field(p.Field, "answering.wrong")
		}
		return out
	case "asking.nothing":
		return fault.New(fault.Invalid, "answering.nothing").Because(err)
	}
	return err
}
