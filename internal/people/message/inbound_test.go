package message_test

import (
	"strings"
	"testing"
	"time"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/message"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// replies are what the actor's list shows.
func (o *office) replies(actor access.Actor) (all []message.Reply) {
	o.t.Helper()
	o.must(o.d.View(ctx, o.scope, func(tx *db.Tx) (err error) {
		all, err = o.mail.Replies(tx, actor)
		return err
	}))
	return all
}

// said are their words, joined.
func said(all []message.Reply) string {
	var words []string
	for _, r := range all {
		words = append(words, r.Name+r.Number+": "+r.Words+" ("+string(r.Says)+")")
	}
	return strings.Join(words, "; ")
}

// agreed is what Sam's newest answer about texts is, and to which words.
func (o *office) agreed() consent.Consent {
	o.t.Helper()
	held, err := consent.New(o.d).Of(ctx, o.asha, o.sam.ID)
	o.must(err)
	for _, c := range held {
		if c.Purpose == consent.Text {
			return c
		}
	}
	return consent.Consent{}
}

func TestStopIsHonouredAtOnce(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		before := o.agreed()
		waiting, later := o.send(o.draft()), o.draft()
		later.SendOn, later.SendAt = later.On, 17*60
		o.send(later)
		dbtest.Clock(o.d).Advance(time.Minute)
		in := message.Inbound{Name: "gateway-1", From: "07700900123", Words: " Stop, please!\n"}
		o.must(o.mail.Receive(ctx, o.scope, in))
		after := o.agreed()
		if after.Given || after.Wording != before.Wording || after.By != trail.Public {
			t.Errorf("consent after STOP: %+v", after)
		}
		o.wants(waiting, message.Stopped, message.SaidStop)
		o.wants(later.ID, message.Stopped, message.SaidStop)
		o.runner.Drain(ctx)
		o.wants(waiting, message.Stopped, message.SaidStop) // and no confirmation either
		if got := o.refused(); got != "message.not.no_consent" {
			t.Errorf("sending after STOP: %q", got)
		}
		if got := said(o.replies(o.asha)); got != "Sam K: Stop, please! (stop)" {
			t.Errorf("Asha reads %q", got)
		}
		o.must(o.mail.Receive(ctx, o.scope, in)) // told twice
		o.hears("STOP")                          // and said twice
		if n := len(o.replies(o.asha)); n != 2 || o.agreed().ID != after.ID {
			t.Errorf("%d replies, consent %+v", n, o.agreed())
		}
		o.hears("START")
		o.hears("yes")
		if o.agreed().ID != after.ID {
			t.Error("START gave the consent back")
		}
		if got := said(o.replies(o.asha)[2:]); got != "Sam K: START (start); Sam K: yes (words)" {
			t.Errorf("Asha reads %q", got)
		}
		o.agrees(o.asha, o.sam.ID, consent.Text, true) // she asked them
		if got := o.refused(); got != "" {
			t.Errorf("after asking: %q", got)
		}
	})
}

// What is claimed cannot be called back; everything behind it can.
func TestStopWhileOneLeaves(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		first, second := o.send(o.draft()), o.send(o.draft())
		o.mail.Around(func(send func() (string, error)) (string, error) {
			o.hears("STOP")
			return send()
		})
		o.runner.Drain(ctx)
		o.wants(first, message.HandedOver, "", seeYou)
		o.wants(second, message.Stopped, message.SaidStop, seeYou)
	})
}

func TestAllOrNothingOfStop(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		id := o.send(o.draft())
		o.sets(`UPDATE message SET state = 'held' WHERE community_id = $1 AND person_id = $2`)
		in := message.Inbound{Name: "n", From: "+447700900123", Words: "STOP"}
		err := o.d.Tx(ctx, o.scope, func(tx *db.Tx) error { // the reply cannot be kept: its table is not there
			_, err := tx.Exec(`ALTER TABLE message_reply RENAME TO gone`)
			return err
		})
		o.must(err)
		if err := o.mail.Receive(ctx, o.scope, in); err == nil {
			t.Fatal("kept nowhere, and no error")
		}
		o.must(o.d.Tx(ctx, o.scope, func(tx *db.Tx) error {
			_, err := tx.Exec(`ALTER TABLE gone RENAME TO message_reply`)
			return err
		}))
		if state, _ := o.stands(id); state != message.Held || !o.agreed().Given {
			t.Errorf("half a STOP: %s, %+v", state, o.agreed())
		}
		o.must(o.mail.Receive(ctx, o.scope, in)) // the gateway tells it again
		if state, _ := o.stands(id); state != message.Stopped || o.agreed().Given {
			t.Errorf("the second time: %s, %+v", state, o.agreed())
		}
	})
}

