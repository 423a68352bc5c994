package measure

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
)

// Words are those of a licensed form, as they are pasted: a line for each
// question, and a line for each answer in the order of the form. Where questions
// have different answers, each set of them once, in the order in which they come.
type Words struct {
	Measure            string
	Questions, Answers string
}

// Skeletons are the shipped measures that wait for words.
func Skeletons() (all []*Definition) {
	for _, d := range Shipped() {
		if !d.Worded() {
			all = append(all, d)
		}
	}
	return all
}

// Sets are the different sets of answers of the questions, each as its codes.
func (d *Definition) Sets() (all [][]string) {
	for item := range d.Questionnaire.Items() {
		if codes := item.codes(); codes != nil && !slices.ContainsFunc(all, func(s []string) bool { return slices.Equal(s, codes) }) {
			all = append(all, codes)
		}
	}
	return all
}

// codes are those of an item's answers.
func (i *Item) codes() (all []string) {
	for _, o := range i.Options {
		all = append(all, o.Coding.Code)
	}
	return all
}

// Paste puts the words into the skeleton and brings it with the leave for them,
// as a version of its own.
func (s *Store) Paste(ctx context.Context, actor access.Actor, w Words, leave Leave) (*Definition, error) {
	brought, err := s.Brought(ctx, actor)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(Skeletons(), func(d *Definition) bool { return d.ID == w.Measure })
	if at < 0 {
		return nil, fault.New(fault.Invalid, "measure.paste").Field("measure", "measure.paste.which")
	}
	d, err := w.into(Skeletons()[at])
	if err != nil {
		return nil, err
	}
	patch := 1
	for _, b := range brought {
		if b.ID == d.ID {
			patch++
		}
	}
	d.Version = fmt.Sprintf("%s.%d", d.Version[:strings.LastIndex(d.Version, ".")], patch)
	d.Licence.Evidence = strings.TrimSpace(fmt.Sprintf("%s, %s, %s", leave.By, leave.Reference, leave.On))
	d.Licence.WordingHash = d.WordingHash()
	data, err := json.Marshal(d)
	if err != nil {
		return nil, err
	}
	return s.Bring(ctx, actor, data, leave)
}

// into is the skeleton with the words in their places.
func (w Words) into(skeleton *Definition) (*Definition, error) {
	questions, answers := lines(w.Questions), lines(w.Answers)
	asks, sets, want := 0, skeleton.Sets(), 0
	for item := range skeleton.Questionnaire.Items() {
		if item.Asks() {
			asks++
		}
	}
	for _, set := range sets {
		want += len(set)
	}
	wrong := fault.New(fault.Invalid, "measure.paste")
	if len(questions) != asks {
		wrong.Field("questions", "measure.paste.questions", fault.Args{"Want": asks, "Got": len(questions)})
	}
	if len(answers) != want {
		wrong.Field("answers", "measure.paste.answers", fault.Args{"Want": want, "Got": len(answers)})
	}
	if err := wrong.OrNil(); err != nil {
		return nil, err
	}
	d := *skeleton
	d.Questionnaire = d.Questionnaire.reworded(func(text string) string { return text }) // its own copy
	for item := range d.Questionnaire.Items() {
		if !item.Asks() {
			continue
		}
		item.Text, questions = questions[0], questions[1:]
		from := 0
		for _, set := range sets {
			if slices.Equal(set, item.codes()) {
				for i := range item.Options {
					item.Options[i].Coding.Display = answers[from+i]
				}
			}
			from += len(set)
		}
	}
	return &d, nil
}

// lines are those that are not empty.
func lines(text string) (all []string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}
