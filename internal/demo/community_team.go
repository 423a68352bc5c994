package demo

import (
	"fmt"

	"openmaf/internal/people/chat"
	"openmaf/internal/people/companion"
	"openmaf/internal/platform/civil"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
)

// paid are four facilitators beside Fern and Finn, who look after most people.
func (w *crowd) paid() error {
	w.keepers, w.weights = []access.Actor{w.fern, w.finn}, []float64{0.5, 0.5}
	for i, name := range []string{"Freya L", "Faisal N", "Flora T", "Francis K"} {
		a, err := w.hire(name, fmt.Sprintf("f%03d", i+1), access.Facilitator)
		if err != nil {
			return err
		}
		w.keepers, w.weights = append(w.keepers, a), append(w.weights, 1+0.3*float64(i))
	}
	return nil
}

// rung is a place on the way from being asked to going along, and off it again.
type rung string

const (
	invited   rung = "invited"   // has not taken up the invitation
	vetting   rung = "vetting"   // their papers are still being seen to
	cleared   rung = "cleared"   // goes along
	expiring  rung = "expiring"  // goes along, and their DBS check runs out within a month
	resting   rung = "resting"   // asked for a rest
	lapsed    rung = "lapsed"    // their clearance has run out
	paused    rung = "paused"    // the manager paused the account
	withdrawn rung = "withdrawn" // their clearance was taken back
	left      rung = "left"      // stopped volunteering
)

// climbers are how many volunteers stand on each rung. With Cass and Kit, who
// are cleared, and Cory, whose clearance has lapsed, 45 are still here.
var climbers = []struct {
	on     rung
	people int
}{{invited, 3}, {vetting, 6}, {cleared, 18}, {expiring, 6}, {resting, 3}, {lapsed, 2}, {paused, 2}, {withdrawn, 2}, {left, 2}}

// volunteer is somebody on the ladder.
type volunteer struct {
	access.Actor
	on rung
}

// ladder invites the volunteers, and clears those who get that far.
func (w *crowd) ladder() error {
	for _, c := range climbers {
		for range c.people {
			v, err := w.volunteer(c.on, len(w.volunteers))
			if err != nil {
				return err
			}
			w.volunteers = append(w.volunteers, v)
		}
	}
	return nil
}

func (w *crowd) volunteer(on rung, i int) (v volunteer, err error) {
	v.on = on
	in := account.Invitation{Name: firsts[i] + " " + string(lasts[i%len(lasts)][0]-'a'+'A'), Roles: []access.Role{access.Companion}}
	link, err := w.core.Accounts.Invite(w.ctx, w.core.Operator(), in)
	v.Actor = access.Actor{Scope: w.core.Scope, Account: link.Account.ID, Name: in.Name, Roles: in.Roles}
	if err != nil || on == invited {
		return v, err
	}
	if err := w.join(link.Token, ""); err != nil || on == vetting {
		return v, err
	}
	until, dbs := w.day.AddDays(60+5*i), civil.Date{}
	switch on {
	case expiring:
		dbs = w.day.AddDays(i - 20)
	case lapsed:
		until = w.day.AddDays(-20 - i)
	}
	if err := w.clearFor(v.Actor, until, dbs); err != nil {
		return v, err
	}
	if on == cleared || on == expiring {
		w.companions = append(w.companions, v.Actor)
	}
	return v, w.capable(v.Actor, i)
}

// capable is when and where they can go along, and their first supervision.
func (w *crowd) capable(a access.Actor, i int) error {
	can := companion.Capacity{Areas: []string{Near, "ZA2", "ZA3"}, AtOnce: 5, AWeek: 7, MatchedAs: []companion.Gender{companion.Woman, companion.Man}[i%2]}
	for day := range 7 {
		can.Evenings = append(can.Evenings, companion.Evening{Day: weekday(day), From: 9 * 60, Until: 23 * 60})
	}
	if err := w.core.Links.SaveCapacity(w.ctx, a, can); err != nil {
		return err
	}
	today := civil.DateOf(w.clock.Now())
	return w.core.Companions.Supervise(w.ctx, w.manager, a.Account, today, today.AddDays(42))
}

// rungs is what became of those who do not go along any more.
func (w *crowd) rungs() error {
	for i, v := range w.volunteers {
		w.at(-30+i%20, "16:00")
		var err error
		switch v.on {
		case resting:
			err = w.core.Links.Rest(w.ctx, w.manager, v.Account, w.day.AddDays(30))
		case paused:
			err = w.core.Accounts.Pause(w.ctx, w.manager, v.Account)
		case withdrawn:
			err = w.core.Companions.Withdraw(w.ctx, w.manager, v.Account)
		case left:
			err = w.core.Accounts.Leave(w.ctx, w.manager, v.Account)
		case cleared, expiring:
			today := civil.DateOf(w.clock.Now())
			err = w.core.Companions.Supervise(w.ctx, w.manager, v.Account, today, today.AddDays(42))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// moreHats are two more members who also work here, beside Cassidy, and one
// whose record is sealed because of somebody who does.
func (w *crowd) moreHats() error {
	for _, hat := range []struct {
		name   string
		keeper access.Actor
		wears  string // account; empty for none
	}{
		{"Flora Thistlebrook", w.keepers[2], w.keepers[4].Account},
		{"Perran Otterlea", w.keepers[3], w.volunteers[10].Account},
		{"Una Gravelridge", w.finn, ""},
	} {
		p, err := w.kept(somebody{name: hat.name, keeper: hat.keeper, days: -25, worry: []chat.Worry{"recognised"}, free: "weekends", sealed: true})
		if err != nil {
			return err
		}
		if hat.wears == "" {
			continue
		}
		if err := w.core.People.Tell(w.ctx, hat.keeper, p.ID, hat.wears); err != nil {
			return err
		}
	}
	return nil
}
