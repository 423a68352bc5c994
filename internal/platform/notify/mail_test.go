package notify_test

import (
	"context"
	"io"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"testing"
	"time"

	"openmaf/internal/platform/notify"
	"openmaf/internal/platform/notify/notifytest"
)

func letter() notify.Mail {
	return notify.Mail{ID: "01J0000000000000000000TEST", To: "sam@home.example", Name: "Friends", Subject: "A short note",
		Words: "See you at 6, Sam.\n", At: time.Date(2026, 5, 1, 10, 0, 0, 0, time.UTC), Stop: "https://maf.example/stop/abc"}
}

// read parses what the server took.
func read(t *testing.T, m notifytest.Taken) (h mail.Header, words string) {
	t.Helper()
	parsed, err := mail.ReadMessage(strings.NewReader(m.Content))
	if err != nil {
		t.Fatalf("%v\n%s", err, m.Content)
	}
	body := parsed.Body
	if parsed.Header.Get("Content-Transfer-Encoding") == "quoted-printable" {
		body = quotedprintable.NewReader(body)
	}
	text, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	return parsed.Header, strings.ReplaceAll(string(text), "\r\n", "\n")
}

func only(t *testing.T, v *notifytest.Server) notifytest.Taken {
	t.Helper()
	all := v.Taken()
	if len(all) != 1 {
		t.Fatalf("the server took %d messages, want one", len(all))
	}
	return all[0]
}

func TestMailArrivesAsWritten(t *testing.T) {
	for name, words := range map[string]string{
		"plain":            "See you at 6, Sam.\n",
		"leading dots":     ".\n..\n.hidden\nSee you.\n.\n",
		"other alphabets":  "Do zobaczenia o szóstej, Łucja. ਸ਼ਾਮ ਨੂੰ ਮਿਲਦੇ ਹਾਂ। شام کو ملتے ہیں\n",
		"long lines":       strings.Repeat("see you at six and not before ", 60) + "\n",
		"looks like SMTP":  "RCPT TO:<eve@evil.example>\nDATA\nQUIT\n",
		"looks like MIME":  "Subject: alcohol\n\n--boundary--\nContent-Type: text/html\n",
		"equals and space": "1 = 1 \nend=20\n",
	} {
		t.Run(name, func(t *testing.T) {
			v, s := notifytest.Serve(t, notifytest.Script{})
			m := letter()
			m.Words = words
			if err := s.Send(context.Background(), m); err != nil {
				t.Fatal(err)
			}
			got := only(t, v)
			h, read := read(t, got)
			if read != words {
				t.Errorf("%q arrived as %q", words, read)
			}
			if got.From != "MAIL FROM:<hello@friends.example>" || got.To != "RCPT TO:<sam@home.example>" {
				t.Errorf("the envelope is %q, %q", got.From, got.To)
			}
			for name, want := range map[string]string{"From": `"Friends" <hello@friends.example>`, "To": "<sam@home.example>",
				"Subject": "A short note", "Message-Id": "<01J0000000000000000000TEST@friends.example>",
				"List-Unsubscribe": "<https://maf.example/stop/abc>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
				"Content-Type": "text/plain; charset=UTF-8", "Date": "Fri, 01 May 2026 10:00:00 +0000"} {
				if h.Get(name) != want {
					t.Errorf("%s: %q, want %q", name, h.Get(name), want)
				}
			}
			if h.Get("User-Agent")+h.Get("X-Mailer") != "" || strings.Contains(got.Content, "http://") {
				t.Errorf("the message says more than it should:\n%s", got.Content)
			}
		})
	}
}

func TestNamesOfEveryAlphabet(t *testing.T) {
	for _, name := range []string{"Freunde", "Przyjaciele Łódź", "ਦੋਸਤ", "دوست", `O'Brien, "Bo" <x@y>`} {
		v, s := notifytest.Serve(t, notifytest.Script{})
		m := letter()
		m.Name, m.Subject = name, name
		if err := s.Send(context.Background(), m); err != nil {
			t.Fatal(err)
		}
		h, _ := read(t, only(t, v))
		from, err := h.AddressList("From")
		if err != nil || len(from) != 1 || from[0].Name != name || from[0].Address != "hello@friends.example" {
			t.Errorf("%q arrived as %v, %v", name, from, err)
		}
		if subject, err := new(mime.WordDecoder).DecodeHeader(h.Get("Subject")); err != nil || subject != name {
			t.Errorf("%q arrived as the subject %q, %v", name, subject, err)
		}
	}
}

func TestNothingTypedAddsAHeader(t *testing.T) {
	const evil = "x\r\nBcc: eve@evil.example\r\n\r\nalcohol"
	for name, change := range map[string]func(*notify.Mail){
		"name": func(m *notify.Mail) { m.Name = evil }, "subject": func(m *notify.Mail) { m.Subject = evil },
		"to": func(m *notify.Mail) { m.To = evil }, "two to": func(m *notify.Mail) { m.To = "a@b.example, eve@evil.example" },
		"stop": func(m *notify.Mail) { m.Stop = evil }, "id": func(m *notify.Mail) { m.ID = evil },
	} {
		v, s := notifytest.Serve(t, notifytest.Script{})
		m := letter()
		change(&m)
		if err := s.Send(context.Background(), m); notify.FailureOf(err) != notify.Refused || err == nil {
			t.Errorf("%s: %v", name, err)
		}
		if len(v.Taken()) != 0 {
			t.Errorf("%s: the server took it", name)
		}
	}
}

