package demo

import (
	"openmaf/internal/people/consent"
	"openmaf/internal/people/message"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/locale"
)

// messages shows texts as a facilitator sees them: one that waits for the
// afternoon, what somebody wrote back, a STOP, and a number that nobody knows.
// Its gateway is at an address that leads nowhere, so nothing is ever sent.
func (t *town) messages() error {
	t.at(-5, "11:20")
	set := message.Settings{Texts: true, Quiet: message.UsualQuiet, Ways: message.Ways{Site: "https://sallowby.invalid",
		Sender: "The friends on High Street", Subject: "A short note",
		Gateway: message.GatewayAt{Kannel: true, URL: "https://sms.invalid", User: "sallowby", From: "07700 900000"}}}
	if err := t.core.Messages.Set(t.ctx, t.manager, set); err != nil {
		return err
	}
	robin, err := t.texted("Robin T", "07700 900121", "mornings")
	if err != nil {
		return err
	}
	if _, err := t.texted("Ola W", "07700 900122", ""); err != nil {
		return err
	}
	t.at(-1, "10:40")
	for _, in := range []message.Inbound{
		{Name: "demo-1", From: "+447700900121", Words: "Thanks. Can we make it half past?"},
		{Name: "demo-2", From: "+447700900122", Words: "Stop please"},
		{Name: "demo-3", From: "+447700900199", Words: "Who is this?"},
	} {
		if err := t.core.Messages.Receive(t.ctx, t.core.Scope, in); err != nil {
			return err
		}
	}
	t.at(0, "09:20")
	_, err = t.core.Messages.Send(t.ctx, t.fern, message.Draft{ID: t.core.DB.NewID(), Person: robin, Channel: message.Text,
		Kind: message.Reminder, On: t.day, At: 18*60 + 30, SendOn: t.day, SendAt: 16 * 60})
	return err
}

// texted is somebody who agreed to be texted.
func (t *town) texted(name, phone, when string) (id string, err error) {
	id = t.core.DB.NewID()
	words := locale.English()
	var answers []consent.Answer
	for _, p := range []consent.Purpose{consent.Record, consent.Contact, consent.Text} {
		answers = append(answers, consent.Answer{Purpose: p, Given: true, Version: consent.WordingOf(words, p).Version})
	}
	return id, t.core.DB.Tx(t.ctx, t.core.Scope, func(tx *db.Tx) error {
		p := person.Person{ID: id, Name: name, Phone: phone, Contact: person.Contact{How: person.Text, When: when}}
		if err := person.Add(tx, t.fern, p); err != nil {
			return err
		}
		return consent.Add(tx, t.fern, words, id, answers)
	})
}
