package link

import (
	"context"
	"strings"

	"openmaf/internal/directory/option"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Chain is one story: the link that somebody began with, and what it went on
// as, each time that something did not fit.
type Chain struct {
	View               // the link that it was asked for, without its parts
	Links []Link       // in the order in which they began
	Lines []trail.Line // newest first
	Older int64        // the Before of the next page of Lines; zero at the end
	Asked bool         // the reader was let ask about it, and reads no more of the record
}

// chained are the ids of the links of one story: up from the link to the one it
// began with, and down from that to all that it went on as.
const chained = `(WITH RECURSIVE
	up (id, parent_id) AS (SELECT id, parent_id FROM link WHERE community_id = $1 AND id = $2
		UNION ALL SELECT l.id, l.parent_id FROM link l JOIN up ON l.id = up.parent_id WHERE l.community_id = $1),
	down (id) AS (SELECT id FROM up WHERE parent_id IS NULL
		UNION ALL SELECT l.id FROM link l JOIN down ON l.parent_id = down.id WHERE l.community_id = $1)
	SELECT id FROM down ORDER BY id LIMIT $3)`

// Chain reads the story that the link is part of, with a page of what happened,
// older than the entry numbered before (zero: the newest). Whoever was only let
// ask about this link reads of this link only.
func (s *Service) Chain(ctx context.Context, actor access.Actor, id string, before int64) (c Chain, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		l, err := read(tx, id)
		if err != nil {
			return l.unread(tx, actor, access.LinkRead, err)
		}
		if c.Person, err = l.open(tx, actor, access.LinkRead); err != nil {
			return err
		}
		if c.Wish, err = l.wish.wish(); err != nil {
			return err
		}
		c.Link, c.Company, c.AskerName = l.Link, l.company, l.askerName
		c.Asked = access.Allow(actor, access.LinkRead, c.Person.OwnTo(actor)) != nil
		if c.Links, err = chainOf(tx, id, c.Asked); err != nil {
			return err
		}
		ids := make([]string, len(c.Links))
		for i, l := range c.Links {
			ids[i] = l.ID
			if l.ID == c.ID {
				c.Link = l // with its plan
			}
		}
		c.Lines, err = trail.OfSubjects(tx, c.Person.ID, strings.Join(ids, " "), before, storyLines+1)
		if len(c.Lines) > storyLines {
			c.Lines = c.Lines[:storyLines]
			c.Older = c.Lines[storyLines-1].Seq
		}
		return err
	})
	return c, err
}

func chainOf(tx *db.Tx, id string, alone bool) ([]Link, error) {
	within := chained
	if alone {
		within = `(SELECT id FROM link WHERE community_id = $1 AND id = $2 LIMIT $3)`
	}
	rows, err := db.All(tx, scanRow, selectLinks+` AND l.id IN `+within+` ORDER BY l.id DESC`, tx.Community(), id, storyLinks)
	if err != nil {
		return nil, err
	}
	comforts, err := db.All(tx, scanComfort, selectComforts+` AND id IN (SELECT comfort_id FROM link WHERE community_id = $1 AND id IN `+within+`)`,
		tx.Community(), id, storyLinks)
	if err != nil {
		return nil, err
	}
	return gathered(rows, comforts), nil
}

// Anew begins another way of somebody who is kept already, beside those they
// are on: they look for what they looked for last. Words are what has changed,
// as far as they want it said.
func (s *Service) Anew(ctx context.Context, actor access.Actor, personID, id, words string) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := person.Open(tx, actor, access.LinkWrite, personID)
		if err != nil {
			return err
		}
		wish, err := lastWish(tx, p.ID)
		if err != nil {
			return err
		}
		if err := s.heard(tx, p.ID); err != nil {
			return err
		}
		return s.raiseAll(tx, actor, p.ID, []Raising{{ID: id, Wish: wish, Prompt: words}})
	})
}

// lastWish is what the person looked for last; nothing, where they never did.
func lastWish(tx *db.Tx, personID string) (w option.Wish, err error) {
	rows, err := db.All(tx, scanRow, selectLinks+` AND l.person_id = $2 ORDER BY l.id DESC LIMIT 1`, tx.Community(), personID)
	if err != nil || len(rows) == 0 {
		return w, err
	}
	w, err = rows[0].wish.wish()
	w.From, w.Since = civil.Date{}, 0
	return w, err
}
