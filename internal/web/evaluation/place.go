package evaluation

import (
	"math"
	"strconv"
	"strings"

	"openmaf/internal/programme/evaluation/cohort"
	"openmaf/internal/web/page"
)

var placePage = page.Declare[PlaceView](files, "place.html")

// PlaceView takes the figures of the place, each set with its source, and what
// was spent.
type PlaceView struct {
	page.Frame
	Form  *page.Form
	Sets  []PlaceSet
	Spend page.Input
	Save  page.Button
}

// PlaceSet is one thing that people say of themselves.
type PlaceSet struct {
	Name   string
	Groups []page.Input
	Source page.Input
}

func (a *Area) place(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("evaluation")
	if err != nil {
		return nil, err
	}
	p, err := a.cohorts.Get(r.HTTP().Context(), r.Actor(), id)
	if err != nil {
		return nil, err
	}
	f := r.Form()
	for _, l := range p.Local {
		f.Preset(field(l.About, l.Group), strconv.FormatFloat(l.Percent, 'g', -1, 64)).Preset(field(l.About, "source"), l.Source)
	}
	if p.Spend != nil {
		f.Preset("spend", strconv.FormatFloat(float64(*p.Spend)/100, 'f', -1, 64))
	}
	v := PlaceView{Frame: r.Frame("evaluationpages.place"), Form: f, Spend: f.Input("spend", "evaluationpages.spend"), Save: f.Submit("evaluationpages.place.save")}
	for _, about := range cohort.Abouts {
		set := PlaceSet{Name: r.T("cohort.r.about." + string(about)), Source: f.Input(field(about, "source"), "evaluationpages.source")}
		for _, group := range cohort.Groups[about] {
			in := f.Input(field(about, group), "cohort.r.group."+string(about)+"."+group)
			in.Suffix, in.InputMode, in.Classes = "%", "decimal", "govuk-input--width-4"
			set.Groups = append(set.Groups, in)
		}
		v.Sets = append(v.Sets, set)
	}
	v.Spend.Prefix, v.Spend.InputMode, v.Spend.Classes = "£", "decimal", "govuk-input--width-10"
	v.Spend.Hint = r.T("evaluationpages.spend-hint")
	v.Back = at(id)
	return placePage.Show(v), nil
}

// field is the name of a field of the form.
func field(about cohort.About, group string) string { return string(about) + "-" + group }

func (a *Area) placed(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("evaluation")
	if err != nil {
		return nil, err
	}
	f := r.Form()
	var local []cohort.Local
	for _, about := range cohort.Abouts {
		for _, group := range cohort.Groups[about] {
			if text := f.Get(field(about, group)); text != "" {
				local = append(local, cohort.Local{About: about, Group: group, Percent: number(f, field(about, group), "cohort.percent"),
					Source: f.Get(field(about, "source"))})
			}
		}
	}
	var spend *int
	if f.Get("spend") != "" {
		pence := int(math.Round(100 * number(f, "spend", "evaluationpages.spend-wrong")))
		spend = &pence
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	if err := a.cohorts.SetLocal(r.Context(), r.Actor(), id, local, spend); err != nil {
		return nil, err
	}
	return page.See(at(id)).Flash("evaluationpages.place.saved"), nil
}

// number reads a number of nought or more, as people write it.
func number(f *page.Form, name, key string) float64 {
	text := strings.NewReplacer(",", "", "%", "", "£", "", " ", "").Replace(f.Get(name))
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || n < 0 || n > 1e9 || math.IsNaN(n) {
		f.Problem(name, key)
		return 0
	}
	return n
}
