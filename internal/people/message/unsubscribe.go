package message

import (
	"context"
	"strings"
	"time"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/trail"
)

// stopsFor is how long the link in an e-mail works: longer than anybody leaves
// an e-mail unread.
const stopsFor = 2 * 365 * 24 * time.Hour

func stopPurpose(community string) []string { return []string{"stop-emails", community} }

// stopAt is the address that ends e-mails to the person. Only the key of this
// community reads who it is from it.
func (s *Service) stopAt(tx *db.Tx, set Settings, personID string) (string, error) {
	parcel, err := s.seal.Parcel([]byte(personID), tx.Now().Add(stopsFor), stopPurpose(tx.Community())...)
	return strings.TrimRight(set.Ways.Site, "/") + "/stop/" + parcel, err
}

// StopLink reports whether the link at the end of an e-mail is one of ours.
func (s *Service) StopLink(scope db.Scope, token string) error {
	_, err := s.stops(scope, token)
	return err
}

func (s *Service) stops(scope db.Scope, token string) (personID string, err error) {
	plain, err := s.seal.Unparcel(token, s.db.Clock().Now(), stopPurpose(scope.Community())...)
	if err != nil {
		return "", fault.New(fault.Missing, "record.missing").Because(err)
	}
	return string(plain), nil
}

// StopEmails ends e-mails to whoever was written to, as STOP ends texts. Who it
// was is not told, and neither is whether there still is a record.
func (s *Service) StopEmails(ctx context.Context, scope db.Scope, token string) error {
	id, err := s.stops(scope, token)
	if err != nil {
		return err
	}
	return s.db.Tx(ctx, scope, func(tx *db.Tx) error {
		there, err := stillThere(tx, id)
		if err != nil || !there {
			return err
		}
		return s.stop(tx, id, Email, trail.Public)
	})
}

// stillThere reports whether the person has not been erased: to hear them, not
// to show them.
func stillThere(tx *db.Tx, id string) (bool, error) {
	n, err := db.All(tx, db.Column[string],
		`SELECT heard.id FROM person heard WHERE heard.community_id = $1 AND heard.id = $2`, tx.Community(), id)
	return len(n) == 1, err
}
