package message_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/message"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/jobs"
	"openmaf/internal/platform/locale"
	"openmaf/internal/platform/notify"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
	"openmaf/internal/trust/trail"
)

var (
	ctx   = context.Background()
	quiet = slog.New(slog.DiscardHandler)
)

// office is a community that sends texts by a gateway in this process, and Sam,
// whom Asha keeps and who agreed to texts.
type office struct {
	t       *testing.T
	d       *db.DB
	scope   db.Scope
	seal    *seal.Sealer
	sms     *gateway
	mail    *message.Service
	runner  *jobs.Runner
	asha    access.Actor
	max     access.Actor
	sam     person.Person
	secrets string
}

// gateway takes texts as Kannel does, and says what it is told to.
type gateway struct {
	at string
	mu sync.Mutex
	// answer is the status of every answer; cut breaks the line after the text
	// was taken.
	answer int
	cut    bool
	took   []string // "number: words"
}

func (g *gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.answer < 300 {
		g.took = append(g.took, r.Header.Get("X-Kannel-To")+": "+string(body))
	}
	if g.cut {
		if conn, _, err := w.(http.Hijacker).Hijack(); err == nil {
			conn.Close()
		}
		return
	}
	w.WriteHeader(g.answer)
}

func (g *gateway) says(status int, cut bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.answer, g.cut = status, cut
}

func (g *gateway) taken() []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return append([]string(nil), g.took...)
}

func newOffice(t *testing.T, d *db.DB, s db.Scope) *office {
	t.Helper()
	sealer, err := seal.Create(filepath.Join(t.TempDir(), "key"))
	if err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, d: d, scope: s, seal: sealer, sms: &gateway{answer: http.StatusAccepted}}
	server := httptest.NewServer(o.sms)
	t.Cleanup(server.Close)
	o.sms.at = server.URL
	o.mail, o.runner = o.process()
	o.asha = persontest.Actor(t, d, s, "Asha F", access.Facilitator)
	o.max = persontest.Actor(t, d, s, "Max M", access.Manager)
	o.must(o.mail.Set(ctx, o.max, o.settings()))
	_, secret, err := o.mail.NewHook(ctx, o.max)
	o.must(err)
	o.secrets = secret
	o.sam = o.person(o.asha, "Sam K", "07700 900123")
	return o
}

// process is another process on the same database: a restart, or a neighbour.
func (o *office) process() (*message.Service, *jobs.Runner) {
	m := message.New(o.d, o.seal, nil)
	r := jobs.New(o.d.Clock(), quiet, m.Queues(o.scope)...)
	m.Operate(notify.Reach{Own: []string{strings.TrimPrefix(o.sms.at, "http://")}}, quiet, r.Wake)
	return m, r
}

func (o *office) settings() message.Settings {
	return message.Settings{Texts: true, Quiet: message.UsualQuiet, Ways: message.Ways{Site: "https://maf.example",
		Sender: "Friends", Subject: "A short note",
		Gateway: message.GatewayAt{Kannel: true, URL: o.sms.at, User: "us", Password: "a long password", From: "07700900000"}}}
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

// person is somebody who agreed to be texted.
func (o *office) person(keeper access.Actor, name, phone string) person.Person {
	o.t.Helper()
	p := persontest.Add(o.t, o.d, keeper, person.Person{Name: name, Phone: phone, Contact: person.Contact{How: person.Text, When: "after five"}})
	o.agrees(keeper, p.ID, consent.Contact, true)
	o.agrees(keeper, p.ID, consent.Text, true)
	return p
}

func (o *office) agrees(keeper access.Actor, id string, purpose consent.Purpose, yes bool) {
	o.t.Helper()
	words := locale.English()
	o.must(consent.New(o.d).Answer(ctx, keeper, words, id, consent.Answer{Purpose: purpose, Given: yes, Version: consent.WordingOf(words, purpose).Version}))
}

// draft is "see you at six" of the day.
func (o *office) draft() message.Draft {
	return message.Draft{ID: o.d.NewID(), Person: o.sam.ID, Channel: message.Text, Kind: message.Reminder,
		On: civil.DateOf(o.d.Clock().Now()), At: 18 * 60}
}

func (o *office) send(d message.Draft) string {
	o.t.Helper()
	if _, err := o.mail.Send(ctx, o.asha, d); err != nil {
		o.t.Fatal(err)
	}
	return d.ID
}

// stands is how the message stands, and why.
func (o *office) stands(id string) (message.State, message.Obstacle) {
	o.t.Helper()
	v, err := o.mail.Writing(ctx, o.asha, o.sam.ID)
	o.must(err)
	for _, m := range v.Sent {
		if m.ID == id {
			return m.State, m.Why
		}
	}
	o.t.Fatalf("%s is not there", id)
	return "", ""
}

func (o *office) wants(id string, state message.State, why message.Obstacle, taken ...string) {
	o.t.Helper()
	if s, w := o.stands(id); s != state || w != why {
		o.t.Errorf("it stands at %q %q; want %q %q", s, w, state, why)
	}
	if got := strings.Join(o.sms.taken(), "; "); got != strings.Join(taken, "; ") {
		o.t.Errorf("the gateway took %q; want %q", got, taken)
	}
}

func (o *office) hears(words string, from ...string) {
	o.t.Helper()
	in := message.Inbound{Name: o.d.NewID(), From: "+447700900123", Words: words}
	if len(from) > 0 {
		in.From = from[0]
	}
	o.must(o.mail.Receive(ctx, o.scope, in))
}

func each(t *testing.T, test func(t *testing.T, o *office)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) { test(t, newOffice(t, d, s)) })
}

