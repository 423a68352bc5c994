package evaluation

import (
	"encoding/json"
	"html/template"

	"openmaf/internal/programme/evaluation/cohort"
	"openmaf/internal/programme/evaluation/report"
	"openmaf/internal/web/page"
)

var reportPage = page.Declare[ReportView](files, "report.html")

// ReportView is a report: with all its counts, or as it was handed on.
type ReportView struct {
	page.Frame
	Name   string
	Inside bool
	Blocks []BlockView
	Issue  page.Act // makes the report to hand on
	Place  string   // address of the place's own figures
	Handed string   // address of the last report that was made
	Made   string
	Files  []page.Button
}

// BlockView is one part of a report.
type BlockView struct {
	Heading, Text, Notice string
	List                  []string
	Table                 *page.Table
	Picture               template.HTML
}

// inside shows all the counts, to those who look after the work.
func (a *Area) inside(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("evaluation")
	if err != nil {
		return nil, err
	}
	result, err := a.cohorts.Of(r.HTTP().Context(), r.Actor(), id)
	if err != nil {
		return nil, err
	}
	v := ReportView{Frame: r.Frame("evaluationpages.report"), Inside: true, Place: at(id) + "/place", Handed: at(id) + "/report",
		Issue: r.Act(at(id)+"/report", "evaluationpages.issue")}
	v.fill(report.Inside(r.Words(), result))
	v.Back = listPath
	return reportPage.Show(v), nil
}

func (a *Area) issue(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("evaluation")
	if err != nil {
		return nil, err
	}
	round := r.Form().Get("round") != ""
	err = a.cohorts.Issue(r.Context(), r.Actor(), id, func(result cohort.Result, before []map[string]int) (map[string]int, []byte, error) {
		d, shown := report.Outside(r.Words(), result, before, round)
		text, err := json.Marshal(d)
		return shown, text, err
	})
	if err != nil {
		return nil, err
	}
	return page.See(at(id) + "/report").Flash("evaluationpages.issued"), nil
}

// issued is the last report that was made to be handed on.
func (a *Area) issued(r *page.Request) (id string, i cohort.Issue, d report.Document, err error) {
	if id, err = r.ID("evaluation"); err != nil {
		return id, i, d, err
	}
	if i, err = a.cohorts.Issued(r.HTTP().Context(), r.Actor(), id); err != nil {
		return id, i, d, err
	}
	return id, i, d, json.Unmarshal([]byte(i.Text), &d)
}

// report shows what is handed on.
func (a *Area) report(r *page.Request) (*page.Answer, error) {
	id, i, d, err := a.issued(r)
	if err != nil {
		return nil, err
	}
	v := ReportView{Frame: r.Frame("evaluationpages.report"), Made: r.T("evaluationpages.made", "When", r.Words().When(i.At))}
	for _, kind := range []string{"pdf", "word", "figures", "dictionary"} {
		b := page.Button{Text: r.T("evaluationpages.file." + kind), Href: at(id) + "/report/" + kind, Classes: "govuk-button--secondary"}
		v.Files = append(v.Files, b)
	}
	v.fill(d)
	v.Back = at(id)
	return reportPage.Show(v), nil
}

// files are the kinds of file that a report is saved as.
var kinds = map[string]struct {
	name, media string
	make        func(report.Document) ([]byte, error)
}{
	"pdf":        {"evaluation.pdf", "application/pdf", report.Document.PDF},
	"word":       {"evaluation.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", report.Document.Word},
	"figures":    {"evaluation.csv", "text/csv; charset=utf-8", report.Document.CSV},
	"dictionary": {"evaluation-dictionary.csv", "text/csv; charset=utf-8", report.Document.Dictionary},
}

func (a *Area) file(kind string) page.Screen {
	k := kinds[kind]
	return func(r *page.Request) (*page.Answer, error) {
		_, _, d, err := a.issued(r)
		if err != nil {
			return nil, err
		}
		content, err := k.make(d)
		if err != nil {
			return nil, err
		}
		return page.File(k.name, k.media, content), nil
	}
}

// fill takes over the parts of a document.
func (v *ReportView) fill(d report.Document) {
	v.Name = d.Title
	for _, b := range d.Blocks {
		view := BlockView{Heading: b.Heading, Text: b.Text, Notice: b.Notice, List: b.List}
		if b.Picture != nil {
			view.Picture = template.HTML(b.Picture.SVG()) // made of marks and escaped words by package chart
		}
		if b.Table != nil {
			view.Table = tableOf(*b.Table)
		}
		v.Blocks = append(v.Blocks, view)
	}
}

func tableOf(t report.Table) *page.Table {
	out := &page.Table{Caption: t.Caption, CaptionClasses: "govuk-table__caption--s", HeadFirst: true}
	for _, h := range t.Head {
		out.Head = append(out.Head, page.Cell{Text: h})
	}
	for _, row := range t.Rows {
		var cells []page.Cell
		for _, c := range row {
			cells = append(cells, page.Cell{Text: c})
		}
		out.Rows = append(out.Rows, cells)
	}
	return out
}
