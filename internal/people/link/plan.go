package link

import (
	"slices"
	"time"

	"openmaf/internal/platform/civil"
)

// Plan is one evening: a way there, alone or with one companion or two, and a
// plan B.
type Plan struct {
	ID        string
	Meeting   string
	On        civil.Date // the evening's day, also when it runs past midnight
	Starts    time.Time
	Ends      time.Time
	Way       Way
	Companion string // account; empty: alone, or nobody yet (see Needed)
	Second    string // account; a first outing goes in twos
	HowFar    HowFar // with a companion only
	MeetPoint string
	PlanB     string
	Easier    string // what would make it easier, in their words
	Open      bool   // the meeting is known to be open to anyone
	Listing   string // when and where by the list, as the plan was made

	Company       int    // how many were agreed to go along: none, one or two
	AgreedFar     HowFar // how far, when the plan was made
	SomebodysHome bool   // they meet at a private home: never on a first outing
	Boundaries    bool   // they were read out, and everybody agreed

	LostOn   civil.Date // the day on which a companion fell out whom nobody has replaced
	Untold   bool       // somebody else changed it, and the person does not know yet
	Reminded time.Time  // a person asked, on the day, whether it is still on

	SaidYes       time.Time // the companion said that they can go
	SecondSaidYes time.Time // so did the second

	Met        time.Time // a companion marked "we met"
	Home       time.Time // the companion is safely home
	SecondHome time.Time // so is the second
	CalledOff  time.Time // before it began
	Locked     bool      // the door was locked: plan B is open
	Settled    bool      // we know what became of the evening
}

// Companions are the accounts that go, or went, along.
func (p *Plan) Companions() []string {
	if p == nil || !p.CalledOff.IsZero() {
		return nil
	}
	return slices.DeleteFunc([]string{p.Companion, p.Second}, func(a string) bool { return a == "" })
}

// accompanied reports whether a companion goes, or went, along.
func (p *Plan) accompanied() bool { return len(p.Companions()) > 0 }

// Needed reports whether somebody is missing who was agreed to go along.
func (p *Plan) Needed() bool {
	return p != nil && p.CalledOff.IsZero() && len(p.Companions()) < p.Company
}

// NotHome are the companions who are not marked safely home.
func (p *Plan) NotHome() (out []string) {
	for _, account := range p.Companions() {
		if p.homeAt(account).IsZero() {
			out = append(out, account)
		}
	}
	return out
}

// homeAt is when the companion came home; zero: not yet.
func (p *Plan) homeAt(account string) time.Time {
	if account == p.Second {
		return p.SecondHome
	}
	return p.Home
}

// comeHome notes that the companion is home, once.
func (p *Plan) comeHome(account string, now time.Time) {
	home := &p.Home
	if account == p.Second {
		home = &p.SecondHome
	}
	if home.IsZero() {
		*home = now
	}
}

// release takes a companion off the plan; the second one moves up.
func (p *Plan) release(account string) {
	if account == p.Companion {
		p.Companion, p.SaidYes = p.Second, p.SecondSaidYes
	}
	p.Second, p.SecondSaidYes = "", time.Time{}
	if p.Companion == "" {
		p.HowFar, p.SaidYes = "", time.Time{}
	}
}

// CompanionOut reports whether a companion set out with the person and nobody
// has marked them safely home: the meeting has begun, or they were at its door
// before that.
func (l Link) CompanionOut(now time.Time) bool {
	p := l.Plan
	return len(p.NotHome()) > 0 && (!p.Met.IsZero() || p.Locked || !now.Before(p.Starts))
}
