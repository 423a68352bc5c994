package link

import (
	"context"
	"slices"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
)

// Huddle is what a team goes through in the morning, of all that the actor
// reaches: no line of it counts anybody.
type Huddle struct {
	Alarms   []Evening
	Broken   []Evening
	Last     []Night // last night's
	Due      []DueRow
	MoreDue  bool
	NotHeard []DueRow // tried, and not reached so far
	Tonight  []Evening
}

// Night is an evening that has been. First says that it was, or was to be, the
// person's first at that meeting.
type Night struct {
	Evening
	First bool
}

// Huddle reads the morning.
func (s *Service) Huddle(ctx context.Context, actor access.Actor) (h Huddle, err error) {
	if err := access.Allow(actor, access.TodayRead, true); err != nil {
		return h, err
	}
	of := scopeOf(actor)
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		h, err = s.huddle(tx, of)
		return err
	})
	return h, err
}

func (s *Service) huddle(tx *db.Tx, of scope) (h Huddle, err error) {
	var now Today
	if err := s.watch(tx, of, &now); err != nil {
		return h, err
	}
	h.Alarms, h.Broken = now.Alarms, now.Broken
	evenings, err := nights(tx, of)
	if err != nil {
		return h, err
	}
	today := civil.DateOf(tx.Now())
	for _, e := range evenings {
		if e.On == today {
			h.Tonight = append(h.Tonight, e)
		} else {
			h.Last = append(h.Last, Night{Evening: e})
		}
	}
	if err := firsts(tx, h.Last); err != nil {
		return h, err
	}
	rows, err := due(tx, of)
	if len(rows) > listLimit {
		rows, h.MoreDue = rows[:listLimit], true
	}
	for _, d := range rows {
		if d.Tries > 0 {
			h.NotHeard = append(h.NotHeard, d)
		} else {
			h.Due = append(h.Due, d)
		}
	}
	return h, err
}

// nights reads the evenings of yesterday and today, in their order.
func nights(tx *db.Tx, of scope) ([]Evening, error) {
	today := civil.DateOf(tx.Now())
	return db.All(tx, scanEvening, selectEvenings+` AND e.on_date BETWEEN $4 AND $5 AND e.called_off_at IS NULL
		ORDER BY e.starts_at, l.id LIMIT $6`, tx.Community(), of.account, of.keeper,
		today.AddDays(-1).String(), today.String(), 2*listLimit)
}

// firsts marks the evenings before which the person had not been there, as far
// as they told us.
func firsts(tx *db.Tx, last []Night) error {
	if len(last) == 0 {
		return nil
	}
	args := []any{tx.Community(), last[0].On.String()}
	for _, e := range last {
		args = append(args, e.Link)
	}
	first, err := db.All(tx, db.Column[string], `SELECT l.id FROM link l WHERE l.community_id = $1
		AND (l.attended_on IS NULL OR l.attended_on >= $2) AND l.id IN (`+db.Gaps(3, len(last))+`)`, args...)
	for i := range last {
		last[i].First = slices.Contains(first, last[i].Link)
	}
	return err
}

// KeptBy reports whether the account looks after the person's record.
func (d DueRow) KeptBy(account string) bool { return d.keeper == account }

// Guests is the morning as it is shown while people of other organisations are
// in the room: only those people who agreed that their keyworker is told, by
// their first name, and no meeting, kind or place.
type Guests struct {
	Last    []Shared // went last night, or meant to
	Tonight []Shared
	Due     []Shared // somebody asks how it is going
}

// Shared is one person as they agreed to be spoken of.
type Shared struct {
	Name string // first name
	At   civil.TimeOfDay
}

// Guests reads the morning for the room with guests.
func (s *Service) Guests(ctx context.Context, actor access.Actor) (g Guests, err error) {
	if !access.May(actor, access.GuestWrite) {
		return g, fault.New(fault.Missing, "record.missing")
	}
	of := scopeOf(actor)
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		h, err := s.huddle(tx, of)
		if err != nil {
			return err
		}
		agreed, err := mayBeSpokenOf(tx, h)
		g = h.shared(agreed)
		return err
	})
	return g, err
}

// shared keeps of the morning those who agreed.
func (h Huddle) shared(agreed []string) (g Guests) {
	evenings := func(list []Evening) (out []Shared) {
		for _, e := range list {
			if slices.Contains(agreed, e.Person) {
				local := e.Starts.In(civil.London)
				out = append(out, Shared{person.Person{Name: e.Name}.FirstName(), civil.TimeOfDay(local.Hour()*60 + local.Minute())})
			}
		}
		return out
	}
	var last []Evening
	for _, night := range h.Last {
		last = append(last, night.Evening)
	}
	g.Last, g.Tonight = evenings(last), evenings(h.Tonight)
	for _, d := range append(slices.Clone(h.Due), h.NotHeard...) {
		if slices.Contains(agreed, d.Person) {
			g.Due = append(g.Due, Shared{Name: person.Person{Name: d.Name}.FirstName()})
		}
	}
	return g
}

// mayBeSpokenOf are the people of the morning whose newest answer lets us tell
// their keyworker that they are trying mutual aid.
func mayBeSpokenOf(tx *db.Tx, h Huddle) ([]string, error) {
	var ids []any
	for _, e := range h.Last {
		ids = append(ids, e.Person)
	}
	for _, e := range h.Tonight {
		ids = append(ids, e.Person)
	}
	for _, d := range append(slices.Clone(h.Due), h.NotHeard...) {
		ids = append(ids, d.Person)
	}
	if len(ids) == 0 {
		return nil, nil
	}
	return consent.Agreed(tx, consent.Keyworker, ids...)
}
