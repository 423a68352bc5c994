package link

import (
	"strconv"

	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// entries names the event that the trail keeps of each verb.
var entries = map[Verb]trail.Event{
	VerbRaise:         trail.TopicRaised,
	VerbOffer:         trail.OptionsShown,
	VerbDecline:       trail.DeclinedForNow,
	VerbChoose:        trail.OptionChosen,
	VerbPlan:          trail.PlanMade,
	VerbAttend:        trail.FirstMeetingAttended,
	VerbLeaveEarly:    trail.LeftEarly,
	VerbNotHappened:   trail.PlanDidNotHappen,
	VerbDoorLocked:    trail.MeetingFoundClosed,
	VerbCheckComfort:  trail.ComfortRecorded,
	VerbDoubt:         trail.ThinkAgainStarted,
	VerbAlternative:   trail.AlternativeOpened,
	VerbContinue:      trail.ContinuingReported,
	VerbInvolve:       trail.InvolvementReported,
	VerbHoldCheck:     trail.CheckInHeld,
	VerbNotReached:    trail.CheckInNotReached,
	VerbLeaveDoorOpen: trail.CheckInNotReached,
	VerbLoseCompanion: trail.CompanionReleased,
	VerbSendCompanion: trail.PlanChanged,
	VerbGoAlone:       trail.PlanChanged,
	VerbTellPerson:    trail.PersonTold,
	VerbRemind:        trail.ReminderGiven,
	VerbSayYes:        trail.CompanionAccepted,
	VerbMeet:          trail.CompanionMet,
	VerbComeHome:      trail.CompanionSafeReturn,
	VerbPause:         trail.LinkPaused,
	VerbResume:        trail.LinkResumed,
	VerbStepBack:      trail.SteppedBack,
	VerbClose:         trail.LinkClosed,
	VerbReopen:        trail.Reopened,
	VerbWake:          trail.LinkWoken,
	VerbLetAsk:        trail.AskerChosen,
	VerbHandOver:      trail.RowHandedOver,
	VerbTakeBack:      trail.RowTakenBack,
}

// eventOf is the event of a step that turned the link old into next.
func eventOf(s Step, old, next Link) trail.Event {
	switch {
	case s.Verb == VerbPlan && old.Plan != nil && !old.Plan.Settled:
		return trail.PlanChanged
	case s.Verb == VerbAttend && old.Attendances > 0:
		return trail.ContinuingReported
	case s.Verb == VerbClose && next.Reason == FoundFeet:
		return trail.HandedOverToFellowship
	case s.Verb == VerbOffer && next.Gap && s.To != Offered && old.State != Chosen && old.State != Planned && old.State != ThinkAgain:
		return trail.GapFound
	}
	return entries[s.Verb]
}

// factsOf are the codes, ids and days of a step; never anybody's words.
func factsOf(s Step, next Link) trail.Facts {
	f := trail.Facts{"from": string(s.From), "to": string(s.To)}
	put := func(key, value string) {
		if value != "" {
			f[key] = value
		}
	}
	put("code", s.Code)
	put("skipped", db.Codes(s.Skipped))
	switch s.Verb {
	case VerbChoose:
		put("meeting", next.Meeting)
	case VerbPlan, VerbMeet, VerbComeHome, VerbDoorLocked, VerbNotHappened, VerbSendCompanion, VerbGoAlone, VerbRemind, VerbSayYes, VerbTellPerson:
		if next.Plan != nil {
			put("meeting", next.Plan.Meeting)
			put("on", next.Plan.On.String())
			put("companion", next.Plan.Companion)
			put("second", next.Plan.Second)
		}
	case VerbAttend, VerbLeaveEarly:
		put("on", next.LastOn.String())
	case VerbNotReached:
		put("attempt", strconv.Itoa(next.Tries))
	case VerbLeaveDoorOpen:
		put("message", string(DueDoorOpen))
	case VerbAlternative:
		put("child", next.Child)
	case VerbLetAsk, VerbHandOver, VerbTakeBack:
		put("asker", next.Asker)
	case VerbDecline:
		put("revisit", next.Revisit.String())
	}
	return f
}

// enter appends the trail entries of one step.
func enter(tx *db.Tx, actor access.Actor, old, next Link, effects []Effect) error {
	step := next.Steps[len(next.Steps)-1]
	if err := write(tx, actor, next, eventOf(step, old, next), factsOf(step, next)); err != nil {
		return err
	}
	if step.Code == CodeUnsafe {
		if err := write(tx, actor, next, trail.FeltUnsafeRaised, nil); err != nil {
			return err
		}
	}
	for _, e := range effects {
		event := trail.CompanionAsked
		switch {
		case e.Kind == FlagListing, e.Kind == ReleaseCompanion && step.Verb == VerbLoseCompanion:
			continue
		case e.Kind == ReleaseCompanion:
			event = trail.CompanionReleased
		}
		if err := write(tx, actor, next, event, trail.Facts{"companion": e.Account}); err != nil {
			return err
		}
	}
	return nil
}

func write(tx *db.Tx, actor access.Actor, l Link, event trail.Event, facts trail.Facts) error {
	return trail.Append(tx, trail.Entry{Account: actor.Account, Event: event,
		Subject: trail.Subject{Kind: "link", ID: l.ID}, Person: l.Person, Facts: facts})
}
