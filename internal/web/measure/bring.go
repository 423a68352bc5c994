package measure

import (
	"openmaf/internal/platform/civil"
	"openmaf/internal/programme/measure"
	"openmaf/internal/web/page"
)

var bringPage = page.Declare[BringView](files, "bring.html")

// BringView is the measures that wait for the words of a licensed form, and
// where a manager pastes them with the leave to use them.
type BringView struct {
	page.Frame
	Brought            []BroughtRow
	Waiting            []string
	Form               *page.Form
	Measure            page.Select
	Questions, Answers page.Textarea
	By, Reference      page.Input
	On                 page.DateInput
	Save               page.Button
}

// BroughtRow is a measure that the community brought, and whose leave it has.
type BroughtRow struct{ Text, Leave string }

func (a *Area) bring(r *page.Request) (*page.Answer, error) {
	brought, err := a.Measures.Brought(r.HTTP().Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	f := r.Form()
	v := BringView{Frame: r.Frame("measurepages.bring.title"), Form: f,
		Measure:   f.Select("measure", "measurepages.measure", []page.Choice{{Value: "", Text: r.T("measurepages.measure.choose")}}),
		Questions: f.Textarea("questions", "measurepages.bring.questions"), Answers: f.Textarea("answers", "measurepages.bring.answers"),
		By: f.Input("by", "measurepages.bring.by"), Reference: f.Input("reference", "measurepages.bring.reference"),
		On: f.DateInput("on", "measurepages.bring.on"), Save: f.Submit("measurepages.bring.save")}
	v.Questions.Hint, v.Answers.Hint = r.T("measurepages.bring.questions-hint"), r.T("measurepages.bring.answers-hint")
	for _, d := range measure.Skeletons() {
		v.Measure.Items = append(v.Measure.Items, page.Option{Value: d.ID, Text: d.Title, Selected: f.Has("measure", d.ID)})
		v.Waiting = append(v.Waiting, r.T("measurepages.bring.waits", "Title", d.Title, "Class", r.T("measurepages.class."+string(d.Licence.Class)), "Holder", d.Licence.Holder))
	}
	for _, b := range brought {
		row := BroughtRow{Text: b.Title + " " + b.Version}
		if b.Leave.By != "" {
			row.Leave = r.T("measurepages.bring.leave", "By", b.Leave.By, "Reference", b.Leave.Reference, "Day", dayOf(r, b.Leave.On))
		}
		v.Brought = append(v.Brought, row)
	}
	return bringPage.Show(v), nil
}

func dayOf(r *page.Request, d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return r.Words().Date(d)
}

func (a *Area) pasted(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	leave := measure.Leave{By: f.Get("by"), Reference: f.Get("reference"), On: f.Date("on")}
	if err := f.Err(); err != nil {
		return nil, err
	}
	words := measure.Words{Measure: f.Get("measure"), Questions: f.Get("questions"), Answers: f.Get("answers")}
	if _, err := a.Measures.Paste(r.Context(), r.Actor(), words, leave); err != nil {
		return nil, err
	}
	return page.See(bringPath).Flash("measurepages.bring.saved"), nil
}
