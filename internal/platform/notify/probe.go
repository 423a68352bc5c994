package notify

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/textproto"
	"net/url"
	"strings"

	"github.com/wneessen/go-mail"
)

// Part is what of a way does not work, as far as an error tells.
type Part string

const (
	NoName   Part = "name"    // nobody knows a server of this name
	NotOurs  Part = "private" // it stands in a private network, and was not listed
	NoDoor   Part = "door"    // nothing answers there
	NoTLS    Part = "tls"     // no secured line came about
	NoSignIn Part = "sign_in" // it does not take the name and the password
	Other    Part = "other"
)

// PartOf reads from the error of a Probe or a Send what does not work.
func PartOf(err error) Part {
	var name *net.DNSError
	var line *net.OpError
	var said *textproto.Error
	var alert tls.AlertError
	var record tls.RecordHeaderError
	var paper *tls.CertificateVerificationError
	switch {
	case errors.Is(err, errPrivate):
		return NotOurs
	case errors.As(err, &name):
		return NoName
	case errors.Is(err, errNoTLS), errors.As(err, &paper), errors.As(err, &record), errors.As(err, &alert):
		return NoTLS
	case errors.As(err, &said):
		if said.Code == 530 || said.Code == 534 || said.Code == 535 { // RFC 4954, 6
			return NoSignIn
		}
	case errors.Is(err, mail.ErrNoSupportedAuthDiscovered):
		return NoSignIn
	case errors.As(err, &line) && line.Op == "dial", errors.Is(err, context.DeadlineExceeded):
		return NoDoor
	}
	return Other
}

// Probe connects to the server, secures the line, signs in and says goodbye:
// all of a Send but the message.
func (s SMTP) Probe(ctx context.Context) error {
	if err := s.Check(); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, dialTimeout)
	defer cancel()
	var conn net.Conn
	client, err := s.client(func(c net.Conn) { conn = c })
	if err != nil {
		return err
	}
	defer func() {
		if conn != nil {
			_ = conn.Close()
		}
	}()
	if err := client.DialWithContext(ctx); err != nil {
		if strings.Contains(err.Error(), "does not support STARTTLS") { // the library has no name for it
			err = fmt.Errorf("%w: %w", errNoTLS, err)
		}
		return err
	}
	return client.Close()
}

var errNoTLS = errors.New("notify: the server secures no line")

// Probe connects to the gateway and secures the line. It asks for nothing,
// because every request to a gateway is a text.
func (g Gateway) Probe(ctx context.Context) error {
	if err := g.Check(); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, dialTimeout)
	defer cancel()
	at, err := url.Parse(g.URL)
	if err != nil {
		return err
	}
	address := doorOf(at.Host, at.Scheme)
	conn, err := g.Reach.dialer(address).DialContext(ctx, "tcp", address)
	if err != nil {
		return err
	}
	defer conn.Close()
	if at.Scheme != "https" {
		return nil
	}
	secured := tls.Client(conn, &tls.Config{ServerName: at.Hostname(), RootCAs: g.Roots, MinVersion: tls.VersionTLS12})
	return secured.HandshakeContext(ctx)
}

// At is the host and port of the server.
func (s SMTP) At() string { return s.address() }

// At is the host and port of the gateway; empty where its address has none.
func (g Gateway) At() string {
	at, err := url.Parse(g.URL)
	if err != nil || at.Host == "" {
		return ""
	}
	return doorOf(at.Host, at.Scheme)
}
