package message_test

import (
	"io"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"strconv"
	"strings"
	"testing"
	"time"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/message"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/notify"
	"openmaf/internal/platform/notify/notifytest"
)

// byEmail has the office send e-mails by a server in this process, and Sam
// agree to them.
func (o *office) byEmail(s notifytest.Script) *notifytest.Server {
	o.t.Helper()
	server, way := notifytest.Serve(o.t, s)
	set, err := o.mail.Settings(ctx, o.max)
	o.must(err)
	set.Emails, set.Ways.Server = true, way
	o.mail.Operate(notify.Reach{Own: []string{strings.TrimPrefix(o.sms.at, "http://"), net.JoinHostPort(way.Host, strconv.Itoa(way.Port))}}, quiet, func() {})
	o.must(o.mail.Set(ctx, o.max, set))
	p, err := person.New(o.d).Get(ctx, o.asha, o.sam.ID)
	o.must(err)
	p.Email = "sam@home.example"
	o.must(person.New(o.d).Change(ctx, o.asha, p))
	o.agrees(o.asha, o.sam.ID, consent.Email, true)
	return server
}

func (o *office) email() message.Draft {
	d := o.draft()
	d.Channel = message.Email
	return d
}

// letter reads the one message that the server took.
func letter(t *testing.T, s *notifytest.Server) (h mail.Header, words string) {
	t.Helper()
	all := s.Taken()
	if len(all) != 1 {
		t.Fatalf("the server took %d messages", len(all))
	}
	m, err := mail.ReadMessage(strings.NewReader(all[0].Content))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(m.Body))
	if err != nil {
		t.Fatal(err)
	}
	return m.Header, strings.ReplaceAll(string(body), "\r\n", "\n")
}

// An e-mail tells nothing to whoever sees the list of messages, and can be
// ended by one click.
func TestAnEmail(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		server := o.byEmail(notifytest.Script{})
		id := o.send(o.email())
		o.runner.Drain(ctx)
		o.wants(id, message.HandedOver, "")
		h, words := letter(t, server)
		stop := strings.Trim(h.Get("List-Unsubscribe"), "<>")
		token, ours := strings.CutPrefix(stop, "https://maf.example/stop/")
		if h.Get("From") != `"Friends" <hello@friends.example>` || h.Get("Subject") != "A short note" || !ours ||
			h.Get("List-Unsubscribe-Post") != "List-Unsubscribe=One-Click" {
			t.Errorf("the header: %v", h)
		}
		if want := "See you at 6 pm, Sam.\n\nNo more e-mails from us: " + stop + "\n"; words != want {
			t.Errorf("%q; want %q", words, want)
		}
		if strings.Contains(stop, o.sam.ID) {
			t.Error("the link tells whose it is")
		}

		later := o.email()
		later.SendOn, later.SendAt = later.On, 17*60
		o.send(later)
		text := o.draft()
		text.SendOn, text.SendAt = text.On, 17*60
		o.send(text)
		o.must(o.mail.StopEmails(ctx, o.scope, token))
		o.must(o.mail.StopEmails(ctx, o.scope, token))
		o.wants(later.ID, message.Stopped, message.SaidStop)
		o.wants(text.ID, message.Waiting, "") // texts are another question
		if _, err := o.mail.Send(ctx, o.asha, o.email()); persontest.Key(err) != "message.not.no_consent" {
			t.Errorf("after it was stopped: %v", err)
		}
		persontest.Missing(t, "another token", o.mail.StopEmails(ctx, o.scope, token[1:]))
		dbtest.Clock(o.d).Advance(3 * 365 * 24 * time.Hour)
		persontest.Missing(t, "years later", o.mail.StopEmails(ctx, o.scope, token))
	})
}

// The name above it is what the person wishes, where that tells nothing.
func TestWhoAnEmailIsFrom(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.byEmail(notifytest.Script{})
		for as, want := range map[string]string{"Jo from the library": "Jo from the library", "": "Friends", "my AA sponsor": "Friends", strings.Repeat("x", 61): "Friends"} {
			p, err := person.New(o.d).Get(ctx, o.asha, o.sam.ID)
			o.must(err)
			p.Contact.As = as
			o.must(person.New(o.d).Change(ctx, o.asha, p))
			if ready, err := o.mail.Prepare(ctx, o.asha, o.email()); err != nil || ready.Sender != want || ready.Subject != "A short note" {
				t.Errorf("%q: from %q, %v", as, ready.Sender, err)
			}
		}
	})
}

func TestAnErasedPersonsLinkStillWorks(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		server := o.byEmail(notifytest.Script{})
		o.send(o.email())
		o.runner.Drain(ctx)
		h, _ := letter(t, server)
		token := strings.TrimPrefix(strings.Trim(h.Get("List-Unsubscribe"), "<>"), "https://maf.example/stop/")
		o.must(person.New(o.d).Delete(ctx, o.asha, o.sam.ID))
		o.must(o.mail.StopLink(o.scope, token))
		o.must(o.mail.StopEmails(ctx, o.scope, token))
	})
}

// What a mail server says, and does not say, means what it means for a text.
func TestWhatAMailServerSays(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		for _, tt := range []struct {
			s     notifytest.Script
			state message.State
			why   message.Obstacle
			took  int
		}{
			{notifytest.Script{Answer: map[string]string{"RCPT": "550 nobody here"}}, message.Failed, message.WasRefused, 0},
			{notifytest.Script{Answer: map[string]string{"RCPT": "451 later"}}, message.Waiting, "", 0},
			{notifytest.Script{Cut: "DATA"}, message.Waiting, "", 0},
			{notifytest.Script{Cut: "."}, message.Unknown, message.CutOff, 0},
			{notifytest.Script{Cut: "+."}, message.Unknown, message.CutOff, 1},
		} {
			server := o.byEmail(tt.s)
			id := o.send(o.email())
			o.runner.Drain(ctx)
			o.wants(id, tt.state, tt.why)
			dbtest.Clock(o.d).Advance(time.Second)
			o.runner.Drain(ctx)
			if n := len(server.Taken()); n != tt.took {
				t.Errorf("%+v: taken %d times", tt.s, n)
			}
			if tt.state == message.Waiting {
				o.must(o.mail.Withdraw(ctx, o.asha, id))
			}
		}
	})
}

// A mail server that does not answer holds up no text.
func TestOneWayDoesNotHoldUpTheOther(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.byEmail(notifytest.Script{Answer: map[string]string{"MAIL": "421 not now"}})
		e, text := o.send(o.email()), o.send(o.draft())
		o.runner.Drain(ctx)
		o.wants(e, message.Waiting, "", seeYou)
		o.wants(text, message.HandedOver, "", seeYou)
	})
}
