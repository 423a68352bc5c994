package link

import (
	"encoding/json"
	"slices"
	"strings"

	"openmaf/internal/directory/option"
	"openmaf/internal/people/companion"
	"openmaf/internal/people/consent"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
)

// selectLinks reads links (l), each with its newest plan and whom the person
// would like to go along.
var selectLinks = `SELECT ` + columnsOf("l", `id person_id parent_id child_id state had wish raised_on raised_by since_on gap revisit_on
		rest_until meeting_id chosen_on why plan_id attended_on last_on attendances how cause our_faults checked_on
		comfort_id differ frequency facets held reason stopped tries tried_on quiet asker comes_by handed_from
		handed_by prompt version`) + `,
		COALESCE((SELECT a.name FROM account a WHERE a.community_id = l.community_id AND a.id = l.asker), ''),
		` + companion.WishColumns("l.community_id", "l.person_id") + `, ` + planColumns("e") + `
	FROM link l
	LEFT JOIN link_plan e ON e.community_id = l.community_id AND e.id = l.plan_id
	LEFT JOIN company_wish w ON w.community_id = l.community_id AND w.person_id = l.person_id
	WHERE l.community_id = $1`

// columnsOf names the columns of the table that the alias stands for.
func columnsOf(alias, columns string) string {
	return alias + "." + strings.Join(strings.Fields(columns), ", "+alias+".")
}

// stored is a link as it stands in its table, without its children.
type stored struct {
	Link
	wish      wished
	comfort   string
	company   companion.Wish // whom they would like to go along
	askerName string
}

func scanRow(r db.Row) (stored, error) {
	var l stored
	var company companion.WishRow
	var newest Plan
	err := r.Scan(slices.Concat([]any{&l.ID, &l.Person, db.OrZero(&l.Parent), db.OrZero(&l.Child), &l.State, &l.Had, &l.wish, &l.RaisedOn,
		&l.RaisedBy, &l.Since, &l.Gap, &l.Revisit, &l.RestUntil, db.OrZero(&l.Meeting), &l.ChosenOn, &l.Why, db.OrZero(&newest.ID),
		&l.AttendedOn, &l.LastOn, &l.Attendances, &l.How, &l.Cause, &l.OurFaults, &l.CheckedOn, db.OrZero(&l.comfort), &l.Differ,
		&l.Frequency, db.ScanCodes(&l.Facets), db.ScanCodes(&l.Held), &l.Reason, &l.Stopped, &l.Tries, &l.TriedOn, &l.Quiet, &l.Asker, &l.ComesBy, &l.HandedFrom,
		&l.HandedBy, &l.Prompt, &l.Version, &l.askerName}, company.Into(), planInto(&newest))...)
	l.company = company.Wish()
	if newest.ID != "" {
		l.Plan = &newest
	}
	return l, err
}

// wished is a wish as it is stored: little of what is done to a link looks at it.
type wished string

func wishedOf(w option.Wish) (wished, error) {
	text, err := json.Marshal(w)
	return wished(text), err
}

func (w wished) wish() (out option.Wish, err error) { return out, json.Unmarshal([]byte(w), &out) }

// content is what insert and update write of a link.
func content(l Link, wish wished) []any {
	planID, comfort := "", ""
	if l.Plan != nil {
		planID = l.Plan.ID
	}
	if l.Comfort != nil {
		comfort = l.Comfort.ID
	}
	return []any{db.OrNull(l.Child), string(l.State), string(l.Had), string(wish), l.Since.String(), l.Gap, l.Revisit,
		l.RestUntil, db.OrNull(l.Meeting), l.ChosenOn, l.Why, db.OrNull(planID),
		l.AttendedOn, l.LastOn, l.Attendances, string(l.How), string(l.Cause), l.OurFaults,
		l.CheckedOn, db.OrNull(comfort), l.Differ, string(l.Frequency), db.Codes(l.Facets), db.Codes(l.Held),
		string(l.Reason), l.Stopped, l.Tries, l.TriedOn, l.Quiet, l.Asker, l.ComesBy, l.HandedFrom,
		l.HandedBy, l.Prompt}
}

