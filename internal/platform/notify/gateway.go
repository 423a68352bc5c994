package notify

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"time"
)

// Gateway is an HTTP service that sends texts. URL, header values and Body are
// templates: {to}, {from}, {text}, {id}, {coding} (2 for a text that needs the
// wide alphabet, else 0), {reports}, {user} and {password} stand for the text's
// and the gateway's own, each escaped for the place it stands in.
type Gateway struct {
	Method  string // GET or POST
	URL     string // its host is fixed: no template reaches into it
	Headers []Header
	Body    string // of a POST
	Ref     string // field of a JSON answer that holds the gateway's own id; empty for none

	From, User, Password string

	Reach Reach          `json:"-"`
	Roots *x509.CertPool `json:"-"` // nil: the machine's
}

// Header is one line of the request.
type Header struct{ Name, Value string }

// Text is one message for one telephone.
type Text struct {
	ID      string // ours
	To      string // E.164
	Words   string
	Reports string // address that wants to hear what became of it; empty for none
}

// Kannel is the sendsms interface of a Kannel at the base address. Its password
// and the text travel in headers and body, which no proxy logs.
func Kannel(base, user, password, from string) Gateway {
	return Gateway{Method: http.MethodPost, URL: strings.TrimRight(base, "/") + "/cgi-bin/sendsms", Body: "{text}",
		From: from, User: user, Password: password, Headers: []Header{
			{"Content-Type", "text/plain; charset=UTF-8"}, {"X-Kannel-Username", "{user}"}, {"X-Kannel-Password", "{password}"},
			{"X-Kannel-From", "{from}"}, {"X-Kannel-To", "{to}"}, {"X-Kannel-Charset", "UTF-8"}, {"X-Kannel-Coding", "{coding}"},
			{"X-Kannel-DLR-Mask", kannelReports}, {"X-Kannel-DLR-Url", "{reports}&status=%d"}}}
}

// kannelReports asks for: delivered (1), not delivered (2), refused by the
// network (16).
const kannelReports = "19"

const (
	sendTimeout  = 30 * time.Second
	answerLimit  = 64 << 10
	headerLimit  = 64 << 10
	shownOfError = 200
)

// Send hands the text over. The result is the gateway's own id of it, where
// Ref says how to find it.
func (g Gateway) Send(ctx context.Context, t Text) (ref string, err error) {
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	connected := false
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { connected = true }})
	req, err := g.request(ctx, t)
	if err != nil {
		return "", refused(err)
	}
	transport := g.transport(req.URL.Host, req.URL.Scheme)
	defer transport.CloseIdleConnections()
	res, err := transport.RoundTrip(req)
	if err != nil {
		if !connected { // not a byte of the text has left
			return "", notTaken(err)
		}
		return "", err
	}
	defer res.Body.Close()
	answer, readErr := io.ReadAll(io.LimitReader(res.Body, answerLimit))
	if err := said(res.StatusCode, answer); err != nil {
		return "", err
	}
	if readErr != nil || g.Ref == "" {
		return "", nil // it said yes; how it calls the text is a convenience
	}
	return field(answer, g.Ref), nil
}

// transport makes one connection for one request. Without keeping it alive
// there is no second try: net/http repeats requests only on connections that
// were used before.
func (g Gateway) transport(host, scheme string) *http.Transport {
	return &http.Transport{DialContext: g.Reach.dialer(doorOf(host, scheme)).DialContext, DisableKeepAlives: true,
		TLSClientConfig:        &tls.Config{RootCAs: g.Roots, MinVersion: tls.VersionTLS12},
		TLSNextProto:           map[string]func(string, *tls.Conn) http.RoundTripper{}, // HTTP/1.1, as nothing else retries
		TLSHandshakeTimeout:    dialTimeout,
		MaxResponseHeaderBytes: headerLimit}
}

// doorOf is the host with its port, the usual one where none is said.
func doorOf(host, scheme string) string {
	if strings.Contains(host[strings.LastIndex(host, "]")+1:], ":") {
		return host
	}
	return host + map[string]string{"http": ":80", "https": ":443"}[scheme]
}

// said is what the gateway's status proves. Between us and it there may be a
// proxy, which gives 500, 502 and 504 also when the gateway behind it has taken
// the text.
func said(status int, answer []byte) error {
	if status >= 200 && status < 300 {
		return nil
	}
	err := error(&Answer{Code: status, Said: string(answer[:min(len(answer), shownOfError)])})
	switch {
	case status == http.StatusTooManyRequests, status == http.StatusServiceUnavailable, status == http.StatusRequestTimeout:
		return notTaken(err)
	case status >= 300 && status < 500: // a redirect is not followed
		return refused(err)
	}
	return err // proves nothing
}

// field of a flat JSON answer, as text.
func field(answer []byte, name string) string {
	var fields map[string]any
	if json.Unmarshal(answer, &fields) != nil {
		return ""
	}
	switch v := fields[name].(type) {
	case string:
		return v
	case float64:
		return fmt.Sprintf("%.0f", v)
	}
	return ""
}

var errNotHTTP = errors.New("notify: the gateway's address must begin with https://, or http:// in the operator's own network")
