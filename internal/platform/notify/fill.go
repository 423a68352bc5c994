package notify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/http/httpguts"
)

var gap = regexp.MustCompile(`\{(to|from|text|id|coding|reports|user|password)\}`)

// fill puts the values into the gaps of a template, each escaped.
func fill(template string, values map[string]string, escape func(string) string) string {
	return gap.ReplaceAllStringFunc(template, func(name string) string { return escape(values[name[1:len(name)-1]]) })
}

func (g Gateway) values(t Text) map[string]string {
	coding := "0"
	if SizeOf(t.Words).Wide {
		coding = "2"
	}
	return map[string]string{"to": t.To, "from": g.From, "text": t.Words, "id": t.ID, "coding": coding, "reports": t.Reports,
		"user": g.User, "password": g.Password}
}

func (g Gateway) request(ctx context.Context, t Text) (*http.Request, error) {
	values := g.values(t)
	at, err := url.Parse(fill(g.URL, values, url.QueryEscape))
	if err != nil {
		return nil, fmt.Errorf("notify: the gateway's address cannot be read: %w", errors.Unwrap(err))
	}
	if at.Scheme != "https" && !(at.Scheme == "http" && g.Reach.IsOwn(at.Host)) {
		return nil, errNotHTTP
	}
	header := http.Header{}
	for _, h := range g.Headers {
		value := fill(h.Value, values, inHeader)
		if t.Reports == "" && strings.Contains(h.Value, "{reports}") {
			continue
		}
		if !httpguts.ValidHeaderFieldName(h.Name) || !httpguts.ValidHeaderFieldValue(value) {
			return nil, fmt.Errorf("notify: the header %q cannot be sent", h.Name)
		}
		header.Add(h.Name, value)
	}
	body := strings.NewReader(fill(g.Body, values, inBody(header.Get("Content-Type"))))
	req, err := http.NewRequestWithContext(ctx, g.Method, at.String(), body)
	if err != nil {
		return nil, err
	}
	if g.Method == http.MethodGet {
		req.Body, req.GetBody, req.ContentLength = nil, nil, 0
	}
	req.Header = header
	req.Header.Set("User-Agent", "OpenMAF")
	return req, nil
}

// inHeader leaves out what would begin another line.
func inHeader(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
}

// inBody escapes for the kind of body.
func inBody(kind string) func(string) string {
	switch kind, _, _ = strings.Cut(kind, ";"); strings.TrimSpace(strings.ToLower(kind)) {
	case "application/json":
		return func(s string) string {
			quoted, _ := json.Marshal(s) // a string always can be
			return string(quoted[1 : len(quoted)-1])
		}
	case "application/x-www-form-urlencoded":
		return url.QueryEscape
	}
	return func(s string) string { return s }
}

// Check reports what is wrong with a gateway before anything is sent by it.
func (g Gateway) Check() error {
	if g.Method != http.MethodGet && g.Method != http.MethodPost {
		return errors.New("notify: the method must be GET or POST")
	}
	before, rest, _ := strings.Cut(g.URL, "://")
	host, _, _ := strings.Cut(rest, "/")
	if gap.MatchString(before + host) {
		return errors.New("notify: the gateway's host must be fixed")
	}
	const example = `A "text" & more`
	req, err := g.request(context.Background(), Text{ID: "1", To: "+447700900123", Words: example, Reports: "https://example.org/"})
	if err != nil {
		return err
	}
	if req.URL.Host == "" || req.URL.User != nil {
		return errors.New("notify: the gateway's address needs a host, and no name or password in it")
	}
	if all := g.URL + g.Body + fmt.Sprint(g.Headers); !strings.Contains(all, "{to}") || !strings.Contains(all, "{text}") {
		return errors.New("notify: the request says neither where to nor what")
	}
	if strings.HasPrefix(req.Header.Get("Content-Type"), "application/json") &&
		!json.Valid([]byte(fill(g.Body, g.values(Text{Words: example}), inBody("application/json")))) {
		return errors.New("notify: the body is not JSON")
	}
	return nil
}
