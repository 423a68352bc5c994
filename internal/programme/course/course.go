package course

import (
	"slices"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
)

// Setting is the kind of place where a course is held.
type Setting string

// Settings in the order pages show them.
var Settings = []Setting{"community", "prison", "online"}

// Prison is behind a gate: no phone may enter, and a yes weighs less.
const Prison Setting = "prison"

// Course is one run of a programme.
type Course struct {
	ID        string
	Title     string // of the programme, in the version that it runs on
	Programme string
	Version   int // of the programme
	Setting   Setting
	Place     string
	Funder    string // who pays for it, in the community's own words; empty: not written down
	Capacity  int
	Starts    civil.Date
	Ends      civil.Date // of its last session
	Taken     int        // places that are taken or kept for somebody
	Waiting   int
	Run       bool // the reader runs it
	Shown     bool // to strangers: when and where, and nobody's name
}

// Free is how many places are free.
func (c Course) Free() int { return max(0, c.Capacity-c.Taken) }

// Over reports whether its last session was before the day.
func (c Course) Over(today civil.Date) bool { return c.Ends.Before(today) }

// Begun reports whether its first session is not to come.
func (c Course) Begun(today civil.Date) bool { return !c.Starts.After(today) }

// Session is one evening of a course.
type Session struct {
	ID      string
	Course  string
	Part    int // which session of the programme it is, from 0
	On      civil.Date
	From    civil.TimeOfDay
	Minutes int
	Record
	Recorded bool
}

// Record is what became of a session.
type Record struct {
	Delivered bool
	Why       Why      // it was not
	Ticks     []string // of the programme's fidelity list
	Kit       string
	Homework  string
	CameUp    string   // in general, never about somebody
	With      []string // accounts that led it
}

// Why a session was not held.
type Why string

// Whys in the order pages show them.
var Whys = []Why{"nobody", "ill", "room", "lockdown", "holiday", "other"}

// Beginning is what a new course is made of.
type Beginning struct {
	ID           string
	Programme    string // the newest version is the one it runs on
	Setting      Setting
	Place        string
	Funder       string
	Capacity     int
	Starts       civil.Date
	From         civil.TimeOfDay
	Every        int // days between two sessions
	Facilitators []string
	Shown        bool // to strangers; one in prison never is
}

// Limits of a course.
const (
	longestPlace = 80
	mostPlaces   = 200
	mostEvery    = 28
	mostFor      = 8 // facilitators of one course
)

// Check reports what is wrong with a course to begin, by the fields of the form.
func (b Beginning) Check() error {
	e := fault.New(fault.Invalid, "course.invalid")
	if b.Programme == "" {
		e.Field("programme", "course.which")
	}
	if !slices.Contains(Settings, b.Setting) {
		e.Field("setting", "course.setting")
	}
	if b.Place == "" {
		e.Field("place", "course.place")
	}
	tooLong(e, "place", b.Place, longestPlace)
	tooLong(e, "funder", b.Funder, longestPlace)
	if b.Capacity < 1 || b.Capacity > mostPlaces {
		e.Field("capacity", "course.capacity", fault.Args{"Limit": mostPlaces})
	}
	if b.Starts.IsZero() {
		e.Field("starts", "course.starts")
	}
	if b.Every < 1 || b.Every > mostEvery {
		e.Field("every", "course.every", fault.Args{"Limit": mostEvery})
	}
	if len(b.Facilitators) == 0 || len(b.Facilitators) > mostFor {
		e.Field("facilitators", "course.facilitators", fault.Args{"Limit": mostFor})
	}
	return e.OrNil()
}

// sessions are the evenings of a course of the programme, one after the other.
// A bank holiday is moved by hand: which ones count is the community's to say.
func (b Beginning) sessions(p Programme, newID func() string) (all []Session) {
	for i, part := range p.Parts {
		all = append(all, Session{ID: newID(), Course: b.ID, Part: i, On: b.Starts.AddDays(i * b.Every), From: b.From, Minutes: part.Minutes})
	}
	return all
}
