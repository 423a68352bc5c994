package report

import (
	"fmt"
	"strings"

	"openmaf/internal/platform/chart"
	"openmaf/internal/programme/evaluation/cohort"
)

// stage of the flow, with what became of those who are not in the next.
type stage struct{ id, rest string }

// stages of the flow.
var stages = []stage{
	{"flow.came", "flow.started.rest"}, {"flow.started", "flow.agreed.rest"}, {"flow.agreed", "flow.due.rest"}, {"flow.due", ""}, {"flow.followed", ""},
}

// courseStages are the stages of an evaluation of a course.
var courseStages = []stage{
	{"flow.came", "flow.started.rest"}, {"flow.started", "flow.agreed.rest"}, {"flow.agreed", ""}, {"flow.completed", ""},
	{"flow.end", "flow.due.rest"}, {"flow.due", ""}, {"flow.followed", ""},
}

func (l *layout) stages() []stage {
	if l.r.Plan.Route == cohort.ByCourse || l.r.Plan.Programme != "" {
		return courseStages
	}
	return stages
}

// takingPart is the flow, as a picture and as a table, and how those who were
// lost differ.
func (l *layout) takingPart() {
	l.heading(l.t("flow"))
	flow := chart.Flow{Name: "flow", Title: l.t("flow")}
	table := l.columns(Table{ID: "flow", Caption: l.t("flow.caption"), Means: l.t("flow.means")}, "stage", "people")
	for _, s := range l.stages() {
		text := l.count(s.id) + " " + l.t("stage."+strings.TrimPrefix(s.id, "flow."))
		stage := chart.Stage{Text: text}
		table.Rows = append(table.Rows, []string{l.t("stage." + strings.TrimPrefix(s.id, "flow.")), l.count(s.id)})
		if n, ok := l.shown[s.rest]; s.rest != "" && (!ok || n > 0) {
			stage.Left = []string{l.count(s.rest) + " " + l.t("rest."+s.rest)}
			table.Rows = append(table.Rows, []string{l.t("rest." + s.rest), l.count(s.rest)})
		}
		if s.id == "flow.due" {
			stage.Left = l.whys(&table)
		}
		flow.Stages = append(flow.Stages, stage)
	}
	flow.Desc = l.t("flow.desc", "Came", l.count("flow.came"), "Started", l.count("flow.started"), "Agreed", l.count("flow.agreed"),
		"Due", l.count("flow.due"), "Followed", l.count("flow.followed"))
	l.picture(flow.Draw())
	l.table(table)
	l.differ()
	l.lostScores()
}

// whys are the reasons why somebody was not followed, beside the way and in the
// table.
func (l *layout) whys(table *Table) (left []string) {
	for _, why := range cohort.Whys {
		id := "why." + string(why)
		if n, ok := l.shown[id]; ok && n == 0 {
			continue
		}
		left = append(left, l.count(id)+" "+l.t(id))
		table.Rows = append(table.Rows, []string{l.t("lost", "Why", l.t(id)), l.count(id)})
	}
	return left
}

func (l *layout) differ() {
	table := l.columns(Table{ID: "lost", Caption: l.t("differ.caption"), Means: l.t("differ.means")},
		"differ.what", "differ.followed", "differ.lost")
	for _, d := range l.r.Lost {
		id := "differ." + d.What
		table.Rows = append(table.Rows, []string{l.t(id), l.share(id+".followed.yes", id+".followed"), l.share(id+".lost.yes", id+".lost")})
	}
	l.table(table)
}

// missing is who came by what they say of themselves, beside the place's own
// figures.
func (l *layout) missing() {
	l.heading(l.t("missing"))
	l.text(l.t("missing.how"))
	sources := map[string]bool{}
	for _, about := range cohort.Abouts {
		table := l.columns(Table{ID: "missing-" + string(about), Caption: l.t("about." + string(about)), Means: l.t("missing.means")},
			"missing.group", "missing.started", "missing.agreed", "missing.local")
		said := false
		for _, g := range l.r.Groups {
			if g.About != about {
				continue
			}
			said = said || g.Name != "" && g.Started > 0
			local := l.t("missing.no-local")
			if g.Local != nil {
				local = fmt.Sprintf("%g%%", g.Local.Percent)
				sources[g.Local.Source] = true
			}
			table.Rows = append(table.Rows, []string{l.t("group." + string(about) + "." + nameOr(g.Name)),
				l.share(groupID(g), "flow.started"), l.share(groupID(g)+".agreed", groupID(g)), local})
		}
		if !said {
			l.text(l.t("missing.not-asked", "About", l.t("about."+string(about))))
			continue
		}
		l.table(table)
	}
	for _, local := range l.r.Plan.Local {
		if sources[local.Source] {
			l.text(l.t("missing.source", "Source", local.Source))
			delete(sources, local.Source)
		}
	}
}

func nameOr(name string) string {
	if name == "" {
		return "not_said"
	}
	return name
}

// usual is what others found, to hold a falling curve against (domain notes,
// 4.3: 303 young adults, any attendance).
var usual = []chart.DecayPoint{{Days: 90, Share: 0.89, Text: "89%"}, {Days: 180, Share: 0.82, Text: "82%"}}

// overTime is who still goes, as time goes by.
func (l *layout) overTime() {
	l.heading(l.t("time"))
	l.text(l.t("time.how"))
	d := chart.Decay{Name: "time", Title: l.t("time"), Usual: usual, OursName: l.t("time.ours"), UsualName: l.t("time.usual")}
	table := l.columns(Table{ID: "time", Caption: l.t("time"), Means: l.t("time.means")}, "time.when", "time.going", "time.interval", "time.unknown")
	var said []string
	for _, at := range []struct {
		days int
		name string
	}{{28, "still_28"}, {90, "still_90"}, {180, "still_180"}} {
		for _, s := range l.r.Shares {
			if string(s.Name) != at.name {
				continue
			}
			id, label := "share."+at.name, l.t("time."+at.name)
			going, interval := l.ofKnown(id)
			table.Rows = append(table.Rows, []string{label, going, interval, l.count(id + ".unknown")})
			if share, low, high, ok := l.known(id); ok {
				text := percentText(share) + "%"
				d.Points = append(d.Points, chart.DecayPoint{Days: at.days, Label: label, Share: share, Low: low, High: high, Text: text})
				said = append(said, label+": "+text)
			}
		}
	}
	d.Desc = l.t("time.desc", "Points", strings.Join(said, ", "))
	if len(d.Points) > 0 {
		l.picture(d.Draw())
	}
	l.table(table)
	l.text(l.t("time.source"))
}
