package cli

import (
	"log/slog"
	"strings"

	"openmaf/internal/app"
	"openmaf/internal/people/message"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/notify"
)

type messagesCommand struct {
	Check messagesCheck `cmd:"" help:"Say which ways messages can leave by, and knock at their servers."`
}

type messagesCheck struct {
	To        string   `help:"Send one neutral test to this mobile number or e-mail address." placeholder:"ADDRESS"`
	OwnServer []string `help:"Mail server or text gateway that stands in a private network, as it is set up." placeholder:"HOST:PORT"`
}

func (m messagesCheck) Run(t *terminal) error {
	own, err := ownServers(m.OwnServer)
	if err != nil {
		return usage{err}
	}
	c, err := t.core()
	if err != nil {
		return err
	}
	defer c.Close()
	c.Messages.Operate(notify.Reach{Own: own}, slog.New(slog.DiscardHandler), func() {})
	ways, err := c.Messages.Check(t.ctx, c.Operator())
	wrong := fault.As(err)
	if err != nil && wrong == nil {
		return err
	}
	t.tellWays(ways)
	sent := ""
	if err == nil && m.To != "" {
		sent, err = m.test(t, c)
	}
	if err := t.document(t.checkDocument(ways, wrong, sent)); err != nil {
		return err
	}
	if wrong != nil { // by the words of the page on which it is set
		for i, p := range wrong.Problems {
			wrong.Problems[i].Field = t.words.T("message.setting." + p.Field)
		}
	}
	return err
}

// test sends one by the way that the address belongs to.
func (m messagesCheck) test(t *terminal, c *app.Core) (by string, err error) {
	channel := message.Text
	if strings.Contains(m.To, "@") {
		channel = message.Email
	}
	if err := c.Messages.Test(t.ctx, c.Operator(), channel, m.To); err != nil {
		return "", err
	}
	t.say("%s", t.words.T("cli.messages.sent", "Way", t.words.T("message.by."+string(channel))))
	return string(channel), nil
}

// tellWays prints the ways for a person.
func (t *terminal) tellWays(ways []message.Checked) {
	for _, w := range ways {
		key := "cli.messages.off"
		switch {
		case w.Answers:
			key = "cli.messages.answers"
		case w.On:
			key = "cli.messages.silent"
		}
		t.say("%s", t.words.T(key, "Way", t.words.T("message.by."+string(w.Channel)), "At", w.At))
	}
}

type wayDocument struct {
	Way     string `json:"way"`
	On      bool   `json:"on"`
	At      string `json:"at"` // host and port
	Answers bool   `json:"answers"`
}

type problemDocument struct {
	Setting string `json:"setting"`
	Says    string `json:"says"`
}

type checkDocument struct {
	Ways     []wayDocument     `json:"ways"`
	Problems []problemDocument `json:"problems"`
	Sent     string            `json:"sent"` // the way by which the test went; empty for none
}

func (t *terminal) checkDocument(ways []message.Checked, wrong *fault.Error, sent string) checkDocument {
	d := checkDocument{Problems: []problemDocument{}, Sent: sent}
	for _, w := range ways {
		d.Ways = append(d.Ways, wayDocument{string(w.Channel), w.On, w.At, w.Answers})
	}
	if wrong != nil {
		for _, p := range wrong.Problems {
			d.Problems = append(d.Problems, problemDocument{p.Field, t.words.Problem(p)})
		}
	}
	return d
}
