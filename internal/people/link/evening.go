package link

import (
	"slices"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/people/companion"
	"openmaf/internal/people/exclusion"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
)

// Evening is a planned evening, for those who look after the person.
type Evening struct {
	Plan
	Link          string
	Person        string
	Name          string // empty, as all but the companion and the end: an alarm about somebody out of sight
	CompanionName string
	SecondName    string
	Title         string // of the meeting
	Venue         string
	Withdrawn     bool // the meeting is not held any more, or not for them
	Moved         bool // the list has it at another time or place since

	// Suggested are those who could go along where somebody is missing, the
	// likeliest first; and Asked is whom the person asked for, where nobody is.
	Suggested []companion.Suggestion
	Asked     companion.Gender

	mayNot, secondMayNot bool // the companion, since
	answerDue            bool // whoever goes along should have said by now that they can
	near                 []string
	at                   meeting.Meeting // its id, place and attendance
	wish                 companion.Wish
}

// Missing is the companion who may not go any more, and whether anybody at all
// is missing who was agreed to go along.
func (e Evening) Missing() (account, name string, missing bool) {
	switch {
	case e.mayNot:
		return e.Companion, e.CompanionName, true
	case e.secondMayNot:
		return e.Second, e.SecondName, true
	}
	return "", "", e.Needed()
}

// ToAsk is the companion who should have said by now that they can go, and has
// not: somebody asks them.
func (e Evening) ToAsk() (account, name string, due bool) {
	if unanswered := e.Unanswered(); e.answerDue && len(unanswered) > 0 {
		account, name = unanswered[0], e.CompanionName
		if account == e.Second {
			name = e.SecondName
		}
		return account, name, true
	}
	return "", "", false
}

// Lacking is whoever has to be replaced or asked again, if it is anybody who
// still stands on the plan; and whether somebody is to be found or asked at all.
func (e Evening) Lacking() (account string, lacking bool) {
	if account, _, missing := e.Missing(); missing {
		return account, true
	}
	account, _, due := e.ToAsk()
	return account, due
}

// NotFamily reports whether the person wants nobody who knows their family:
// whoever is sent has to be asked before a name is told.
func (e Evening) NotFamily() bool { return e.wish.NotFamily }

// listingNow is [listingOf] of the meeting (m), as the list has it now.
const listingNow = `m.rule || '|' || m.starts || '|' || m.venue || '|' || m.address || '|' || m.postcode`

// selectEvenings reads the evenings of a scope, whose account is the second
// argument and whose keeper is the third. It goes from the plans to their links:
// CROSS JOIN tells SQLite so.
var selectEvenings = `SELECT ` + planColumns("e") + `,
		l.id, p.id, p.name, p.area, a.name, b.name, m.title, m.venue, m.address, m.postcode, m.attendance, m.withdrawn,
		e.listing <> ` + listingNow + `, ` + mayNotGo("e.companion") + `, ` + mayNotGo("e.second") + `,
		` + companion.WishColumns("l.community_id", "l.person_id") + `
	FROM link_plan e
	CROSS JOIN link l
	JOIN person p ON p.community_id = l.community_id AND p.id = l.person_id
	JOIN meeting m ON m.community_id = l.community_id AND m.id = e.meeting_id
	LEFT JOIN account a ON a.community_id = l.community_id AND a.id = e.companion
	LEFT JOIN account b ON b.community_id = l.community_id AND b.id = e.second
	LEFT JOIN company_wish w ON w.community_id = l.community_id AND w.person_id = l.person_id
	WHERE e.community_id = $1 AND l.community_id = e.community_id AND l.id = e.link_id AND l.plan_id = e.id
		AND ` + person.InSight("p", "$2") + ` AND ` + person.Kept("p", "$3")

// mayNotGo is the condition under which the companion of the plan (e) that the
// column names may not go along on its day: no clearance stands, or the person
// (of l) must not meet them.
func mayNotGo(column string) string {
	return `(` + column + ` IS NOT NULL AND (NOT EXISTS (SELECT 1 FROM clearance c
		JOIN account s ON s.community_id = c.community_id AND s.id = c.account_id AND s.state = 'active'
		JOIN account_role r ON r.community_id = c.community_id AND r.account_id = c.account_id AND r.role = 'companion'
		WHERE c.community_id = e.community_id AND c.account_id = ` + column + ` AND c.ended_at IS NULL AND c.last_on >= e.on_date)
		OR ` + exclusion.KeptFrom("l.person_id", column) + `))`
}

// keptAway notes of the evenings to come which are kept away from the person by
// now: to whoever reads of it, the meeting is not held for them, and nobody is
// told why.
func keptAway(tx *db.Tx, evenings []Evening) error {
	planned := make([]exclusion.Planned, len(evenings))
	for i, e := range evenings {
		planned[i] = exclusion.Planned{Person: e.Person, Meeting: e.at, On: e.On}
	}
	unfit, err := exclusion.Unfit(tx, planned)
	for i := range evenings {
		evenings[i].Withdrawn = evenings[i].Withdrawn || unfit[i]
	}
	return err
}

