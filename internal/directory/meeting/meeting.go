package meeting

import (
	"time"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/place"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/platform/civil"
)

// TypedHere is the source of meetings that somebody of the community typed.
// No import may use it.
const TypedHere = "typed here"

// Listing is what a list says of a meeting, before it has an id of ours.
type Listing struct {
	Source     string // name of the list: "typed here", "uk-2026-08"
	SourceID   string // the list's own id; not stable between its editions
	Fellowship string // code such as "AA", "SMART"; empty for a group of no fellowship
	Kind       Kind
	Title      string
	Slot       schedule.Slot
	Attendance Attendance
	Venue      string
	Address    string
	Postcode   string // "LE1 1AA", an outcode, an Eircode, or empty
	Lat, Lon   float64
	Located    bool // Lat and Lon are set
	Facets     []facet.Fact
	Notes      string
	Website    string // page of the group or list
	Join       string // address of the room online
}

// Meeting is a listing that this community keeps.
type Meeting struct {
	ID string
	Listing
	// Placed says how exactly the position is known when it was found by the
	// postcode, and is empty when the listing has one of its own. Only All sets it.
	Placed      place.Precision
	LastChecked civil.Date // zero until somebody checked
	CheckedBy   string     // account
	FlaggedOn   civil.Date // zero, or the day somebody found the listing wrong
	FlagReason  FlagReason // empty unless flagged
	MissingFrom civil.Date // zero, or the day an import of its list no longer held it
	Withdrawn   bool
	// SeeLead is zero, or the day on which the safeguarding lead looks again at a
	// meeting that is not suggested at present. Until she says so it is not, also
	// after that day. Why is not kept here, and nobody is named.
	SeeLead civil.Date
	Version int
	Updated time.Time
}

// FlagReason says what somebody found wrong with a listing.
type FlagReason string

const (
	DoorLocked FlagReason = "door-locked" // nobody was there
	NotThere   FlagReason = "not-there"   // the venue knows of no such meeting
	OtherTime  FlagReason = "other-time"  // it is held at another time
	OtherWrong FlagReason = "other"
)

// FlagReasons in the order in which pages offer them.
var FlagReasons = []FlagReason{DoorLocked, NotThere, OtherTime, OtherWrong}

// Attendance is how one takes part.
type Attendance string

const (
	InPerson Attendance = "in-person"
	Online   Attendance = "online"
	Hybrid   Attendance = "hybrid"
)

// Attendances in the order in which pages offer them.
var Attendances = []Attendance{InPerson, Online, Hybrid}
