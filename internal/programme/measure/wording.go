package measure

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
)

// WordingHash is the SHA-256 of every word that the person reads: what stands
// before the questions, each question with its linkId, each answer with its
// code, in their order, a line each.
func (d *Definition) WordingHash() string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n", d.Questionnaire.Description)
	for item := range d.Questionnaire.Items() {
		fmt.Fprintf(h, "%s\t%s\n", item.LinkID, item.Text)
		for _, o := range item.Options {
			fmt.Fprintf(h, "%s\t%s\t%s\n", item.LinkID, o.Coding.Code, o.Coding.Display)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Words are the texts that the person reads, each once, in their order.
func (d *Definition) Words() (all []string) {
	add := func(text string) {
		if text != "" && !slices.Contains(all, text) {
			all = append(all, text)
		}
	}
	add(d.Questionnaire.Title)
	add(d.Questionnaire.Description)
	for item := range d.Questionnaire.Items() {
		add(item.Text)
		for _, o := range item.Options {
			add(o.Coding.Display)
		}
	}
	return all
}

// reworded is the questionnaire with every text put through to.
func (q Questionnaire) reworded(to func(string) string) Questionnaire {
	q.Title, q.Description, q.Item = to(q.Title), to(q.Description), reworded(q.Item, to)
	return q
}

func reworded(items []Item, to func(string) string) []Item {
	items = slices.Clone(items)
	for i := range items {
		items[i].Text = to(items[i].Text)
		items[i].Item = reworded(items[i].Item, to)
		items[i].Options = slices.Clone(items[i].Options)
		for o := range items[i].Options {
			coding := &items[i].Options[o].Coding
			coding.Display = to(coding.Display)
		}
	}
	return items
}

// Leaving is the questionnaire as it may leave this computer: with the words and
// the line that its licence asks for where the licence is open, else without a
// word of it.
func (d *Definition) Leaving() Questionnaire {
	q := d.Questionnaire
	if !d.Licence.Class.Open() {
		title := q.Title
		q = q.reworded(func(string) string { return "" })
		q.Title = title
	}
	q.Copyright = d.Licence.Attribution
	q.URL, q.Version = base+d.ID, d.Version
	return q
}
