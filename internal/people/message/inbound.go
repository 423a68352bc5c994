package message

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"openmaf/internal/people/consent"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/notify"
	"openmaf/internal/trust/seal"
	"openmaf/internal/trust/trail"
)

// Inbound is a text that the gateway brings.
type Inbound struct {
	Name  string // the gateway's own for it: told twice, it counts once
	From  string
	Words string
	At    string // as the gateway says; only to tell two texts apart that have no name
}

// Report is what the gateway says became of a message.
type Report struct {
	Message string // our id, or
	Ref     string // the gateway's own
	Arrived bool   // otherwise: it cannot be delivered
}

// longestReply is what is kept of a text: more than networks carry.
const longestReply = 2000

// Opens reports whether the secret is the one that the gateway was given.
// Without one, and with a wrong one, there is nothing here.
func (s *Service) Opens(ctx context.Context, scope db.Scope, secret string) (err error) {
	return s.db.View(ctx, scope, func(tx *db.Tx) error {
		set, err := s.settings(tx)
		if err == nil && !set.opens(secret) {
			err = fault.New(fault.Missing, "record.missing")
		}
		return err
	})
}

// Receive keeps a text that came in. STOP is done in the same transaction.
func (s *Service) Receive(ctx context.Context, scope db.Scope, in Inbound) error {
	in.Words = strings.TrimSpace(in.Words)
	if runes := []rune(in.Words); len(runes) > longestReply {
		in.Words = string(runes[:longestReply])
	}
	return s.db.Tx(ctx, scope, func(tx *db.Tx) error {
		again, err := heardBefore(tx, in)
		if err != nil || again {
			return err
		}
		says := Heard(in.Words)
		people, err := whose(tx, in.From)
		if err != nil {
			return err
		}
		if says == SaysStop {
			for _, id := range people {
				if err := s.stop(tx, id, Text, trail.Public); err != nil {
					return err
				}
			}
		} else if people, err = lastWritten(tx, people); err != nil {
			return err
		}
		return s.keepAll(tx, people, in, says)
	})
}

// heardBefore notes that the text was told, and whether it had been.
func heardBefore(tx *db.Tx, in Inbound) (bool, error) {
	name := in.Name
	if name == "" {
		day := in.At
		if day == "" {
			day = civil.DateOf(tx.Now()).String()
		}
		name = in.From + "\x00" + in.Words + "\x00" + day
	}
	sum := sha256.Sum256([]byte(name))
	n, err := tx.Exec(`INSERT INTO message_heard (community_id, name, at) VALUES ($1, $2, $3) ON CONFLICT (community_id, name) DO NOTHING`,
		tx.Community(), hex.EncodeToString(sum[:]), tx.Stamp())
	return n == 0, err
}

// fewest and most forms that a number has.
const forms = 7

// whose are the people whose record has the number, in whatever way it was
// written down. A family may share one.
func whose(tx *db.Tx, from string) ([]string, error) {
	found := notify.Forms(from)
	if len(found) == 0 {
		return nil, nil
	}
	args := []any{tx.Community()}
	for i := range forms {
		args = append(args, found[min(i, len(found)-1)])
	}
	return db.All(tx, db.Column[string], `SELECT p.id FROM person p
		WHERE p.community_id = $1 AND replace(replace(replace(replace(p.phone, ' ', ''), '(', ''), ')', ''), '-', '')
			IN ($2, $3, $4, $5, $6, $7, $8) AND p.merged_into IS NULL ORDER BY p.id LIMIT 25`, args...)
}

// lastWritten picks, of people who share a number, the one whom we wrote to
// last: the reply is theirs. Where nobody was written to, it is nobody's that
// we know, for one of them must not read what another wrote.
func lastWritten(tx *db.Tx, people []string) ([]string, error) {
	if len(people) < 2 {
		return people, nil
	}
	best, newest := "", ""
	for _, id := range people {
		last, err := db.One(tx, func(r db.Row) (id *string, err error) { return id, r.Scan(&id) },
			`SELECT max(id) FROM message WHERE community_id = $1 AND person_id = $2 AND channel = 'text'
				AND state IN ('sending', 'handed_over', 'delivered', 'unknown')`, tx.Community(), id)
		if err != nil {
			return nil, err
		}
		if last != nil && *last > newest {
			best, newest = id, *last
		}
	}
	if best == "" {
		return nil, nil
	}
	return []string{best}, nil
}

