package report

import (
	"openmaf/internal/people/numbers"
)

// besides are the shares that stand beside the outcomes, in their order.
var besides = []numbers.Name{numbers.LinkedIn7, numbers.LinkedIn28, numbers.Accompanied, numbers.Asked, numbers.AtEase, numbers.TwoKinds,
	numbers.Involved, numbers.Alternative}

// work is what was done, and what went wrong by us.
func (l *layout) work() {
	l.heading(l.t("work"))
	shares := l.columns(Table{ID: "work", Caption: l.t("work.caption"), Means: l.t("work.means")},
		"outcomes.what", "work.share", "time.interval", "time.unknown")
	for _, name := range besides {
		for _, s := range l.r.Shares {
			if s.Name == name {
				share, interval := l.ofKnown("share." + string(name))
				shares.Rows = append(shares.Rows, []string{l.t("work." + string(name)), share, interval, l.count("share." + string(name) + ".unknown")})
			}
		}
	}
	l.table(shares)
	l.table(l.columns(Table{ID: "facts", Caption: l.t("facts"), Means: l.t("facts.means"), Rows: l.facts()}, "outcomes.what", "facts.figure"))
}

func (l *layout) facts() [][]string {
	r := l.r
	rows := [][]string{
		{l.t("facts.agency"), l.share("agency", "flow.started")},
		{l.t("facts.unsafe"), l.share("unsafe", "flow.started")},
		{l.t("facts.deaths"), l.share("deaths", "flow.came")},
		{l.t("facts.complaints"), l.count("complaints")},
		{l.t("facts.who-asked"), l.t("facts.askings", "Deliverer", l.count("askings.deliverer"), "Other", l.count("askings.other"))},
		{l.t("facts.evenings"), l.count("evenings")},
		{l.t("facts.our-fault"), l.count("evenings.ours")},
	}
	if r.Dose == nil {
		rows = append(rows, []string{l.t("facts.dose"), l.t("facts.no-course")})
	} else {
		rows = append(rows, []string{l.t("facts.completed"), l.share("dose.completed", "dose.people")})
		if l.count("dose.people") != hidden && r.Dose.People >= fewest {
			rows = append(rows, []string{l.t("facts.sessions"), decimal(float64(r.Dose.Sessions) / float64(r.Dose.People))})
		}
		rows = append(rows, []string{l.t("facts.delivered"), l.t("of", "N", r.Dose.Delivered, "Of", r.Dose.Planned)},
			[]string{l.t("facts.fidelity"), l.t("of", "N", r.Dose.Ticks, "Of", r.Dose.OfTicks)})
	}
	return append(rows, l.inputs()...)
}

// inputs are hours and money for each person who started: what it took, and
// never what a result cost.
func (l *layout) inputs() [][]string {
	started, shown := l.n("flow.started")
	each := func(v float64, text func(float64) string) string {
		if !shown || started == 0 {
			return hidden
		}
		return text(v / float64(started))
	}
	hours, spend := l.t("facts.not-entered"), l.t("facts.not-entered")
	if l.r.Work.Hours > 0 {
		hours = l.t("facts.per-person", "All", decimal(l.r.Work.Hours), "Each", each(l.r.Work.Hours, decimal))
	}
	if l.r.Plan.Spend != nil {
		pounds := float64(*l.r.Plan.Spend) / 100
		spend = l.t("facts.pounds", "All", whole(pounds), "Each", each(pounds, whole))
	}
	return [][]string{{l.t("facts.hours"), hours}, {l.t("facts.spend"), spend}}
}
