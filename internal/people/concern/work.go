package concern

import (
	"context"
	"slices"
	"strings"
	"time"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Kind of an entry.
type Kind string

const (
	Note     Kind = "note"
	Action   Kind = "action"
	Decision Kind = "decision"
	Shared   Kind = "shared"   // somebody outside was told
	Review   Kind = "review"   // it is looked at again on a day
	Shown    Kind = "shown"    // the keeper of the record is told to ask the lead
	Hidden   Kind = "hidden"   // and is not told any more
	Printed  Kind = "printed"  // on paper, for the police or the local authority
	Closed   Kind = "closed"   // with a reason
	Reopened Kind = "reopened" //
)

// Written are the kinds that are nothing but words.
var Written = []Kind{Note, Action, Decision}

// Field is a part of what can be shared with somebody outside.
type Field string

// Fields in the order pages show them.
var Fields = []Field{"name", "contact", "saw", "thinks", "done", "plans", "print"}

// Basis on which something was shared.
type Basis string

// Bases in the order pages show them: the person agreed; they did not, and are
// at risk; the law asks for it.
var Bases = []Basis{"agreed", "risk", "law"}

// Reason for which a concern is closed.
type Reason string

// Reasons in the order pages show them.
var Reasons = []Reason{"safe", "passed-on", "nothing-found", "mistake"}

// Entry is one thing that was done about a concern.
type Entry struct {
	ID     string
	Kind   Kind
	By     string // name
	At     time.Time
	Words  string
	With   string  // with whom it was shared
	Fields []Field // what of it
	Basis  Basis
	Reason Reason
	On     civil.Date // of a review
}

// said is the part of an entry that is sealed.
type said struct {
	Words  string  `json:"words,omitempty"`
	With   string  `json:"with,omitempty"`
	Fields []Field `json:"fields,omitempty"`
	Basis  Basis   `json:"basis,omitempty"`
	Reason Reason  `json:"reason,omitempty"`
	On     string  `json:"on,omitempty"`
}

// check reports what is wrong with an entry made on the day.
func (e Entry) check(today civil.Date) error {
	f := fault.New(fault.Invalid, "concern.invalid")
	tooLong(f, "words", e.Words, longestStory)
	tooLong(f, "with", e.With, longestLine)
	empty := func(field, value, key string) {
		if value == "" {
			f.Field(field, key)
		}
	}
	switch e.Kind {
	case Note, Action, Decision:
		empty("words", e.Words, "concern.words-empty")
	case Shared:
		empty("with", e.With, "concern.with-empty")
		if len(e.Fields) == 0 || slices.ContainsFunc(e.Fields, func(x Field) bool { return !slices.Contains(Fields, x) }) {
			f.Field("fields", "concern.fields-empty")
		}
		if !slices.Contains(Bases, e.Basis) {
			f.Field("basis", "concern.basis-empty")
		}
	case Review:
		if e.On.IsZero() || e.On.Before(today) {
			f.Field("on", "concern.review-past")
		}
	case Closed:
		if !slices.Contains(Reasons, e.Reason) {
			f.Field("reason", "concern.reason-empty")
		}
		empty("words", e.Words, "concern.words-empty")
	case Shown, Hidden, Printed, Reopened:
	default:
		f.Field("kind", "concern.kind-unknown")
	}
	return f.OrNil()
}

// Acknowledge says that the actor has read the concern and answers for it. Who
// was first stays the one.
func (s *Store) Acknowledge(ctx context.Context, actor access.Actor, id string) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		if _, _, err := open(tx, actor, access.ConcernWrite, id); err != nil {
			return err
		}
		n, err := tx.Exec(`UPDATE concern SET read_by = $1, read_at = $2 WHERE community_id = $3 AND id = $4 AND read_at IS NULL`,
			actor.Account, tx.Stamp(), tx.Community(), id)
		if err != nil || n == 0 {
			return err
		}
		return note(tx, actor, trail.ConcernRead, id)
	})
}

// events says what the trail calls an entry that is not simply noted.
var events = map[Kind]trail.Event{Printed: trail.ConcernPrinted, Closed: trail.ConcernClosed, Reopened: trail.ConcernReopened}

// Add writes down what was done. What an entry changes (the day of the next
// review, whether it is open, what the keeper is told) changes with it.
func (s *Store) Add(ctx context.Context, actor access.Actor, id string, e Entry) error {
	e.Words, e.With = strings.TrimSpace(e.Words), strings.TrimSpace(e.With)
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		c, _, err := open(tx, actor, access.ConcernWrite, id)
		if err != nil {
			return err
		}
		if err := e.check(civil.DateOf(tx.Now())); err != nil {
			return err
		}
		if err := e.fits(c); err != nil {
			return err
		}
		if err := e.apply(tx, id); err != nil {
			return err
		}
		return s.write(tx, actor, id, e)
	})
}

