package asking

import (
	"context"
	"encoding/json"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/locale"
	"openmaf/internal/programme/measure"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Quote is something that a person wrote, as it stands towards reports. Whoever
// makes a report sees nobody's answers but those that were agreed to be in it.
type Quote struct {
	Field           string // of its question; see [Field]
	Question, Words string
	Agreed          bool // to these very words being in a report, without their name

	item string
	n    int
}

// Quotes are what the person wrote in an asking that is finished, in the order of
// its questions; for who keeps the record.
func (s *Store) Quotes(ctx context.Context, actor access.Actor, personID, ask string) (quotes []Quote, who person.Person, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		if who, err = person.Open(tx, actor, access.MeasureRead, personID); err != nil {
			return err
		}
		quotes, err = s.quotes(tx, who, ask)
		return err
	})
	return quotes, who, err
}

func (s *Store) quotes(tx *db.Tx, who person.Person, ask string) (quotes []Quote, err error) {
	a, err := theirs(tx, who, ask)
	if err != nil {
		return nil, err
	}
	if a.Finished.IsZero() || !a.Withdrawn.IsZero() {
		return nil, nil
	}
	f, err := s.form(tx, a)
	if err != nil {
		return nil, err
	}
	agreed := map[string]bool{}
	if _, err := db.All(tx, func(r db.Row) (struct{}, error) {
		var item string
		var n int
		err := r.Scan(&item, &n)
		agreed[Field(item, n)] = true
		return struct{}{}, err
	}, `SELECT item_id, n FROM measure_quote WHERE community_id = $1 AND ask_id = $2`, tx.Community(), a.ID); err != nil {
		return nil, err
	}
	for item := range f.Questions.Items() {
		for n := range f.Answers[item.LinkID] {
			if words := f.Words(item, n); item.Type == measure.Text && words != "" {
				field := Field(item.LinkID, n)
				quotes = append(quotes, Quote{Field: field, Question: item.Text, Words: words, Agreed: agreed[field], item: item.LinkID, n: n})
			}
		}
	}
	return quotes, nil
}

// QuoteWording is what is read out before somebody agrees.
func QuoteWording(w, own *locale.Words) consent.Wording {
	return consent.WordingBeside(w, own, consent.Quote)
}

// Agree stores that the person said yes, when the words were read out, to what
// they wrote being in a report without their name. beside are the words that they
// read themself; nil for none.
func (s *Store) Agree(ctx context.Context, actor access.Actor, w *locale.Words, beside func(person.Person) *locale.Words,
	personID, ask, field, version string) error {
	return s.quote(ctx, actor, personID, ask, field, trail.QuoteAgreed, func(tx *db.Tx, p person.Person, item string, n int) (int64, error) {
		wording := QuoteWording(w, beside(p))
		if version != wording.Version {
			return 0, fault.New(fault.Conflict, "consent.words_changed")
		}
		return tx.Exec(`INSERT INTO measure_quote (community_id, ask_id, item_id, n, words, words_version, agreed_at, account_id)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
			tx.Community(), ask, item, n, wording.Words, wording.Version, tx.Stamp(), actor.Account)
	})
}

// TakeBack stores that the person does not want it in a report any more. Reports
// that were made before keep it, as they were made.
func (s *Store) TakeBack(ctx context.Context, actor access.Actor, personID, ask, field string) error {
	return s.quote(ctx, actor, personID, ask, field, trail.QuoteTakenBack, func(tx *db.Tx, _ person.Person, item string, n int) (int64, error) {
		return tx.Exec(`DELETE FROM measure_quote WHERE community_id = $1 AND ask_id = $2 AND item_id = $3 AND n = $4`, tx.Community(), ask, item, n)
	})
}

// quote changes whether an answer may be in a report, once.
func (s *Store) quote(ctx context.Context, actor access.Actor, personID, ask, field string, event trail.Event,
	change func(tx *db.Tx, p person.Person, item string, n int) (int64, error)) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		find := person.Open // whoever may not be asked any more can still take it back
		if event == trail.QuoteAgreed {
			find = open
		}
		p, err := find(tx, actor, access.MeasureRead, personID)
		if err != nil {
			return err
		}
		item, n, err := s.wrote(tx, p, ask, field)
		if err != nil {
			return err
		}
		changed, err := change(tx, p, item, n)
		if err != nil || changed == 0 {
			return err // pressed twice
		}
		return note(tx, actor.Account, event, p.ID, ask)
	})
}

// wrote is the question and the time to which the field belongs, if the person
// wrote something there.
func (s *Store) wrote(tx *db.Tx, p person.Person, ask, field string) (item string, n int, err error) {
	quotes, err := s.quotes(tx, p, ask)
	if err != nil {
		return "", 0, err
	}
	for _, q := range quotes {
		if q.Field == field {
			return q.item, q.n, nil
		}
	}
	return "", 0, fault.New(fault.Invalid, "asking.quote")
}

// Quoted is what one person agreed to have in a report.
type Quoted struct{ Person, Words string }

// Agreed are the words that people agreed to have in a report, of answers that
// were finished in the days, both in them: of everybody who still agrees to be
// part of the evaluation, and whose record is not sealed. The words of the dead
// are not among them: they cannot take them back any more.
func (s *Store) Agreed(tx *db.Tx, from, to civil.Date) ([]Quoted, error) {
	all, err := db.All(tx, func(r db.Row) (t Quoted, err error) {
		var ask, item string
		var n int
		var sealed []byte
		if err := r.Scan(&t.Person, &ask, &item, &n, &sealed); err != nil {
			return t, err
		}
		plain, err := s.seal.Open(sealed, bound(tx, ask, item, n))
		if fault.Is(err, fault.Missing) {
			return t, nil // its key was lost
		}
		if err != nil {
			return t, err
		}
		return t, json.Unmarshal(plain, &t.Words)
	}, `SELECT q.person_id, v.ask_id, v.item_id, v.n, v.said FROM measure_quote u
		JOIN measure_ask q ON q.community_id = u.community_id AND q.id = u.ask_id
		JOIN person p ON p.community_id = q.community_id AND p.id = q.person_id
		JOIN measure_answer v ON v.community_id = u.community_id AND v.ask_id = u.ask_id AND v.item_id = u.item_id AND v.n = u.n
		WHERE u.community_id = $1 AND q.finished_at >= $2 AND q.finished_at < $3 AND p.died_on IS NULL
			AND `+person.Counted("p")+` AND `+Agrees+` LIMIT $4`,
		tx.Community(), civil.Instant(from.At(0)), civil.Instant(to.AddDays(1).At(0)), mostQuoted)
	return all, err
}

// mostQuoted bounds what one report is told; nobody reads more.
const mostQuoted = 2000
