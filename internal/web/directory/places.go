package directory

import (
	"bytes"

	"openmaf/internal/directory/place"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/web/page"
)

var placesPage = page.Declare[PlacesView](files, "places.html", "report.html")

// PlacesView asks for a file of postcodes, and tells what it brought.
type PlacesView struct {
	page.Frame
	Form   *page.Form
	File   page.FileUpload
	Add    page.Button
	Any    bool   // there are places already
	Told   bool   // this is what a file brought
	Kind   string // of the file
	Report ReportView
}

func (a *Area) choosePlaces(r *page.Request) (*page.Answer, error) {
	v, err := a.placesForm(r)
	if err != nil {
		return nil, err
	}
	return placesPage.Show(v), nil
}

func (a *Area) placesForm(r *page.Request) (PlacesView, error) {
	f := r.Form()
	v := PlacesView{Frame: r.Frame("directorypages.places.title"), Form: f,
		File: f.FileUpload("file", "directorypages.places.file"), Add: f.Submit("directorypages.places.add")}
	v.File.Hint, v.File.Accept = r.T("directorypages.places.file-hint"), ".csv,.txt,text/csv"
	v.Back = "/meetings"
	var err error
	v.Any, err = a.places.Any(r.Context(), r.Actor().Scope)
	return v, err
}

// importPlaces adds the file at once: places add up and nothing is lost by it.
func (a *Area) importPlaces(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	file, ok := f.File("file")
	if !ok {
		f.Problem("file", "directorypages.file.missing")
		return nil, f.Err()
	}
	report, err := a.places.Import(r.Context(), r.Actor(), bytes.NewReader(file.Content), file.Name)
	if err != nil && len(report.Rejected) == 0 {
		return nil, atField(f, "file", err)
	}
	if e := fault.As(err); err != nil && (e == nil || e.Kind != fault.Invalid) {
		return nil, err
	}
	if db.Repeated(r.Context()) {
		return page.See("/places/import").Flash("directorypages.places.again"), nil
	}
	if err := a.changed(r); err != nil {
		return nil, err
	}
	return a.tell(r, report, err)
}

func (a *Area) tell(r *page.Request, report place.Report, useless error) (*page.Answer, error) {
	v, err := a.placesForm(r)
	if err != nil {
		return nil, err
	}
	v.Told, v.Kind = true, r.T("place.kind."+string(report.Kind))
	if e := fault.As(useless); e != nil {
		v.Notice = page.ErrorSummary{Title: r.T("page.problem"), Errors: []page.SummaryError{{Text: r.Words().Fault(e), To: "#file"}}}
	}
	v.Report.Rejected = rowViews(r, report.Rejected)
	v.Report.Hidden = len(report.Rejected) - len(v.Report.Rejected)
	v.Report.count(r, "read", report.Read)
	v.Report.count(r, "added", report.Added)
	v.Report.count(r, "changed", report.Changed)
	v.Report.count(r, "unchanged", report.Unchanged)
	v.Report.count(r, "rejected", len(report.Rejected))
	return placesPage.Show(v), nil
}