const seeYou = "+447700900123: See you at 6 pm, Sam."

func TestAMessageTravels(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		id := o.send(o.draft())
		o.wants(id, message.Waiting, "")
		o.runner.Drain(ctx)
		o.wants(id, message.HandedOver, "", seeYou)
		o.runner.Drain(ctx)
		o.must(o.mail.Reported(ctx, o.scope, message.Report{Message: id, Arrived: true}))
		o.must(o.mail.Reported(ctx, o.scope, message.Report{Message: id, Arrived: false}))
		o.must(o.mail.Reported(ctx, o.scope, message.Report{Message: o.d.NewID(), Arrived: true}))
		o.wants(id, message.Delivered, "", seeYou)
		o.tells(trail.MessageAsked, trail.MessageHandedOver, trail.MessageDelivered)
	})
}

// tells checks what stands on Sam's time-line about messages, and that the
// trail has no words.
func (o *office) tells(want ...trail.Event) {
	o.t.Helper()
	var got []trail.Event
	o.must(o.d.View(ctx, o.scope, func(tx *db.Tx) error {
		lines, err := trail.OfPerson(tx, o.sam.ID, 0, 100)
		for i := range lines {
			l := lines[len(lines)-1-i]
			if strings.HasPrefix(string(l.Event), "Message") || strings.HasPrefix(string(l.Event), "Reply") {
				got = append(got, l.Event)
			}
			for _, fact := range l.Facts {
				if strings.Contains(fact, "6 pm") || strings.Contains(fact, "7700") {
					o.t.Errorf("the trail says %q", fact)
				}
			}
		}
		if err == nil {
			_, err = trail.Verify(tx)
		}
		return err
	}))
	if len(got) != len(want) {
		o.t.Fatalf("the time-line has %v; want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			o.t.Errorf("the time-line has %v; want %v", got, want)
		}
	}
}

func TestItWaitsForTheMorning(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		hands := dbtest.Clock(o.d)
		night := civil.DateOf(hands.Now()).At(21*60 + 30)
		hands.Set(night)
		d := o.draft()
		d.On = d.On.AddDays(1)
		ready, err := o.mail.Send(ctx, o.asha, d)
		if o.must(err); !ready.Held || civil.Instant(ready.Due) != "2026-05-02T07:00:00.000Z" {
			t.Errorf("due %v, held %v", ready.Due, ready.Held)
		}
		for _, at := range []time.Time{night, night.Add(time.Hour), d.On.At(7*60 + 59)} {
			hands.Set(at)
			o.runner.Drain(ctx)
			o.wants(d.ID, message.Held, "")
		}
		hands.Set(d.On.At(8 * 60))
		o.runner.Drain(ctx)
		o.wants(d.ID, message.HandedOver, "", seeYou)
	})
}

// A message whose try comes back in the evening does not go out at night.
func TestAnotherTryWaitsForTheMorningToo(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		hands := dbtest.Clock(o.d)
		today := civil.DateOf(hands.Now())
		hands.Set(today.At(20*60 + 59))
		d := o.draft()
		d.Kind = message.DoorOpen
		o.sms.says(http.StatusServiceUnavailable, false)
		o.send(d)
		o.runner.Drain(ctx)
		o.sms.says(http.StatusAccepted, false)
		hands.Set(today.At(21*60 + 30))
		o.runner.Drain(ctx)
		o.wants(d.ID, message.Held, "")
		hands.Set(today.AddDays(1).At(8 * 60))
		o.runner.Drain(ctx)
		o.wants(d.ID, message.HandedOver, "", "+447700900123: Hello Sam. The door is open whenever you like. No need to reply.")
	})
}

