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
	Settled  Fate = "settled" // it was disputed, and somebody said which holds
	Undone   Fate = "undone"  // it was taken back
)

// Standing is what holds of a name when a mark arrives.
type Standing struct {
	Mark string // id of the mark that holds; empty for none
	Here bool
}

// Judge says what becomes of a mark. One that follows what whoever tapped saw
// holds, and so does one that says what holds already: then two saw it. Else two
// phones said different things without knowing of each other, and neither wins
// by being late.
func Judge(now Standing, m Mark) Fate {
	if m.Base == now.Mark || m.Here == now.Here {
		return Holds
	}
	return Disputed
}
