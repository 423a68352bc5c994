package message

import (
	"slices"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/notify"
)

// Obstacle is why nothing goes to a person by one way; empty when something
// may. What to say of it is the message "message.not.<obstacle>".
type Obstacle string

const (
	Off        Obstacle = "off"        // this community sends nothing that way
	Died       Obstacle = "died"       //
	Sealed     Obstacle = "sealed"     // a record of one's own colleagues
	NoContact  Obstacle = "no_contact" // said no, or was never asked, to being contacted
	NoConsent  Obstacle = "no_consent" // said no, or was never asked, to this way
	Inside     Obstacle = "inside"     // is behind a gate where nothing of ours may reach them
	InPerson   Obstacle = "in_person"  // wishes to be asked when they are next in
	NoNumber   Obstacle = "no_number"
	NoMobile   Obstacle = "no_mobile" // a landline reads a text aloud
	NoAddress  Obstacle = "no_address"
	TooLate    Obstacle = "too_late"   // its time went by before it could leave
	Withdrawn  Obstacle = "withdrawn"  // by whoever wrote it
	SaidStop   Obstacle = "said_stop"  // the person wrote STOP
	NoAnswer   Obstacle = "no_answer"  // the server did not take it, several times
	WasRefused Obstacle = "refused"    // the server refused it
	Bounced    Obstacle = "bounced"    // it could not be delivered
	LeaseOver  Obstacle = "lease_over" // the program stopped while it was being sent
	CutOff     Obstacle = "cut_off"    // the line broke before the server answered
)

// obstacleTo is why nothing goes to the person by the channel, as far as the
// person goes.
func obstacleTo(p person.Person, held []consent.Consent, c Channel) Obstacle {
	given := func(purpose consent.Purpose) bool {
		return slices.ContainsFunc(held, func(c consent.Consent) bool { return c.Purpose == purpose && c.Given })
	}
	by := map[Channel]consent.Purpose{Text: consent.Text, Email: consent.Email}[c]
	switch {
	case p.IsDead():
		return Died
	case p.Sealed:
		return Sealed
	case !given(consent.Contact):
		return NoContact
	case p.Contact.How == person.InPerson:
		return InPerson
	case !given(by):
		return NoConsent
	}
	_, why := addressOf(p, c)
	return why
}

// addressOf is where a message goes.
func addressOf(p person.Person, c Channel) (string, Obstacle) {
	if c == Email {
		if p.Email == "" {
			return "", NoAddress
		}
		return p.Email, ""
	}
	if p.Phone == "" {
		return "", NoNumber
	}
	number, err := notify.Mobile(p.Phone)
	if err != nil {
		return "", NoMobile
	}
	return number, ""
}

func (o Obstacle) fault() error {
	return fault.New(fault.Conflict, "message.not."+string(o))
}
