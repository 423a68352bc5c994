package cli

import (
	"os"
	"path/filepath"
	"strings"

	"openmaf/internal/app"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
	"openmaf/internal/programme/evaluation"
	"openmaf/internal/programme/evaluation/cohort"
	"openmaf/internal/programme/evaluation/report"
)

type evaluateCohort struct {
	Programme string   `help:"Only people on a course of the programme: its title or id." placeholder:"PROGRAMME"`
	Course    []string `help:"Only people on this course: its place and first day, or its id. Several are counted together." placeholder:"COURSE" sep:"none"`
	Place     string   `help:"Only people on a course at the place, or whose first chat was at it." placeholder:"PLACE"`
	Funder    string   `help:"Only people on courses that the funder pays for." placeholder:"FUNDER"`
	From      string   `help:"First day on which somebody's way began." required:"" placeholder:"DATE"`
	To        string   `help:"Last day on which somebody's way began." required:"" placeholder:"DATE"`
	Route     string   `help:"all, course or link: with a course or without one." default:"all" enum:"all,course,link"`
	Setting   string   `help:"Only people whose first chat was there." placeholder:"SETTING"`
	Outcome   string   `help:"The main result: any, days, kinds, being or speaking." default:"any"`
	Out       string   `help:"Directory for the report to hand on: PDF, word processor, CSV and what the figures mean." placeholder:"DIR"`
	Round     bool     `help:"Round the counts of that report to the nearest five."`
}

func (e evaluateCohort) Run(t *terminal) error {
	p, err := e.plan(t.words.T("evaluationpages.report"))
	if err != nil {
		return usage{err}
	}
	c, err := t.core()
	if err != nil {
		return err
	}
	defer c.Close()
	if p.Whom, err = e.whom(t, c); err != nil {
		return err
	}
	r, err := c.Cohorts.Count(t.ctx, c.Operator(), p)
	if err != nil {
		return err
	}
	if e.Out != "" {
		var d report.Document
		err := c.Cohorts.Out(t.ctx, c.Operator(), r, func(r cohort.Result, before []map[string]int) (shown map[string]int, _ []byte, _ error) {
			d, shown = report.Outside(t.words, r, before, e.Round)
			return shown, nil, nil
		})
		if err != nil {
			return err
		}
		if err := write(e.Out, d); err != nil {
			return err
		}
	}
	t.tellReport(report.Inside(t.words, r))
	return t.document(cohortDocument(r))
}

// plan reads the flags, under the name of the report; what they name is looked
// up afterwards. Nothing was fixed beforehand, and the report says so.
func (e evaluateCohort) plan(name string) (p cohort.Plan, err error) {
	p = cohort.Plan{Name: name, Whom: cohort.Whom{Programme: e.Programme, Courses: e.Course, Place: e.Place, Funder: e.Funder},
		Route: cohort.Route(e.Route), Setting: cohort.Setting(e.Setting),
		Outcome: cohort.Outcome(e.Outcome), Early: cohort.Early, Late: cohort.Late}
	for _, d := range []struct {
		text string
		into *civil.Date
	}{{e.From, &p.From}, {e.To, &p.To}} {
		if *d.into, err = civil.ParseDate(d.text); err != nil {
			return p, fault.New(fault.Invalid, "cli.day", fault.Args{"Value": d.text}).Because(err)
		}
	}
	return p, p.Check()
}

// whom finds what the flags name in the community's records.
func (e evaluateCohort) whom(t *terminal, c *app.Core) (w cohort.Whom, err error) {
	if w.Programme, err = c.Cohorts.Programme(t.ctx, c.Operator(), e.Programme); err != nil {
		return w, err
	}
	there, err := c.Cohorts.Choices(t.ctx, c.Operator())
	if err != nil {
		return w, err
	}
	for _, name := range e.Course {
		id, err := there.Course(name)
		if err != nil {
			return w, err
		}
		w.Courses = append(w.Courses, id)
	}
	if w.Place, err = there.PlaceNamed(e.Place); err != nil {
		return w, err
	}
	w.Funder, err = there.FunderNamed(e.Funder)
	return w, err
}

// write stores the report that may leave.
func write(dir string, d report.Document) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, f := range []struct {
		name string
		make func() ([]byte, error)
	}{{"evaluation.pdf", d.PDF}, {"evaluation.docx", d.Word}, {"evaluation.csv", d.CSV}, {"evaluation-dictionary.csv", d.Dictionary}} {
		content, err := f.make()
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, f.name), content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// tellReport prints the report for a person.
func (t *terminal) tellReport(d report.Document) {
	for _, b := range d.Blocks {
		switch {
		case b.Heading != "":
			t.say("\n%s", strings.ToUpper(b.Heading))
		case b.Table != nil:
			t.say("%s", b.Table.Caption)
			for _, row := range b.Table.Rows {
				t.say("  %s: %s", row[0], strings.Join(row[1:], " | "))
			}
		case b.Text+b.Notice != "":
			t.say("%s", b.Text+b.Notice)
		}
		for _, item := range b.List {
			t.say("- %s", item)
		}
	}
}