// unseenAlarms reads the companions who are not marked safely home from an
// evening with somebody whose record the account does not see: that somebody
// looks after a companion comes before all else. Of the evening there is only
// when it should have ended, and of the person nothing.
func unseenAlarms(tx *db.Tx, account string) ([]Evening, error) {
	return db.All(tx, scanUnseen, `SELECT e.id, e.on_date, e.ends_at, e.companion, a.name, e.home_at, e.second, b.name, e.second_home_at
		FROM link_due d
		JOIN link l ON l.community_id = d.community_id AND l.id = d.link_id
		JOIN link_plan e ON e.community_id = l.community_id AND e.id = l.plan_id
		JOIN account a ON a.community_id = l.community_id AND a.id = e.companion
		LEFT JOIN account b ON b.community_id = l.community_id AND b.id = e.second
		JOIN person p ON p.community_id = l.community_id AND p.id = l.person_id
		WHERE d.community_id = $1 AND d.kind = 'safe_home' AND d.at <= $2 AND NOT `+person.InSight("p", "$3")+`
		ORDER BY e.ends_at, e.id LIMIT $4`, tx.Community(), tx.Stamp(), account, listLimit)
}

func scanUnseen(r db.Row) (e Evening, err error) {
	return e, r.Scan(&e.ID, &e.On, civil.ScanInstant(&e.Ends), &e.Companion, &e.CompanionName, civil.ScanInstant(&e.Home),
		db.OrZero(&e.Second), db.OrZero(&e.SecondName), civil.ScanInstant(&e.SecondHome))
}

// notAsPlanned is the condition under which an evening to come is broken; the
// argument is the last day whose companions should have answered.
func notAsPlanned(answered string) string { return `(` + broke + ` OR ` + unanswered(answered) + `)` }

var broke = `m.withdrawn OR e.listing <> ` + listingNow + ` OR ` + mayNotGo("e.companion") + ` OR ` + mayNotGo("e.second") + ` OR e.untold
	OR e.company > CASE WHEN e.companion IS NULL THEN 0 WHEN e.second IS NULL THEN 1 ELSE 2 END`

// watch reads, in one query, the evenings from which somebody is not home, those
// to come that are not as planned, and those of today.
func (s *Service) watch(tx *db.Tx, of scope, t *Today) error {
	now, today, answered := tx.Now(), civil.DateOf(tx.Now()), s.set.answeredTo(tx.Now())
	evenings, err := db.All(tx, scanEvening, selectEvenings+` AND e.called_off_at IS NULL AND e.id IN (
				SELECT i.plan_id FROM link_due d JOIN link i ON i.community_id = d.community_id AND i.id = d.link_id
					WHERE d.community_id = $1 AND d.kind = 'safe_home' AND d.at <= $4
				UNION ALL SELECT u.id FROM link_plan u WHERE u.community_id = $1 AND u.on_date >= $5)
			AND (e.on_date <= $5 OR `+notAsPlanned("$7")+` OR `+exclusion.Somebody("l.person_id")+`)
		ORDER BY CASE WHEN e.ends_at <= $4 AND (e.companion IS NOT NULL AND e.home_at IS NULL
				OR e.second IS NOT NULL AND e.second_home_at IS NULL) THEN 0 WHEN `+notAsPlanned("$7")+` THEN 1 ELSE 2 END, e.starts_at, l.id LIMIT $6`,
		tx.Community(), of.account, of.keeper, tx.Stamp(), today.String(), 3*listLimit, answered.String())
	if err != nil {
		return err
	}
	if err := keptAway(tx, evenings); err != nil {
		return err
	}
	add := func(list *[]Evening, e Evening) {
		if len(*list) < listLimit {
			*list = append(*list, e)
		}
	}
	for _, e := range evenings {
		e.answerDue = !e.On.After(answered)
		_, lacking := e.Lacking()
		if len(e.NotHome()) > 0 && !now.Before(e.Ends.Add(s.set.SafeReturn)) {
			add(&t.Alarms, e)
		}
		if e.Starts.After(now) && (lacking || e.Withdrawn || e.Moved || e.Untold) {
			add(&t.Broken, e)
		}
		if e.On == today {
			add(&t.Tonight, e)
		}
	}
	slices.SortStableFunc(t.Tonight, func(a, b Evening) int { return a.Starts.Compare(b.Starts) })
	return suggest(tx, t.Broken)
}

// scanEvening reads a plan's columns and the others after them.
func scanEvening(r db.Row) (e Evening, err error) {
	var address, area string
	var wish companion.WishRow
	err = r.Scan(slices.Concat(planInto(&e.Plan), []any{&e.Link, &e.Person, &e.Name, &area, db.OrZero(&e.CompanionName), db.OrZero(&e.SecondName),
		&e.Title, &e.Venue, &address, &e.at.Postcode, &e.at.Attendance, &e.Withdrawn, &e.Moved, &e.mayNot, &e.secondMayNot}, wish.Into())...)
	e.near, e.wish = nearTo(address, e.at.Postcode, area), wish.Wish()
	e.at.ID, e.at.Venue = e.Plan.Meeting, e.Venue
	return e, err
}
