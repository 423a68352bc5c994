package message

import (
	"context"
	"log/slog"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/locale"
	"openmaf/internal/platform/notify"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
	"openmaf/internal/trust/trail"

	"time"
)

// Service keeps messages, hands them over, and hears what comes back.
type Service struct {
	db    *db.DB
	seal  *seal.Sealer
	words *locale.Shelf
	reach notify.Reach
	log   *slog.Logger
	ring  func()
	carry carrier

	inside func(tx *db.Tx, personID string) (bool, error)
}

// New makes the service, with the community's words (nil for the standard
// ones). It sends to the open network alone, and nobody works it off.
func New(d *db.DB, sealer *seal.Sealer, words *locale.Shelf) *Service {
	return &Service{db: d, seal: sealer, words: words, log: slog.New(slog.DiscardHandler), ring: func() {}, carry: carry,
		inside: func(*db.Tx, string) (bool, error) { return false, nil }}
}

// Spare says who is behind a gate: nothing is sent to them until they are out,
// for whoever holds their phone meanwhile would read it. It is called before the
// service is used by more than one goroutine.
func (s *Service) Spare(inside func(tx *db.Tx, personID string) (bool, error)) { s.inside = inside }

// Operate says how the service runs: which servers may stand in a private
// network, where it tells the operator what went wrong, and what to call,
// after the commit, when there may be something to hand over. It is called
// before the service is used by more than one goroutine.
func (s *Service) Operate(reach notify.Reach, log *slog.Logger, ring func()) {
	s.reach, s.log, s.ring = reach, log, ring
}

// Ready is a message as it would leave.
type Ready struct {
	Person  person.Person
	Channel Channel
	Words   string
	Sender  string // as the reader sees it
	Subject string // of an e-mail
	Size    notify.Size
	Due     time.Time // when it leaves
	Held    bool      // later than asked for: it is quiet then
	until   time.Time
	kind    Kind
}

// lasts is how long a message that names no time may still be sent.
const lasts = 24 * time.Hour

// Prepare writes the message and says when it would leave, without sending it:
// what the writer sees first.
func (s *Service) Prepare(ctx context.Context, actor access.Actor, d Draft) (ready Ready, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		ready, err = s.prepare(tx, actor, d)
		return err
	})
	return ready, err
}

func (s *Service) prepare(tx *db.Tx, actor access.Actor, d Draft) (r Ready, err error) {
	d = d.tidy()
	if r.Person, err = person.Open(tx, actor, access.MessageSend, d.Person); err != nil {
		return r, err
	}
	if err := d.check(); err != nil {
		return r, err
	}
	set, err := s.settings(tx)
	if err != nil {
		return r, err
	}
	why, err := s.obstacle(tx, set, r.Person, d.Channel)
	if err != nil {
		return r, err
	}
	if why != "" {
		return r, why.fault()
	}
	if err := r.schedule(d, set.Quiet, tx.Now()); err != nil {
		return r, err
	}
	about, err := db.About(tx)
	if err != nil {
		return r, err
	}
	w := s.words.Book().In(string(r.Person.Language))
	r.Words, err = compose(w, r.Person, d, civil.DateOf(r.Due), about.StaffedNumber, set.Ways.Site)
	r.Channel, r.kind, r.Size = d.Channel, d.Kind, notify.SizeOf(r.Words)
	r.Sender, r.Subject = set.Ways.Gateway.From, set.Ways.Subject
	if d.Channel == Email {
		r.Sender = senderFor(r.Person, set)
	}
	return r, err
}

// senderFor is the name above an e-mail: what the person wishes us to be called
// by, where it tells nothing, else the community's neutral name.
func senderFor(p person.Person, set Settings) string {
	if as := p.Contact.As; as != "" && len([]rune(as)) <= longestLine && Taboo(as, "") == "" {
		return as
	}
	return set.Ways.Sender
}

// obstacle is why nothing goes to the person by the channel now.
func (s *Service) obstacle(tx *db.Tx, set Settings, p person.Person, c Channel) (Obstacle, error) {
	if !set.on(c) {
		return Off, nil
	}
	return s.reaching(tx, p, c)
}

// reaching is what stands between the person and a message by the channel, as
// far as the person goes.
func (s *Service) reaching(tx *db.Tx, p person.Person, c Channel) (Obstacle, error) {
	held, err := consent.Of(tx, p.ID)
	if err != nil {
		return "", err
	}
	if why := obstacleTo(p, held, c); why != "" {
		return why, nil
	}
	inside, err := s.inside(tx, p.ID)
	if inside {
		return Inside, err
	}
	return "", err
}

