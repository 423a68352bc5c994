package link

import (
	"context"
	"slices"
	"strings"
	"time"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/place"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/people/companion"
	"openmaf/internal/people/consent"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// team is who is cleared, and what ties them to people and days.
type team struct {
	pool []companion.Candidate
	ties []companion.Tie
}

// The kinds of ties: a seat on an outing; that they have been out with a person;
// that they must not meet one; that one did not let them in.
const (
	tieSeat   = "seat"
	tieKnows  = "knows"
	tieApart  = "apart"
	tieUnseen = "unseen"
)

// theirPeople are the people whose ties are read: one, or, for none, everybody
// with company to come.
const theirPeople = `l.person_id IN (SELECT CAST($5 AS TEXT) UNION ALL SELECT i.person_id FROM link i
	JOIN link_plan u ON u.community_id = i.community_id AND u.id = i.plan_id
	WHERE $5 = '' AND i.community_id = $1 AND u.on_date >= $4 AND u.company > 0 AND u.called_off_at IS NULL)`

// readTeam reads who is cleared. The seats are those from Monday of this week
// on, but for the link whose evening is planned anew; the other ties are the
// person's, or, for no person, those of everybody with company to come.
func readTeam(tx *db.Tx, except, personID string) (t team, err error) {
	today := civil.DateOf(tx.Now())
	t.pool, t.ties, err = companion.Pool(tx, `SELECT s.account_id, s.on_date, l.person_id, 'seat' AS kind FROM outing_seat s
			JOIN link_plan e ON e.community_id = s.community_id AND e.id = s.plan_id
			JOIN link l ON l.community_id = e.community_id AND l.id = e.link_id
			WHERE s.community_id = $1 AND s.on_date >= $2 AND l.id <> $3
		UNION ALL SELECT s.account_id, '', l.person_id, 'knows' FROM link l
			JOIN link_plan e ON e.community_id = l.community_id AND e.link_id = l.id AND e.met_at IS NOT NULL AND e.on_date <= $4
			JOIN outing_seat s ON s.community_id = e.community_id AND s.plan_id = e.id
			WHERE l.community_id = $1 AND `+theirPeople+`
		UNION ALL SELECT a.id, '', l.person_id, 'apart' FROM link l
			JOIN apart x ON x.community_id = l.community_id AND x.person_id = l.person_id AND x.ended_at IS NULL
			JOIN account a ON a.community_id = x.community_id AND a.name_key = x.other_key AND x.other_record IS NULL
			WHERE l.community_id = $1 AND `+theirPeople+`
		UNION ALL SELECT r.account_id, '', l.person_id, CASE WHEN p.sealed THEN 'unseen' ELSE 'apart' END FROM link l
			JOIN person p ON p.community_id = l.community_id AND p.id = l.person_id
			JOIN account_role r ON r.community_id = p.community_id AND r.role = 'companion'
			WHERE l.community_id = $1 AND NOT `+person.InSight("p", "r.account_id")+` AND `+theirPeople,
		tx.Community(), companion.Monday(today).String(), except, today.String(), personID)
	return t, err
}

// of are the candidates as they stand to the person, and the accounts that must
// not go with them.
func (t team) of(personID string) (pool []companion.Candidate, apart []string) {
	pool = slices.Clone(t.pool)
	at := map[string]*companion.Candidate{}
	for i := range pool {
		at[pool[i].Account] = &pool[i]
	}
	for _, tie := range t.ties {
		c := at[tie.Account]
		switch tie.Kind {
		case tieApart, tieUnseen:
			if tie.Person == personID {
				apart = append(apart, tie.Account)
			}
		case tieSeat:
			on, err := civil.ParseDate(tie.On)
			if err == nil { // the column's CHECK holds it
				c.Outings = append(c.Outings, companion.Booked{On: on, Person: tie.Person})
			}
		case tieKnows:
			c.Knows = append(c.Knows, tie.Person)
		}
	}
	return pool, apart
}

// ask is what is looked for on a planned evening, and among whom.
func (t team) ask(w companion.Wish, personID string, p Plan, today civil.Date, near []string) (companion.Ask, []companion.Candidate) {
	pool, apart := t.of(personID)
	starts, ends := p.Starts.In(civil.London), p.Ends.In(civil.London)
	return companion.Ask{Wish: w, Person: personID, Today: today, On: p.On, From: wallOf(starts), Until: wallOf(ends),
		Near: near, Lift: p.Way == Car, Not: apart}, pool
}

func wallOf(t time.Time) civil.TimeOfDay { return civil.TimeOfDay(t.Hour()*60 + t.Minute()) }

// nearTo are the outcodes and the place names of where the meeting is, and of
// where the person lives.
func nearTo(address, postcode, area string) (near []string) {
	for _, code := range []string{postcode, area} {
		if p, ok := place.ParsePostcode(code); ok && p.Out != "" {
			near = append(near, p.Out)
		}
	}
	for part := range strings.SplitSeq(address, ",") {
		if part = strings.TrimSpace(part); part != "" {
			near = append(near, part)
		}
	}
	return near
}

// Company is who could go along with a person, on each of some evenings.
type Company struct {
	Wish      companion.Wish
	Evenings  map[civil.Date][]companion.Suggestion // the likeliest first
	Otherwise map[civil.Date][]companion.Suggestion // were it not for the gender that was asked for; only where nobody else is there
}

// WhoCanGo reads who could go along to the meeting on its evenings. The link is
// one that the actor has read with [Service.Get].
func (s *Service) WhoCanGo(ctx context.Context, actor access.Actor, v View, m meeting.Meeting, evenings []schedule.Occurrence) (c Company, err error) {
	if err := access.Allow(actor, access.CompanionRead, false); err != nil {
		return c, err
	}
	c = Company{Wish: v.Company, Evenings: map[civil.Date][]companion.Suggestion{}, Otherwise: map[civil.Date][]companion.Suggestion{}}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		t, err := readTeam(tx, v.ID, v.Person.ID)
		for _, e := range evenings {
			c.look(t, v, m, e, civil.DateOf(tx.Now()))
		}
		return err
	})
	return c, err
}

