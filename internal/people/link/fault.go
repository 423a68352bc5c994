package link

import (
	"errors"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
)

// asSent tells of a form whose link is there already, with other content.
func asSent(err error) error {
	if errors.Is(err, db.ErrDuplicate) {
		return fault.New(fault.Conflict, "link.saved_before").Because(err)
	}
	return err
}

// unknownMeeting tells of an offer of a meeting that is not on the list.
func unknownMeeting(err error) error {
	if errors.Is(err, db.ErrReference) {
		return fault.New(fault.Missing, "record.missing").Because(err)
	}
	return err
}
