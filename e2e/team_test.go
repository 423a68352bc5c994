package e2e

import (
	"net/http"
	"testing"
	"time"

	"openmaf/internal/platform/civil"
)

// password is everybody's here: three words that only we would put together.
const password = "kettle harbour lantern"

// welcome takes up an invitation and chooses how to sign in.
func (b *browser) welcome(link, name string) *browser {
	b.t.Helper()
	return b.Open(link).Sees("Hello").Good().
		Fill("Your e-mail address, or a name to sign in with", name).
		Fill("A password", password).
		Press("Start").Sees("Welcome. You are in.")
}

// signIn signs in with the password.
func (b *browser) signIn(name string) *browser {
	b.t.Helper()
	return b.Open("/sign-in").enter(name)
}

// staysIn signs in where that is needed: time may have run out.
func (b *browser) staysIn(name string) *browser {
	b.t.Helper()
	var in bool
	if err := b.Open("/sign-in").ask(b.found("sees", "You are signed in as"), &in); err != nil {
		b.t.Fatal(err)
	}
	if !in {
		b.enter(name)
	}
	return b
}

// enter fills in the sign-in page where it stands.
func (b *browser) enter(name string) *browser {
	b.t.Helper()
	return b.Fill("Your e-mail address or sign-in name", name).Fill("Password", password).Press("Sign in")
}

// invite asks somebody to the team, and returns the link to hand over.
func (b *browser) invite(name string, roles ...string) string {
	b.t.Helper()
	return b.Open("/team").Follow("Team").Press("Invite somebody").Good().
		Fill("Their name", name).Choose("What do they do here?", roles...).
		Press("Make the link").Sees("A link for " + name + " to join").Good().Value("The link")
}

// oneTimeLink makes a link with which somebody signs in without a password.
func (b *browser) oneTimeLink(name string) string {
	b.t.Helper()
	return b.Open("/team").Follow(name).Press("Link to sign in").Sees("A link for " + name + " to sign in").Value("The link")
}

// clearance says what the manager saw of a companion, and until when they may
// go along.
func (b *browser) clearance(name string, seen, until civil.Date) *browser {
	b.t.Helper()
	return b.Open("/team").Follow(name).Press("What I have seen").Good().
		FillDay("Their references, seen on", seen).FillDay("Their training, finished on", seen).
		FillDay("They can go along until", until).
		Choose("Their first time", "They have gone along in twos before, so they can go on their own").Press("Save")
}

// TestTheTeam: a manager is let in by the first administrator and invites two
// volunteers; one signs in with a password, the other, a companion, with a
// one-time link on the phone; the manager clears the companion.
func TestTheTeam(t *testing.T) {
	eachEngine(t, func(t *testing.T, c *community) {
		ada := c.browser("Ada, administrator", desk)
		ada.welcome("/welcome/"+c.first.Token, "ada@example.org").Stands("/team").Good()
		toMax := ada.invite("Max M", "Manager")

		max := c.browser("Max, manager", desk)
		max.welcome(toMax, "max")
		asha := c.browser("Asha, facilitator", phone)
		asha.welcome(max.invite("Asha P", "Facilitator"), "asha")
		sam := c.browser("Sam, companion", phone)
		sam.Open(max.invite("Sam K", "Companion")).Sees("Or without a password").Good().
			Press("Start without a password").Stands("/outings")

		max.Open("/team").Follow("Sam K").Sees("They cannot be planned to go along yet.").Good()
		today := civil.DateOf(morning)
		max.clearance("Sam K", today.AddDays(-30), today.AddDays(-1)).Sees("Choose a last day that is still to come.").Good()
		max.clearance("Sam K", today.AddDays(-30), today.AddDays(180)).Sees("They can go along until").Good()

		link := max.oneTimeLink("Sam K")
		again := c.browser("Sam, on a new phone", phone)
		again.Open(link).Good()
		again.Open(link).Sees("This link works once.").Press("Sign in").Stands("/outings")
		again.Open("/devices").Sees("This one").Good()
		other := c.browser("somebody who found the link", phone)
		if other.Open(link); other.Status() != http.StatusNotFound {
			t.Errorf("a spent link answers %d", other.Status())
		}

		c.clock.Set(morning.Add(24 * time.Hour))
		asha.Open("/devices").Stands("/sign-in").enter("asha").Stands("/devices").Sees("This one")
		asha.Open("/sign-in").Sees("You are signed in as Asha P.").Press("Sign out").Sees("You are signed out.").Good()
	})
}
