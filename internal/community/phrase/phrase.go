// Package phrase keeps a community's own words: its wording of any message, in
// any language, and the languages that it offers.
//
// Invariants:
//   - A phrase fills only gaps that the message has; one that cannot be read
//     is never stored.
//   - Editions are added, never changed: what was read out to somebody can be
//     found again. Taking a phrase back is an edition too.
//   - English is always offered. Another language is offered only when the
//     community says that somebody who speaks it has read it.
package phrase

import (
	"context"
	"encoding/json"
	"errors"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Edition is a phrase as it is kept. Version is zero where the standard words
// were never changed; Forms is empty where they hold (again).
type Edition struct {
	locale.Phrase
	Version int
}

// Store keeps phrases.
type Store struct{ db *db.DB }

// New keeps phrases in d.
func New(d *db.DB) *Store { return &Store{d} }

// Set stores the community's wording in place of the edition that the form was
// printed from; when somebody changed it since, that is a conflict. A phrase
// without forms takes the wording back to the standard one.
func (s *Store) Set(ctx context.Context, actor access.Actor, e Edition) error {
	if err := access.Allow(actor, access.PhraseWrite, false); err != nil {
		return err
	}
	if len(e.Forms) > 0 {
		if err := e.Check(); err != nil {
			return err
		}
	}
	forms, err := formsText(e.Forms)
	if err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		now, err := newest(tx, e.Language, e.Key)
		if err != nil {
			return err
		}
		if now.Version != e.Version {
			return fault.New(fault.Conflict, "phrase.changed_meanwhile")
		}
		_, err = tx.Exec(`INSERT INTO phrase (community_id, language, message_key, version, forms, account_id, at)
			VALUES ($1, $2, $3, $4, $5, $6, $7)`, tx.Community(), e.Language, e.Key, e.Version+1, forms, actor.Account, tx.Stamp())
		if errors.Is(err, db.ErrDuplicate) {
			return fault.New(fault.Conflict, "phrase.changed_meanwhile").Because(err)
		}
		if err != nil {
			return err
		}
		return changed(tx, actor, trail.PhraseChanged, trail.Facts{"language": e.Language, "message": e.Key})
	})
}

// Offer says whether the language stands on the pages that people see.
func (s *Store) Offer(ctx context.Context, actor access.Actor, code string, offered bool) error {
	if err := access.Allow(actor, access.PhraseWrite, false); err != nil {
		return err
	}
	if _, known := locale.LanguageOf(code); !known || code == locale.Default {
		return fault.New(fault.Missing, "record.missing")
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		n, err := putOffer(tx, actor, code, offered)
		if err != nil || n == 0 {
			return err // it is so already
		}
		event := trail.LanguageWithdrawn
		if offered {
			event = trail.LanguageOffered
		}
		return changed(tx, actor, event, trail.Facts{"language": code})
	})
}

func putOffer(tx *db.Tx, actor access.Actor, code string, offered bool) (int64, error) {
	if !offered {
		return tx.Exec(`DELETE FROM offered_language WHERE community_id = $1 AND language = $2`, tx.Community(), code)
	}
	return tx.Exec(`INSERT INTO offered_language (community_id, language, account_id, at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (community_id, language) DO NOTHING`, tx.Community(), code, actor.Account, tx.Stamp())
}

func changed(tx *db.Tx, actor access.Actor, event trail.Event, facts trail.Facts) error {
	if _, err := tx.Exec(`INSERT INTO phrase_revision (community_id, revision) VALUES ($1, 1)
		ON CONFLICT (community_id) DO UPDATE SET revision = phrase_revision.revision + 1`, tx.Community()); err != nil {
		return err
	}
	return trail.Append(tx, trail.Entry{Account: actor.Account, Event: event,
		Subject: trail.Subject{Kind: "community", ID: tx.Community()}, Facts: facts})
}

// Of reads the edition of one message that holds; version zero when the
// community never changed it.
func (s *Store) Of(ctx context.Context, actor access.Actor, code, key string) (e Edition, err error) {
	if err := access.Allow(actor, access.PhraseWrite, false); err != nil {
		return e, err
	}
	if _, known := locale.LanguageOf(code); !known || !locale.English().Has(key) {
		return e, fault.New(fault.Missing, "record.missing")
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		e, err = newest(tx, code, key)
		return err
	})
	return e, err
}

func newest(tx *db.Tx, code, key string) (Edition, error) {
	e, err := db.One(tx, scan, `SELECT language, message_key, version, forms FROM phrase
		WHERE community_id = $1 AND language = $2 AND message_key = $3 ORDER BY version DESC LIMIT 1`, tx.Community(), code, key)
	if fault.Is(err, fault.Missing) {
		return Edition{Phrase: locale.Phrase{Language: code, Key: key}}, nil
	}
	return e, err
}

// Book reads all of the community's words: as many rows as it has phrases of
// its own, for the whole process at once.
func Book(tx *db.Tx) (*locale.Book, error) {
	editions, err := db.All(tx, scan, `SELECT p.language, p.message_key, p.version, p.forms FROM phrase p
		WHERE p.community_id = $1 AND p.forms IS NOT NULL AND p.version = (SELECT max(n.version) FROM phrase n
			WHERE n.community_id = $1 AND n.language = p.language AND n.message_key = p.message_key)`, tx.Community())
	if err != nil {
		return nil, err
	}
	var own []locale.Phrase
	for _, e := range editions {
		if e.Check() == nil { // a message that a later program no longer has
			own = append(own, e.Phrase)
		}
	}
	offered, err := db.All(tx, db.Column[string],
		`SELECT language FROM offered_language WHERE community_id = $1 ORDER BY language`, tx.Community())
	if err != nil {
		return nil, err
	}
	return locale.NewBook(own, offered...)
}

// Revision grows whenever the book would be another one; zero is the standard.
func Revision(tx *db.Tx) (int64, error) {
	n, err := db.One(tx, db.Column[int64],
		`SELECT revision FROM phrase_revision WHERE community_id = $1`, tx.Community())
	if fault.Is(err, fault.Missing) {
		return 0, nil
	}
	return n, err
}

func scan(r db.Row) (e Edition, err error) {
	var forms *string
	if err := r.Scan(&e.Language, &e.Key, &e.Version, &forms); err != nil {
		return e, err
	}
	if forms != nil {
		err = json.Unmarshal([]byte(*forms), &e.Forms)
	}
	return e, err
}

func formsText(forms locale.Forms) (*string, error) {
	if len(forms) == 0 {
		return nil, nil
	}
	text, err := json.Marshal(forms)
	s := string(text)
	return &s, err
}
