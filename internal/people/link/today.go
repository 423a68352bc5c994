package link

import (
	"cmp"
	"context"
	"slices"
	"time"

	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// Today is what should be looked at now, each list with its most urgent first
// and no longer than listLimit; there are no counts, for nobody is a number
// here. More tells that a list goes on.
type Today struct {
	Alarms  []Evening // a companion is not marked safely home
	Broken  []Evening // to come, and not as planned any more: see Missing, Withdrawn, Moved, ToAsk and Untold
	Due     []DueRow
	MoreDue bool
	Tonight []Evening
}

// listLimit is the longest list of Today.
const listLimit = 25

// DueRow is one person to be asked something, or to be listened to.
type DueRow struct {
	Due
	LateNow bool // Late has passed
	Link    string
	State   State
	Tries   int // without success so far
	Person  string
	Name    string
	Contact person.How
	Meeting string // title; empty until one is chosen
	// Asker is whose row it is where it is not the keeper's: whom the person
	// wanted, or to whom it was handed over.
	Asker     string
	AskerName string
	Mine      bool // the reader's own row
	CanUndo   bool // the reader handed it over, and may take it back

	keeper, handedBy string
	sealed           bool // and in the reader's sight
}

// Today reads what the actor should look at: their own people's, or all.
func (s *Service) Today(ctx context.Context, actor access.Actor) (t Today, err error) {
	if err := access.Allow(actor, access.TodayRead, true); err != nil {
		return t, err
	}
	of := scopeOf(actor)
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		t, err = s.today(tx, of)
		return err
	})
	return t, err
}

// scope says whose people stand on Today: one keeper's, or, where there is no
// keeper, everybody's that the account has in sight.
type scope struct{ account, keeper string }

func scopeOf(actor access.Actor) scope {
	if access.ReachOf(actor, access.TodayRead) == access.All {
		return scope{account: actor.Account}
	}
	return scope{account: actor.Account, keeper: actor.Account}
}

func (s *Service) today(tx *db.Tx, of scope) (t Today, err error) {
	if err := s.watch(tx, of, &t); err != nil {
		return t, err
	}
	if of.keeper == "" {
		unseen, err := unseenAlarms(tx, of.account)
		if err != nil {
			return t, err
		}
		t.Alarms = append(t.Alarms, unseen...)
	}
	if t.Due, err = due(tx, of); err != nil {
		return t, err
	}
	if len(t.Due) > listLimit {
		t.Due, t.MoreDue = t.Due[:listLimit], true
	}
	return t, err
}

// selectDue begins the queries of rows whose time has come. A row belongs to
// the asker (k) of its link, and where nobody can ask it in the keeper's place
// (their account rests, they lack the role, the person took back that they may
// be told) to the keeper (p). Who has no telephone, did not agree to be
// contacted or said that they come by is asked when they are next in.
var selectDue = `SELECT d.kind, d.at, d.late_at, d.until_at,
		l.id, l.state, l.tries, p.id, p.name, p.contact, m.title, k.id, k.name, p.keeper, p.sealed,
		l.handed_by,
		l.comes_by OR p.contact = 'in_person' OR NOT ` + agreedTo("contact") + `
	FROM link_due d
	JOIN link l ON l.community_id = d.community_id AND l.id = d.link_id
	JOIN person p ON p.community_id = l.community_id AND p.id = l.person_id
	LEFT JOIN meeting m ON m.community_id = l.community_id AND m.id = l.meeting_id
	LEFT JOIN account k ON k.community_id = l.community_id AND k.id = l.asker AND k.state = 'active'
		AND EXISTS (SELECT 1 FROM account_role r WHERE r.community_id = k.community_id AND r.account_id = k.id
			AND (r.role IN ('facilitator', 'manager') OR r.role = 'companion' AND d.kind IN (` + askedKinds + `)
				AND ` + agreedTo("companion") + `))
		AND ` + person.InSight("p", "k.id") + `
	WHERE d.community_id = $1 AND d.at <= $2 AND (d.until_at IS NULL OR d.until_at > $2) AND d.kind <> 'safe_home'
		AND ` + person.InSight("p", "$3")

// askedKinds are the dues that the page of questions answers.
const askedKinds = `'comfort', 'second_check', 'review', 'outcome', 'door_open'`

// agreedTo is the newest answer of the person (p) to the purpose.
func agreedTo(purpose string) string {
	return `COALESCE((SELECT c.given FROM consent c WHERE c.community_id = p.community_id
		AND c.person_id = p.id AND c.purpose = '` + purpose + `' ORDER BY c.id DESC LIMIT 1), FALSE)`
}

// timelyKinds are the dues that help at their time or not at all: a reminder on
// the day, and how it was, on the days after.
const timelyKinds = `'reminder', 'comfort'`