func (c *Company) look(t team, v View, m meeting.Meeting, e schedule.Occurrence, today civil.Date) {
	plan := Plan{On: e.On, Starts: e.Starts, Ends: e.Ends}
	ask, pool := t.ask(c.Wish, v.Person.ID, plan, today, nearTo(m.Address, m.Postcode, v.Person.Area))
	c.Evenings[e.On] = companion.Match(ask, pool)
	if len(c.Evenings[e.On]) == 0 && ask.Gender != companion.AnyGender {
		ask.Gender = companion.AnyGender
		c.Otherwise[e.On] = companion.Match(ask, pool)
	}
}

// suggest names who could go along on the evenings that somebody is missing on,
// or has not answered for.
func suggest(tx *db.Tx, evenings []Evening) error {
	var t team
	today, read := civil.DateOf(tx.Now()), false
	for i := range evenings {
		e := &evenings[i]
		instead, lacking := e.Lacking()
		if !lacking || e.Withdrawn || e.Moved {
			continue
		}
		if !read {
			var err error
			if t, err = readTeam(tx, "", ""); err != nil {
				return err
			}
			read = true
		}
		ask, pool := t.ask(e.wish, e.Person, e.Plan, today, e.near)
		e.Suggested = companion.Match(ask, pool)
		e.Suggested = slices.DeleteFunc(e.Suggested, func(c companion.Suggestion) bool { return c.Account == instead })
		if len(e.Suggested) == 0 {
			e.Asked = ask.Gender
		}
		e.Suggested = e.Suggested[:min(len(e.Suggested), companion.MostSuggested)]
	}
	return nil
}

