package cli

import (
	"io"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
	"openmaf/internal/programme/measure"
)

type measuresBring struct {
	File      string `arg:"" help:"Definition of a measure with its words, as JSON."`
	By        string `help:"Who allows the community to use the words." placeholder:"NAME"`
	Reference string `help:"Where the answer can be found: a letter, an e-mail, a number." placeholder:"TEXT"`
	On        string `help:"Day of the answer." placeholder:"2026-04-02"`
}

func (b measuresBring) Run(t *terminal) error {
	leave := measure.Leave{By: b.By, Reference: b.Reference}
	if b.On != "" {
		var err error
		if leave.On, err = civil.ParseDate(b.On); err != nil {
			return usage{err}
		}
	}
	data, err := definitionText(b.File)
	if err != nil {
		return err
	}
	c, err := t.core()
	if err != nil {
		return err
	}
	defer c.Close()
	d, err := c.Measures.Bring(t.ctx, c.Operator(), data, leave)
	if err != nil {
		return err
	}
	t.say("%s", t.words.T("measure.tell.brought", "ID", d.ID, "Version", d.Version))
	return t.document(listed(d))
}

type measuresBrought struct{}

// broughtMeasure is a community's own measure as a document tells it.
type broughtMeasure struct {
	listedMeasure
	By        string `json:"permitted_by"`
	Reference string `json:"permission_reference"`
	On        string `json:"permitted_on"`
}

func (measuresBrought) Run(t *terminal) error {
	c, err := t.core()
	if err != nil {
		return err
	}
	defer c.Close()
	all, err := c.Measures.Brought(t.ctx, c.Operator())
	if err != nil {
		return err
	}
	list := []broughtMeasure{}
	for _, b := range all {
		m := broughtMeasure{listedMeasure: listed(b.Definition), By: b.Leave.By, Reference: b.Leave.Reference}
		if !b.Leave.On.IsZero() {
			m.On = b.Leave.On.String()
		}
		t.say("%s %s  %s  %s  %s  %s", b.ID, b.Version, b.Title, m.By, m.Reference, m.On)
		list = append(list, m)
	}
	return t.document(list)
}

// definitionText reads the file of a definition.
func definitionText(name string) ([]byte, error) {
	file, err := open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, measure.MostBytes+1))
	if err != nil {
		return nil, fault.New(fault.Missing, "cli.file", fault.Args{"File": name}).Because(err)
	}
	return data, nil
}
