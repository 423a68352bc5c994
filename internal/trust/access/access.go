// Package access holds the one function that decides who may do what.
//
// Every screen, command and capability asks [Allow] (may this be done to this
// record?) or [Reach] (which records belong in this list?). Both read one
// table, [Table], which says for each action how far each role reaches.
//
// Invariants:
//   - What is not in the table is refused.
//   - A refusal of one record says that it is not there, so that nobody learns
//     from a refusal whom this community knows.
//   - An administrator keeps the machine running and sees nobody's record.
package access

import (
	"slices"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/trail"
)

// Role is what an account does for the community. One account may have several.
type Role string

const (
	Facilitator   Role = "facilitator"
	Companion     Role = "companion"
	Manager       Role = "manager"
	Lead          Role = "lead"   // safeguarding lead
	Deputy        Role = "deputy" // deputy safeguarding lead
	Trainer       Role = "trainer"
	Administrator Role = "administrator"

	// self is a person who looks at what is kept of them, and at nothing else.
	self Role = "self"

	// operator is whoever may run the command line on the machine itself.
	operator Role = "operator"
)

// Roles that an account can be given, in the order pages show them.
var Roles = []Role{Facilitator, Companion, Manager, Lead, Deputy, Trainer, Administrator}

// Known reports whether the role is one that an account can be given.
func (r Role) Known() bool { return slices.Contains(Roles, r) }

// Actor is who acts: an account in its community, signed in, with its roles.
// The zero Actor is a stranger, who reaches nothing.
type Actor struct {
	Scope   db.Scope
	Account string
	Name    string
	Roles   []Role
	Person  string // whose own visit this is; empty for everybody who works here
	Note    bool   // something waits to be read at their own account
	Told    bool   // somebody else did something about their account that they have not seen
}

// Operator acts for the command line, which whoever holds the machine may run.
func Operator(s db.Scope) Actor {
	return Actor{Scope: s, Account: trail.System, Roles: []Role{operator}}
}

// Themself is a person in a visit to their own record: the capability that
// keeps visits has made sure of it.
func Themself(s db.Scope, person string) Actor {
	return Actor{Scope: s, Account: trail.Public, Person: person, Roles: []Role{self}}
}

// SignedIn reports whether the actor is anybody.
func (a Actor) SignedIn() bool { return a.Account != "" }

// Has reports whether the actor has the role.
func (a Actor) Has(r Role) bool { return slices.Contains(a.Roles, r) }

// Reach is how far an action goes for an actor.
type Reach int

const (
	Nothing Reach = iota
	Needed        // records that somebody must see to and nobody nearer can: see AllowNeeded
	Own           // records that the actor keeps, goes along on, or made
	All           // every record of the community
)

// ReachOf is the farthest reach that any of the actor's roles gives the
// action: for the WHERE of a list.
func ReachOf(a Actor, act Action) Reach {
	far := Nothing
	for _, r := range a.Roles {
		far = max(far, Table[act][r])
	}
	return far
}

// May reports whether the actor may do the action at all, to some record or
// other: what a route asks before its screen runs.
func May(a Actor, act Action) bool { return ReachOf(a, act) != Nothing }

// AllowNeeded decides about one record that the capability found the actor to
// be needed for: the record of somebody whom an open concern is about, a
// concern that no lead is left to read. A role that has only its own records
// gains nothing by it.
func AllowNeeded(a Actor, act Action) error {
	for _, r := range a.Roles {
		if reach := Table[act][r]; reach == Needed || reach == All {
			return nil
		}
	}
	return fault.New(fault.Missing, "record.missing")
}

// Allow decides about one record; own says whether the record is the actor's
// own (kept by them, or their outing). The refusal is a fault that does not
// say whether the record exists.
func Allow(a Actor, act Action, own bool) error {
	switch ReachOf(a, act) {
	case All:
		return nil
	case Own:
		if own {
			return nil
		}
	}
	return fault.New(fault.Missing, "record.missing")
}

// Person is what the decision about one person's record hangs on.
type Person struct {
	Own    bool // the actor keeps the record, or goes along on the outing
	Sealed bool // the person also volunteers or works here
	LetIn  bool // the person let the actor in
}

// AllowPerson is [Allow] for one person's record. A sealed one is there only
// for whom the person let in, whatever their role, and for them it is as their
// own; being let in gives nobody an action that no role of theirs has.
func AllowPerson(a Actor, act Action, p Person) error {
	if p.Sealed && !p.LetIn {
		return fault.New(fault.Missing, "record.missing")
	}
	return Allow(a, act, p.Own || p.Sealed)
}