// Missing reads the link's evening with who could go along, where somebody is
// missing.
func (s *Service) Missing(ctx context.Context, actor access.Actor, link string) (e Evening, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		l, err := read(tx, link)
		if err != nil {
			return err
		}
		if _, err := person.Open(tx, actor, access.PlanWrite, l.Person); err != nil {
			return err
		}
		found, err := db.All(tx, scanEvening, selectEvenings+` AND e.link_id = $4 AND e.called_off_at IS NULL`, tx.Community(), actor.Account, "", link)
		if err != nil || len(found) == 0 {
			return err
		}
		found[0].answerDue = true // who asks, looks for somebody else
		if err := suggest(tx, found); err != nil {
			return err
		}
		e = found[0]
		return nil
	})
	return e, err
}

// WishCompany stores who the person would like to go along.
func (s *Service) WishCompany(ctx context.Context, actor access.Actor, link string, w companion.Wish) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		l, err := read(tx, link)
		if err != nil {
			return err
		}
		p, err := person.Open(tx, actor, access.PlanWrite, l.Person)
		if err != nil {
			return err
		}
		if err := companion.PutWish(tx, p.ID, w); err != nil {
			return err
		}
		return write(tx, actor, l.Link, trail.CompanyWished, nil)
	})
}

// together checks whoever is to go along on the evening, and says what the rules
// have to know of them.
func together(tx *db.Tx, l stored, m MakePlan) (MakePlan, error) {
	agreed, err := consent.Given(tx, l.Person, consent.Companion)
	if err != nil {
		return m, err
	}
	if !agreed {
		return m, refused().Field("companion", "link.plan.no_consent")
	}
	t, err := readTeam(tx, l.ID, l.Person)
	if err != nil {
		return m, err
	}
	ask, pool := t.ask(l.company, l.Person, m.Plan, civil.DateOf(tx.Now()), nil)
	if m.Anybody && ask.Gender != companion.AnyGender {
		if len(companion.Match(ask, pool)) > 0 {
			return m, refused().Field("anybody", "link.plan.asked_there."+string(ask.Gender))
		}
		ask.Gender = companion.AnyGender
	}
	m.NoCover = true
	for i, account := range m.Companions() {
		c, err := t.goes(tx, ask, pool, account, []string{"companion", "second"}[i])
		if err != nil {
			return m, err
		}
		known := slices.Contains(c.Knows, l.Person)
		m.Twos = m.Twos || !c.Out || l.company.Twos && !known
		m.First = m.First || !known
		m.NoCover = m.NoCover && c.CarUntil.Before(m.On)
	}
	return m, nil
}

// goes finds the account among the candidates and checks that nothing bars them
// from the evening; the fault names the field.
func (t team) goes(tx *db.Tx, ask companion.Ask, pool []companion.Candidate, account, field string) (companion.Candidate, error) {
	i := slices.IndexFunc(pool, func(c companion.Candidate) bool { return c.Account == account })
	if i < 0 {
		err := companion.Cleared(tx, account, ask.On)
		if err == nil {
			err = refused().Field(field, "companion.not_cleared")
		}
		return companion.Candidate{}, err
	}
	switch bar := pool[i].Cannot(ask); bar {
	case companion.NoBar:
		return pool[i], nil
	case companion.KeptApart:
		key := "link.plan.bar.kept_apart"
		if slices.ContainsFunc(t.ties, func(x companion.Tie) bool {
			return x.Kind == tieUnseen && x.Account == account && x.Person == ask.Person
		}) {
			key = "link.plan.not_let_in"
		}
		return pool[i], refused().Field(field, key)
	case companion.Uncleared:
		return pool[i], refused().Field(field, "companion.lapsed")
	case companion.HasOuting:
		return pool[i], refused().Field(field, "link.plan.companion_busy")
	case companion.NotAsked:
		return pool[i], refused().Field(field, "link.plan.asked."+string(ask.Gender))
	default:
		return pool[i], refused().Field(field, "link.plan.bar."+string(bar))
	}
}