func TestARepliesReaders(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ben := persontest.Actor(t, o.d, o.scope, "Ben F", access.Facilitator)
		cara := persontest.Actor(t, o.d, o.scope, "Cara C", access.Companion)
		o.hears("I will be there")
		o.hears("who is this", "+447700900999")
		o.hears("an advert", "Shop")
		for who, want := range map[*access.Actor]string{&o.asha: "Sam K: I will be there (words)", &ben: "",
			&o.max: "Sam K: I will be there (words); +447700900999: who is this (words); Shop: an advert (words)"} {
			if got := said(o.replies(*who)); got != want {
				t.Errorf("%s reads %q; want %q", who.Name, got, want)
			}
		}
		if err := o.d.View(ctx, o.scope, func(tx *db.Tx) error { _, err := o.mail.Replies(tx, cara); return err }); err == nil {
			t.Error("a companion reads replies")
		}
		ids := o.replies(o.max)
		persontest.Missing(t, "Ben, of Asha's", o.mail.MarkRead(ctx, ben, ids[0].ID))
		persontest.Missing(t, "Asha, of an unknown number", o.mail.MarkRead(ctx, o.asha, ids[1].ID))
		o.must(o.mail.MarkRead(ctx, o.asha, ids[0].ID))
		o.must(o.mail.MarkRead(ctx, o.asha, ids[0].ID))
		o.must(o.mail.MarkRead(ctx, o.max, ids[1].ID))
		if got := said(o.replies(o.max)); got != "Shop: an advert (words)" {
			t.Errorf("after reading: %q", got)
		}
		o.hears("a secret")
		o.sets(`UPDATE person SET sealed = TRUE WHERE community_id = $1 AND id = $2`)
		if got := said(o.replies(o.asha)) + said(o.replies(o.max)); strings.Contains(got, "a secret") {
			t.Errorf("a sealed record's reply is read: %q", got)
		}
	})
}

// A family may share a telephone. STOP is for all of it; another reply goes to
// whom we wrote last, and never to somebody else's keeper.
func TestASharedNumber(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ben := persontest.Actor(t, o.d, o.scope, "Ben F", access.Facilitator)
		alex := o.person(ben, "Alex K", "+44 (0)7700 900 123")
		o.hears("hello?")
		if a, b, m := said(o.replies(o.asha)), said(o.replies(ben)), said(o.replies(o.max)); a+b != "" || m != "+447700900123: hello? (words)" {
			t.Errorf("before anybody was written to: %q, %q, %q", a, b, m)
		}
		o.send(o.draft())
		o.runner.Drain(ctx)
		o.hears("ok")
		if a, b := said(o.replies(o.asha)), said(o.replies(ben)); a != "Sam K: ok (words)" || b != "" {
			t.Errorf("after Sam was written to: %q, %q", a, b)
		}
		o.hears("STOP")
		for keeper, id := range map[*access.Actor]string{&o.asha: o.sam.ID, &ben: alex.ID} {
			held, err := consent.New(o.d).Of(ctx, *keeper, id)
			o.must(err)
			for _, c := range held {
				if c.Purpose == consent.Text && c.Given {
					t.Errorf("%s may still be texted", id)
				}
			}
		}
		if b := said(o.replies(ben)); b != "Alex K: STOP (stop)" {
			t.Errorf("Ben reads %q", b)
		}
	})
}

// A number is known in whatever way it was typed in.
func TestANumberIsKnownHoweverItIsWritten(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		for i, typed := range []string{"07700 900201", "+44 7700 900202", "0044 7700 900203", "+44 (0)7700 900204", "(07700) 900-205", "+48 512 345 678"} {
			name := "P" + string(rune('a'+i))
			o.person(o.asha, name, typed)
			from := []string{"+447700900201", "447700900202", "07700900203", "+447700900204", "00447700900205", "48512345678"}[i]
			o.hears("me", from)
			all := o.replies(o.asha)
			if len(all) != i+1 || all[i].Name != name {
				t.Errorf("%s from %s: %v", typed, from, said(all))
			}
		}
	})
}

func TestWhatIsKeptForHowLong(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		hands := dbtest.Clock(o.d)
		id := o.send(o.draft())
		o.runner.Drain(ctx)
		o.hears("I will be there")
		o.hears("who is this", "+447700900999")
		o.must(o.mail.MarkRead(ctx, o.asha, o.replies(o.asha)[0].ID))
		late := o.draft()
		o.send(late)
		hands.Advance(14*24*time.Hour - time.Minute)
		o.must(o.mail.Sweep(ctx, o.scope))
		o.wants(id, message.HandedOver, "", seeYou)
		o.wants(late.ID, message.Stopped, message.TooLate, seeYou)
		if got := said(o.replies(o.max)); got != "+447700900999: who is this (words)" {
			t.Errorf("after almost two weeks: %q", got)
		}
		hands.Advance(2 * time.Minute)
		o.must(o.mail.Sweep(ctx, o.scope))
		if got := said(o.replies(o.max)); got != "" {
			t.Errorf("after two weeks: %q", got)
		}
		hands.Advance(91 * 24 * time.Hour)
		o.must(o.mail.Sweep(ctx, o.scope))
		v, err := o.mail.Writing(ctx, o.asha, o.sam.ID)
		if o.must(err); len(v.Sent) != 0 {
			t.Errorf("after three months: %+v", v.Sent)
		}
		o.tells(trail.MessageAsked, trail.MessageHandedOver, trail.ReplyReceived, trail.MessageAsked, trail.MessageStopped)
	})
}

// Erasing a person takes their messages and replies along.
func TestErasingTakesEverythingAlong(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.send(o.draft())
		o.hears("I will be there")
		o.must(person.New(o.d).Delete(ctx, o.asha, o.sam.ID))
		o.must(o.d.View(ctx, o.scope, func(tx *db.Tx) error {
			left, err := db.All(tx, db.Column[string],
				`SELECT id FROM message WHERE community_id = $1 UNION ALL SELECT id FROM message_reply WHERE community_id = $1`, tx.Community())
			if len(left) != 0 {
				t.Errorf("left behind: %v", left)
			}
			return err
		}))
	})
}
