package asking

import (
	"context"

	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
	"openmaf/internal/trust/trail"
)

// Visitor is somebody who answers by themselves: the visit that a link began on
// one device, and what stands in it. Token is told once, to that browser.
type Visitor struct {
	Token  string
	Link   string
	Shared bool // on our tablet, which must forget
	Form
	person person.Person
}

// Waits reports whether the link can still be opened, for the page that asks
// before it uses it up.
func (s *Store) Waits(ctx context.Context, scope db.Scope, token string) error {
	return s.db.View(ctx, scope, func(tx *db.Tx) error {
		_, err := db.One(tx, scanText, `SELECT id FROM measure_link WHERE community_id = $1 AND token_hash = $2
			AND opened_at IS NULL AND ended_at IS NULL AND expires_at > $3`, tx.Community(), seal.Digest(token), tx.Stamp())
		return spent(err)
	})
}

// Open uses the link up and begins a visit on the person's own device. Of two
// that come at once, one wins.
func (s *Store) Open(ctx context.Context, scope db.Scope, token string) (visit string, err error) {
	err = s.db.Tx(ctx, scope, func(tx *db.Tx) error {
		visit, err = s.begin(tx, token, false)
		return err
	})
	return visit, err
}

// HandOver begins a visit on the device that the actor holds, which is one that
// several people use: with the token of the visit, and with no sign-in, the
// device shows these questions and nothing else.
func (s *Store) HandOver(ctx context.Context, actor access.Actor, personID, ask string) (visit string, err error) {
	err = s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		a, p, err := waiting(tx, actor, personID, ask)
		if err != nil {
			return err
		}
		if err := puts(tx, a, Tablet); err != nil {
			return err
		}
		l := Link{ID: tx.NewID(), Expires: tx.Now().Add(visitFor)}
		if err := s.link(tx, actor, a, p, &l); err != nil {
			return err
		}
		visit, err = s.begin(tx, l.Token, true)
		return err
	})
	return visit, err
}

func (s *Store) begin(tx *db.Tx, token string, shared bool) (visit string, err error) {
	visit, digest := seal.NewToken()
	id, err := db.One(tx, scanText, `UPDATE measure_link SET opened_at = $1, visit_hash = $2, visit_until = $3, shared = $4
		WHERE community_id = $5 AND token_hash = $6 AND opened_at IS NULL AND ended_at IS NULL AND expires_at > $1 RETURNING id`,
		tx.Stamp(), digest, civil.Instant(tx.Now().Add(visitFor)), shared, tx.Community(), seal.Digest(token))
	if err != nil {
		return "", spent(err)
	}
	v, err := s.visitor(tx, visit)
	if err != nil {
		return "", err
	}
	return visit, note(tx, trail.Public, trail.MeasureOpened, v.person.ID, id)
}

// Of is the visit that the browser's token belongs to.
func (s *Store) Of(ctx context.Context, scope db.Scope, token string) (v Visitor, err error) {
	err = s.db.View(ctx, scope, func(tx *db.Tx) error {
		v, err = s.visitor(tx, token)
		return err
	})
	return v, err
}

// visitor reads a visit. That the person agreed, and that the questions still
// wait, is looked at each time.
func (s *Store) visitor(tx *db.Tx, token string) (v Visitor, err error) {
	var ask string
	v, err = db.One(tx, func(r db.Row) (v Visitor, err error) { return v, r.Scan(&v.Link, &ask, &v.Shared) },
		`SELECT id, ask_id, shared FROM measure_link WHERE community_id = $1 AND visit_hash = $2 AND ended_at IS NULL AND visit_until > $3`,
		tx.Community(), seal.Digest(token), tx.Stamp())
	if err != nil {
		return v, spent(err)
	}
	a, err := byID(tx, ask)
	if err != nil {
		return v, spent(err)
	}
	if v.person, err = open(tx, access.Themself(tx.Scope(), a.Person), access.MeasureRead, a.Person); err == nil {
		err = a.still(civil.DateOf(tx.Now()))
	}
	if err != nil {
		return v, fault.New(fault.Missing, "answering.spent").Because(err)
	}
	v.Form, err = s.form(tx, a)
	return v, err
}

// Answer keeps what was answered in the visit, which goes on from now.
func (s *Store) Answer(ctx context.Context, scope db.Scope, token string, said Said) error {
	return s.db.Tx(ctx, scope, func(tx *db.Tx) error {
		v, err := s.visitor(tx, token)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE measure_link SET visit_until = $1 WHERE community_id = $2 AND id = $3`,
			civil.Instant(tx.Now().Add(visitFor)), tx.Community(), v.Link); err != nil {
			return err
		}
		return s.save(tx, v.Form, said)
	})
}

// Stop ends the visit before the end. On their own telephone the person gets a
// link to go on with, good until the questions close; on a shared device there
// is none.
func (s *Store) Stop(ctx context.Context, scope db.Scope, token string) (on Link, err error) {
	err = s.db.Tx(ctx, scope, func(tx *db.Tx) error {
		v, err := s.visitor(tx, token)
		if fault.Is(err, fault.Missing) {
			return nil // over already
		}
		if err != nil {
			return err
		}
		if err := end(tx, v, trail.MeasureStopped); err != nil || v.Shared {
			return err
		}
		on = Link{ID: tx.NewID(), Expires: v.Ask.Closes.AddDays(1).At(0)}
		return s.link(tx, access.Themself(scope, v.person.ID), v.Ask, v.person, &on)
	})
	return on, err
}

// Finish ends the visit, and scores what was answered in it.
func (s *Store) Finish(ctx context.Context, scope db.Scope, token string) error {
	return s.db.Tx(ctx, scope, func(tx *db.Tx) error {
		v, err := s.visitor(tx, token)
		if err != nil {
			return err
		}
		if err := s.finish(tx, trail.Public, v.Form); err != nil {
			return err
		}
		return end(tx, v, trail.MeasureVisitEnded)
	})
}

// end ends a visit at once.
func end(tx *db.Tx, v Visitor, why trail.Event) error {
	if _, err := tx.Exec(`UPDATE measure_link SET ended_at = $1 WHERE community_id = $2 AND id = $3`, tx.Stamp(), tx.Community(), v.Link); err != nil {
		return err
	}
	return note(tx, trail.Public, why, v.person.ID, v.Link)
}

func spent(err error) error {
	if fault.Is(err, fault.Missing) {
		return fault.New(fault.Missing, "answering.spent").Because(err)
	}
	return err
}
