package notify_test

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"testing/quick"

	"openmaf/internal/platform/notify"
)

// listen is a gateway in this process, and one of ours that leads to it.
func listen(t *testing.T, answer http.HandlerFunc) notify.Gateway {
	t.Helper()
	s := httptest.NewServer(answer)
	t.Cleanup(s.Close)
	g := notify.Kannel(s.URL, "us", "a long password", "447700900000")
	g.Reach.Own = []string{strings.TrimPrefix(s.URL, "http://")}
	return g
}

var six = notify.Text{ID: "01J0000000000000000000TEST", To: "+447700900123", Words: "See you at 6, Sam.", Reports: "https://maf.example/hooks/sms/s?report=1"}

func TestWhatKannelIsAsked(t *testing.T) {
	var got *http.Request
	var body []byte
	g := listen(t, func(w http.ResponseWriter, r *http.Request) {
		got = r
		body, _ = io.ReadAll(r.Body)
		w.WriteHeader(http.StatusAccepted)
		_, _ = io.WriteString(w, "0: Accepted for delivery")
	})
	text := six
	text.Words = "Do zobaczenia o szóstej, Łucja."
	if ref, err := g.Send(context.Background(), text); err != nil || ref != "" {
		t.Fatal(ref, err)
	}
	if string(body) != text.Words || got.URL.RequestURI() != "/cgi-bin/sendsms" || got.Method != http.MethodPost {
		t.Errorf("%s %s: %s", got.Method, got.URL, body)
	}
	for name, want := range map[string]string{"X-Kannel-To": "+447700900123", "X-Kannel-From": "447700900000", "X-Kannel-Username": "us",
		"X-Kannel-Password": "a long password", "X-Kannel-Coding": "2", "X-Kannel-Charset": "UTF-8",
		"X-Kannel-Dlr-Url": "https://maf.example/hooks/sms/s?report=1&status=%d"} {
		if got.Header.Get(name) != want {
			t.Errorf("%s: %q, want %q", name, got.Header.Get(name), want)
		}
	}
}

// anyGateway is one of the kind that takes JSON.
func anyGateway(g notify.Gateway) notify.Gateway {
	g.URL += "?to={to}&key={password}"
	g.Headers = []notify.Header{{Name: "Content-Type", Value: "application/json"}, {Name: "Authorization", Value: "Bearer {password}"}}
	g.Body, g.Ref = `{"to":"{to}","message":"{text}","ours":"{id}"}`, "message_id"
	return g
}

