package course

// Mark is one tap on a register, or a line of paper: that somebody is here, that
// they are not after all, or a head more or less beside the names.
type Mark struct {
	ID        string
	Session   string
	Enrolment string // empty for a head
	Here      bool
	Heads     int // 1 or -1; 0 for a name
	How       How
	Base      string // the mark of that name which whoever tapped saw; empty for none
}

// How it is known that somebody was here. It is always about our own session.
type How string

const (
	Seen  How = "seen"  // whoever led the session saw them
	Said  How = "said"  // they told us afterwards
	Paper How = "paper" // typed from the sheet
)

// Fate of a mark that arrives.
type Fate string

const (
	Holds    Fate = "holds"
	Disputed Fate = "disputed"
	Settled  Fate = "settled" // it says what is held already, or was answered
)

// Standing is what holds of a name when a mark arrives.
type Standing struct {
	Mark string // id of the mark that holds; empty for none
	Here bool
}

// Judge says what becomes of a mark. One that follows what whoever tapped saw
// holds. One that says what holds already changes nothing. Else two phones said
// different things without knowing of each other: neither wins by being late.
func Judge(now Standing, m Mark) Fate {
	switch {
	case m.Base == now.Mark:
		return Holds
	case m.Here == now.Here:
		return Settled
	}
	return Disputed
}
