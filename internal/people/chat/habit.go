package chat

import (
	"context"
	"slices"

	"openmaf/internal/people/shift"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
)

// Habits are what an account chose in its last chats, so that the next form
// begins with it. They say nothing of anybody: ticks and places without a name
// or a day.
type Habits struct {
	Setting   Setting // of the last chat; empty before the first
	Length    Length
	StartedBy Starter
	Recent    map[string][]string // list -> codes ticked in the last chats, the most frequent first
	Shift     shift.Shift         // that the account is on
	On        bool                // it is on one
}

// Limits of what counts as recent.
const (
	recentChats = 12
	recentCodes = 6 // of one list
)

// Habits reads what the actor's next form begins with: the place of the shift
// that they are on goes before that of their last chat.
func (s *Store) Habits(ctx context.Context, actor access.Actor) (h Habits, err error) {
	if err := access.Allow(actor, access.ChatWrite, true); err != nil {
		return h, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		if h, err = lastChosen(tx, actor.Account); err != nil {
			return err
		}
		if h.Recent, err = recent(tx, actor.Account); err != nil {
			return err
		}
		h.Shift, h.On, err = shift.Running(tx, actor.Account)
		return err
	})
	if h.On {
		h.Setting = h.Shift.Place.Setting
	}
	return h, err
}

func lastChosen(tx *db.Tx, account string) (Habits, error) {
	h, err := db.One(tx, func(r db.Row) (h Habits, err error) { return h, r.Scan(&h.Setting, &h.Length, &h.StartedBy) },
		`SELECT setting, minutes, started_by FROM chat WHERE community_id = $1 AND account_id = $2
		ORDER BY created_at DESC, id DESC LIMIT 1`, tx.Community(), account)
	if fault.Is(err, fault.Missing) {
		return Habits{}, nil
	}
	return h, err
}

// recent counts the ticks of the last chats.
func recent(tx *db.Tx, account string) (map[string][]string, error) {
	type tick struct {
		list, code string
		times      int
	}
	ticks, err := db.All(tx, func(r db.Row) (t tick, err error) { return t, r.Scan(&t.list, &t.code, &t.times) },
		`SELECT t.list, t.code, count(*) FROM chat_tick t WHERE t.community_id = $1 AND t.chat_id IN
			(SELECT c.id FROM chat c WHERE c.community_id = $1 AND c.account_id = $2 ORDER BY c.created_at DESC, c.id DESC LIMIT $3)
		GROUP BY t.list, t.code ORDER BY t.list, count(*) DESC, t.code`, tx.Community(), account, recentChats)
	by := map[string][]string{}
	for _, t := range ticks {
		if len(by[t.list]) < recentCodes {
			by[t.list] = append(by[t.list], t.code)
		}
	}
	return by, err
}

// First puts a list's recent codes first, and the others behind in their order.
func First[T ~string](all []T, recent []string) (first, rest []T) {
	for _, code := range recent {
		if slices.Contains(all, T(code)) {
			first = append(first, T(code))
		}
	}
	for _, code := range all {
		if !slices.Contains(first, code) {
			rest = append(rest, code)
		}
	}
	return first, rest
}
