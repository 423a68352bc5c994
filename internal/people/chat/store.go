package chat

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/people/consent"
	"openmaf/internal/people/person"
	"openmaf/internal/people/shift"
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
	if c.Shift, err = within(tx, actor, c.Shift, c.On); err != nil {
		return err
	}
	if err := insert(tx, actor, personID, c); err != nil {
		return err
	}
	return trail.Append(tx, trail.Entry{Account: actor.Account, Event: trail.ConversationHeld,
		Subject: trail.Subject{Kind: "chat", ID: c.ID}, Person: personID,
		Facts: trail.Facts{"on": c.On.String(), "setting": string(c.Setting), "decision": string(c.Decision)}})
}

// within is the shift that a chat or a tally of the day says it was part of, or
// none: one that is not the actor's to name, or of another day, is left out.
func within(tx *db.Tx, actor access.Actor, id string, on civil.Date) (string, error) {
	if id == "" {
		return "", nil
	}
	sh, ok, err := shift.Of(tx, actor, id)
	if !ok || on.Before(sh.On) || on.After(sh.On.AddDays(1)) {
		return "", err
	}
	return id, nil
}

func insert(tx *db.Tx, actor access.Actor, personID string, c Chat) error {
	_, err := tx.Exec(`INSERT INTO chat (community_id, id, person_id, held_on, setting, minutes, started_by, help_with,
			been_before, decision, next_step, next_on, companion_wanted, risk, account_id, created_at, coerced, shift_id)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
		tx.Community(), c.ID, personID, c.On.String(), string(c.Setting), string(c.Length), string(c.StartedBy), c.HelpWith,
		string(c.Before), string(c.Decision), c.NextStep, c.NextOn, string(c.Companion), c.Risk, actor.Account, tx.Stamp(),
		c.Coerced, db.OrNull(c.Shift))
	if err != nil {
		return asSent(err)
	}
	return tx.ExecRows(`INSERT INTO chat_tick (community_id, chat_id, list, code) VALUES ($1, $2, $3, $4)`,
		slices.Concat(ticks(tx, c.ID, "hope", c.Hopes), ticks(tx, c.ID, "worry", c.Worries), ticks(tx, c.ID, "kind", c.Kinds),
			ticks(tx, c.ID, "myth", c.Myths), ticks(tx, c.ID, "handout", c.Handouts)))
}

func ticks[T ~string](tx *db.Tx, chat, list string, codes []T) (rows [][]any) {
	for _, code := range unique(codes) {
		rows = append(rows, []any{tx.Community(), chat, list, string(code)})
	}
	return rows
}

// asSent tells of a form whose record is there already, with other content.
func asSent(err error) error {
	if errors.Is(err, db.ErrDuplicate) {
		return fault.New(fault.Conflict, "chat.saved_before").Because(err)
	}
	return err
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
		words, err := p.Reads(tx, actor, access.ChatRead)
		for i := range chats {
			if !words {
				chats[i] = chats[i].withoutWords()
			}
		}
		return err
	})
	return chats, err
}

// withoutWords is what a manager sees of a chat: that it was held.
func (c Chat) withoutWords() Chat {
	return Chat{ID: c.ID, On: c.On, Setting: c.Setting, Length: c.Length, Decision: c.Decision, NextOn: c.NextOn, By: c.By}
}

const selectChats = `SELECT c.id, c.held_on, c.setting, c.minutes, c.started_by, c.help_with, c.been_before, c.decision,
		c.next_step, c.next_on, c.companion_wanted, c.risk, c.account_id, c.coerced, c.shift_id,
		(SELECT string_agg(t.list || ':' || t.code, ' ') FROM chat_tick t
			WHERE t.community_id = c.community_id AND t.chat_id = c.id)
	FROM chat c WHERE c.community_id = $1 AND c.person_id = $2`

// Of reads the newest chats of the person, newest first, with all their words:
// for whoever asked access.ChatRead before.
func Of(tx *db.Tx, personID string) ([]Chat, error) {
	return db.All(tx, scan, selectChats+` ORDER BY c.held_on DESC, c.id DESC LIMIT $3`, tx.Community(), personID, pageSize)
}

// Some reads those of the person's chats that have the ids, however old, with
// all their words: for whoever asked access.ChatRead before.
func Some(tx *db.Tx, personID string, ids ...string) ([]Chat, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	marks, args := make([]string, len(ids)), []any{tx.Community(), personID}
	for i, id := range ids {
		marks[i], args = fmt.Sprintf("$%d", i+3), append(args, id)
	}
	return db.All(tx, scan, selectChats+` AND c.id IN (`+strings.Join(marks, ", ")+`)`, args...)
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
	var ticks string
	if err := r.Scan(&c.ID, &c.On, &c.Setting, &c.Length, &c.StartedBy, &c.HelpWith, &c.Before, &c.Decision, &c.NextStep,
		&c.NextOn, &c.Companion, &c.Risk, &c.By, &c.Coerced, db.OrZero(&c.Shift), db.OrZero(&ticks)); err != nil {
		return c, err
	}
	for tick := range strings.FieldsSeq(ticks) {
		list, code, _ := strings.Cut(tick, ":")
		c.ticked(list, code)
	}
	c.inOrder()
	return c, nil
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

// Held is a chat as what comes right after it needs it: whose it is, and what
// was talked through.
type Held struct {
	ID, Person string
	Name       string // of the person
	Kinds      []meeting.Kind
}

// Open reads a chat for its next step, or reports that it is not there: to
// whoever may have a chat with its person.
func Open(tx *db.Tx, actor access.Actor, id string) (h Held, err error) {
	var kinds string
	h, err = db.One(tx, func(r db.Row) (h Held, err error) { return h, r.Scan(&h.ID, &h.Person, db.OrZero(&kinds)) },
		`SELECT c.id, c.person_id, (SELECT string_agg(t.code, ' ') FROM chat_tick t
			WHERE t.community_id = c.community_id AND t.chat_id = c.id AND t.list = 'kind')
		FROM chat c WHERE c.community_id = $1 AND c.id = $2`, tx.Community(), id)
	if err != nil && !fault.Is(err, fault.Missing) {
		return h, err
	}
	// A chat that never was is answered by the same work as one out of sight.
	p, err := person.Open(tx, actor, access.ChatWrite, h.Person)
	if err != nil {
		return Held{}, err
	}
	h.Person, h.Name = p.ID, p.FirstName()
	for code := range strings.FieldsSeq(kinds) {
		h.Kinds = append(h.Kinds, meeting.Kind(code))
	}
	return h, nil
}
