package notify

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	netmail "net/mail"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/wneessen/go-mail"
)

// Security is how the way to a mail server is closed.
type Security string

const (
	TLS      Security = "tls"      // from the first byte, usually on port 465
	StartTLS Security = "starttls" // asked for, and insisted on, usually on port 587
	Plain    Security = "none"     // only in the operator's own network
)

// Securities in the order pages show them.
var Securities = []Security{StartTLS, TLS, Plain}

// SMTP is a mail server that takes our e-mails.
type SMTP struct {
	Host     string
	Port     int
	Security Security
	User     string // empty: the server wants no sign-in
	Password string
	From     string // address

	Reach Reach          `json:"-"`
	Roots *x509.CertPool `json:"-"` // nil: the machine's

	Patience time.Duration `json:"-"` // with each part of the conversation; thirty seconds when zero
}

// Mail is one e-mail to one person, in plain words.
type Mail struct {
	ID      string // ours
	To      string // address
	Name    string // of the sender, as the reader sees it
	Subject string
	Words   string
	Stop    string // address that one click, or the reader's own program, ends e-mails at
	At      time.Time
}

// address of the server, with its port.
func (s SMTP) address() string { return net.JoinHostPort(s.Host, strconv.Itoa(s.Port)) }

// Check reports what is wrong with a server before anything is sent by it.
func (s SMTP) Check() error {
	from, err := netmail.ParseAddress(s.From)
	switch {
	case s.Host == "" || strings.ContainsFunc(s.Host, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == '/' }):
		return errors.New("notify: the mail server needs a name")
	case s.Port < 1 || s.Port > 65535:
		return errors.New("notify: the mail server's port must be a number up to 65535")
	case err != nil || from.Address != s.From:
		return errors.New("notify: the sender's address cannot be read")
	case s.Security != TLS && s.Security != StartTLS && s.Security != Plain:
		return errors.New("notify: the way to the mail server must be tls, starttls or none")
	case s.Security == Plain && !s.Reach.IsOwn(s.address()):
		return errors.New("notify: without TLS only a server of the operator's own network is used")
	}
	return nil
}

// Send hands the e-mail over.
func (s SMTP) Send(ctx context.Context, m Mail) error {
	msg, err := s.compose(m)
	if err != nil {
		return refused(err)
	}
	if err := s.Check(); err != nil {
		return refused(err)
	}
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	var conn net.Conn
	client, err := s.client(func(c net.Conn) { conn = c })
	if err != nil {
		return refused(err)
	}
	// The library leaves a connection open when something fails on it. It must
	// not say goodbye on one either: after a broken message that would end the
	// message with the dot that makes it whole.
	defer func() {
		if conn != nil {
			_ = conn.Close()
		}
	}()
	if err := client.DialWithContext(ctx); err != nil {
		return notTaken(err)
	}
	err = client.Send(msg)
	if msg.IsDelivered() { // whatever went wrong after the server's yes
		_ = client.Close()
		return nil
	}
	return proved(err)
}

func (s SMTP) client(opened func(net.Conn)) (*mail.Client, error) {
	closed := &tls.Config{ServerName: s.Host, RootCAs: s.Roots, MinVersion: tls.VersionTLS12}
	dial := func(ctx context.Context, network, address string) (net.Conn, error) {
		c, err := s.Reach.dialer(s.address()).DialContext(ctx, network, address)
		if err != nil {
			return nil, err
		}
		opened(c)
		if s.Security != TLS {
			return c, nil
		}
		secured := tls.Client(c, closed)
		return secured, secured.HandshakeContext(ctx)
	}
	_, domain, _ := strings.Cut(s.From, "@")
	options := []mail.Option{mail.WithPort(s.Port), mail.WithTimeout(cmp.Or(s.Patience, sendTimeout)), mail.WithDialContextFunc(dial),
		mail.WithTLSConfig(closed), mail.WithHELO(domain), mail.WithoutNoop()}
	policy := mail.NoTLS // of its own: the connection may be closed already
	if s.Security == StartTLS {
		policy = mail.TLSMandatory
	}
	options = append(options, mail.WithTLSPolicy(policy))
	if s.User != "" {
		options = append(options, mail.WithUsername(s.User), mail.WithPassword(s.Password),
			mail.WithOpportunisticSMTPAuth(mail.SMTPAuthSCRAMSHA256, mail.SMTPAuthSCRAMSHA1, mail.SMTPAuthPlain, mail.SMTPAuthLogin))
	}
	return mail.NewClient(s.Host, options...)
}

// compose writes the message: plain text, nothing loaded from anywhere, nothing
// that tells whether it was opened.
func (s SMTP) compose(m Mail) (*mail.Msg, error) {
	for _, line := range []string{m.Name, m.Subject, m.To, m.Stop, m.ID} {
		if strings.ContainsFunc(line, unicode.IsControl) {
			return nil, errors.New("notify: a line of the header has a line end in it")
		}
	}
	msg := mail.NewMsg(mail.WithNoDefaultUserAgent())
	msg.FromMailAddress(&netmail.Address{Name: m.Name, Address: s.From})
	if err := msg.To(m.To); err != nil {
		return nil, err
	}
	_, domain, _ := strings.Cut(s.From, "@")
	msg.SetMessageIDWithValue(m.ID + "@" + domain)
	msg.SetDateWithValue(m.At)
	msg.Subject(m.Subject)
	if m.Stop != "" { // RFC 8058
		msg.SetGenHeader(mail.HeaderListUnsubscribe, "<"+m.Stop+">")
		msg.SetGenHeader(mail.HeaderListUnsubscribePost, "List-Unsubscribe=One-Click")
	}
	msg.SetBodyString(mail.TypeTextPlain, m.Words)
	return msg, nil
}

// proved reads what an error of the library proves. Until the server agreed to
// take the content nothing was sent. After the content, only its own answer
// tells: a line that was cut before the answer proves nothing.
func proved(err error) error {
	var e *mail.SendError
	if !errors.As(err, &e) {
		return err
	}
	switch code := e.ErrorCode(); {
	case code >= 500:
		return refused(&Answer{Code: code, Said: e.Error()})
	case code >= 400:
		return notTaken(&Answer{Code: code, Said: e.Error()})
	}
	switch e.Reason {
	case mail.ErrConnCheck, mail.ErrSMTPMailFrom, mail.ErrSMTPRcptTo, mail.ErrSMTPData:
		return notTaken(err)
	case mail.ErrGetSender, mail.ErrGetRcpts, mail.ErrNoUnencoded:
		return refused(err)
	}
	return err
}
