// Package notifytest is an SMTP server in the test's own process: the part of
// RFC 5321 that a mail needs, over a real connection, and every way in which
// one can go wrong.
package notifytest

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"math/big"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"openmaf/internal/platform/notify"
)

// Script says how a server behaves that is not as it should be. The zero Script
// is one that is.
type Script struct {
	Answer map[string]string // to a command ("RCPT"), or to the content ("."), instead of yes
	Cut    string            // command after which the line is cut without an answer; "+." for after the content is taken
	Hang   string            // command after which nothing comes any more
	TLS    notify.Security   // Plain when empty
}

// Server takes mail until the test ends.
type Server struct {
	t    testing.TB
	s    Script
	cert tls.Certificate
	at   net.Listener

	mu   sync.Mutex
	took []Taken
	held sync.WaitGroup
	quit chan struct{}
}

// Taken is one message that the server said yes to: the lines of its envelope,
// and its content.
type Taken struct{ From, To, Content, Login string }

// Serve starts a server, and tells how to reach it.
func Serve(t testing.TB, s Script) (*Server, notify.SMTP) {
	t.Helper()
	cert, roots := selfMade(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	v := &Server{t: t, s: s, cert: cert, at: l, quit: make(chan struct{})}
	v.held.Go(v.accept)
	t.Cleanup(func() { close(v.quit); l.Close(); v.held.Wait() })
	port := l.Addr().(*net.TCPAddr).Port
	security := s.TLS
	if security == "" {
		security = notify.Plain
	}
	return v, notify.SMTP{Host: "127.0.0.1", Port: port, Security: security, From: "hello@friends.example", Roots: roots,
		Reach: notify.Reach{Own: []string{l.Addr().String()}}}
}

func selfMade(t testing.TB) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	about := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "invented"}, NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, about, about, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, roots
}

func (v *Server) accept() {
	for {
		conn, err := v.at.Accept()
		if err != nil {
			return
		}
		v.held.Go(func() {
			defer conn.Close()
			if v.s.TLS == notify.TLS {
				conn = tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{v.cert}})
			}
			v.talk(conn)
		})
	}
}

// talk is one conversation.
func (v *Server) talk(conn net.Conn) {
	in := bufio.NewReader(conn)
	say := func(line string) { fmt.Fprintf(conn, "%s\r\n", line) }
	if v.broken("CONNECT", say) {
		return
	}
	say("220 mail.invented.example ready")
	var m Taken
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		verb := strings.ToUpper(strings.Fields(line + " ?")[0])
		if v.broken(verb, say) {
			return
		}
		if answer, ok := v.s.Answer[verb]; ok {
			say(answer)
			continue
		}
		switch verb {
		case "EHLO":
			say("250-mail.invented.example")
			if _, closed := conn.(*tls.Conn); v.s.TLS == notify.StartTLS && !closed {
				say("250-STARTTLS")
			}
			say("250 AUTH PLAIN")
		case "STARTTLS":
			say("220 go on")
			conn = tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{v.cert}})
			in = bufio.NewReader(conn)
		case "AUTH":
			m.Login = line
			say("235 welcome")
		case "MAIL":
			m.From = line
			say("250 ok")
		case "RCPT":
			m.To = line
			say("250 ok")
		case "DATA":
			say("354 go on")
			var ok bool
			if m.Content, ok = content(in); !ok || v.broken(".", say) {
				return
			}
			if answer, no := v.s.Answer["."]; no {
				say(answer)
				continue
			}
			v.take(m)
			if v.broken("+.", say) {
				return
			}
			say("250 taken as 77")
		case "QUIT":
			say("221 goodbye")
			return
		default:
			say("250 ok")
		}
	}
}

// broken does what the script wants instead of an answer.
func (v *Server) broken(verb string, say func(string)) bool {
	if verb == v.s.Hang {
		<-v.quit
		return true
	}
	return verb == v.s.Cut
}

// content reads up to the dot that stands alone, and takes the stuffed ones out.
func content(in *bufio.Reader) (string, bool) {
	var b strings.Builder
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return "", false
		}
		if line == ".\r\n" {
			return b.String(), true
		}
		b.WriteString(strings.TrimPrefix(line, "."))
	}
}

func (v *Server) take(m Taken) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.took = append(v.took, m)
}

// Taken are the messages so far.
func (v *Server) Taken() []Taken {
	v.mu.Lock()
	defer v.mu.Unlock()
	return slices.Clone(v.took)
}
