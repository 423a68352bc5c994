package report

import (
	"openmaf/internal/people/numbers"
	"openmaf/internal/programme/evaluation/cohort"
)

// across enters what a reader knows of counts in different tables: that two are
// of the same people, or one within the other. Without it a number hidden in one
// table could be had from another.
func (c *counts) across(r cohort.Result) {
	c.alike(r)
	c.within("agency", "differ.agency.followed.yes", "differ.agency.lost.yes")
	c.within("deaths", "why.died")
	c.within("dose.people", "flow.course")
	c.within("dose.completed", "flow.completed")
	c.linked(r.Shares)
	for _, row := range r.Outcomes {
		if row.Selected { // nobody's start is known but of those who had never been
			c.within("outcome."+string(row.Outcome)+".asked", "differ.never_been.followed.yes", "differ.never_been.lost.yes")
		}
	}
}

// within enters that parts which other tables show are of the whole, where they
// can be; what is left of it is a part that no table names.
func (c *counts) within(whole string, parts ...string) {
	n := c.values[whole]
	known := n > 0 // of none there are no parts to tell of
	for _, p := range parts {
		of, ok := c.values[p]
		n, known = n-of, known && ok
	}
	switch rest := whole + ".other"; {
	case !known || n < 0:
	case n == 0:
		c.adds(whole, parts...)
	default:
		c.count(rest, n)
		c.adds(whole, append(parts, rest)...)
	}
}

// alike enters that outcomes with as many people are of the same people, as
// those of one measure are.
func (c *counts) alike(r cohort.Result) {
	type same struct {
		of          string
		asked, lost int
	}
	first := map[same]string{}
	for _, rows := range [][]cohort.Row{r.Outcomes, r.Measures} {
		for _, row := range rows {
			id := "outcome." + string(row.Outcome)
			asked, ok := c.values[id+".asked"]
			if !ok {
				continue
			}
			lost := c.values[id+".lost"]
			for _, key := range []same{{".asked", asked, 0}, {".pairs", asked, lost}, {".lost", asked, lost}} {
				if other, seen := first[key]; seen {
					c.adds(other, id+key.of)
				} else {
					first[key] = id + key.of
				}
			}
		}
	}
}

// linked enters that whoever went within 7 days went within 28.
func (c *counts) linked(shares []numbers.Share) {
	of := map[numbers.Name]numbers.Share{}
	for _, s := range shares {
		of[s.Name] = s
	}
	week, month := of[numbers.LinkedIn7], of[numbers.LinkedIn28]
	if week.N != month.N || week.Unknown != month.Unknown || week.Name == "" {
		return
	}
	c.adds("share.linked_28.unknown", "share.linked_7.unknown")
	between := month.Yes - week.Yes
	c.sum("share.linked_28.yes", month.Yes, "share.linked_7.yes", week.Yes, "share.linked.between", between)
	c.sum("share.linked_7.no", week.N-week.Yes-week.Unknown, "share.linked_28.no", month.N-month.Yes-month.Unknown, "share.linked.between", between)
}
