package numbers

import (
	"openmaf/internal/people/person"
	"openmaf/internal/platform/db"
)

// rounding is what counts of groups are rounded to: with fewer than five hidden as
// well, nobody is found by taking one figure from another.
const rounding = 5

// Reached is who was talked with in the period, by what they chose to say of
// themselves. Every count is rounded; of whom fewer than five are is only said
// that they are few. It is never cut by area, and no group by another.
type Reached struct {
	N      int  // people
	Few    bool // fewer than five; N is 0
	Groups []Grouping
}

// Grouping is one question, and the answers that somebody gave.
type Grouping struct {
	About   string     // a column of what people say of themselves
	Unknown GroupCount // who were not asked, or did not say
	Counts  []GroupCount
}

// GroupCount is how many gave one answer.
type GroupCount struct {
	Code string
	N    int
	Few  bool // fewer than five; N is 0
}

// rounded is the count to the nearest five; few where it may not be read.
func rounded(n int) (shown int, isFew bool) {
	if few(n) {
		return 0, true
	}
	return (n + rounding/2) / rounding * rounding, false
}

// abouts are the questions, as columns of table equality.
var abouts = []string{"sex", "age", "ethnicity"}

func reachedIn(tx *db.Tx, p Period) (out Reached, err error) {
	type counted struct {
		code string
		n    int
	}
	for _, about := range abouts {
		counts, err := db.All(tx, func(r db.Row) (c counted, err error) { return c, r.Scan(&c.code, &c.n) },
			`SELECT COALESCE(q.`+about+`, ''), count(*) FROM person p
			LEFT JOIN equality q ON q.community_id = p.community_id AND q.person_id = p.id
			WHERE p.community_id = $1 AND p.merged_into IS NULL AND `+person.Counted("p")+` AND p.id IN (SELECT c.person_id FROM chat c
				WHERE c.community_id = $1 AND c.held_on BETWEEN $2 AND $3)
			GROUP BY 1 ORDER BY 1`, tx.Community(), p.From.String(), p.To.String())
		if err != nil {
			return out, err
		}
		g, all := Grouping{About: about}, 0
		for _, c := range counts {
			all += c.n
			one := GroupCount{Code: c.code}
			if one.N, one.Few = rounded(c.n); c.code == "" {
				g.Unknown = one
			} else {
				g.Counts = append(g.Counts, one)
			}
		}
		out.N, out.Few = rounded(all)
		out.Groups = append(out.Groups, g)
	}
	return out, nil
}
