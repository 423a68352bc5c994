package message

import (
	"context"
	"fmt"
	"time"

	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/jobs"
	"openmaf/internal/platform/notify"
)

// outbox is one channel's messages as work for the background.
type outbox struct {
	*Service
	scope   db.Scope
	channel Channel
}

// Queues are the outboxes of the community, to be worked off.
func (s *Service) Queues(scope db.Scope) []jobs.Queue {
	return []jobs.Queue{outbox{s, scope, Text}, outbox{s, scope, Email}}
}

func (o outbox) Name() string { return "message " + string(o.channel) }

// Next is when the next message is due, or when the next claim lapses.
func (o outbox) Next(ctx context.Context) (next time.Time, err error) {
	err = o.db.View(ctx, o.scope, func(tx *db.Tx) error {
		next, err = o.next(tx)
		return err
	})
	return next, err
}

func (o outbox) next(tx *db.Tx) (time.Time, error) {
	return db.One(tx, func(r db.Row) (at time.Time, err error) { return at, r.Scan(civil.ScanInstant(&at)) }, `SELECT min(e.at) FROM (
			SELECT min(due_at) AS at FROM message WHERE community_id = $1 AND channel = $2 AND state IN ('waiting', 'held')
			UNION ALL SELECT min(lease_until) FROM message WHERE community_id = $1 AND channel = $2 AND state = 'sending') e`,
		tx.Community(), string(o.channel))
}

// parcel is a claimed message, ready to be handed over.
type parcel struct {
	Message
	set    Settings
	to     string
	sender string
	words  string
	stop   string // address that ends e-mails
}

// Take claims the message that is due first. What may not leave after all, or
// not now, is stopped or held on the way. Nothing is written while nothing is
// due.
func (o outbox) Take(ctx context.Context, l jobs.Lease) (jobs.Work, error) {
	next, err := o.Next(ctx)
	if err != nil || next.IsZero() || next.After(o.db.Clock().Now()) {
		return nil, err
	}
	for {
		var p *parcel
		more := false
		err := o.db.Tx(ctx, o.scope, func(tx *db.Tx) (err error) {
			p = nil
			if err := o.lapse(tx); err != nil {
				return err
			}
			p, more, err = o.claim(tx, l)
			return err
		})
		if err != nil || !more {
			return nil, err
		}
		if p != nil {
			return func(ctx context.Context) error { return o.handOver(ctx, *p) }, nil
		}
	}
}

// lapse gives up on claims that nobody settled: whoever held them crashed, and
// nobody can know how far they came.
func (o outbox) lapse(tx *db.Tx) error {
	lapsed, err := db.All(tx, scan, `SELECT `+columns+` FROM message m WHERE m.community_id = $1 AND m.channel = $2
		AND m.state = 'sending' AND m.lease_until <= $3 ORDER BY m.id LIMIT $4`, tx.Community(), string(o.channel), tx.Stamp(), listed)
	for i := range lapsed {
		if err == nil {
			_, err = o.move(tx, &lapsed[i], Lose, change{why: LeaseOver})
		}
	}
	return err
}

// claim decides about the message that is due first: it leaves (a parcel comes
// back), waits, or is stopped. more is false when nothing is due.
func (o outbox) claim(tx *db.Tx, l jobs.Lease) (p *parcel, more bool, err error) {
	m, err := db.One(tx, scan, `SELECT `+columns+` FROM message m WHERE m.community_id = $1 AND m.channel = $2
		AND m.state IN ('waiting', 'held') AND m.due_at <= $3 ORDER BY m.due_at, m.id LIMIT 1`, tx.Community(), string(o.channel), tx.Stamp())
	if fault.Is(err, fault.Missing) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	p = &parcel{Message: m}
	if p.set, err = o.settings(tx); err != nil {
		return nil, false, err
	}
	if !tx.Now().Before(m.until) {
		_, err = o.move(tx, &p.Message, Stop, change{why: TooLate})
		return nil, true, err
	}
	if morning := p.set.Quiet.Release(tx.Now()); morning.After(tx.Now()) {
		_, err = o.move(tx, &p.Message, Hold, change{due: morning})
		return nil, true, err
	}
	why, err := o.address(tx, p)
	if err != nil {
		return nil, false, err
	}
	if why != "" {
		_, err = o.move(tx, &p.Message, Stop, change{why: why})
		return nil, true, err
	}
	moved, err := o.move(tx, &p.Message, Claim, change{holder: l.Holder, lease: l.Until})
	if err != nil || !moved { // another process was quicker: look again
		return nil, true, err
	}
	return p, true, nil
}

