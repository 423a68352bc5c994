package directory

import (
	"bytes"
	"iter"
	"strconv"

	"openmaf/internal/directory/exchange"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/table"
	"openmaf/internal/web/page"
)

var choosePage = page.Declare[ChooseView](files, "choose.html")

// ChooseView asks for a list of meetings.
type ChooseView struct {
	page.Frame
	Form       *page.Form
	Source     page.Input
	Fellowship page.Select
	File       page.FileUpload
	Look       page.Button
}

func (a *Area) choose(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	v := ChooseView{Frame: r.Frame("directorypages.import.title"), Form: f,
		File:       f.FileUpload("file", "directorypages.import.file"),
		Source:     f.Input("source", "directorypages.import.source"),
		Fellowship: f.Select("fellowship", "directorypages.import.fellowship", fellowships(r, "")),
		Look:       f.Submit("directorypages.import.look"),
	}
	v.File.Hint, v.File.Accept = r.T("directorypages.import.file-hint"), ".csv,.json,.txt,text/csv,application/json"
	v.Source.Hint = r.T("directorypages.import.source-hint")
	v.Fellowship.Hint = r.T("directorypages.import.fellowship-hint")
	v.Back = "/meetings"
	return choosePage.Show(v), nil
}

// upload keeps the file and goes on to what it would do. What is no list at all
// is said beside the field.
func (a *Area) upload(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	one := upload{id: r.FormID(), source: f.Require("source", "meeting.source.empty"), fellowship: f.Get("fellowship")}
	file, ok := f.File("file")
	if !ok {
		f.Problem("file", "directorypages.file.missing")
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	one.content = file.Content
	if _, err := a.plan(r, one); err != nil {
		return nil, atField(f, "file", err)
	}
	id, err := a.uploads.save(r.Context(), r.Actor(), one)
	if err != nil {
		return nil, err
	}
	return page.See("/imports/" + id), nil
}

// atField puts a fault about a file beside the field of the file. A fault that
// names fields of the form itself stays as it is.
func atField(f *page.Form, field string, err error) error {
	e := fault.As(err)
	if e == nil || e.Kind != fault.Invalid {
		return err
	}
	for _, p := range e.Problems {
		if p.Field == "source" {
			return err
		}
	}
	f.Problem(field, e.Key, e.Args)
	for _, p := range e.Problems {
		f.Problem(field, p.Key, p.Args)
	}
	return f.Err()
}

// plan tells what the list would do. That no row of it is good is no error
// here: the page shows them.
func (a *Area) plan(r *page.Request, one upload) (meeting.Report, error) {
	edition, err := exchange.Read(one.content, exchange.Auto, one.fellowship)
	if err != nil {
		return meeting.Report{}, err
	}
	report, err := a.meetings.Import(r.Context(), r.Actor(), one.source, edition, true)
	if e := fault.As(err); e != nil && e.Key == "meeting.import.nothing" {
		err = nil
	}
	return report, err
}

var previewPage = page.Declare[PreviewView](files, "preview.html", "report.html")

// PreviewView shows what a list would do.
type PreviewView struct {
	page.Frame
	Source  string
	Done    bool // it was applied already
	Useless bool // no row can be used
	Same    bool // it would change nothing
	Report  ReportView
	Rest    string // address of the rows that are not shown
	Apply   page.Act
}

func (a *Area) preview(r *page.Request) (*page.Answer, error) {
	one, err := a.waiting(r)
	if err != nil {
		return nil, err
	}
	v := PreviewView{Frame: r.Frame("directorypages.preview.title"), Source: one.source, Done: len(one.content) == 0}
	v.Back = "/meetings/import"
	if v.Done {
		return previewPage.Show(v), nil
	}
	report, err := a.plan(r, one)
	if err != nil {
		return nil, err
	}
	v.Report = reportOf(r, report)
	v.Useless = report.Added+report.Changed+report.Unchanged == 0
	v.Same = !v.Useless && report.Added+report.Changed+report.Missing == 0
	if v.Report.Hidden > 0 {
		v.Rest = "/imports/" + one.id + "/rows"
	}
	v.Apply = r.Act("/imports/"+one.id, "directorypages.preview.apply")
	return previewPage.Show(v), nil
}

// apply applies exactly the list that was shown.
func (a *Area) apply(r *page.Request) (*page.Answer, error) {
	one, err := a.waiting(r)
	if err != nil {
		return nil, err
	}
	done := page.See("/meetings").Flash("directorypages.preview.applied")
	if len(one.content) == 0 {
		return done, nil // an earlier click did it
	}
	edition, err := exchange.Read(one.content, exchange.Auto, one.fellowship)
	if err != nil {
		return nil, err
	}
	if _, err := a.meetings.Import(r.Context(), r.Actor(), one.source, edition, false); err != nil {
		return nil, err
	}
	if err := a.uploads.applied(r.Context(), r.Actor(), one.id); err != nil {
		return nil, err
	}
	return done, a.changed(r)
}

func (a *Area) waiting(r *page.Request) (upload, error) {
	id, err := r.ID("upload")
	if err != nil {
		return upload{}, err
	}
	return a.uploads.load(r.Context(), r.Actor(), id)
}

// rows offers every row that was left out or needs a look, as a list.
func (a *Area) rows(r *page.Request) (*page.Answer, error) {
	one, err := a.waiting(r)
	if err != nil {
		return nil, err
	}
	report, err := a.plan(r, one)
	if err != nil {
		return nil, err
	}
	headings := []string{r.T("directorypages.report.row"), r.T("directorypages.report.field"),
		r.T("directorypages.report.reason"), r.T("directorypages.report.what")}
	var b bytes.Buffer
	err = table.Write(&b, headings, problemRows(r, report))
	if err != nil {
		return nil, err
	}
	return page.File("rows.csv", "text/csv; charset=utf-8", b.Bytes()), nil
}

// problemRows are the rows of the list: what was left out, then what needs a
// look.
func problemRows(r *page.Request, report meeting.Report) iter.Seq[[]string] {
	sorts := []struct {
		what     string
		problems []fault.Problem
	}{
		{r.T("directorypages.report.what.rejected"), report.Rejected},
		{r.T("directorypages.report.what.warning"), report.Warnings},
	}
	return func(yield func([]string) bool) {
		for _, sort := range sorts {
			for _, p := range sort.problems {
				if !yield([]string{strconv.Itoa(p.Row), p.Field, r.Words().Problem(p), sort.what}) {
					return
				}
			}
		}
	}
}

// shownRows is how many rows of each sort a page shows.
const shownRows = 100

// ReportView is what an import did or would do.
type ReportView struct {
	Counts             page.SummaryList
	Rejected, Warnings []RowView
	Hidden             int // rows that are not shown
}

// RowView is one row of a file and what is to be said of it.
type RowView struct {
	Row           int
	Field, Reason string
}

func reportOf(r *page.Request, report meeting.Report) ReportView {
	v := ReportView{Rejected: rowViews(r, report.Rejected), Warnings: rowViews(r, report.Warnings)}
	v.Hidden = len(report.Rejected) + len(report.Warnings) - len(v.Rejected) - len(v.Warnings)
	v.count(r, "read", report.Read)
	v.count(r, "added", report.Added)
	v.count(r, "changed", report.Changed)
	v.count(r, "unchanged", report.Unchanged)
	v.count(r, "rejected", len(report.Rejected))
	v.count(r, "missing", report.Missing)
	v.count(r, "duplicates", report.Duplicates)
	return v
}

func (v *ReportView) count(r *page.Request, key string, n int) {
	v.Counts.Rows = append(v.Counts.Rows, page.SummaryRow{Key: r.T("directorypages.report." + key), Value: strconv.Itoa(n)})
}

func rowViews(r *page.Request, problems []fault.Problem) (list []RowView) {
	for _, p := range problems[:min(len(problems), shownRows)] {
		list = append(list, RowView{Row: p.Row, Field: p.Field, Reason: r.Words().Problem(p)})
	}
	return list
}
