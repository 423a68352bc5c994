package chat

import (
	"context"
	"errors"
	"slices"
	"strings"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/people/consent"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Store keeps chats and tallies.
type Store struct{ db *db.DB }

// New keeps chats in d.
func New(d *db.DB) *Store { return &Store{d} }

// Add stores a chat with the person, who must have agreed to a named record:
// for the transaction that also stores who they are and what they wish.
func Add(tx *db.Tx, actor access.Actor, personID string, c Chat) error {
	if err := access.Allow(actor, access.ChatWrite, true); err != nil {
		return err
	}
	if err := c.Check(civil.DateOf(tx.Now())); err != nil {
		return err
	}
	agreed, err := consent.Given(tx, personID, consent.Record)
	if err != nil {
		return err
	}
	if !agreed {
		return fault.New(fault.Invalid, "chat.no_record").Field("record", "chat.no_record")
	}
	if err := insert(tx, actor, personID, c); err != nil {
		return err
	}
	return trail.Append(tx, trail.Entry{Account: actor.Account, Event: trail.ConversationHeld,
		Subject: trail.Subject{Kind: "chat", ID: c.ID}, Person: personID,
		Facts: trail.Facts{"on": c.On.String(), "setting": string(c.Setting), "decision": string(c.Decision)}})
}

func insert(tx *db.Tx, actor access.Actor, personID string, c Chat) error {
	_, err := tx.Exec(`INSERT INTO chat (community_id, id, person_id, held_on, setting, minutes, started_by, help_with,
			been_before, decision, next_step, next_on, companion_wanted, risk, account_id, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
		tx.Community(), c.ID, personID, c.On.String(), string(c.Setting), string(c.Length), string(c.StartedBy), c.HelpWith,
		string(c.Before), string(c.Decision), c.NextStep, orNull(c.NextOn), string(c.Companion), c.Risk, actor.Account, tx.Stamp())
	if err != nil {
		return asSent(err)
	}
	return errors.Join(tick(tx, c.ID, "hope", c.Hopes), tick(tx, c.ID, "worry", c.Worries), tick(tx, c.ID, "kind", c.Kinds),
		tick(tx, c.ID, "myth", c.Myths), tick(tx, c.ID, "handout", c.Handouts))
}

func tick[T ~string](tx *db.Tx, chat, list string, codes []T) error {
	for _, code := range unique(codes) {
		if _, err := tx.Exec(`INSERT INTO chat_tick (community_id, chat_id, list, code) VALUES ($1, $2, $3, $4)`,
			tx.Community(), chat, list, string(code)); err != nil {
			return err
		}
	}
	return nil
}

// asSent tells of a form whose record is there already, with other content.
func asSent(err error) error {
	if errors.Is(err, db.ErrDuplicate) {
		return fault.New(fault.Conflict, "chat.saved_before").Because(err)
	}
	return err
}

// Count stores a tally. erase deletes the draft that the form came from, in
// the same transaction: choosing a tally erases what was typed of a person.
func (s *Store) Count(ctx context.Context, actor access.Actor, t Tally, erase func(tx *db.Tx) error) error {
	if err := access.Allow(actor, access.TallyWrite, true); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		if err := t.Check(civil.DateOf(tx.Now())); err != nil {
			return err
		}
		if _, err := tx.Exec(`INSERT INTO tally (community_id, id, held_on, setting, minutes) VALUES ($1, $2, $3, $4, $5)`,
			tx.Community(), t.ID, t.On.String(), string(t.Setting), string(t.Length)); err != nil {
			return asSent(err)
		}
		for _, w := range unique(t.Worries) {
			if _, err := tx.Exec(`INSERT INTO tally_worry (community_id, tally_id, code) VALUES ($1, $2, $3)`,
				tx.Community(), t.ID, string(w)); err != nil {
				return err
			}
		}
		if erase != nil {
			if err := erase(tx); err != nil {
				return err
			}
		}
		return trail.Append(tx, trail.Entry{Account: actor.Account, Event: trail.TallyAdded,
			Subject: trail.Subject{Kind: "tally", ID: t.ID}, Facts: trail.Facts{"on": t.On.String(), "setting": string(t.Setting)}})
	})
}

// pageSize is how many chats of one person are read at the most.
const pageSize = 25

// Of reads the person's newest chats, newest first. Who may not read the words
// of a chat gets it without them.
func (s *Store) Of(ctx context.Context, actor access.Actor, personID string) (chats []Chat, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := person.Open(tx, actor, access.PersonRead, personID)
		if err != nil {
			return err
		}
		if chats, err = Of(tx, p.ID); err != nil {
			return err
		}
		if access.Allow(actor, access.ChatRead, p.OwnTo(actor)) != nil {
			for i := range chats {
				chats[i] = chats[i].withoutWords()
			}
		}
		return nil
	})
	return chats, err
}

// withoutWords is what a manager sees of a chat: that it was held.
func (c Chat) withoutWords() Chat {
	return Chat{ID: c.ID, On: c.On, Setting: c.Setting, Length: c.Length, Decision: c.Decision, NextOn: c.NextOn, By: c.By}
}

// Of reads the newest chats of the person, newest first, with all their words:
// for whoever asked access.ChatRead before.
func Of(tx *db.Tx, personID string) ([]Chat, error) {
	return db.All(tx, scan, `SELECT c.id, c.held_on, c.setting, c.minutes, c.started_by, c.help_with, c.been_before, c.decision,
			c.next_step, c.next_on, c.companion_wanted, c.risk, c.account_id,
			(SELECT string_agg(t.list || ':' || t.code, ' ') FROM chat_tick t
				WHERE t.community_id = c.community_id AND t.chat_id = c.id)
		FROM chat c WHERE c.community_id = $1 AND c.person_id = $2 ORDER BY c.held_on DESC, c.id DESC LIMIT $3`,
		tx.Community(), personID, pageSize)
}

func (c *Chat) ticked(list, code string) {
	switch list {
	case "hope":
		c.Hopes = append(c.Hopes, Hope(code))
	case "worry":
		c.Worries = append(c.Worries, Worry(code))
	case "kind":
		c.Kinds = append(c.Kinds, meeting.Kind(code))
	case "myth":
		c.Myths = append(c.Myths, code)
	case "handout":
		c.Handouts = append(c.Handouts, code)
	}
}

// inOrder puts what was ticked in the order of the form.
func (c *Chat) inOrder() {
	asOn(Hopes, c.Hopes)
	asOn(Worries, c.Worries)
	asOn(meeting.Kinds, c.Kinds)
	asOn(Myths, c.Myths)
	asOn(Handouts, c.Handouts)
}

func asOn[T comparable](form, some []T) {
	slices.SortFunc(some, func(a, b T) int { return slices.Index(form, a) - slices.Index(form, b) })
}

func scan(r db.Row) (c Chat, err error) {
	var on string
	var next, ticks *string
	if err := r.Scan(&c.ID, &on, &c.Setting, &c.Length, &c.StartedBy, &c.HelpWith, &c.Before, &c.Decision, &c.NextStep,
		&next, &c.Companion, &c.Risk, &c.By, &ticks); err != nil {
		return c, err
	}
	if ticks != nil {
		for tick := range strings.FieldsSeq(*ticks) {
			list, code, _ := strings.Cut(tick, ":")
			c.ticked(list, code)
		}
		c.inOrder()
	}
	if next != nil {
		if c.NextOn, err = civil.ParseDate(*next); err != nil {
			return c, err
		}
	}
	c.On, err = civil.ParseDate(on)
	return c, err
}

func unique[T comparable](codes []T) []T {
	var out []T
	for _, c := range codes {
		if !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

func orNull(d civil.Date) *string {
	if d.IsZero() {
		return nil
	}
	s := d.String()
	return &s
}
