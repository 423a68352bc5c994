package pocketbase

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// asked is one request and the status that is hoped for.
type asked struct {
	method, path, kind string
	body               []byte
	status             int
}

// side is one of the two servers, with what it takes to do a thing there.
type side struct {
	at      string
	signIn  func(*client, string) error
	things  map[string]func(keeper, string) []asked // by name; the text is a person's id, and what is looked for
	process *exec.Cmd
}

// client is one signed-in user's browser. Both sides get the same.
type client struct {
	http.Client
	at, token string
}

func newClient(at string) *client {
	jar, _ := cookiejar.New(nil) // without options it cannot fail
	return &client{at: at, Client: http.Client{Jar: jar, Transport: &http.Transport{DisableCompression: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// do asks and reads all of the answer, as it comes over the wire.
func (c *client) do(a asked) ([]byte, error) {
	r, err := http.NewRequest(a.method, c.at+a.path, bytes.NewReader(a.body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Accept-Encoding", "gzip")
	if a.kind != "" {
		r.Header.Set("Content-Type", a.kind)
	}
	if c.token != "" {
		r.Header.Set("Authorization", c.token)
	}
	answer, err := c.Do(r)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode != a.status {
		err = fmt.Errorf("%s %s answered %d: %.300s", a.method, a.path, answer.StatusCode, text)
	}
	return text, errors.Join(err, answer.Body.Close())
}

// run starts a server that writes its address first.
func run(b *testing.B, command *exec.Cmd) *side {
	b.Helper()
	out, err := command.StdoutPipe()
	must(b, err)
	command.Stderr = io.Discard
	must(b, command.Start())
	b.Cleanup(func() {
		must(b, command.Process.Signal(syscall.SIGTERM))
		_ = command.Wait() // PocketBase calls being ended an error
	})
	said := bufio.NewScanner(out)
	if !said.Scan() {
		b.Fatalf("%s said nothing", command.Path)
	}
	return &side{at: said.Text(), process: command}
}

// ours is the program as it is shipped, serving the community.
func ours(b *testing.B, dir string) *side {
	b.Helper()
	program := filepath.Join(b.TempDir(), "openmaf")
	build := exec.Command("go", "build", "-C", filepath.Join("..", ".."), "-trimpath", "-ldflags", "-s -w", "-o", program, "./cmd/openmaf")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	s := run(b, exec.Command(program, "--data", dir, "serve", "--addr", "127.0.0.1:0"))
	const form = "application/x-www-form-urlencoded"
	s.signIn = func(c *client, name string) error {
		body := url.Values{"form_id": {formID()}, "sign_in_name": {name}, "password": {password}}.Encode()
		_, err := c.do(asked{http.MethodPost, "/sign-in", form, []byte(body), http.StatusSeeOther})
		return err
	}
	s.things = map[string]func(keeper, string) []asked{
		"person": func(_ keeper, id string) []asked {
			return []asked{{method: http.MethodGet, path: "/people/" + id, status: http.StatusOK}}
		},
		"search": func(_ keeper, word string) []asked {
			return []asked{{method: http.MethodGet, path: "/people?find=" + word, status: http.StatusOK}}
		},
		"note": func(_ keeper, id string) []asked {
			body := url.Values{"form_id": {formID()}, "setting": {"waiting_room"}, "length": {"5_to_15"}, "decision": {"already_going"},
				"on-day": {"6"}, "on-month": {"5"}, "on-year": {"2026"}}.Encode()
			return []asked{{http.MethodPost, "/people/" + id + "/chat", form, []byte(body), http.StatusSeeOther}}
		},
	}
	return s
}

// formID is a new form's: each form is taken once.
func formID() string {
	const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	id := make([]byte, 26)
	_, _ = rand.Read(id) // never fails
	for i := range id {
		id[i] = alphabet[id[i]%32]
	}
	id[0] = '0'
	return string(id)
}

// theirs is PocketBase in a process of its own.
func theirs(b *testing.B, dir string) *side {
	b.Helper()
	self, err := os.Executable()
	must(b, err)
	command := exec.Command(self)
	command.Env = append(os.Environ(), servesIn+"="+dir)
	s := run(b, command)
	s.signIn = func(c *client, name string) error {
		text, err := c.do(asked{http.MethodPost, "/api/collections/keepers/auth-with-password", "application/json",
			document(map[string]string{"identity": name + "@sallowby.example", "password": password}), http.StatusOK})
		if err != nil {
			return err
		}
		var said struct{ Token string }
		err = json.Unmarshal(text, &said)
		c.token = said.Token
		return err
	}
	list := func(of, filter, sort string) asked {
		q := url.Values{"filter": {filter}, "sort": {sort}, "perPage": {"25"}, "skipTotal": {"1"}}
		return asked{method: http.MethodGet, path: "/api/collections/" + of + "/records?" + q.Encode(), status: http.StatusOK}
	}
	s.things = map[string]func(keeper, string) []asked{
		"person": func(_ keeper, id string) []asked {
			return []asked{{method: http.MethodGet, path: "/api/collections/people/records/" + their(id), status: http.StatusOK},
				list("notes", fmt.Sprintf("person = '%s'", their(id)), "-at")}
		},
		"search": func(_ keeper, word string) []asked {
			return []asked{list("people", fmt.Sprintf("name_key ~ '%s%%' || name_key ~ '%% %s%%'", word, word), "name_key,id")}
		},
		"note": func(k keeper, id string) []asked {
			return []asked{{http.MethodPost, "/api/collections/notes/records", "application/json", document(map[string]string{
				"person": their(id), "by": their(k.id), "at": "2026-05-06 10:00:00.000Z", "kind": "ConversationHeld",
				"text": `conversation ` + formID() + ` {"setting":"waiting_room","length":"5_to_15","decision":"already_going"}`}), http.StatusOK}}
		},
	}
	return s
}

// their is PocketBase's id of a record.
func their(id string) string { return strings.ToLower(id[len(id)-15:]) }

func document(v any) []byte {
	text, _ := json.Marshal(v) // of strings
	return text
}