func TestNothingTypedLeavesItsPlace(t *testing.T) {
	var got struct{ To, Message, Ours string }
	var at *url.URL
	g := anyGateway(listen(t, func(w http.ResponseWriter, r *http.Request) {
		got.To, got.Message = "", ""
		at = r.URL
		if err := json.NewDecoder(r.Body).Decode(&got); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		_, _ = io.WriteString(w, `{"message_id": 77}`)
	}))
	g.Password = "a&b=c#d"
	whatever := func(words string) bool {
		words = strings.ToValidUTF8(words, "")
		text := six
		text.Words = words
		ref, err := g.Send(context.Background(), text)
		return err == nil && ref == "77" && got.Message == words && got.To == text.To && got.Ours == text.ID && at.Query().Get("key") == g.Password
	}
	for _, words := range []string{`","to":"+1`, `{to}{password}`, "a\r\nb", "\u2028", "%0d%0a", `\`} {
		if !whatever(words) {
			t.Errorf("%q arrived as %+v", words, got)
		}
	}
	if err := quick.Check(whatever, &quick.Config{MaxCount: 50}); err != nil {
		t.Error(err)
	}
}

func TestWhatAnAnswerProves(t *testing.T) {
	for status, want := range map[int]notify.Failure{301: notify.Refused, 307: notify.Refused, 400: notify.Refused, 403: notify.Refused,
		404: notify.Refused, 408: notify.NotTaken, 429: notify.NotTaken, 500: notify.Unknown, 502: notify.Unknown, 503: notify.NotTaken,
		504: notify.Unknown} {
		var asked atomic.Int32
		g := listen(t, func(w http.ResponseWriter, r *http.Request) {
			asked.Add(1)
			w.Header().Set("Location", "/elsewhere")
			w.WriteHeader(status)
		})
		_, err := g.Send(context.Background(), six)
		if err == nil || notify.FailureOf(err) != want {
			t.Errorf("%d: %v; want %v", status, err, want)
		}
		if asked.Load() != 1 {
			t.Errorf("%d: asked %d times", status, asked.Load())
		}
	}
}

func TestALineThatIsCut(t *testing.T) {
	var asked atomic.Int32
	g := listen(t, func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		conn, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			conn.Close()
		}
	})
	for method, body := range map[string]string{http.MethodGet: "", http.MethodPost: "{text}"} {
		asked.Store(0)
		g.Method, g.Body = method, body
		if _, err := g.Send(context.Background(), six); err == nil || notify.FailureOf(err) != notify.Unknown {
			t.Errorf("%s, cut before the answer: %v", method, err)
		}
		if asked.Load() != 1 {
			t.Errorf("%s: asked %d times", method, asked.Load())
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	g = notify.Kannel("http://"+l.Addr().String(), "u", "p", "1")
	g.Reach.Own = []string{l.Addr().String()}
	if _, err := g.Send(context.Background(), six); notify.FailureOf(err) != notify.NotTaken || err == nil {
		t.Errorf("nobody listens: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := g.Send(ctx, six); notify.FailureOf(err) != notify.NotTaken || err == nil {
		t.Errorf("stopped before it began: %v", err)
	}
}

func TestOnlyTheConfiguredHost(t *testing.T) {
	var asked atomic.Int32
	g := listen(t, func(http.ResponseWriter, *http.Request) { asked.Add(1) })
	https := g
	https.URL = strings.Replace(g.URL, "http://", "https://", 1)
	https.Reach.Own = []string{"127.0.0.1:1"} // another port of the same machine
	if _, err := https.Send(context.Background(), six); err == nil || !strings.Contains(err.Error(), "private network") {
		t.Errorf("a private address that was not listed: %v", err)
	}
	g.Reach.Own = nil
	if _, err := g.Send(context.Background(), six); err == nil || notify.FailureOf(err) != notify.Refused {
		t.Errorf("in the clear, and not listed: %v", err)
	}
	if asked.Load() != 0 {
		t.Error("it was asked")
	}
	for _, ip := range []string{"127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "0.1.2.3",
		"224.0.0.1", "255.255.255.255", "[::1]", "[fe80::1]", "[fc00::1]", "[::ffff:10.0.0.1]", "[64:ff9b::a00:1]", "[2002:a00:1::]", "[::]"} {
		g.URL = "https://" + ip + "/send"
		if _, err := g.Send(context.Background(), six); err == nil || !strings.Contains(err.Error(), "private network") {
			t.Errorf("%s: %v", ip, err)
		}
	}
}

func TestAGatewayIsChecked(t *testing.T) {
	good := notify.Kannel("https://sms.example", "u", "p", "1")
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	if err := anyGateway(good).Check(); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*notify.Gateway){
		"method":      func(g *notify.Gateway) { g.Method = "DELETE" },
		"in clear":    func(g *notify.Gateway) { g.URL = "http://sms.example/" },
		"no host":     func(g *notify.Gateway) { g.URL = "https:///send" },
		"no address":  func(g *notify.Gateway) { g.URL = "sms.example" },
		"file":        func(g *notify.Gateway) { g.URL = "file:///etc/passwd" },
		"open host":   func(g *notify.Gateway) { g.URL = "https://{from}.example/" },
		"in the name": func(g *notify.Gateway) { g.URL = "https://u:p@sms.example/" },
		"bad address": func(g *notify.Gateway) { g.URL = "https://sms.example/%zz" },
		"header":      func(g *notify.Gateway) { g.Headers[0].Name = "A B" },
		"to nobody":   func(g *notify.Gateway) { g.Headers = nil },
		"nothing":     func(g *notify.Gateway) { g.Body = "" },
		"not JSON": func(g *notify.Gateway) {
			g.Headers[0].Value, g.Body = "application/json", `{"text":{text}}`
		},
	} {
		g := notify.Kannel("https://sms.example", "u", "p", "1")
		change(&g)
		if g.Check() == nil {
			t.Errorf("%s: %+v is taken", name, g)
		}
	}
}
