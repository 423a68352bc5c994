package ownview

import (
	"context"

	"openmaf/internal/people/message"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// Desk is what the team sees of a person's own page: by which ways a link can
// be sent, links that work or are being looked at (newest first), and what the
// person asked for that nobody has seen to (oldest first).
type Desk struct {
	Person   person.Person
	HasWord  bool
	Ways     []message.Way
	Links    []Link
	Requests []Request
}

// Desk reads it, for whoever looks after the record.
func (s *Store) Desk(ctx context.Context, actor access.Actor, personID string) (d Desk, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		if d.Person, err = person.Open(tx, actor, access.OwnViewWrite, personID); err != nil {
			return err
		}
		hash, err := wordOf(tx, d.Person.ID)
		if err != nil {
			return err
		}
		d.HasWord = hash != ""
		if d.Ways, err = s.messages.Ways(tx, d.Person); err != nil {
			return err
		}
		d.Links, err = db.All(tx, scanLink, `SELECT id, made_at, expires_at, opened_at FROM own_link
			WHERE community_id = $1 AND person_id = $2 AND ended_at IS NULL
				AND (opened_at IS NULL AND expires_at > $3 OR visit_until > $3) ORDER BY id DESC LIMIT $4`,
			tx.Community(), d.Person.ID, tx.Stamp(), linksKept)
		if err != nil {
			return err
		}
		d.Requests, err = db.All(tx, func(r db.Row) (Request, error) { return s.scanRequest(tx, r) },
			`SELECT q.id, p.id, p.name, q.kind, q.words, q.at FROM own_request q
			JOIN person p ON p.community_id = q.community_id AND p.id = q.person_id
			WHERE q.community_id = $1 AND q.seen_at IS NULL AND `+person.InSight("p", "$2")+` AND p.id = $3
			ORDER BY q.at, q.id LIMIT $4`, tx.Community(), actor.Account, d.Person.ID, requestsShown)
		return err
	})
	return d, err
}

func scanLink(r db.Row) (l Link, err error) {
	return l, r.Scan(&l.ID, civil.ScanInstant(&l.Made), civil.ScanInstant(&l.Expires), civil.ScanInstant(&l.Opened))
}
