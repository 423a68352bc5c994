package e2e

import (
	"context"
	"time"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/message"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/locale"
)

// Robin may be texted. A message to them waits for tomorrow evening, and they
// wrote back. The gateway is invented and answers nobody.
var _ = happens(func(w *world) {
	ctx, asha, max := context.Background(), w.team["Asha"], w.team["Max"]
	w.must(w.core.Messages.Set(ctx, max, message.Settings{Texts: true, Quiet: message.UsualQuiet, Ways: message.Ways{
		Site: "https://maf.invalid", Sender: "Friends on High Street", Subject: "A short note",
		Gateway: message.GatewayAt{Kannel: true, URL: "https://sms.invalid", User: "us", Password: "the kettle is on", From: "07700 900000"}}}))
	_, secret, err := w.core.Messages.NewHook(ctx, max)
	w.must(err)
	robin := person.Person{ID: w.core.DB.NewID(), Name: "Robin T", Phone: "07700 900321", Contact: person.Contact{How: person.Text, When: "mornings"}}
	words := locale.English()
	yes := func(p consent.Purpose) consent.Answer {
		return consent.Answer{Purpose: p, Given: true, Version: consent.WordingOf(words, p).Version}
	}
	w.must(w.core.DB.Tx(ctx, w.core.Scope, func(tx *db.Tx) error {
		if err := person.Add(tx, asha, robin); err != nil {
			return err
		}
		return consent.Add(tx, asha, words, robin.ID, []consent.Answer{yes(consent.Contact), yes(consent.Text)})
	}))
	d := message.Draft{ID: w.core.DB.NewID(), Person: robin.ID, Channel: message.Text, Kind: message.Reminder, On: today.AddDays(1), At: 18 * 60,
		SendOn: today.AddDays(1), SendAt: 16 * 60}
	_, err = w.core.Messages.Send(ctx, asha, d)
	w.must(err)
	for _, in := range []message.Inbound{{Name: "one", From: "+447700900321", Words: "I will be there"},
		{Name: "two", From: "+447700900999", Words: "who is this"}} {
		w.must(w.core.Messages.Receive(ctx, w.core.Scope, in))
	}
	var reply string
	w.must(w.core.DB.View(ctx, w.core.Scope, func(tx *db.Tx) error {
		all, err := w.core.Messages.Replies(tx, asha)
		if err == nil {
			reply = all[0].ID
		}
		return err
	}))
	parcel, err := w.core.Seal.Parcel([]byte(robin.ID), civil.Date{Year: 2100, Month: time.January, Day: 1}.At(0), "stop-emails", w.core.Scope.Community())
	w.must(err)
	w.more["{sent}"], w.more["{reply}"], w.more["{secret}"], w.more["{parcel}"] = d.ID, reply, secret, parcel
})
