package exclusion

import (
	"slices"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/option"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
)

// Planned is an evening that somebody means to go to.
type Planned struct {
	Person  string
	Meeting meeting.Meeting // its id, place and attendance are looked at
	On      civil.Date
}

// Unfit reports which of the evenings are kept away from whoever planned them:
// [Bars] for many, in one query. A plan can be older than what keeps it away.
func Unfit(tx *db.Tx, evenings []Planned) ([]bool, error) {
	unfit := make([]bool, len(evenings))
	if len(evenings) == 0 {
		return unfit, nil
	}
	of, err := keptOf(tx, evenings)
	for i, e := range evenings {
		unfit[i] = of[e.Person].bars(e)
	}
	return unfit, err
}

// kept is what one person is kept away from.
type kept struct {
	not    option.Exclusions
	places []string // as PlaceOf writes them
	days   []held   // at a place, or at a meeting that has none
}

func (k kept) bars(e Planned) bool {
	m := e.Meeting
	at := PlaceOf(m.Venue, m.Postcode)
	return k.not.Bars(&m) || slices.Contains(k.places, at) || slices.ContainsFunc(k.days, func(h held) bool {
		return h.on == e.On.String() && (h.target == m.ID || m.Postcode != "" && h.target == at)
	})
}

// keptOf reads, for everybody who planned one of the evenings, what they are
// kept away from.
func keptOf(tx *db.Tx, evenings []Planned) (map[string]kept, error) {
	first := evenings[0].On
	var people []any
	for _, e := range evenings {
		if e.On.Before(first) {
			first = e.On
		}
		if !slices.Contains(people, any(e.Person)) {
			people = append(people, e.Person)
		}
	}
	are := "IN (" + db.Gaps(3, len(people)) + ")"
	rows, err := db.All(tx, scanKept, `SELECT u.person_id, u.what, u.target, '' FROM unsuitable u
			WHERE u.community_id = $1 AND u.person_id `+are+` AND u.ended_at IS NULL
		UNION SELECT k.one, 'meeting', l.meeting_id, '' FROM (`+pairs(are)+`) k
			CROSS JOIN link l WHERE l.community_id = $1 AND l.person_id = k.other AND l.meeting_id IS NOT NULL AND l.state IN `+goes+`
		UNION SELECT k.one, 'day', CASE WHEN there.postcode = '' THEN there.id ELSE there.venue || '`+placeMark+`' || there.postcode END, e.on_date
			FROM (`+pairs(are)+`) k
			CROSS JOIN link l CROSS JOIN link_plan e CROSS JOIN meeting there
			WHERE l.community_id = $1 AND l.person_id = k.other
				AND e.community_id = l.community_id AND e.id = l.plan_id AND e.called_off_at IS NULL AND e.on_date >= $2
				AND there.community_id = e.community_id AND there.id = e.meeting_id`,
		append([]any{tx.Community(), first.String()}, people...)...)
	of := map[string]kept{}
	for _, h := range rows {
		k := of[h.person]
		switch h.what {
		case Meeting:
			k.not.Meetings = append(k.not.Meetings, h.target)
		case Area:
			k.not.Areas = append(k.not.Areas, h.target)
		case Venue:
			k.places = append(k.places, h.target)
		default:
			k.days = append(k.days, h)
		}
		of[h.person] = k
	}
	return of, err
}

func scanKept(r db.Row) (h held, err error) { return h, r.Scan(&h.person, &h.what, &h.target, &h.on) }

// Somebody is the condition under which anything at all is kept away from the
// person that the column names: for a list to read those evenings too that
// [Unfit] has to look at.
func Somebody(person string) string {
	return person + ` IN (SELECT u.person_id FROM unsuitable u WHERE u.community_id = $1 AND u.ended_at IS NULL
		UNION ALL SELECT x.person_id FROM apart x WHERE x.community_id = $1 AND x.ended_at IS NULL
		UNION ALL SELECT COALESCE(o.merged_into, o.id) FROM apart x
			JOIN person o ON o.community_id = x.community_id AND o.name_key = x.other_key
			WHERE x.community_id = $1 AND x.ended_at IS NULL)`
}

// KeptFrom is the condition under which the person that a column names must not
// meet the account that another names.
func KeptFrom(person, account string) string {
	return `EXISTS (SELECT 1 FROM apart x WHERE x.community_id = $1 AND x.person_id = ` + person + ` AND x.ended_at IS NULL
		AND (x.other_account = ` + account + ` OR x.other_key = (SELECT k.name_key FROM account k WHERE k.community_id = $1 AND k.id = ` + account + `)))`
}
