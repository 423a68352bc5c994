package link

import (
	"cmp"
	"context"
	"strings"
	"time"

	"openmaf/internal/people/companion"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
)

// Alarm is a companion who is not marked safely home in time, with the numbers
// at which somebody may know: they are shown here and nowhere else.
type Alarm struct {
	Plan           string
	Account        string
	Name           string
	Phone          string
	EmergencyName  string
	EmergencyPhone string
	Who            string // first name of whom they went along with; empty where the reader may not see
	Where          string
	On             civil.Date
	Ends           time.Time
	ForLead        bool // the safeguarding lead is told by now
}

// Alarms reads the companions who are not home: at once those of the actor's own
// people, or all for a manager; and all for the safeguarding lead and the
// deputy, once nobody has answered for as long as the community has set.
func (s *Service) Alarms(ctx context.Context, actor access.Actor) (out []Alarm, err error) {
	if err := access.Allow(actor, access.AlarmAnswer, true); err != nil {
		return nil, err
	}
	keeper := ""
	if access.ReachOf(actor, access.AlarmAnswer) != access.All {
		keeper = actor.Account
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		after, err := companion.LeadAfter(tx, s.set.LeadAfter)
		if err != nil {
			return err
		}
		since := tx.Now()
		if access.ReachOf(actor, access.TodayRead) == access.Nothing { // who has no Today of their own is told later
			since = since.Add(-after)
		}
		rows, err := alarmsSince(tx, actor.Account, keeper, since)
		for _, row := range rows {
			out = append(out, row.alarms(tx.Now().Add(-after).Add(-s.set.SafeReturn))...)
		}
		return err
	})
	return out, err
}

// alarmRow is one evening from which not everybody is home.
type alarmRow struct {
	plan, companionName, secondName, who, where string
	numbers, secondNumbers                      [3]string
	Plan
}

func alarmsSince(tx *db.Tx, account, keeper string, since time.Time) ([]alarmRow, error) {
	return db.All(tx, scanAlarm, `SELECT e.id, e.on_date, e.ends_at, e.companion, a.name, e.home_at, f.phone, f.emergency_name, f.emergency_phone,
			e.second, b.name, e.second_home_at, g.phone, g.emergency_name, g.emergency_phone, p.name, m.title, m.venue
		FROM link_due d
		JOIN link l ON l.community_id = d.community_id AND l.id = d.link_id
		JOIN link_plan e ON e.community_id = l.community_id AND e.id = l.plan_id
		JOIN account a ON a.community_id = l.community_id AND a.id = e.companion
		JOIN meeting m ON m.community_id = l.community_id AND m.id = e.meeting_id
		LEFT JOIN capacity f ON f.community_id = l.community_id AND f.account_id = e.companion
		LEFT JOIN account b ON b.community_id = l.community_id AND b.id = e.second
		LEFT JOIN capacity g ON g.community_id = l.community_id AND g.account_id = e.second
		LEFT JOIN person p ON p.community_id = l.community_id AND p.id = l.person_id AND `+person.InSight("p", "$1")+`
		WHERE d.community_id = $2 AND d.kind = 'safe_home' AND d.at <= $3 AND ($4 = '' OR p.keeper = $4)
		ORDER BY e.ends_at, e.id LIMIT $5`, account, tx.Community(), civil.Instant(since), keeper, listLimit)
}

func scanAlarm(r db.Row) (a alarmRow, err error) {
	var title, venue, who string
	own, other := &a.numbers, &a.secondNumbers
	err = r.Scan(&a.plan, &a.On, civil.ScanInstant(&a.Ends), &a.Companion, &a.companionName, civil.ScanInstant(&a.Home),
		db.OrZero(&own[0]), db.OrZero(&own[1]), db.OrZero(&own[2]), db.OrZero(&a.Second), db.OrZero(&a.secondName),
		civil.ScanInstant(&a.SecondHome), db.OrZero(&other[0]), db.OrZero(&other[1]), db.OrZero(&other[2]), db.OrZero(&who), &title, &venue)
	if who != "" {
		a.who, _, _ = strings.Cut(who, " ")
		a.where = cmp.Or(venue, title)
	}
	return a, err
}

// alarms are those of everybody who is not home; the lead is told of evenings
// that ended before the time.
func (a alarmRow) alarms(before time.Time) (out []Alarm) {
	for _, account := range a.NotHome() {
		name, numbers := a.companionName, a.numbers
		if account == a.Second {
			name, numbers = a.secondName, a.secondNumbers
		}
		out = append(out, Alarm{Plan: a.plan, Account: account, Name: name, Phone: numbers[0], EmergencyName: numbers[1],
			EmergencyPhone: numbers[2], Who: a.who, Where: a.where, On: a.On, Ends: a.Ends, ForLead: !a.Ends.After(before)})
	}
	return out
}

// AllIsWell ends the alarm about a companion: somebody rang, and was told that
// they are safely home. Who said so is kept.
func (s *Service) AllIsWell(ctx context.Context, actor access.Actor, plan string, e ComeHome) error {
	if !access.May(actor, access.AlarmAnswer) {
		return fault.New(fault.Missing, "record.missing")
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		link, err := db.One(tx, db.Column[string], `SELECT e.link_id FROM link_plan e WHERE e.community_id = $1 AND e.id = $2`, tx.Community(), plan)
		if err != nil {
			return err
		}
		if access.ReachOf(actor, access.AlarmAnswer) != access.All {
			l, err := read(tx, link)
			if err != nil {
				return err
			}
			if _, err := person.Open(tx, actor, access.AlarmAnswer, l.Person); err != nil {
				return err
			}
		}
		if e.Account == "" || e.SaidBy == Themselves {
			return refused().Field("said_by", "link.said_by")
		}
		return s.mark(tx, actor, link, plan, e)
	})
}
