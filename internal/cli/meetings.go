package cli

import (
	"openmaf/internal/directory/exchange"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/platform/table"
)

type meetingsCommand struct {
	Import meetingsImport `cmd:"" help:"Read a list of meetings from a file."`
}

type meetingsImport struct {
	Source     string `help:"What this list is called; the next edition of it comes under the same name." required:"" placeholder:"NAME"`
	Format     string `help:"auto, csv or meeting-guide." default:"auto" enum:"auto,csv,meeting-guide"`
	Fellowship string `help:"Fellowship of the rows that do not name one, such as AA." placeholder:"CODE"`
	DryRun     bool   `help:"Show what would change, and change nothing."`
	File       string `arg:"" help:"The list: CSV with headings, or Meeting Guide JSON."`
}

func (m meetingsImport) Run(t *terminal) error {
	file, err := open(m.File)
	if err != nil {
		return err
	}
	defer file.Close()
	data, err := table.ReadAll(file)
	if err != nil {
		return err
	}
	c, err := t.core()
	if err != nil {
		return err
	}
	defer c.Close()
	edition, err := exchange.Read(data, m.Format, m.Fellowship)
	if err != nil {
		return err
	}
	report, err := c.Meetings.Import(t.ctx, c.Operator(), m.Source, edition, m.DryRun)
	if err != nil {
		return err
	}
	t.tellImport(report)
	return t.document(report.Document(t.words.Problem))
}

// tellImport prints the report for a person.
func (t *terminal) tellImport(r meeting.Report) {
	t.say("%s (%s): read %d, added %d, changed %d, unchanged %d, left out %d.", r.Source, r.Format, r.Read, r.Added,
		r.Changed, r.Unchanged, len(r.Rejected))
	t.say("%d no longer on the list (kept, marked), %d said twice.", r.Missing, r.Duplicates)
	t.tellRows("Left out:", r.Rejected)
	t.tellRows("Worth a look:", r.Warnings)
	if !r.Applied {
		t.say("Nothing was changed.")
	}
}
