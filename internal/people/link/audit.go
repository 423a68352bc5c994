package link

import (
	"fmt"
	"slices"

	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
)

// auditPage is how many links are audited at a time.
const auditPage = 500

// Audit reads the community's links behind the one with the id after, some
// hundred of them, and checks each against the rules: that its steps are moves
// of the life cycle, that it stands where they led, and that what is due of it
// is what follows from it. It returns the last one's id, and an empty one when
// there are no more.
func (s *Service) Audit(tx *db.Tx, after string) (last string, err error) {
	page, err := db.All(tx, scanRow, selectLinks+` AND l.id > $2 ORDER BY l.id LIMIT $3`, tx.Community(), after, auditPage)
	if err != nil {
		return "", err
	}
	for _, l := range page {
		p, err := reachOf(tx, l.Person)
		if err != nil {
			return "", err
		}
		if err := l.whole(tx, p); err != nil {
			return "", err
		}
		if err := l.Sound(); err != nil {
			return "", err
		}
		if err := s.auditDues(tx, l.Link); err != nil {
			return "", err
		}
		last = l.ID
	}
	return last, nil
}

// reachOf reads how the person is reached, which says what can be due.
func reachOf(tx *db.Tx, id string) (person.Person, error) {
	return db.One(tx, func(r db.Row) (p person.Person, err error) { return p, r.Scan(&p.ID, &p.Contact.How) },
		`SELECT id, contact FROM person WHERE community_id = $1 AND id = $2`, tx.Community(), id)
}

// Sound replays the link's steps through the life cycle, and reports the first
// that is no move of it, or that the link stands elsewhere than they led.
func (l Link) Sound() error {
	if len(l.Steps) == 0 || l.Steps[0].Verb != VerbRaise || l.Steps[0].To != Raised {
		return fmt.Errorf("link %s does not begin by being raised", l.ID)
	}
	for i, step := range l.Steps[1:] {
		before := l.Steps[i]
		target, possible := table[step.Verb][step.From]
		led := step.To == target || target == stays && step.To == step.From ||
			target == had && !step.To.Resting() ||
			step.Verb == VerbOffer && step.To == step.From // nothing there was to offer
		if !possible || !led || step.From != before.To || step.At.Before(before.At) {
			return fmt.Errorf("link %s, step %d: %q from %q to %q is no move after %q", l.ID, i+2, step.Verb, step.From, step.To, before.To)
		}
	}
	if end := l.Steps[len(l.Steps)-1].To; end != l.State || l.State.Resting() != (l.Had != "") {
		return fmt.Errorf("link %s stands at %q, its steps led to %q", l.ID, l.State, end)
	}
	return nil
}

func (s *Service) auditDues(tx *db.Tx, l Link) error {
	stored, err := db.All(tx, scanMoments, `SELECT kind, at, late_at, until_at FROM link_due
		WHERE community_id = $1 AND link_id = $2`, tx.Community(), l.ID)
	if err != nil {
		return err
	}
	follow := Dues(l, s.set)
	for i := range follow {
		follow[i].WhenIn = false // is not stored
	}
	same := func(d Due) bool {
		return slices.ContainsFunc(follow, func(f Due) bool {
			return f.Kind == d.Kind && f.At.Equal(d.At) && f.Late.Equal(d.Late) && f.Until.Equal(d.Until)
		})
	}
	for _, d := range stored {
		if len(stored) != len(follow) || !same(d) {
			return fmt.Errorf("of link %s is due %v, and should be %v", l.ID, stored, follow)
		}
	}
	if len(follow) != len(stored) {
		return fmt.Errorf("of link %s nothing is due, and should be %v", l.ID, follow)
	}
	return nil
}

func scanMoments(r db.Row) (d Due, err error) {
	return d, r.Scan(&d.Kind, civil.ScanInstant(&d.At), civil.ScanInstant(&d.Late), civil.ScanInstant(&d.Until))
}