// fits refuses what cannot be done with a concern as it stands.
func (e Entry) fits(c Concern) error {
	switch {
	case e.Kind == Printed:
		return nil
	case c.Read.IsZero():
		return fault.New(fault.Conflict, "concern.read-first")
	case c.Open() == (e.Kind == Reopened):
		if c.Open() {
			return fault.New(fault.Conflict, "concern.is-open")
		}
		return fault.New(fault.Conflict, "concern.is-closed")
	case (e.Kind == Shown || e.Kind == Hidden) && c.Person == "":
		return fault.New(fault.Conflict, "concern.no-record")
	}
	return nil
}

// apply changes what the entry changes.
func (e Entry) apply(tx *db.Tx, id string) (err error) {
	switch e.Kind {
	case Review:
		_, err = tx.Exec(`UPDATE concern SET review_on = $1 WHERE community_id = $2 AND id = $3`, e.On.String(), tx.Community(), id)
	case Closed:
		_, err = tx.Exec(`UPDATE concern SET closed_at = $1, review_on = NULL WHERE community_id = $2 AND id = $3`,
			tx.Stamp(), tx.Community(), id)
		if err == nil {
			err = show(tx, id, false)
		}
	case Reopened:
		_, err = tx.Exec(`UPDATE concern SET closed_at = NULL WHERE community_id = $1 AND id = $2`, tx.Community(), id)
	case Shown, Hidden:
		err = show(tx, id, e.Kind == Shown)
	}
	return err
}

func show(tx *db.Tx, id string, shown bool) error {
	_, err := tx.Exec(`UPDATE concern_person SET shown = $1 WHERE community_id = $2 AND concern_id = $3`, shown, tx.Community(), id)
	return err
}

// write adds the entry and its line in the trail.
func (s *Store) write(tx *db.Tx, actor access.Actor, id string, e Entry) error {
	row := tx.NewID()
	words := said{Words: e.Words, With: e.With, Fields: e.Fields, Basis: e.Basis, Reason: e.Reason}
	if !e.On.IsZero() {
		words.On = e.On.String()
	}
	sealed, err := s.sealed(tx, "concern_entry", row, words)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`INSERT INTO concern_entry (community_id, id, concern_id, kind, sealed, account_id, at)
			VALUES ($1, $2, $3, $4, $5, $6, $7)`, tx.Community(), row, id, string(e.Kind), sealed, actor.Account, tx.Stamp()); err != nil {
		return err
	}
	event, ok := events[e.Kind]
	if !ok {
		event = trail.ConcernNoted
	}
	return note(tx, actor, event, id)
}

// mostEntries is how much of what was done one page tells: the newest.
const mostEntries = 500

// entries reads what was done, oldest first.
func (s *Store) entries(tx *db.Tx, id string) ([]Entry, error) {
	all, err := db.All(tx, func(r db.Row) (e Entry, err error) {
		var sealed []byte
		if err := r.Scan(&e.ID, &e.Kind, &sealed, &e.By, civil.ScanInstant(&e.At)); err != nil {
			return e, err
		}
		var words said
		if err := s.unsealed(tx, "concern_entry", e.ID, sealed, &words); err != nil {
			return e, err
		}
		e.Words, e.With, e.Fields, e.Basis, e.Reason = words.Words, words.With, words.Fields, words.Basis, words.Reason
		return e, e.On.UnmarshalText([]byte(words.On))
	}, `SELECT e.id, e.kind, e.sealed, a.name, e.at FROM concern_entry e
		JOIN account a ON a.community_id = e.community_id AND a.id = e.account_id
		WHERE e.community_id = $1 AND e.concern_id = $2 ORDER BY e.id DESC LIMIT $3`, tx.Community(), id, mostEntries)
	slices.Reverse(all)
	return all, err
}

// Print is [Store.Read] for paper: that it was printed, and by whom, stands in
// the trail and among the entries before anybody sees it.
func (s *Store) Print(ctx context.Context, actor access.Actor, id string) (c Concern, err error) {
	if err := s.Add(ctx, actor, id, Entry{Kind: Printed}); err != nil {
		return c, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		c, err = s.whole(tx, actor, id)
		return err
	})
	return c, err
}

// Workable returns nil when the actor may work on the concern.
func (s *Store) Workable(ctx context.Context, actor access.Actor, id string) error {
	return s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		_, _, err := open(tx, actor, access.ConcernWrite, id)
		return err
	})
}
