// Package meeting keeps the community's list of mutual-aid meetings.
package meeting

import (
	"time"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/platform/civil"
)

// Kind is the philosophy of a group.
type Kind string

const (
	TwelveStep Kind = "12-step"
	CBT        Kind = "cbt"       // SMART and others that teach tools
	Buddhist   Kind = "buddhist"  //
	Faith      Kind = "faith"     //
	Secular    Kind = "secular"   // LifeRing and others
	Women      Kind = "women"     // Women for Sobriety and others with a programme of their own
	Family     Kind = "family"    // for people who care about someone else
	Community  Kind = "community" // run by a recovery community, not a fellowship
	Other      Kind = "other"
)

// Attendance is how one takes part.
type Attendance string

const (
	InPerson Attendance = "in-person"
	Online   Attendance = "online"
	Hybrid   Attendance = "hybrid"
)

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
	Postcode   string // "LE1 1AA", an outcode, or empty
	Lat, Lon   float64
	Located    bool // Lat and Lon are set
	Facets     []facet.Fact
	Notes      string
}

// Meeting is a listing that this community keeps.
type Meeting struct {
	ID string
	Listing
	LastChecked civil.Date // zero until somebody checked
	CheckedBy   string     // account
	FlaggedOn   civil.Date // zero, or the day somebody found the listing wrong ("the door was locked")
	MissingFrom civil.Date // zero, or the day an import of its list no longer held it
	Withdrawn   bool
	Version     int
	Updated     time.Time
}
