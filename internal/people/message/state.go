package message

// State is where a message stands.
type State string

const (
	Waiting    State = "waiting"     // for its time, or its turn
	Held       State = "held"        // until the quiet hours are over
	Sending    State = "sending"     // claimed: from here on it may be on its way
	HandedOver State = "handed_over" // the server has taken it
	Delivered  State = "delivered"   // the network says it is on the telephone
	Failed     State = "failed"
	Unknown    State = "unknown" // it may have been sent; nobody knows
	Stopped    State = "stopped" // before it was sent
)

// States in the order of a message's life.
var States = []State{Waiting, Held, Sending, HandedOver, Delivered, Failed, Unknown, Stopped}

// Event is what happens to a message.
type Event string

const (
	Hold   Event = "hold"   // it is quiet
	Claim  Event = "claim"  // about to be handed over
	Accept Event = "accept" // the server said yes
	Return Event = "return" // certainly not taken: another try
	Refuse Event = "refuse" // not taken, and no further try
	Lose   Event = "lose"   // nobody can know
	Arrive Event = "arrive" // a report: on the telephone
	Bounce Event = "bounce" // a report: it cannot be delivered
	Stop   Event = "stop"   // the person, whoever wrote it, or we
)

// Events in no order.
var Events = []Event{Hold, Claim, Accept, Return, Refuse, Lose, Arrive, Bounce, Stop}

// moves are all that can happen. A report may come before the answer to the
// request that it reports on, and long after everybody has given up: it tells
// what happened, so it holds against everything but another report. Nothing
// leads back from a claim but the proof that nothing was sent.
var moves = map[State]map[Event]State{
	Waiting:    {Hold: Held, Claim: Sending, Stop: Stopped},
	Held:       {Hold: Held, Claim: Sending, Stop: Stopped},
	Sending:    {Accept: HandedOver, Return: Waiting, Refuse: Failed, Lose: Unknown, Arrive: Delivered, Bounce: Failed},
	HandedOver: {Arrive: Delivered, Bounce: Failed},
	Unknown:    {Arrive: Delivered, Bounce: Failed},
	Failed:     {Arrive: Delivered},
}

// After is the state that the event leads to; ok is false where it changes
// nothing.
func (s State) After(e Event) (next State, ok bool) {
	next, ok = moves[s][e]
	return next, ok
}

// MayBeSent reports whether the message can still leave.
func (s State) MayBeSent() bool { return s == Waiting || s == Held }
