package person

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/ident"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
	"openmaf/internal/trust/trail"
)

// Glass opens a sealed record in an emergency, and tells of it.
//
// Invariants:
//   - Whoever breaks it names the person exactly, gives a reason, and is told
//     the same in the same words and by the same work, whether there is such a
//     record or not.
//   - Every try stands in the trail, with a digest of its row: a row that was
//     changed or taken away since is shown as such, and its words are not.
//   - It opens one record for one account, for a while, to read; nothing else
//     opens with it, no list and no other page.
//   - The person is told at their own account, whoever was let in sees it on
//     the record's page, and the safeguarding lead in a register.
type Glass struct {
	db   *db.DB
	seal *seal.Sealer
}

// NewGlass keeps tries in d, their reasons sealed.
func NewGlass(d *db.DB, s *seal.Sealer) *Glass { return &Glass{d, s} }

const (
	// GlassOpen is how long a record stays open to who broke its glass.
	GlassOpen = time.Hour
	// mostTries is how many tries an account has within [GlassOpen].
	mostTries = 5
	// longestReason in characters.
	longestReason = 500
)

// Try is one attempt to open a sealed record. Its id comes from the form.
type Try struct {
	ID     string
	Who    string // the whole name, or the record's id
	Reason string
}

func (t Try) check() error {
	e := fault.New(fault.Invalid, "person.glass.invalid")
	if Key(t.Who) == "" {
		e.Field("who", "person.glass.who")
	}
	switch n := utf8.RuneCountInString(t.Reason); {
	case strings.TrimSpace(t.Reason) == "":
		e.Field("reason", "person.glass.reason")
	case n > longestReason:
		e.Field("reason", "person.words.long", fault.Args{"Over": n - longestReason, "Limit": longestReason})
	}
	return e.OrNil()
}

// Break writes the try down and, where it names one sealed record, opens that
// to the actor for [GlassOpen]. What it answers does not depend on whether
// there is one: only [Glass.Look] tells.
func (g *Glass) Break(ctx context.Context, actor access.Actor, t Try) error {
	if err := access.Allow(actor, access.BreakGlass, false); err != nil {
		return err
	}
	if err := t.check(); err != nil {
		return err
	}
	err := g.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		if err := notTooOften(tx, actor); err != nil {
			return err
		}
		found, err := sealedNamed(tx, actor, t.Who)
		if err != nil {
			return err
		}
		reason, err := g.seal.Seal([]byte(t.Reason), glassBound(tx, t.ID))
		if err != nil {
			return err
		}
		until := civil.Instant(tx.Now().Add(GlassOpen))
		if _, err := tx.Exec(`INSERT INTO glass (community_id, id, person_id, account_id, reason, at, until_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7)`, tx.Community(), t.ID, db.OrNull(found), actor.Account, reason, tx.Stamp(), until); err != nil {
			return err
		}
		if err := waits(tx, found); err != nil {
			return err
		}
		return trail.Append(tx, trail.Entry{Account: actor.Account, Event: trail.GlassTried,
			Subject: trail.Subject{Kind: "glass", ID: t.ID}, Person: found,
			Facts: trail.Facts{"until": until, "row": rowDigest(t.ID, found, actor.Account, tx.Stamp(), until, reason)}})
	})
	if errors.Is(err, db.ErrDuplicate) { // other words under the id of a form that was sent
		return fault.New(fault.Conflict, "person.glass.sent_before").Because(err)
	}
	return err
}

func glassBound(tx *db.Tx, id string) []byte {
	return seal.Bound(tx.Community(), "glass", id, "reason")
}

// notTooOften refuses whoever tried mostTries times within the hour: nobody
// learns who is here by trying names.
func notTooOften(tx *db.Tx, actor access.Actor) error {
	tries, err := db.All(tx, db.Column[string], `SELECT id FROM glass WHERE community_id = $1 AND account_id = $2 AND at > $3 LIMIT $4`,
		tx.Community(), actor.Account, civil.Instant(tx.Now().Add(-GlassOpen)), mostTries)
	if err == nil && len(tries) >= mostTries {
		err = fault.New(fault.TooMany, "person.glass.too_many")
	}
	return err
}

// sealedNamed finds the one sealed record that the words name exactly, or nothing:
// not one of two of the same name, and not the actor's own.
func sealedNamed(tx *db.Tx, actor access.Actor, who string) (string, error) {
	id := strings.ToUpper(strings.TrimSpace(who))
	if !ident.Valid(id) {
		id = ""
	}
	own, err := ownID(tx, actor.Account)
	if err != nil {
		return "", err
	}
	found, err := db.All(tx, db.Column[string], `SELECT behind.id FROM person behind WHERE behind.community_id = $1 AND behind.sealed
		AND behind.merged_into IS NULL AND (behind.name_key = $2 OR behind.id = $3) ORDER BY behind.id LIMIT 2`,
		tx.Community(), Key(who), id)
	if err != nil || len(found) != 1 || found[0] == own {
		return "", err
	}
	return found[0], nil
}

// rowDigest is what the trail keeps of a row.
func rowDigest(id, person, account, at, until string, reason []byte) string {
	h := sha256.New()
	for _, part := range []string{id, person, account, at, until, string(reason)} {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Behind is what is seen through a broken glass, to read.
type Behind struct {
	Person Person
	Keeper string  // name
	In     []LetIn // who could be asked
	Until  time.Time
}

// Look reads the record that the actor's own try opened, as long as it is open.
func (g *Glass) Look(ctx context.Context, actor access.Actor, id string) (b Behind, err error) {
	err = g.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		b, err = Look(tx, actor, id)
		return err
	})
	return b, err
}

// Look is [Glass.Look] inside a transaction of another room.
func Look(tx *db.Tx, actor access.Actor, id string) (b Behind, err error) {
	if err := access.Allow(actor, access.BreakGlass, false); err != nil {
		return b, err
	}
	b, err = db.One(tx, scanBehind, `SELECT behind.id, behind.name, behind.area, behind.phone, behind.contact, behind.voicemail,
			behind.contact_when, behind.contact_as, behind.access_needs, a.name, g.until_at
		FROM glass g
		JOIN person behind ON behind.community_id = g.community_id AND behind.id = g.person_id
		JOIN account a ON a.community_id = g.community_id AND a.id = behind.keeper
		WHERE g.community_id = $1 AND g.id = $2 AND g.account_id = $3 AND g.until_at > $4`,
		tx.Community(), id, actor.Account, tx.Stamp())
	if err != nil {
		return b, err
	}
	b.In, _, err = inside(tx, b.Person.ID)
	return b, err
}

func scanBehind(r db.Row) (b Behind, err error) {
	p := &b.Person
	return b, r.Scan(&p.ID, &p.Name, &p.Area, &p.Phone, &p.Contact.How, &p.Contact.Voicemail, &p.Contact.When, &p.Contact.As,
		&p.AccessNeeds, &b.Keeper, civil.ScanInstant(&b.Until))
}