func TestTheWayToTheServerIsClosed(t *testing.T) {
	for _, security := range []notify.Security{notify.TLS, notify.StartTLS} {
		v, s := notifytest.Serve(t, notifytest.Script{TLS: security})
		s.User, s.Password = "hello", "a long password"
		if err := s.Send(context.Background(), letter()); err != nil {
			t.Fatalf("%s: %v", security, err)
		}
		if m := only(t, v); m.Login != "AUTH PLAIN AGhlbGxvAGEgbG9uZyBwYXNzd29yZA==" {
			t.Errorf("%s: signed in with %q", security, m.Login)
		}
		s.Roots = nil // nobody whom the machine trusts made the certificate
		if err := s.Send(context.Background(), letter()); notify.FailureOf(err) != notify.NotTaken || err == nil {
			t.Errorf("%s: a certificate of nobody's: %v", security, err)
		}
		only(t, v)
	}
	v, s := notifytest.Serve(t, notifytest.Script{}) // offers no STARTTLS
	s.Security, s.User = notify.StartTLS, "hello"
	if err := s.Send(context.Background(), letter()); notify.FailureOf(err) != notify.NotTaken || err == nil {
		t.Errorf("a server without STARTTLS: %v", err)
	}
	s.Security, s.Reach = notify.Plain, notify.Reach{}
	if err := s.Send(context.Background(), letter()); notify.FailureOf(err) != notify.Refused || err == nil {
		t.Errorf("in the clear to somebody else's server: %v", err)
	}
	s.Security = notify.TLS
	if err := s.Send(context.Background(), letter()); notify.FailureOf(err) != notify.NotTaken || err == nil {
		t.Errorf("to a private network that was not listed: %v", err)
	}
	if len(v.Taken()) != 0 {
		t.Error("a server took what was not to reach it")
	}
}

// TestWhatEachStageProves cuts the line, lets the server say no, and no for
// now, at every stage of the conversation.
func TestWhatEachStageProves(t *testing.T) {
	tests := []struct {
		at            string
		cut, no4, no5 notify.Failure
	}{
		{"CONNECT", notify.NotTaken, notify.NotTaken, notify.NotTaken},
		{"MAIL", notify.NotTaken, notify.NotTaken, notify.Refused},
		{"RCPT", notify.NotTaken, notify.NotTaken, notify.Refused},
		{"DATA", notify.NotTaken, notify.NotTaken, notify.Refused},
		{".", notify.Unknown, notify.NotTaken, notify.Refused},
	}
	for _, tt := range tests {
		cut := notifytest.Script{Cut: tt.at}
		try(t, "cut at "+tt.at, cut, tt.cut, 0)
		if tt.at == "CONNECT" {
			continue
		}
		try(t, "4xx at "+tt.at, notifytest.Script{Answer: map[string]string{tt.at: "451 4.3.0 later"}}, tt.no4, 0)
		try(t, "5xx at "+tt.at, notifytest.Script{Answer: map[string]string{tt.at: "550 5.1.1 nobody here"}}, tt.no5, 0)
	}
	try(t, "cut after the server has taken it", notifytest.Script{Cut: "+."}, notify.Unknown, 1)
}

func try(t *testing.T, what string, s notifytest.Script, want notify.Failure, took int) {
	t.Helper()
	v, server := notifytest.Serve(t, s)
	err := server.Send(context.Background(), letter())
	if err == nil || notify.FailureOf(err) != want {
		t.Errorf("%s: %v; want %v", what, err, want)
	}
	if n := len(v.Taken()); n != took {
		t.Errorf("%s: the server took %d", what, n)
	}
}

// A yes is a yes, however rude the goodbye.
func TestAYesIsAYes(t *testing.T) {
	for _, s := range []notifytest.Script{{Cut: "RSET"}, {Cut: "QUIT"}, {Answer: map[string]string{"RSET": "421 go away", "QUIT": "500 what"}}} {
		v, server := notifytest.Serve(t, s)
		if err := server.Send(context.Background(), letter()); err != nil {
			t.Errorf("%+v: %v", s, err)
		}
		only(t, v)
	}
}

// A server that says nothing any more is left after a while.
func TestAServerThatHangs(t *testing.T) {
	for at, want := range map[string]notify.Failure{"CONNECT": notify.NotTaken, "RCPT": notify.NotTaken, ".": notify.Unknown} {
		v, server := notifytest.Serve(t, notifytest.Script{Hang: at})
		server.Patience = 100 * time.Millisecond
		if err := server.Send(context.Background(), letter()); err == nil || notify.FailureOf(err) != want {
			t.Errorf("%s: %v; want %v", at, err, want)
		}
		if len(v.Taken()) != 0 {
			t.Errorf("%s: taken", at)
		}
	}
}
