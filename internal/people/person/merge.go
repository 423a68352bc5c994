package person

import (
	"encoding/json"
	"errors"
	"time"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Pair is two records that may be one person's: everything that hangs on Goes
// would hang on Stays, and After is what would be kept of them.
type Pair struct{ Stays, Goes, After Person }

// PairOf opens two records to be put together, or says kindly why they are not.
//
// Somebody who is here for themselves and somebody who is here because of
// somebody else are never put together: nothing may lead from one to the
// other. Nor is a sealed record, which others would then see. Two people who
// must be kept apart are refused in words that do not say so.
func PairOf(tx *db.Tx, actor access.Actor, stays, goes string) (p Pair, err error) {
	if p.Stays, err = Open(tx, actor, access.PersonMerge, stays); err != nil {
		return p, err
	}
	if p.Goes, err = Open(tx, actor, access.PersonMerge, goes); err != nil {
		return p, err
	}
	if err := p.check(); err != nil {
		return p, err
	}
	apart, err := db.All(tx, db.Column[string], `SELECT a.id FROM apart a WHERE a.community_id = $1 AND a.ended_at IS NULL
		AND (a.person_id = $2 AND (a.other_record IS NULL AND a.other_key = $3 OR a.other_record IN (`+partsOf("$4")+`))
			OR a.person_id = $4 AND (a.other_record IS NULL AND a.other_key = $5 OR a.other_record IN (`+partsOf("$2")+`))) LIMIT 1`,
		tx.Community(), p.Stays.ID, Key(p.Goes.Name), p.Goes.ID, Key(p.Stays.Name))
	if err == nil && len(apart) > 0 {
		err = fault.New(fault.Conflict, "person.merge.cannot")
	}
	p.After = filled(p.Stays, p.Goes)
	return p, err
}

// partsOf are the record in the argument and those that went into it.
func partsOf(id string) string {
	return `SELECT r.id FROM person r WHERE r.community_id = $1 AND (r.id = ` + id + ` OR r.merged_into = ` + id + `) AND ` + Counted("r")
}

func (p Pair) check() error {
	switch {
	case p.Stays.ID == p.Goes.ID:
		return fault.New(fault.Conflict, "person.merge.same")
	case p.Stays.Sealed || p.Goes.Sealed:
		return fault.New(fault.Conflict, "person.merge.cannot")
	case p.Stays.For != p.Goes.For:
		return fault.New(fault.Conflict, "person.merge.family")
	}
	return nil
}

// filled is what is kept of a person once their other record is known: their
// own answers, and where there is none, those of the other.
func filled(stays, goes Person) Person {
	p := stays
	for own, other := range map[*string]string{&p.Pronouns: goes.Pronouns, &p.Area: goes.Area, &p.AccessNeeds: goes.AccessNeeds} {
		if *own == "" {
			*own = other
		}
	}
	if p.Phone == "" && p.Email == "" && (goes.Phone != "" || goes.Email != "") {
		p.Phone, p.Email, p.Contact = goes.Phone, goes.Email, goes.Contact
	}
	if p.Language == English && !p.Interpreter {
		p.Language, p.Interpreter = goes.Language, goes.Interpreter
	}
	if p.Emergency == (Emergency{}) {
		p.Emergency = goes.Emergency
	}
	return p
}

// Merge puts the records of a pair together, for the transaction that also
// settles what holds of their answers. It returns the id by which [Unmerge]
// takes them apart again.
func Merge(tx *db.Tx, actor access.Actor, p Pair) (id string, err error) {
	before, err := json.Marshal(p.Stays)
	if err != nil {
		return "", err
	}
	id = tx.NewID()
	if _, err := tx.Exec(`INSERT INTO person_merge (community_id, id, person_id, before, at, account_id) VALUES ($1, $2, $3, $4, $5, $6)`,
		tx.Community(), id, p.Goes.ID, string(before), tx.Stamp(), actor.Account); err != nil {
		return "", err
	}
	for _, h := range Moves {
		if err := h.move(tx, id, p.Goes.ID, p.Stays.ID); err != nil {
			return "", err
		}
	}
	if err := moveAlone(tx, id, p.Goes.ID, p.Stays.ID); err != nil {
		return "", err
	}
	if err := carry(tx, id, p.Goes.ID, p.Stays.ID); err != nil {
		return "", err
	}
	if err := endDoors(tx, p.Goes.ID, p.Stays.ID); err != nil {
		return "", err
	}
	if err := put(tx, p.After); err != nil {
		return "", err
	}
	return id, note(tx, actor, trail.RecordsMerged, p.Stays.ID, trail.Facts{"merge": id})
}

// move writes down which rows hang on a person, and hangs them on the other.
func (h Hanging) move(tx *db.Tx, merge, from, to string) error {
	n, err := tx.Exec(`INSERT INTO person_merge_row (community_id, merge_id, hangs, row_id)
		SELECT community_id, $1, $2, `+h.Row+` FROM `+h.Table+` WHERE community_id = $3 AND person_id = $4`,
		merge, h.Table, tx.Community(), from)
	if err != nil || n == 0 {
		return err
	}
	_, err = tx.Exec(`UPDATE `+h.Table+` SET person_id = $1 WHERE community_id = $2 AND person_id = $3`, to, tx.Community(), from)
	return err
}

// moveAlone moves the single rows that the other record has not.
func moveAlone(tx *db.Tx, merge, from, to string) error {
	for _, table := range MovesAlone {
		n, err := tx.Exec(`UPDATE `+table+` SET person_id = $1 WHERE community_id = $2 AND person_id = $3
			AND NOT EXISTS (SELECT 1 FROM `+table+` o WHERE o.community_id = $2 AND o.person_id = $1)`, to, tx.Community(), from)
		if err != nil {
			return err
		}
		if n == 1 {
			if err := wrote(tx, merge, table, from); err != nil {
				return err
			}
		}
	}
	return nil
}

// carry makes the record part of the other, with those that were part of it.
func carry(tx *db.Tx, merge, from, to string) error {
	if _, err := tx.Exec(`INSERT INTO person_merge_row (community_id, merge_id, hangs, row_id)
		SELECT community_id, $1, 'person', id FROM person WHERE community_id = $2 AND merged_into = $3`, merge, tx.Community(), from); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE person SET merged_into = $1 WHERE community_id = $2 AND (id = $3 OR merged_into = $3)`, to, tx.Community(), from)
	return err
}

// endDoors ends what lets anybody in to either record.
func endDoors(tx *db.Tx, one, other string) error {
	for _, table := range Ends {
		if _, err := tx.Exec(`UPDATE `+table+` SET ended_at = $1 WHERE community_id = $2 AND person_id IN ($3, $4) AND ended_at IS NULL`,
			tx.Stamp(), tx.Community(), one, other); err != nil {
			return err
		}
	}
	return nil
}

func wrote(tx *db.Tx, merge, table, row string) error {
	_, err := tx.Exec(`INSERT INTO person_merge_row (community_id, merge_id, hangs, row_id) VALUES ($1, $2, $3, $4)`,
		tx.Community(), merge, table, row)
	return err
}

// merged is a merge as it is stored.
type merged struct {
	goes, into string
	before     Person
	undone     bool
}

// Unmerge takes two records apart again: each has what it had, and what came
// since stays with the one that it was written on. Details that were changed
// since stay changed. A later merge of the two together is undone first.
func Unmerge(tx *db.Tx, actor access.Actor, id string) (stays, goes string, err error) {
	m, err := db.One(tx, scanMerged, `SELECT m.person_id, p.merged_into, m.before, m.undone_at FROM person_merge m
		JOIN person p ON p.community_id = m.community_id AND p.id = m.person_id
		WHERE m.community_id = $1 AND m.id = $2 AND `+InSight("p", "$3"), tx.Community(), id, actor.Account)
	if err != nil {
		return "", "", err
	}
	now, err := Open(tx, actor, access.PersonMerge, m.goes)
	if err != nil || m.undone {
		return now.ID, m.goes, err
	}
	switch {
	case m.into != m.before.ID:
		return "", "", fault.New(fault.Conflict, "person.merge.later_first")
	case now.Sealed:
		return "", "", fault.New(fault.Conflict, "person.merge.cannot")
	}
	goes, stays = m.goes, now.ID
	for _, h := range Moves {
		if err := h.moveBack(tx, id, goes, stays); err != nil {
			return "", "", err
		}
	}
	if err := giveBack(tx, id, goes, stays); err != nil {
		return "", "", err
	}
	if err := endDoors(tx, goes, stays); err != nil {
		return "", "", err
	}
	if err := apart(tx, id, goes); err != nil {
		return "", "", err
	}
	lost, err := Open(tx, actor, access.PersonMerge, goes)
	if err != nil {
		return "", "", err
	}
	if err := put(tx, restored(m.before, filled(m.before, lost), now)); err != nil {
		return "", "", err
	}
	return stays, goes, errors.Join(note(tx, actor, trail.MergeUndone, stays, trail.Facts{"merge": id}),
		note(tx, actor, trail.MergeUndone, goes, trail.Facts{"merge": id}))
}

func (h Hanging) moveBack(tx *db.Tx, merge, goes, stays string) error {
	_, err := tx.Exec(`UPDATE `+h.Table+` SET person_id = $1 WHERE community_id = $2 AND person_id = $3
		AND `+h.Row+` IN (SELECT row_id FROM person_merge_row WHERE community_id = $2 AND merge_id = $4 AND hangs = $5)`,
		goes, tx.Community(), stays, merge, h.Table)
	return err
}

// giveBack is the way back of moveAlone and carry.
func giveBack(tx *db.Tx, merge, goes, stays string) error {
	for _, table := range MovesAlone {
		if _, err := tx.Exec(`UPDATE `+table+` SET person_id = $1 WHERE community_id = $2 AND person_id = $3
			AND EXISTS (SELECT 1 FROM person_merge_row r WHERE r.community_id = $2 AND r.merge_id = $4 AND r.hangs = $5)`,
			goes, tx.Community(), stays, merge, table); err != nil {
			return err
		}
	}
	_, err := tx.Exec(`UPDATE person SET merged_into = $1 WHERE community_id = $2 AND merged_into = $3
		AND id IN (SELECT row_id FROM person_merge_row WHERE community_id = $2 AND merge_id = $4 AND hangs = 'person')`,
		goes, tx.Community(), stays, merge)
	return err
}

// apart makes the record that went in stand by itself, and forgets what went
// along.
func apart(tx *db.Tx, merge, goes string) error {
	if _, err := tx.Exec(`UPDATE person SET merged_into = NULL WHERE community_id = $1 AND id = $2`, tx.Community(), goes); err != nil {
		return err
	}
	if _, err := tx.Exec(`DELETE FROM person_merge_row WHERE community_id = $1 AND merge_id = $2`, tx.Community(), merge); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE person_merge SET undone_at = $1, before = '' WHERE community_id = $2 AND id = $3`, tx.Stamp(), tx.Community(), merge)
	return err
}