type cohortOutcome struct {
	Outcome cohort.Outcome `json:"outcome"`
	Measure string         `json:"measure,omitempty"` // with its version and score, where it is of one
	Version string         `json:"version,omitempty"`
	Score   string         `json:"score,omitempty"`
	Primary bool           `json:"primary"`
	Asked   bool           `json:"asked"`
	// NeverBeen: of the start only "never been before" is known, so that the test
	// tests the choice of people.
	NeverBeen bool                    `json:"start_is_never_been"`
	Binary    *evaluation.BinaryTable `json:"binary"`
	Pairs     *evaluation.PairTable   `json:"pairs"`
	Alpha     *evaluation.AlphaTable  `json:"alpha"` // null: no score of several questions
	// HigherIsWorse: improved went down, where the measure has norms.
	HigherIsWorse bool `json:"higher_is_worse"`
}

type cohortShare struct {
	Name    string `json:"name"`
	N       int    `json:"n"`
	Yes     int    `json:"yes"`
	Unknown int    `json:"unknown"`
}

type cohortCourse struct {
	Programme string `json:"programme"`
	Place     string `json:"place"`
	Starts    string `json:"starts"`
}

type cohortGroup struct {
	About   cohort.About `json:"about"`
	Group   string       `json:"group"` // empty: not said
	Started int          `json:"started"`
	Agreed  int          `json:"agreed"`
}

// cohortDiffer is how those who were lost differ at the start.
type cohortDiffer struct {
	What     string     `json:"what"`
	Followed cohortPart `json:"followed"`
	Lost     cohortPart `json:"lost"`
}

type cohortPart struct {
	Yes int `json:"yes"`
	N   int `json:"n"` // of whom it is known
}

// cohortDocument is the whole table, with its small counts: for those inside.
func cohortDocument(r cohort.Result) any {
	outcomes, shares, groups, differ := []cohortOutcome{}, []cohortShare{}, []cohortGroup{}, []cohortDiffer{}
	for _, o := range r.Outcomes {
		outcomes = append(outcomes, cohortOutcome{Outcome: o.Outcome, Primary: o.Primary, Asked: o.Asked, NeverBeen: o.Selected, Binary: o.Answers, Pairs: o.Scores})
	}
	for _, m := range r.Measures {
		outcomes = append(outcomes, cohortOutcome{Outcome: m.Outcome, Measure: m.Scale.Measure, Version: m.Scale.Version, Score: m.Scale.Score,
			Asked: true, Pairs: m.Scores, Alpha: m.Alpha, HigherIsWorse: m.Worse})
	}
	for _, s := range r.Shares {
		shares = append(shares, cohortShare{string(s.Name), s.N, s.Yes, s.Unknown})
	}
	for _, g := range r.Groups {
		groups = append(groups, cohortGroup{g.About, g.Name, g.Started, g.Agreed})
	}
	for _, d := range r.Lost {
		differ = append(differ, cohortDiffer{d.What, cohortPart{d.Followed, d.OfFollow}, cohortPart{d.Lost, d.OfLost}})
	}
	courses := []cohortCourse{}
	for _, c := range r.Named.Courses {
		courses = append(courses, cohortCourse{c.Title, c.Place, c.Starts.String()})
	}
	f := r.Flow
	return map[string]any{
		"programme": r.Named.Programme, "courses": courses, "place": r.Plan.Place, "funder": r.Plan.Funder, "route": r.Plan.Route,
		"from": r.Plan.From.String(), "to": r.Plan.To.String(), "as_of": r.AsOf.String(), "comparison_group": false,
		"flow": map[string]any{"came": f.Came, "started": f.Started, "agreed": f.Agreed, "on_course": f.OnCourse, "completed": f.Completed, "course_end": f.End,
			"due": f.Due, "followed": f.Followed, "lost": f.Why},
		"lost_at_start": differ, "groups": groups, "outcomes": outcomes, "shares": shares, "dose": r.Dose,
		"asked_by":              map[string]int{"deliverer": r.Askings.Deliverer, "other": r.Askings.Other},
		"in_treatment_as_well":  r.Agency,
		"felt_unsafe":           r.Unsafe,
		"deaths":                r.Deaths,
		"words":                 r.Words,
		"complaints":            r.Complaints, // of the whole community, in the period
		"evenings_planned":      r.Work.Evenings,
		"evenings_failed_by_us": r.Work.OurFault,
		"shift_hours":           r.Work.Hours,
	}
}