// stop ends one channel to a person: the consent is withdrawn, with the words
// under which it was given, and everything that waits is stopped.
func (s *Service) stop(tx *db.Tx, personID string, c Channel, by string) error {
	purpose := map[Channel]consent.Purpose{Text: consent.Text, Email: consent.Email}[c]
	if err := consent.Withdraw(tx, by, personID, purpose); err != nil {
		return err
	}
	return s.StopWaiting(tx, personID, c, SaidStop, by)
}

// StopWaiting stops everything that waits for the person, on one channel or (an
// empty one) on all: also for the rooms in which somebody dies or is sealed.
func (s *Service) StopWaiting(tx *db.Tx, personID string, c Channel, why Obstacle, by string) error {
	waiting, err := db.All(tx, scan, `SELECT `+columns+` FROM message m WHERE m.community_id = $1 AND m.person_id = $2
		AND m.state IN ('waiting', 'held') AND ($3 = '' OR m.channel = $3)`, tx.Community(), personID, string(c))
	for i := range waiting {
		if err == nil {
			_, err = s.move(tx, &waiting[i], Stop, change{why: why, by: by})
		}
	}
	return err
}

// keepAll keeps the reply for each of the people, or as one from an unknown
// number.
func (s *Service) keepAll(tx *db.Tx, people []string, in Inbound, says Says) error {
	if len(people) == 0 {
		people = []string{""}
	}
	for _, id := range people {
		if err := s.keep(tx, id, in, says); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) keep(tx *db.Tx, personID string, in Inbound, says Says) error {
	id := tx.NewID()
	words, err := s.seal.Seal([]byte(in.Words), replyBound(tx.Community(), id, "words"))
	if err != nil {
		return err
	}
	var number []byte
	if personID == "" {
		if number, err = s.seal.Seal([]byte(in.From), replyBound(tx.Community(), id, "number")); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(`INSERT INTO message_reply (community_id, id, person_id, number, words, says, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		tx.Community(), id, db.OrNull(personID), number, words, string(says), tx.Stamp()); err != nil {
		return err
	}
	return trail.Append(tx, trail.Entry{Account: trail.Public, Event: trail.ReplyReceived, Subject: trail.Subject{Kind: "reply", ID: id},
		Person: personID, Facts: trail.Facts{"says": string(says)}})
}

func replyBound(community, id, column string) []byte {
	return seal.Bound(community, "message_reply", id, column)
}

// Reported writes down what became of a message. What is told twice, or of a
// message that is not there any more, changes nothing.
func (s *Service) Reported(ctx context.Context, scope db.Scope, r Report) error {
	return s.db.Tx(ctx, scope, func(tx *db.Tx) error {
		m, err := db.One(tx, scan, `SELECT `+columns+` FROM message m WHERE m.community_id = $1 AND (m.id = $2 OR $2 = '' AND m.ref = $3 AND m.ref <> '')
			ORDER BY m.id DESC LIMIT 1`, tx.Community(), r.Message, r.Ref)
		if fault.Is(err, fault.Missing) {
			return nil
		}
		if err != nil {
			return err
		}
		e, c := Arrive, change{}
		if !r.Arrived {
			e, c = Bounce, change{why: Bounced}
		}
		_, err = s.move(tx, &m, e, c)
		return err
	})
}

// Statuses are what gateways call a message that is on the telephone, and one
// that will never be: Kannel's numbers, SMPP's words, and plain ones.
var (
	arrived   = strings.Fields("1 delivered delivrd read")
	undeliver = strings.Fields("2 16 failed undelivered undeliv rejected rejectd expired deleted")
)

// StatusOf reads a gateway's status. final is false while it is on its way.
func StatusOf(status string) (hasArrived, final bool) {
	status = strings.ToLower(strings.TrimSpace(status))
	hasArrived = slices.Contains(arrived, status)
	return hasArrived, hasArrived || slices.Contains(undeliver, status)
}