func TestWhatComesTooLateIsNotSent(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		hands := dbtest.Clock(o.d)
		d := o.draft()
		o.send(d)
		hands.Set(d.On.At(18 * 60)) // the program stood still until six
		o.runner.Drain(ctx)
		o.wants(d.ID, message.Stopped, message.TooLate)
		if _, err := o.mail.Send(ctx, o.asha, message.Draft{ID: o.d.NewID(), Person: o.sam.ID, Channel: message.Text, Kind: message.Reminder,
			On: d.On, At: 17 * 60}); persontest.Key(err) != "message.on.late" {
			t.Errorf("for a time gone by: %v", err)
		}
		hands.Set(d.On.At(22 * 60))
		if _, err := o.mail.Send(ctx, o.asha, message.Draft{ID: o.d.NewID(), Person: o.sam.ID, Channel: message.Text, Kind: message.Reminder,
			On: d.On.AddDays(1), At: 7*60 + 30}); persontest.Key(err) != "message.on.late" {
			t.Errorf("for a time before the morning: %v", err)
		}
	})
}

// refused is why nothing can be sent to Sam now.
func (o *office) refused() string {
	_, err := o.mail.Send(ctx, o.asha, o.draft())
	return persontest.Key(err)
}

func TestWhatStandsInTheWay(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		change := func(f func(p *person.Person)) {
			t.Helper()
			p, err := person.New(o.d).Get(ctx, o.asha, o.sam.ID)
			o.must(err)
			f(&p)
			o.must(person.New(o.d).Change(ctx, o.asha, p))
		}
		for _, step := range []struct {
			why message.Obstacle
			do  func()
		}{
			{message.NoConsent, func() { o.agrees(o.asha, o.sam.ID, consent.Text, false) }},
			{"", func() { o.agrees(o.asha, o.sam.ID, consent.Text, true) }},
			{message.NoContact, func() { o.agrees(o.asha, o.sam.ID, consent.Contact, false) }},
			{"", func() { o.agrees(o.asha, o.sam.ID, consent.Contact, true) }},
			{message.InPerson, func() { change(func(p *person.Person) { p.Contact.How = person.InPerson }) }},
			{message.NoMobile, func() { change(func(p *person.Person) { p.Contact.How, p.Phone = person.Call, "01632 960123" }) }},
			{message.NoNumber, func() {
				change(func(p *person.Person) { p.Contact.How, p.Phone, p.Email = person.Email, "", "sam@home.example" })
			}},
			{"", func() { change(func(p *person.Person) { p.Contact.How, p.Phone = person.Text, "+44 (0)7700 900123" }) }},
			{message.Off, func() {
				set, err := o.mail.Settings(ctx, o.max)
				o.must(err)
				set.Texts = false
				o.must(o.mail.Set(ctx, o.max, set))
			}},
		} {
			step.do()
			want := ""
			if step.why != "" {
				want = "message.not." + string(step.why)
			}
			if got := o.refused(); got != want {
				t.Errorf("%q; want %q", got, want)
			}
		}
		email := o.draft()
		email.Channel = message.Email
		if _, err := o.mail.Send(ctx, o.asha, email); persontest.Key(err) != "message.not.off" {
			t.Errorf("an e-mail: %v", err)
		}
	})
}

// What changes between the asking and the sending counts.
func TestWhatChangesMeanwhile(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		store := person.New(o.d)
		for why, change := range map[message.Obstacle]func(){
			message.NoConsent: func() { o.agrees(o.asha, o.sam.ID, consent.Text, false) },
			message.NoContact: func() { o.agrees(o.asha, o.sam.ID, consent.Contact, false) },
			message.Died: func() {
				o.sets(`UPDATE person SET died_on = '2026-05-01', died_at = '2026-05-01T09:00:00.000Z' WHERE community_id = $1 AND id = $2`)
			},
			message.Sealed: func() { o.sets(`UPDATE person SET sealed = TRUE WHERE community_id = $1 AND id = $2`) },
			message.NoNumber: func() {
				o.sets(`UPDATE person SET phone = '', contact = 'email', email = 'sam@home.example' WHERE community_id = $1 AND id = $2`)
			},
			message.Inside: func() {
				gone := o.sam.ID
				o.mail.Spare(func(_ *db.Tx, id string) (bool, error) { return id == gone, nil })
			},
			message.InPerson: func() { o.sets(`UPDATE person SET contact = 'in_person' WHERE community_id = $1 AND id = $2`) },
		} {
			o.sam = o.person(o.asha, "Sam K", "07700 900123")
			id := o.send(o.draft())
			change()
			o.runner.Drain(ctx)
			if got := o.why(id); got != string(message.Stopped)+" "+string(why) {
				t.Errorf("%s: %s", why, got)
			}
		}
		o.sam = o.person(o.asha, "Sam K", "07700 900123")
		o.send(o.draft())
		o.must(store.Delete(ctx, o.asha, o.sam.ID))
		o.runner.Drain(ctx)
		if got := o.sms.taken(); len(got) != 0 {
			t.Errorf("the gateway took %q", got)
		}
	})
}