// sent checks the companion who is sent in another's place.
func sent(tx *db.Tx, l stored, e SendCompanion) (SendCompanion, error) {
	if l.Plan == nil {
		return e, nothingPlanned()
	}
	m := MakePlan{Plan: *l.Plan}
	m.Companion, m.Second = e.Account, ""
	m, err := together(tx, l, m)
	switch {
	case err != nil:
		return e, err
	case m.First && m.SomebodysHome:
		return e, refused().Field("companion", "link.plan.home_first")
	case m.NoCover && m.Way == Car:
		return e, refused().Field("companion", "link.plan.no_cover")
	}
	e.Twos = m.Twos
	return e, nil
}

// hold keeps everybody whom the events send along as they are, in one order:
// who plans the same companion waits. It comes before the link is taken.
func hold(tx *db.Tx, events []Event) error {
	var accounts []string
	for _, e := range events {
		switch e := e.(type) {
		case MakePlan:
			accounts = append(accounts, e.Companion, e.Second)
		case SendCompanion:
			accounts = append(accounts, e.Account)
		}
	}
	slices.Sort(accounts)
	for _, account := range slices.Compact(accounts) {
		if account == "" {
			continue
		}
		if err := companion.Hold(tx, account); err != nil {
			return err
		}
	}
	return nil
}

// SaveCapacity stores when the actor can go along, and finds that somebody else
// is needed where they are now away.
func (s *Service) SaveCapacity(ctx context.Context, actor access.Actor, c companion.Capacity) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		if err := companion.Hold(tx, actor.Account); err != nil {
			return err
		}
		if err := companion.Put(tx, actor, c); err != nil {
			return err
		}
		return s.free(tx, actor, actor.Account, c.IsAway)
	})
}

// Rest begins a rest of a companion, and finds that somebody else is needed for
// each of their outings in it: the same day, and in the same transaction.
func (s *Service) Rest(ctx context.Context, actor access.Actor, account string, until civil.Date) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		if err := companion.Hold(tx, account); err != nil {
			return err
		}
		if err := companion.Rest(tx, actor, account, until); err != nil {
			return err
		}
		rest := companion.Capacity{RestingSince: civil.DateOf(tx.Now()), RestUntil: until}
		return s.free(tx, actor, account, rest.Resting)
	})
}

// EndRest ends a rest. Outings for which somebody else was found stay theirs.
func (s *Service) EndRest(ctx context.Context, actor access.Actor, account string) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error { return companion.EndRest(tx, actor, account) })
}

// mostOutings of one companion that can lie ahead of them.
const mostOutings = 200

// free takes the companion off every outing to come that falls on such a day.
// All links are taken before any is changed, in one order.
func (s *Service) free(tx *db.Tx, actor access.Actor, account string, on func(civil.Date) bool) error {
	ids, err := db.All(tx, db.Column[string], `SELECT l.id FROM outing_seat s
		JOIN link_plan e ON e.community_id = s.community_id AND e.id = s.plan_id
		JOIN link l ON l.community_id = e.community_id AND l.plan_id = e.id
		WHERE s.community_id = $1 AND s.account_id = $2 AND s.on_date >= $3 AND e.starts_at > $4 ORDER BY l.id LIMIT $5`,
		tx.Community(), account, civil.DateOf(tx.Now()).String(), tx.Stamp(), mostOutings)
	if err != nil {
		return err
	}
	var links []stored
	for _, id := range ids {
		l, err := take(tx, id, 0)
		if err != nil {
			return err
		}
		links = append(links, l)
	}
	for _, l := range links {
		p, err := keptPerson(tx, access.Actor{Account: account}, l.Person)
		if fault.Is(err, fault.Missing) { // sealed, and the companion is not let in any more
			continue
		}
		if err != nil {
			return err
		}
		if err := l.whole(tx, p); err != nil {
			return err
		}
		if !on(l.Plan.On) || !slices.Contains(l.Plan.Companions(), account) || !Can(l.State, VerbLoseCompanion) || l.CompanionOut(tx.Now()) {
			continue
		}
		if err := s.applyAll(tx, actor, l, []Event{LoseCompanion{Account: account}}); err != nil {
			return err
		}
	}
	return nil
}
