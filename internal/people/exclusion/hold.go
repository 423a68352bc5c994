package exclusion

import (
	"slices"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/option"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
)

// pairs are the people in the condition ("= $2"), each with those whom they must
// not meet, whichever of the two said so. Sealed records are among them: nothing
// is shown of anybody here, and somebody who has two hats is to be kept safe
// like all others.
func pairs(are string) string {
	own := ` WHERE x.community_id = $1 AND x.person_id ` + are + ` AND x.ended_at IS NULL`
	theirs := ` AND x.ended_at IS NULL WHERE o.community_id = $1 AND (o.id ` + are + ` OR o.merged_into ` + are + `)`
	return `SELECT x.person_id AS one, COALESCE(o.merged_into, o.id) AS other FROM apart x
		JOIN person o ON o.community_id = x.community_id AND o.name_key = x.other_key AND COALESCE(o.merged_into, o.id) <> x.person_id` + own + ` AND x.other_record IS NULL
	UNION SELECT x.person_id, COALESCE(o.merged_into, o.id) FROM apart x
		JOIN person o ON o.community_id = x.community_id AND o.id = x.other_record` + own + `
	UNION SELECT COALESCE(o.merged_into, o.id), x.person_id FROM person o
		JOIN apart x ON x.community_id = o.community_id AND x.other_key = o.name_key AND x.person_id <> COALESCE(o.merged_into, o.id)
			AND x.other_record IS NULL` + theirs + `
	UNION SELECT COALESCE(o.merged_into, o.id), x.person_id FROM person o
		JOIN apart x ON x.community_id = o.community_id AND x.other_record = o.id` + theirs
}

// goes are the states of a link on which somebody may come to its meeting.
const goes = `('chosen', 'planned', 'did_not_happen', 'first_attended', 'left_early', 'comfort_checked', 'continuing', 'involved', 'paused')`

// For reads what the person is not to be offered: for the ranking, which never
// mentions it; and the days, from the given one on, on which somebody whom they
// must not meet has a plan at the place of the meeting. It is asked for
// everybody, so that nobody's page takes longer.
//
// For those days it goes from those few people to their plans: CROSS JOIN tells
// SQLite so, which would else begin with every plan to come.
func For(tx *db.Tx, personID, meetingID string, from civil.Date) (not option.Exclusions, days []civil.Date, err error) {
	rows, err := db.All(tx, scanHeld, `SELECT 'meeting', u.target FROM unsuitable u
			WHERE u.community_id = $1 AND u.person_id = $2 AND u.ended_at IS NULL AND u.what = 'meeting'
		UNION SELECT 'meeting', m.id FROM unsuitable u
			JOIN meeting m ON m.community_id = u.community_id AND m.venue || '|' || m.postcode = u.target
			WHERE u.community_id = $1 AND u.person_id = $2 AND u.ended_at IS NULL AND u.what = 'venue'
		UNION SELECT 'area', u.target FROM unsuitable u
			WHERE u.community_id = $1 AND u.person_id = $2 AND u.ended_at IS NULL AND u.what = 'area'
		UNION SELECT 'meeting', l.meeting_id FROM link l
			WHERE l.community_id = $1 AND l.meeting_id IS NOT NULL AND l.state IN `+goes+` AND l.person_id IN (SELECT k.other FROM (`+pairs("= $2")+`) k)
		UNION SELECT 'day', e.on_date FROM (`+pairs("= $2")+`) k
			CROSS JOIN link l CROSS JOIN link_plan e CROSS JOIN meeting there CROSS JOIN meeting m
			WHERE l.community_id = $1 AND l.person_id = k.other
				AND e.community_id = l.community_id AND e.id = l.plan_id AND e.called_off_at IS NULL AND e.on_date >= $3
				AND there.community_id = e.community_id AND there.id = e.meeting_id
				AND m.community_id = e.community_id AND m.id = $4
				AND (m.id = there.id OR m.postcode <> '' AND m.venue = there.venue AND m.postcode = there.postcode)
		ORDER BY 1, 2`, tx.Community(), personID, from.String(), meetingID)
	if err != nil {
		return not, nil, err
	}
	for _, r := range rows {
		switch r.what {
		case aDay:
			day, err := civil.ParseDate(r.target)
			if err != nil {
				return not, nil, err
			}
			days = append(days, day)
		case Area:
			not.Areas = append(not.Areas, r.target)
		default:
			not.Meetings = append(not.Meetings, r.target)
		}
	}
	return not, days, nil
}

// aDay marks what is a day and no place.
const aDay What = "day"

type held struct {
	person string // where several are asked for
	what   What
	target string
	on     string // of a day
}

func scanHeld(r db.Row) (h held, err error) { return h, r.Scan(&h.what, &h.target) }

// Bars reports whether the meeting is kept away from the person on the day.
func Bars(tx *db.Tx, personID string, m *meeting.Meeting, on civil.Date) (bool, error) {
	not, days, err := For(tx, personID, m.ID, on)
	return not.Bars(m) || slices.Contains(days, on), err
}
