package link

import (
	"slices"
	"time"

	"openmaf/internal/platform/civil"
)

// SayYes: whoever was asked to go along says that they can; no account is the
// only one, or the first. The plan stands without it, but somebody asks them
// where they have not said so in time (Settings.AnswerBy). Their no is
// [LoseCompanion].
type SayYes struct{ Account string }

func (SayYes) Verb() Verb { return VerbSayYes }

func (e SayYes) note(l *Link, t *turn) error {
	if !l.Plan.accompanied() || l.Plan.Settled {
		return nothingPlanned()
	}
	if e.Account == "" {
		e.Account = l.Plan.Companion
	}
	if !slices.Contains(l.Plan.Companions(), e.Account) {
		return nothingPlanned()
	}
	if said := l.Plan.saidYes(e.Account); said.IsZero() {
		*said = t.now
	}
	return nil
}

// saidYes is where it is kept when the companion said that they can go.
func (p *Plan) saidYes(account string) *time.Time {
	if account == p.Second {
		return &p.SecondSaidYes
	}
	return &p.SaidYes
}

// Unanswered are those who are to go along and have not said that they can.
// Once they have met the person, nobody has to ask.
func (p *Plan) Unanswered() (out []string) {
	for _, account := range p.Companions() {
		if p.Met.IsZero() && p.saidYes(account).IsZero() {
			out = append(out, account)
		}
	}
	return out
}

// keepsYes keeps what was said to the plan that this one takes the place of,
// where nothing has changed of when and where they meet.
func (p *Plan) keepsYes(old *Plan) {
	if old == nil || old.Meeting != p.Meeting || !old.Starts.Equal(p.Starts) || old.MeetPoint != p.MeetPoint {
		return
	}
	for _, account := range p.Companions() {
		if slices.Contains(old.Companions(), account) {
			*p.saidYes(account) = *old.saidYes(account)
		}
	}
}

// answeredTo is the last day for whose evenings whoever goes along should have
// answered by now: today, and from AnswerBy on tomorrow.
func (s Settings) answeredTo(now time.Time) civil.Date {
	today := civil.DateOf(now)
	if now.Before(today.At(s.AnswerBy)) {
		return today
	}
	return today.AddDays(1)
}

// unanswered is the condition under which somebody who goes along on the plan
// (e) should have answered by the day in the argument, and has not.
func unanswered(by string) string {
	return `(e.on_date <= ` + by + ` AND e.met_at IS NULL
		AND (e.companion IS NOT NULL AND e.said_yes_at IS NULL OR e.second IS NOT NULL AND e.second_said_yes_at IS NULL))`
}