func (o *office) sets(query string) {
	o.t.Helper()
	o.must(o.d.Tx(ctx, o.scope, func(tx *db.Tx) error {
		_, err := tx.Exec(query, tx.Community(), o.sam.ID)
		return err
	}))
}

// why reads the row itself, also of a record that nobody sees any more.
func (o *office) why(id string) (got string) {
	o.t.Helper()
	o.must(o.d.View(ctx, o.scope, func(tx *db.Tx) (err error) {
		got, err = db.One(tx, db.Column[string],
			`SELECT state || ' ' || why FROM message WHERE community_id = $1 AND id = $2`, tx.Community(), id)
		return err
	}))
	return got
}

// Words that somebody writes, and those of the list, in the person's language.
func TestWords(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		own := func(words string) (message.Ready, error) {
			return o.mail.Prepare(ctx, o.asha, message.Draft{Person: o.sam.ID, Channel: message.Text, Kind: message.OwnWords, Words: words})
		}
		for words, key := range map[string]string{"": "message.words.empty", " \n ": "message.words.empty", strings.Repeat("a", 161): "message.words.long",
			"See you at the meeting": "message.words.taboo", "A.A. at six": "message.words.taboo"} {
			if _, err := own(words); persontest.Key(err) != key {
				t.Errorf("%q: %v; want %s", words, err, key)
			}
		}
		if ready, err := own(" The side door,\n Sam. "); err != nil || ready.Words != "The side door, Sam." || ready.Sender != "07700900000" || ready.Size.Parts != 1 {
			t.Errorf("%+v, %v", ready, err)
		}
		for kind, want := range map[message.Kind]string{message.Reminder: "See you on Saturday 2 May at 6 pm, Sam.",
			message.NewTime: "Hello Sam. The new time is Saturday 2 May, 6 pm.", message.OwnLink: "Hello Sam. Here is your page: https://maf.example/own/abc"} {
			ready, err := o.mail.Prepare(ctx, o.asha, message.Draft{Person: o.sam.ID, Channel: message.Text, Kind: kind,
				On: civil.Date{Year: 2026, Month: 5, Day: 2}, At: 18 * 60, Link: "/own/abc"})
			if err != nil || ready.Words != want {
				t.Errorf("%s: %q, %v; want %q", kind, ready.Words, err, want)
			}
		}
		if _, err := o.mail.Prepare(ctx, o.asha, message.Draft{Person: o.sam.ID, Channel: message.Text, Kind: message.RingUs}); persontest.Key(err) != "message.no_number_of_ours" {
			t.Errorf("ring whom? %v", err)
		}
	})
}

func TestWhoMaySend(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ben := persontest.Actor(t, o.d, o.scope, "Ben F", access.Facilitator)
		cara := persontest.Actor(t, o.d, o.scope, "Cara C", access.Companion)
		id := o.send(o.draft())
		for _, other := range []access.Actor{ben, cara} {
			_, err := o.mail.Send(ctx, other, o.draft())
			persontest.Missing(t, "sending", err)
			_, err = o.mail.Writing(ctx, other, o.sam.ID)
			persontest.Missing(t, "reading", err)
			persontest.Missing(t, "withdrawing", o.mail.Withdraw(ctx, other, id))
			persontest.Missing(t, "seeing", o.mail.See(ctx, other, id))
			_, err = o.mail.Settings(ctx, other)
			persontest.Missing(t, "settings", err)
		}
		o.must(o.mail.Withdraw(ctx, o.max, id))
		o.runner.Drain(ctx)
		o.wants(id, message.Stopped, message.Withdrawn)
		if err := o.mail.Withdraw(ctx, o.asha, id); persontest.Key(err) != "message.left_meanwhile" {
			t.Errorf("twice: %v", err)
		}
	})
}

// What lies in the database tells nothing to whoever copies it.
func TestWordsAreSealed(t *testing.T) {
	d := dbtest.SQLite(t)
	o := newOffice(t, d, dbtest.Community(t, d))
	o.send(o.draft())
	o.hears("I will be there, kettle")
	o.hears("who is this, kettle", "+447700900999")
	copied := filepath.Join(t.TempDir(), "copy.db")
	o.must(d.Snapshot(ctx, copied))
	content := read(t, copied)
	for _, word := range []string{"See you at", "kettle", "900999", "a long password", o.secrets, url.QueryEscape(o.sms.at), o.sms.at} {
		if strings.Contains(content, word) {
			t.Errorf("the database holds %q", word)
		}
	}
}
