package meeting

import (
	"context"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// longestRest is how far ahead the day to look again may be, in days.
const longestRest = 366

// Rest notes that the meeting is not suggested until the safeguarding lead says
// so, and when she looks again. Nothing else of the listing changes, nobody is
// named, and it is no list of bad meetings: it is for the time in which somebody
// finds out, and tells the group's own people.
func (s *Store) Rest(ctx context.Context, actor access.Actor, id string, review civil.Date) error {
	return s.rest(ctx, actor, id, &review, trail.MeetingSeeLead)
}

// Suggest takes back that the meeting is not suggested.
func (s *Store) Suggest(ctx context.Context, actor access.Actor, id string) error {
	return s.rest(ctx, actor, id, nil, trail.MeetingSuggested)
}

func (s *Store) rest(ctx context.Context, actor access.Actor, id string, review *civil.Date, event trail.Event) error {
	if err := access.Allow(actor, access.MeetingRest, false); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		var until civil.Date
		if review != nil {
			if now := today(tx); !review.After(now) || review.After(now.AddDays(longestRest)) {
				return fault.New(fault.Invalid, "meeting.rest.review").Field("review_on", "meeting.rest.review")
			}
			until = *review
		}
		if err := revise(tx); err != nil {
			return err
		}
		n, err := tx.Exec(`UPDATE meeting SET see_lead_until = $1, version = version + 1, updated_at = $2
			WHERE community_id = $3 AND id = $4 AND NOT withdrawn`, until, tx.Stamp(), tx.Community(), id)
		if err := oneRow(n, err); err != nil {
			return err
		}
		return record(tx, actor.Account, event, id, nil)
	})
}

// restLimit bounds the list of meetings that are not suggested.
const restLimit = 50

// Resting reads the meetings that are not suggested, the soonest to be looked
// at first.
func (s *Store) Resting(ctx context.Context, actor access.Actor) (all []Meeting, err error) {
	if err := access.Allow(actor, access.MeetingRest, false); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		all, err = db.All(tx, newScanner().scan, selectMeetings+` AND see_lead_until IS NOT NULL AND NOT withdrawn
			ORDER BY see_lead_until, id LIMIT $2`, tx.Community(), restLimit)
		return err
	})
	return all, err
}
