package message_test

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
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
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/jobs"
	"openmaf/internal/platform/notify"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
	"openmaf/internal/trust/trail"
	messagepages "openmaf/internal/web/message"
	"openmaf/internal/web/server/pagetest"
)

// Kannel is the environment variable that offers a Kannel: the path of its fake
// SMS centre.
const kannelOffered = "OPENMAF_TEST_KANNEL"

// kannel is a real one on free ports: bearerbox, smsbox, and its fake SMS
// centre, in which every text that leaves is seen.
type kannel struct {
	t                         *testing.T
	fakesmsc, dir             string
	admin, boxes, centre, sms int // ports
	smsbox, phones            *exec.Cmd
	seen                      *output
}

// output is what a program says, while it runs.
type output struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

func newKannel(t *testing.T, hook string) *kannel {
	t.Helper()
	k := &kannel{t: t, fakesmsc: os.Getenv(kannelOffered), dir: t.TempDir(), seen: &output{}}
	for _, port := range []*int{&k.admin, &k.boxes, &k.centre, &k.sms} {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		*port = l.Addr().(*net.TCPAddr).Port
		l.Close()
	}
	config := fmt.Sprintf(`group = core
admin-port = %d
admin-password = invented
admin-interface = 127.0.0.1
smsbox-port = %d
smsbox-interface = 127.0.0.1
dlr-storage = internal
box-deny-ip = "*.*.*.*"
box-allow-ip = "127.0.0.1"

group = smsc
smsc = fake
smsc-id = phones
port = %d
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
bearerbox-port = %d
sendsms-port = %d
sendsms-interface = 127.0.0.1
http-request-retry = 3
http-queue-delay = 1

group = sendsms-user
username = us
password = "the kettle is on"
max-messages = 5
concatenation = true

group = sms-service
keyword = default
catch-all = true
max-messages = 0
get-url = "%s"
`, k.admin, k.boxes, k.centre, k.boxes, k.sms, hook)
	if err := os.WriteFile(filepath.Join(k.dir, "kannel.conf"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	k.run("bearerbox", io.Discard, "/usr/sbin/bearerbox", "kannel.conf")
	k.until("bearerbox answers", func() bool { return k.status() != "" })
	k.up()
	k.answer()
	return k
}

// run starts a program, which ends with the test.
func (k *kannel) run(what string, out io.Writer, program string, args ...string) *exec.Cmd {
	k.t.Helper()
	c := exec.Command(program, args...)
	c.Dir, c.Stdout, c.Stderr = k.dir, out, out
	if err := c.Start(); err != nil {
		k.t.Fatalf("%s: %v", what, err)
	}
	k.t.Cleanup(func() { k.end(c) })
	return c
}

// end ends a program that this test started.
func (k *kannel) end(c *exec.Cmd) {
	if c.ProcessState == nil {
		_ = c.Process.Kill()
		_ = c.Wait() // it was killed
	}
}

func (k *kannel) up() {
	k.t.Helper()
	k.smsbox = k.run("smsbox", io.Discard, "/usr/sbin/smsbox", "kannel.conf")
	k.until("smsbox is connected", func() bool { return strings.Contains(k.status(), "smsbox:") })
	k.until("smsbox answers", func() bool {
		c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", k.sms))
		if err == nil {
			c.Close()
		}
		return err == nil
	})
}

func (k *kannel) down() { k.end(k.smsbox) }

// answer switches the telephones on; each of the texts is written on one.
// ("number words" as the fake centre takes them.)
func (k *kannel) answer(texts ...string) {
	k.t.Helper()
	if k.phones != nil {
		k.end(k.phones)
	}
	args := []string{"-H", "127.0.0.1", "-r", fmt.Sprint(k.centre), "-i", "0.05", "-m", fmt.Sprint(len(texts))}
	for _, text := range texts {
		number, words, _ := strings.Cut(text, " ")
		args = append(args, number+" 345 text "+words)
	}
	if len(texts) == 0 {
		args = append(args, "1 2 text nothing")
	}
	k.phones = k.run("fakesmsc", k.seen, k.fakesmsc, args...)
}

// status is what Kannel says of itself.
func (k *kannel) status() string {
	res, err := http.Get(fmt.Sprintf("http://127.0.0.1:%d/status.txt?password=invented", k.admin))
	if err != nil {
		return ""
	}
	defer res.Body.Close()
	text, _ := io.ReadAll(res.Body)
	return string(text)
}

// until waits for another program to get there.
func (k *kannel) until(what string, there func() bool) {
	k.t.Helper()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	late := time.After(30 * time.Second)
	for !there() {
		select {
		case <-again.C:
		case <-late:
			k.t.Fatalf("%s: not within half a minute", what)
		}
	}
}

// arrived is how often the words came to the number.
func (k *kannel) arrived(number, words string) int {
	return strings.Count(k.seen.String(), "<07700900000 "+number+" text "+words+">")
}

// TestWithAKannel sends, hears and stops with the gateway that small charities
// run themselves, over its own interfaces.
func TestWithAKannel(t *testing.T) {
	if os.Getenv(kannelOffered) == "" {
		if os.Getenv("OPENMAF_TEST_ALL") == "1" {
			t.Fatalf("%s is not set: Kannel would be left out", kannelOffered)
		}
		t.Skipf("left out: Kannel (%s is not set; make test sets it)", kannelOffered)
	}
	h, k := withKannel(t)
	look := h.Get(h.page()).Submit(h.page(), url.Values{"kind": {"reminder"}, "at": {"6pm"}, "do": {"look"}}).Want(200)
	look.Submit(h.page(), url.Values{"do": {"send"}}).Follow().Want(200)
	h.runner.Drain(ctx)
	first := h.newest()
	k.until("the text arrives", func() bool { return k.arrived("+447700900123", "See you at 6 pm, Sam.") == 1 })
	k.until("the report arrives", func() bool { return h.state(first) == message.Delivered })

	k.answer("+447700900123 I will be there & early")
	k.until("the reply is heard", func() bool { return strings.Contains(h.Get("/messages").Text("main"), "I will be there & early") })

	k.down() // the gateway stops, and so does the program; both come back
	second := h.write("The side door, Sam.")
	h.runner.Drain(ctx)
	if s := h.state(second); s != message.Waiting {
		t.Errorf("while the gateway is down it is %s", s)
	}
	k.up()
	dbtest.Clock(h.d).Advance(time.Minute)
	h.restart()
	h.runner.Drain(ctx)
	h.runner.Drain(ctx)
	k.until("the text arrives after all", func() bool { return k.arrived("+447700900123", "The side door, Sam.") > 0 })
	k.until("its report arrives", func() bool { return h.state(second) == message.Delivered })

	third := h.later("The back door, Sam.")
	k.answer("+447700900123 Stop please")
	k.until("STOP is heard", func() bool { return h.state(third) == message.Stopped })
	dbtest.Clock(h.d).Advance(3 * time.Hour)
	h.restart()
	h.runner.Drain(ctx)
	h.Get(h.page()).Want(200).Contains("main", "They have not said yes to messages this way.")
	h.Get("/messages").Want(200).Contains("main", "Sam asked us to stop texting", "Stop please")
	for words, want := range map[string]int{"See you at 6 pm, Sam.": 1, "The side door, Sam.": 1, "The back door, Sam.": 0} {
		if n := k.arrived("+447700900123", words); n != want {
			t.Errorf("%q arrived %d times", words, n)
		}
	}
}

// withKannel is the pages on a real address, and a Kannel that knows it.
func withKannel(t *testing.T) (*house, *kannel) {
	t.Helper()
	d := dbtest.SQLite(t)
	s := dbtest.Community(t, d)
	h := &house{t: t, d: d, asha: pagetest.Account(t, d, s, "Asha", access.Facilitator), max: pagetest.Account(t, d, s, "Max", access.Manager)}
	sealer, err := seal.Create(filepath.Join(t.TempDir(), "key"))
	h.must(err)
	h.mail = message.New(d, sealer, nil)
	reads := trail.NewReads(d, slog.New(slog.DiscardHandler))
	t.Cleanup(reads.Close)
	h.Site = pagetest.New(t, d, s, messagepages.New(messagepages.Capabilities{Messages: h.mail, Reads: reads}).Routes()...)
	site := httptest.NewServer(h.Server.Handler())
	t.Cleanup(site.Close)
	_, secret, err := h.mail.NewHook(ctx, h.max)
	h.must(err)
	k := newKannel(t, site.URL+"/hooks/sms/"+secret+"?from=%p&to=%P&text=%a&id=%I&at=%t")
	h.at = fmt.Sprintf("http://127.0.0.1:%d", k.sms)
	h.restart()
	h.must(h.mail.Set(ctx, h.max, message.Settings{Texts: true, Quiet: message.UsualQuiet, Version: 1, Ways: message.Ways{Site: site.URL,
		Gateway: message.GatewayAt{Kannel: true, URL: h.at, From: "07700900000", User: "us", Password: "the kettle is on"}}}))
	h.sam = persontest.Add(t, d, h.asha, person.Person{Name: "Sam K", Phone: "07700 900123", Contact: person.Contact{How: person.Text}})
	h.agrees(consent.Contact)
	h.agrees(consent.Text)
	h.As(h.asha)
	return h, k
}

// restart leaves everything to another runner, as another process would have.
func (h *house) restart() {
	h.runner = jobs.New(h.d.Clock(), slog.New(slog.DiscardHandler), h.mail.Queues(h.asha.Scope)...)
	h.mail.Operate(notify.Reach{Own: []string{strings.TrimPrefix(h.at, "http://")}}, slog.New(slog.DiscardHandler), h.runner.Wake)
}

func (h *house) write(words string) (id string) {
	h.t.Helper()
	d := message.Draft{ID: h.d.NewID(), Person: h.sam.ID, Channel: message.Text, Kind: message.OwnWords, Words: words}
	_, err := h.mail.Send(ctx, h.asha, d)
	h.must(err)
	return d.ID
}

// later is a message for two hours from now.
func (h *house) later(words string) (id string) {
	h.t.Helper()
	d := message.Draft{ID: h.d.NewID(), Person: h.sam.ID, Channel: message.Text, Kind: message.OwnWords, Words: words,
		SendOn: civil.DateOf(h.d.Clock().Now()), SendAt: 14 * 60}
	_, err := h.mail.Send(ctx, h.asha, d)
	h.must(err)
	return d.ID
}

func (h *house) state(id string) message.State {
	h.t.Helper()
	v, err := h.mail.Writing(ctx, h.asha, h.sam.ID)
	h.must(err)
	for _, m := range v.Sent {
		if m.ID == id {
			return m.State
		}
	}
	return ""
}