// address fills in where the message goes and what it says, or why it may not
// go after all: what was agreed and what has happened since it was written.
func (o outbox) address(tx *db.Tx, p *parcel) (Obstacle, error) {
	if !p.set.on(o.channel) {
		return Off, nil
	}
	who, err := reached(tx, p.Person)
	if fault.Is(err, fault.Missing) {
		return Sealed, nil
	}
	if err != nil {
		return "", err
	}
	if why, err := o.reaching(tx, who, o.channel); err != nil || why != "" {
		return why, err
	}
	if spent, err := isSpent(tx, p.Message); err != nil || spent {
		return Withdrawn, err
	}
	p.to, _ = addressOf(who, o.channel)
	if err := o.open(tx, &p.Message); err != nil {
		return "", err
	}
	p.words, p.sender = p.Words, senderFor(who, p.set)
	if o.channel == Email {
		w := o.words.Book().In(string(who.Language))
		if p.stop, err = o.stopAt(tx, p.set, who.ID); err != nil {
			return "", err
		}
		p.words += "\n\n" + w.T("message.text.end_emails", "Link", p.stop) + "\n"
	}
	return "", nil
}

// reached reads how a person is reached, for work that nobody's eyes are on.
// Whoever's record is sealed is not there.
func reached(tx *db.Tx, id string) (person.Person, error) {
	return db.One(tx, func(r db.Row) (p person.Person, err error) {
		return p, r.Scan(&p.ID, &p.Name, &p.Phone, &p.Email, &p.Contact.How, &p.Contact.As, &p.Language, &p.Died)
	}, `SELECT p.id, p.name, p.phone, p.email, p.contact, p.contact_as, p.language, p.died_on FROM person p
		WHERE p.community_id = $1 AND `+person.Counted("p")+` AND p.id = $2`, tx.Community(), id)
}

// carrier hands a parcel to a server.
type carrier func(ctx context.Context, reach notify.Reach, now time.Time, p parcel) (ref string, err error)

func carry(ctx context.Context, reach notify.Reach, now time.Time, p parcel) (string, error) {
	if p.Channel == Text {
		return p.set.Ways.Gateway.gateway(reach).Send(ctx, notify.Text{ID: p.ID, To: p.to, Words: p.words, Reports: p.set.Ways.reportsAt(p.ID)})
	}
	server := p.set.Ways.Server
	server.Reach = reach
	return "", server.Send(ctx, notify.Mail{ID: p.ID, To: p.to, Name: p.sender, Subject: p.set.Ways.Subject, Words: p.words, Stop: p.stop, At: now})
}

// pauses between tries of what was certainly not taken.
var pauses = []time.Duration{time.Minute, 5 * time.Minute, 20 * time.Minute, time.Hour}

// handOver hands the parcel over, and writes down what came of it.
func (o outbox) handOver(ctx context.Context, p parcel) error {
	ref, sent := o.carry(ctx, o.reach, o.db.Clock().Now(), p)
	if sent != nil {
		o.log.Warn("message not handed over", "channel", o.channel, "proves", notify.FailureOf(sent).String(), "why", notify.Brief(sent))
	}
	return o.db.Tx(ctx, o.scope, func(tx *db.Tx) error {
		m, err := byID(tx, p.ID)
		if fault.Is(err, fault.Missing) { // erased meanwhile
			return nil
		}
		if err != nil {
			return err
		}
		e, c := settled(m, sent, tx.Now())
		c.ref = ref
		moved, err := o.move(tx, &m, e, c)
		if err == nil && !moved && m.State == Sending {
			err = fmt.Errorf("message: nothing came of %s", e)
		}
		return err
	})
}

// settled is what an attempt means for the message.
func settled(m Message, sent error, now time.Time) (Event, change) {
	if sent == nil {
		return Accept, change{}
	}
	switch notify.FailureOf(sent) {
	case notify.Refused:
		return Refuse, change{why: WasRefused}
	case notify.NotTaken:
		if m.tries > len(pauses) {
			return Refuse, change{why: NoAnswer}
		}
		return Return, change{due: now.Add(pauses[m.tries-1])}
	}
	return Lose, change{why: CutOff}
}