// insert stores a new link.
func insert(tx *db.Tx, l Link, wish wished) error {
	_, err := tx.Exec(`INSERT INTO link (child_id, state, had, wish, since_on, gap, revisit_on, rest_until, meeting_id, chosen_on, why, plan_id,
			attended_on, last_on, attendances, how, cause, our_faults, checked_on, comfort_id, differ, frequency, facets,
			held, reason, stopped, tries, tried_on, quiet, asker, comes_by, handed_from, handed_by, prompt, community_id,
			id, person_id, parent_id, raised_on, raised_by, version, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
			$24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, 1, $41)`,
		append(content(l, wish), tx.Community(), l.ID, l.Person, db.OrNull(l.Parent), l.RaisedOn.String(), l.RaisedBy, tx.Stamp())...)
	return err
}

// update stores what a link has become; take has counted its version up.
func update(tx *db.Tx, l Link, wish wished) error {
	_, err := tx.Exec(`UPDATE link SET child_id = $1, state = $2, had = $3, wish = $4, since_on = $5, gap = $6, revisit_on = $7, rest_until = $8,
			meeting_id = $9, chosen_on = $10, why = $11, plan_id = $12, attended_on = $13, last_on = $14,
			attendances = $15, how = $16, cause = $17, our_faults = $18, checked_on = $19, comfort_id = $20,
			differ = $21, frequency = $22, facets = $23, held = $24, reason = $25, stopped = $26, tries = $27,
			tried_on = $28, quiet = $29, asker = $30, comes_by = $31, handed_from = $32, handed_by = $33, prompt = $34
		WHERE community_id = $35 AND id = $36`, append(content(l, wish), tx.Community(), l.ID)...)
	return err
}

// take reads a link that is about to change, and holds it until the
// transaction ends. A version other than the one that was seen is a conflict;
// zero is "whatever it is now".
func take(tx *db.Tx, id string, seen int) (stored, error) {
	if _, err := tx.Exec(`UPDATE link SET version = version + 1, updated_at = $1 WHERE community_id = $2 AND id = $3`,
		tx.Stamp(), tx.Community(), id); err != nil {
		return stored{}, err
	}
	l, err := read(tx, id)
	if err == nil && seen != 0 && l.Version != seen+1 {
		err = fault.New(fault.Conflict, "link.changed_meanwhile")
	}
	return l, err
}

func read(tx *db.Tx, id string) (stored, error) {
	return db.One(tx, scanRow, selectLinks+` AND l.id = $2`, tx.Community(), id)
}

// whole adds to a link everything that its rules look at.
func (l *stored) whole(tx *db.Tx, p person.Person) error {
	if err := l.children(tx, WithSteps, WithComfort); err != nil {
		return err
	}
	contact, err := consent.Given(tx, p.ID, consent.Contact)
	l.InPerson = l.ComesBy || p.Contact.How == person.InPerson || !contact
	return err
}

// parts adds to a link its newest plan, whether its person can be rung, and the
// parts that are asked for.
func (l *stored) parts(tx *db.Tx, p person.Person, with ...Part) (held []consent.Consent, err error) {
	if err := l.children(tx, with...); err != nil {
		return nil, err
	}
	held, err = consent.Of(tx, p.ID)
	l.InPerson = l.ComesBy || p.Contact.How == person.InPerson || !agreed(held, consent.Contact)
	return held, err
}

// children adds to a link the parts that are asked for.
func (l *stored) children(tx *db.Tx, with ...Part) (err error) {
	if l.comfort != "" && slices.Contains(with, WithComfort) {
		comfort, err := comfortOf(tx, l.comfort)
		if err != nil {
			return err
		}
		l.Comfort = &comfort
	}
	if slices.Contains(with, WithSteps) {
		l.Steps, err = steps(tx, l.ID)
	}
	return err
}

func agreed(held []consent.Consent, p consent.Purpose) bool {
	return slices.ContainsFunc(held, func(c consent.Consent) bool { return c.Purpose == p && c.Given })
}
