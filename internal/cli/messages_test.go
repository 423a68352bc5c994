package cli_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"openmaf/internal/app"
	"openmaf/internal/people/message"
	"openmaf/internal/platform/notify/notifytest"
)

// mailing is a community that sends e-mails by the server, and the flag that
// says that the server is the operator's own.
func mailing(t *testing.T, s notifytest.Script, change func(*message.Settings)) (dir, own string, v *notifytest.Server) {
	t.Helper()
	v, smtp := notifytest.Serve(t, s)
	dir = filepath.Join(t.TempDir(), "data")
	must(t, run(t, "--data", dir, "init", "--name", "Test (invented)", "--admin", "ash@example.org"))
	c, err := app.Open(context.Background(), app.Storage{Data: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	c.Messages.Operate(smtp.Reach, nil, func() {})
	set := message.Settings{Emails: true, Quiet: message.UsualQuiet, Ways: message.Ways{Site: "https://maf.example", Sender: "Friends",
		Subject: "A short note", Server: smtp}}
	if change != nil {
		change(&set)
	}
	if err := c.Messages.Set(context.Background(), c.Operator(), set); err != nil {
		t.Fatal(err)
	}
	return dir, fmt.Sprintf("--own-server=127.0.0.1:%d", smtp.Port), v
}

func TestMessagesCheck(t *testing.T) {
	dir, own, v := mailing(t, notifytest.Script{}, nil)
	r := must(t, run(t, "--data", dir, "messages", "check", own))
	if want := "Text message: off.\nE-mail: 127.0.0.1:"; !strings.HasPrefix(r.out, want) || !strings.Contains(r.out, " answers.") {
		t.Errorf("it says %q", r.out)
	}
	d := must(t, run(t, "--data", dir, "--json", "messages", "check", own, "--to", "ash@example.org")).document(t)
	if len(d["problems"].([]any)) != 0 || d["sent"] != "email" {
		t.Errorf("%v", d)
	}
	took := v.Taken()
	if len(took) != 1 || !strings.Contains(took[0].Content, "This is a test. It worked.") || !strings.Contains(took[0].To, "ash@example.org") {
		t.Errorf("the server took %+v", took)
	}
}

func TestMessagesCheckNamesTheSetting(t *testing.T) {
	for name, c := range map[string]struct {
		script notifytest.Script
		change func(*message.Settings)
		unsaid bool // that the server is the operator's own
		to     string
		says   string
	}{
		"sign in": {script: notifytest.Script{Answer: map[string]string{"AUTH": "535 no"}},
			change: func(s *message.Settings) { s.Ways.Server.User, s.Ways.Server.Password = "us", "wrong" }, says: "User name at the mail server: 127.0.0.1:"},
		"not listed":  {unsaid: true, says: "Mail server: "},
		"no such way": {to: "07700 900123", says: "We are not set up to send this way yet."},
		"no address":  {to: "ash@", says: "That is no address we can send to."},
		"refused":     {script: notifytest.Script{Answer: map[string]string{"RCPT": "550 no"}}, to: "ash@example.org", says: "The test did not get through"},
	} {
		t.Run(name, func(t *testing.T) {
			dir, own, _ := mailing(t, c.script, c.change)
			args := []string{"--data", dir, "messages", "check"}
			if !c.unsaid {
				args = append(args, own)
			}
			if c.to != "" {
				args = append(args, "--to", c.to)
			}
			if r := run(t, args...); r.code != 1 || !strings.Contains(r.err, c.says) {
				t.Errorf("exit %d, and it says %q", r.code, r.err)
			}
		})
	}
}

// Nothing is set up: that is said, and is no failure.
func TestMessagesCheckOfNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	must(t, run(t, "--data", dir, "init", "--name", "Test (invented)", "--admin", "ash@example.org"))
	if r := must(t, run(t, "--data", dir, "messages", "check")); r.out != "Text message: off.\nE-mail: off.\n" {
		t.Errorf("it says %q", r.out)
	}
	if r := run(t, "--data", dir, "messages", "check", "--own-server", "kettle"); r.code != 2 {
		t.Errorf("exit %d: %s", r.code, r.err)
	}
}
