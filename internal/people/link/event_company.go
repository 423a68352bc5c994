package link

import (
	"slices"
	"time"

	"openmaf/internal/platform/fault"
)

// LoseCompanion: whoever was to go along cannot; no account is the only one, or
// the first. The plan stands, and somebody is missing until another companion
// is sent, or the person chooses to go alone or on another evening.
type LoseCompanion struct{ Account string }

func (LoseCompanion) Verb() Verb { return VerbLoseCompanion }

func (e LoseCompanion) note(l *Link, t *turn) error {
	if !l.Plan.accompanied() {
		return nothingPlanned()
	}
	if e.Account == "" {
		e.Account = l.Plan.Companion
	}
	if !slices.Contains(l.Plan.Companions(), e.Account) {
		return nothingPlanned()
	}
	if l.CompanionOut(t.now) || !t.now.Before(l.Plan.Starts) {
		return stillOut()
	}
	t.tell(Effect{Kind: ReleaseCompanion, Account: e.Account})
	l.Plan.release(e.Account)
	l.Plan.LostOn = t.today
	if t.today == l.Plan.On {
		t.code = codeSameDay
	}
	return nil
}

// codeSameDay marks the step in which a companion fell out on the day itself.
const codeSameDay = "same_day"

// letDown counts an evening whose companion fell out on the day, and for whom
// nobody else came, as our failure: once, and whatever became of the evening.
func (l *Link) letDown() {
	if p := l.Plan; p.Needed() && !p.Settled && p.LostOn == p.On {
		l.OurFaults++
	}
}

// ourCause is the cause that counts: nobody came who was agreed to come, so
// that whatever got in the person's way is ours.
func (l *Link) ourCause(told Cause) Cause {
	p := l.Plan
	if !p.Needed() || p.Settled {
		return told
	}
	if !told.Ours() {
		told = NoCompanion
		if p.LostOn == p.On {
			told = CalledIn
		}
	}
	p.Company = 0 // the cause counts it
	return told
}

// SendCompanion: another companion goes along, in the place of Instead or in one
// that is free. The person has not heard of it yet: somebody has to tell them.
// Twos is the service's word that two have to go along.
type SendCompanion struct {
	Account string
	Instead string
	Twos    bool
}

func (SendCompanion) Verb() Verb { return VerbSendCompanion }

func (e SendCompanion) note(l *Link, t *turn) error {
	p := l.Plan
	if err := changeable(l, t); err != nil {
		return err
	}
	if e.Account == "" || slices.Contains(p.Companions(), e.Account) {
		return refused().Field("companion", "link.plan.second_same")
	}
	if slices.Contains(p.Companions(), e.Instead) {
		t.tell(Effect{Kind: ReleaseCompanion, Account: e.Instead})
		p.release(e.Instead)
	}
	switch {
	case p.MeetPoint == "":
		return refused().Field("meet_point", "link.plan.meet_point")
	case !p.Boundaries:
		return refused().Field("boundaries", "link.plan.boundaries")
	case !p.Needed():
		return fault.New(fault.Conflict, "link.company.full")
	case p.Companion == "":
		p.Companion, p.HowFar = e.Account, p.furthest()
	default:
		p.Second = e.Account
	}
	if e.Twos {
		p.Company = 2
	}
	t.tell(Effect{Kind: AskCompanion, Account: e.Account})
	p.Untold = true
	t.code = "sent"
	return nil
}

// furthest is how far a companion goes whom nobody has asked: as was agreed, but
// no further than the door of a meeting that may be for members only.
func (p *Plan) furthest() HowFar {
	if p.AgreedFar == ComeIn && !p.Open || p.AgreedFar == "" {
		return ToTheDoor
	}
	return p.AgreedFar
}

// changeable refuses to change who goes along once the evening has begun.
func changeable(l *Link, t *turn) error {
	if l.Plan == nil || !l.Plan.CalledOff.IsZero() || l.Plan.Settled {
		return nothingPlanned()
	}
	if l.CompanionOut(t.now) || !t.now.Before(l.Plan.Starts) {
		return stillOut()
	}
	return nil
}

// GoAlone: nobody goes along after all, and the person wants to go.
type GoAlone struct{}

func (GoAlone) Verb() Verb { return VerbGoAlone }

func (GoAlone) note(l *Link, t *turn) error {
	if err := changeable(l, t); err != nil {
		return err
	}
	for _, account := range l.Plan.Companions() {
		t.tell(Effect{Kind: ReleaseCompanion, Account: account})
	}
	l.letDown()
	p := l.Plan
	p.Companion, p.Second, p.HowFar, p.MeetPoint, p.Company, p.Untold = "", "", "", "", 0, false
	p.SaidYes, p.SecondSaidYes = time.Time{}, time.Time{}
	return nil
}

// TellPerson: somebody told the person what changed.
type TellPerson struct{}

func (TellPerson) Verb() Verb { return VerbTellPerson }

func (TellPerson) note(l *Link, _ *turn) error {
	if l.Plan == nil || !l.Plan.Untold {
		return nothingDue()
	}
	l.Plan.Untold = false
	return nil
}

// Remind: on the day, a person asked whether it is still on, and said where
// they meet.
type Remind struct{}

func (Remind) Verb() Verb { return VerbRemind }

func (Remind) note(l *Link, t *turn) error {
	switch p := l.Plan; {
	case p == nil || !p.CalledOff.IsZero() || p.Settled:
		return nothingPlanned()
	case t.today != p.On:
		return notYet()
	case p.Reminded.IsZero():
		p.Reminded = t.now
	}
	return nil
}

// ComeHome: a companion is safely home; no account is everybody who went along.
// Only this ends the alarm. SaidBy is who said so, when they were rung.
type ComeHome struct {
	Account string
	SaidBy  SaidBy
}

func (ComeHome) Verb() Verb { return VerbComeHome }

func (e ComeHome) note(l *Link, t *turn) error {
	if err := onOuting(l, t); err != nil {
		return err
	}
	if !among(SaidBys, e.SaidBy) {
		return refused().Field("said_by", "link.answer")
	}
	accounts := l.Plan.Companions()
	if e.Account != "" {
		if !slices.Contains(accounts, e.Account) {
			return nothingPlanned()
		}
		accounts = []string{e.Account}
	}
	for _, account := range accounts {
		l.Plan.comeHome(account, t.now)
	}
	t.code = string(e.SaidBy)
	return nil
}

// SaidBy is who said that a companion is safely home.
type SaidBy string

const (
	Themselves SaidBy = "" // they marked it, or their word was taken on the phone
	TheyRang   SaidBy = "companion"
	Emergency  SaidBy = "emergency" // whom they named to be rung
	Colleague  SaidBy = "colleague"
)

// SaidBys in the order pages show them, but for the companion's own mark.
var SaidBys = []SaidBy{TheyRang, Emergency, Colleague, Themselves}