// restored has of each detail that a merge can fill what it was before, unless
// somebody has changed it since.
func restored(before, after, now Person) Person {
	takeBack(&now.Pronouns, after.Pronouns, before.Pronouns)
	takeBack(&now.Area, after.Area, before.Area)
	takeBack(&now.AccessNeeds, after.AccessNeeds, before.AccessNeeds)
	takeBack(&now.Phone, after.Phone, before.Phone)
	takeBack(&now.Email, after.Email, before.Email)
	takeBack(&now.Contact, after.Contact, before.Contact)
	takeBack(&now.Language, after.Language, before.Language)
	takeBack(&now.Interpreter, after.Interpreter, before.Interpreter)
	takeBack(&now.Emergency, after.Emergency, before.Emergency)
	return now.Tidy() // somebody may have taken the number out by which they are rung
}

func takeBack[T comparable](now *T, after, before T) {
	if *now == after {
		*now = before
	}
}

func scanMerged(r db.Row) (m merged, err error) {
	var before string
	var undone *string
	if err := r.Scan(&m.goes, db.OrZero(&m.into), &before, &undone); err != nil {
		return m, err
	}
	if m.undone = undone != nil; m.undone {
		return m, nil
	}
	return m, json.Unmarshal([]byte(before), &m.before)
}

// Part is a record that went into another.
type Part struct {
	Merge string
	Name  string
	At    time.Time
	By    string // name of the account
}

const mostParts = 25

// Parts reads the records that went into the person's, the newest first.
func Parts(tx *db.Tx, actor access.Actor, p Person) ([]Part, error) {
	return db.All(tx, func(r db.Row) (part Part, err error) {
		return part, r.Scan(&part.Merge, &part.Name, civil.ScanInstant(&part.At), &part.By)
	}, `SELECT m.id, p.name, m.at, COALESCE(a.name, '') FROM person p
		JOIN person_merge m ON m.community_id = p.community_id AND m.person_id = p.id AND m.undone_at IS NULL
		LEFT JOIN account a ON a.community_id = m.community_id AND a.id = m.account_id
		WHERE p.community_id = $1 AND p.merged_into = $2 AND `+InSight("p", "$3")+` ORDER BY m.id DESC LIMIT $4`,
		tx.Community(), p.ID, actor.Account, mostParts)
}
