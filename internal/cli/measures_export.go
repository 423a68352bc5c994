package cli

import (
	"time"

	"openmaf/internal/programme/measure"
)

type measuresExport struct {
	which
	Answers string `help:"CSV with a column id and one for each item, as for measures score; - is standard input. The answers leave beside their questionnaire, as a Bundle." placeholder:"FILE"`
}

// Run prints FHIR, which is JSON whether or not that was asked for.
func (x measuresExport) Run(t *terminal) error {
	t.json = true
	d, err := x.find(t)
	if err != nil {
		return err
	}
	if x.Answers == "" {
		return t.document(d.Leaving())
	}
	sheet, err := scoredBy(d, x.Answers)
	if err != nil {
		return err
	}
	b := measure.NewBundle()
	b.Ask(d)
	for _, row := range sheet.Rows {
		b.Respond(d, row.ID, row.Answers, time.Time{}, true)
	}
	return t.document(b)
}