// soonest puts those first, then what is late, then the rest, so that a pile of
// reviews never hides them. DueRow.before is the same order.
const soonest = ` ORDER BY CASE WHEN d.kind IN (` + timelyKinds + `) THEN 0 WHEN d.late_at <= $2 THEN 1 ELSE 2 END, d.at, l.id`

// due reads the rows of the keeper, or everybody's, in the order of soonest.
func due(tx *db.Tx, of scope) ([]DueRow, error) {
	if of.keeper == "" {
		return everybodys(tx, of.account)
	}
	// Each part begins at what leads to few rows: the people whom the account
	// keeps, the links that it is to ask about, the records that it was let into.
	args := []any{tx.Community(), tx.Stamp(), of.account, listLimit + 1}
	first := soonest + ` LIMIT $4`
	mine := ` AND (k.id = $3 OR k.id IS NULL AND ` + person.Kept("p", "$3") + `)` + first
	kept := ` AND l.id IN (SELECT o.id FROM link o JOIN link_due t ON t.community_id = o.community_id AND t.link_id = o.id
		WHERE o.community_id = $1 AND o.person_id IN (` + person.KeptBy("$1", "$3") + `) AND t.at <= $2)`
	asked := ` AND l.asker = $3 AND l.asker <> '' AND p.keeper <> $3`
	letIn := ` AND p.id IN (` + person.LetInto("$1", "$3") + `) AND p.sealed AND p.keeper <> $3 AND l.asker <> $3`
	rows, err := db.Gather(tx, scanDue, db.Part{SQL: selectDue + kept + mine, Args: args},
		db.Part{SQL: selectDue + asked + mine, Args: args}, db.Part{SQL: selectDue + letIn + mine, Args: args})
	all := told(rows, of.account, tx.Now())
	slices.SortStableFunc(all, DueRow.before)
	return all, err
}

// everybodys reads the same order in parts, each by its time, so that none is
// read further than the page goes.
func everybodys(tx *db.Tx, account string) ([]DueRow, error) {
	args := []any{tx.Community(), tx.Stamp(), account, listLimit + 1}
	rows, err := db.Gather(tx, scanDue,
		db.Part{SQL: selectDue + ` AND d.kind IN (` + timelyKinds + `) ORDER BY d.at, l.id LIMIT $4`, Args: args},
		db.Part{SQL: selectDue + ` AND d.kind NOT IN (` + timelyKinds + `) AND d.late_at <= $2 ORDER BY d.at, l.id LIMIT $4`, Args: args},
		db.Part{SQL: selectDue + ` AND d.kind NOT IN (` + timelyKinds + `) AND (d.late_at IS NULL OR d.late_at > $2) ORDER BY d.at, l.id LIMIT $4`, Args: args})
	all := told(rows, account, tx.Now())
	slices.SortStableFunc(all, DueRow.before)
	return all, err
}

func (d DueRow) before(o DueRow) int {
	return cmp.Or(cmp.Compare(d.rank(), o.rank()), d.At.Compare(o.At), cmp.Compare(d.Link, o.Link))
}

func (d DueRow) rank() int {
	switch {
	case d.Kind == DueReminder || d.Kind == DueComfort:
		return 0
	case d.LateNow:
		return 1
	}
	return 2
}

// asked reads the rows that people let the account ask.
func asked(tx *db.Tx, account string) ([]DueRow, error) {
	rows, err := db.All(tx, scanDue, selectDue+` AND k.id = $3 AND l.asker = $3 AND l.asker <> ''`+soonest+` LIMIT $4`,
		tx.Community(), tx.Stamp(), account, listLimit)
	return told(rows, account, tx.Now()), err
}

// told says of each row what depends on who reads it and when. That the door is
// open is said to a person once, whichever of their links it stands on.
func told(rows []DueRow, reader string, now time.Time) (out []DueRow) {
	said := map[string]bool{}
	for _, d := range rows {
		if d.Kind == DueDoorOpen && said[d.Person] {
			continue
		}
		said[d.Person] = said[d.Person] || d.Kind == DueDoorOpen
		d.LateNow = !d.Late.IsZero() && !d.Late.After(now)
		d.Mine = d.Asker == reader || d.Asker == "" && (d.keeper == reader || d.sealed)
		d.CanUndo = d.handedBy == reader
		out = append(out, d)
	}
	return out
}

func scanDue(r db.Row) (d DueRow, err error) {
	return d, r.Scan(&d.Kind, civil.ScanInstant(&d.At), civil.ScanInstant(&d.Late), civil.ScanInstant(&d.Until), &d.Link, &d.State, &d.Tries,
		&d.Person, &d.Name, &d.Contact, db.OrZero(&d.Meeting), db.OrZero(&d.Asker), db.OrZero(&d.AskerName), &d.keeper, &d.sealed,
		&d.handedBy, &d.WhenIn)
}