// furthest is how far ahead a message can be put.
const furthest = 31 // days

// schedule says when the message leaves, and until when it is of use.
func (r *Ready) schedule(d Draft, q Quiet, now time.Time) error {
	e := fault.New(fault.Invalid, "message.invalid")
	asked := now
	if !d.SendOn.IsZero() {
		if asked = d.SendOn.At(d.SendAt); asked.Before(now) {
			asked = now
		}
		if d.SendOn.Days() > civil.DateOf(now).Days()+furthest {
			e.Field("send_on", "message.send_on.far", fault.Args{"Days": furthest})
		}
	}
	r.Due = q.Release(asked)
	r.Held = r.Due.After(asked)
	r.until = r.Due.Add(lasts)
	if d.Kind.timed() {
		if r.until = d.On.At(d.At); !r.Due.Before(r.until) {
			e.Field("on", "message.on.late")
		}
	}
	return e.OrNil()
}

// Send writes the message down, to leave at its time.
func (s *Service) Send(ctx context.Context, actor access.Actor, d Draft) (ready Ready, err error) {
	err = s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		ready, err = s.queue(tx, actor, d)
		return err
	})
	if err == nil {
		s.ring()
	}
	return ready, err
}

// Queue is [Service.Send] inside a transaction of another room, which rings
// ([Service.Ring]) once it is committed.
func (s *Service) Queue(tx *db.Tx, actor access.Actor, d Draft) (Ready, error) {
	return s.queue(tx, actor, d)
}

// Ring says that a message was queued and committed.
func (s *Service) Ring() { s.ring() }

func (s *Service) queue(tx *db.Tx, actor access.Actor, d Draft) (Ready, error) {
	r, err := s.prepare(tx, actor, d)
	if err != nil {
		return r, err
	}
	sealed, err := s.seal.Seal([]byte(r.Words), wordsBound(tx.Community(), d.ID))
	if err != nil {
		return r, err
	}
	state := Waiting
	if r.Held {
		state = Held
	}
	if _, err := tx.Exec(`INSERT INTO message (community_id, id, person_id, channel, kind, words, state, why, due_at, until_at, tries, ref,
			asked_by, asked_at, changed_at, seen) VALUES ($1, $2, $3, $4, $5, $6, $7, '', $8, $9, 0, '', $10, $11, $11, FALSE)`,
		tx.Community(), d.ID, r.Person.ID, string(d.Channel), string(d.Kind), sealed, string(state), civil.Instant(r.Due),
		civil.Instant(r.until), actor.Account, tx.Stamp()); err != nil {
		return r, err
	}
	return r, trail.Append(tx, trail.Entry{Account: actor.Account, Event: trail.MessageAsked, Subject: trail.Subject{Kind: "message", ID: d.ID},
		Person: r.Person.ID, Facts: trail.Facts{"channel": string(d.Channel), "kind": string(d.Kind)}})
}

func wordsBound(community, id string) []byte { return seal.Bound(community, "message", id, "words") }

// Way is one channel to a person, and what stands in it.
type Way struct {
	Channel Channel
	Why     Obstacle // empty: it is open
}

// Writing is what somebody needs to know before they write.
type Writing struct {
	Person person.Person
	Ways   []Way
	Quiet  Quiet
	Number string // that somebody answers; empty where none is set
	Sent   []Message
}

// Writing reads what the page for writing shows: which ways are open, and what
// was sent lately.
func (s *Service) Writing(ctx context.Context, actor access.Actor, personID string) (v Writing, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		if v.Person, err = person.Open(tx, actor, access.MessageSend, personID); err != nil {
			return err
		}
		if v.Ways, v.Quiet, err = s.ways(tx, v.Person); err != nil {
			return err
		}
		about, err := db.About(tx)
		if err != nil {
			return err
		}
		v.Number = about.StaffedNumber
		v.Sent, err = s.of(tx, v.Person.ID)
		return err
	})
	return v, err
}

// Ways are the channels to the person, whom the actor was shown, and what
// stands in each. Whether they are inside is asked when something is to go.
func (s *Service) Ways(tx *db.Tx, p person.Person) ([]Way, error) {
	ways, _, err := s.ways(tx, p)
	return ways, err
}

func (s *Service) ways(tx *db.Tx, p person.Person) (ways []Way, quiet Quiet, err error) {
	set, err := s.settings(tx)
	if err != nil {
		return nil, quiet, err
	}
	held, err := consent.Of(tx, p.ID)
	for _, c := range Channels {
		why := obstacleTo(p, held, c)
		if !set.on(c) {
			why = Off
		}
		ways = append(ways, Way{c, why})
	}
	return ways, set.Quiet, err
}
