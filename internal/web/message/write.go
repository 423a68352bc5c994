package message

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"

	"openmaf/internal/people/message"
	"openmaf/internal/platform/civil"
	"openmaf/internal/web/page"
)

var writePage = page.Declare[WriteView](files, "write.html")

// WriteView is the form of a message, and the message as it will be read.
type WriteView struct {
	page.Frame
	Who     string
	When    string   // safe times, in the person's words
	Closed  []string // ways that are not open, each with the reason
	NoWay   bool     // none is
	Form    *page.Form
	Look    *LookView
	Channel page.Radios
	One     string // the only way that is open
	Kind    string
	Kinds   []KindLink
	Timed   bool // the message tells of a time
	Own     bool // its words are the writer's
	On      page.DateInput
	At      page.Input
	Words   page.Textarea
	Later   bool // it was to leave later
	Quiet   string
	SendOn  page.DateInput
	SendAt  page.Input
	Show    page.Button
	Sent    []SentRow
}

// KindLink leads to the form of another kind of message.
type KindLink struct {
	Text, Href string
	Here       bool
}

// LookView is the message as the telephone shows it.
type LookView struct {
	From, Subject, Words string
	When                 string // it leaves
	Size                 string
	Seen                 string // what was shown, so that nothing else is sent
	Send                 page.Button
}

// SentRow is one message that somebody wrote before.
type SentRow struct {
	Text, Quiet, Words string
	Do                 page.Act
}

func (a *Area) write(r *page.Request) (*page.Answer, error) {
	return a.form(r, nil)
}

// form shows the form, and over it the message when it was looked at.
func (a *Area) form(r *page.Request, ready *message.Ready) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	now, err := a.Messages.Writing(r.HTTP().Context(), r.Actor(), id)
	if err != nil {
		return nil, err
	}
	a.Reads.Saw(r.Actor().Scope, r.Actor().Account, now.Person.ID, "message")
	v := WriteView{Frame: r.Frame("messagepages.write.title"), Who: now.Person.FirstName(), When: now.Person.Contact.When, Form: r.Form()}
	v.Back = "/people/" + now.Person.ID
	var open []string
	for _, way := range now.Ways {
		if way.Why == "" {
			open = append(open, string(way.Channel))
		} else {
			v.Closed = append(v.Closed, r.T("messagepages.write.closed", "Way", r.T("message.by."+string(way.Channel)), "Why", r.T("message.not."+string(way.Why))))
		}
	}
	v.NoWay = len(open) == 0
	v.fields(r, now, open)
	for _, m := range now.Sent {
		v.Sent = append(v.Sent, sentRow(r, m))
	}
	if ready != nil {
		v.Look = look(r, v.Form, *ready)
	}
	return writePage.Show(v), nil
}

func (v *WriteView) fields(r *page.Request, now message.Writing, open []string) {
	f := v.Form
	today := civil.DateOf(r.Now())
	for _, name := range []string{"on", "send_on"} {
		f.Preset(name+"-day", strconv.Itoa(today.Day)).Preset(name+"-month", strconv.Itoa(int(today.Month))).Preset(name+"-year", strconv.Itoa(today.Year))
	}
	v.kinds(r, now)
	v.ways(r, open)
	v.On = f.DateInput("on", "messagepages.write.on")
	v.At = f.Input("at", "messagepages.write.at")
	v.Words = f.Textarea("words", "messagepages.write.words")
	v.Words.Hint, v.Words.Rows = r.T("messagepages.write.words-hint", "Limit", message.LongestWords), 3
	v.Later = f.Get("send_at") != "" || r.FormID() != ""
	v.Quiet = r.T("messagepages.write.quiet", "From", r.Words().Time(now.Quiet.From), "Until", r.Words().Time(now.Quiet.Until))
	v.SendOn = f.DateInput("send_on", "messagepages.write.send-on")
	v.SendAt = f.Input("send_at", "messagepages.write.send-at")
	v.At.Hint, v.SendAt.Hint = r.T("messagepages.write.at-hint"), r.T("messagepages.write.at-hint")
	v.At.Autocomplete, v.SendAt.Autocomplete = "off", "off"
	v.Show = f.Submit("messagepages.write.look")
	v.Show.Name, v.Show.Value = "do", "look"
}

// kinds are the messages to choose from. One is chosen by its link, so that the
// form asks only for what that one needs.
func (v *WriteView) kinds(r *page.Request, now message.Writing) {
	v.Kind = v.Form.Get("kind")
	if asked := r.Query("kind"); r.FormID() == "" && asked != "" {
		v.Kind = asked
	}
	if !slices.Contains(message.Kinds, message.Kind(v.Kind)) {
		v.Kind = string(message.Reminder)
	}
	for _, k := range message.Kinds {
		if k == message.RingUs && now.Number == "" {
			continue
		}
		v.Kinds = append(v.Kinds, KindLink{Text: r.T("messagepages.kind." + string(k)), Href: r.Path() + "?kind=" + string(k), Here: v.Kind == string(k)})
	}
	k := message.Kind(v.Kind)
	v.Timed, v.Own = k == message.Reminder || k == message.NewTime, k == message.OwnWords
}

// ways asks which way it goes where there are two.
func (v *WriteView) ways(r *page.Request, open []string) {
	if len(open) > 0 {
		v.Form.Preset("channel", open[0])
	}
	v.Channel = v.Form.Radios("channel", "messagepages.write.channel", r.Choices("message.by.", open...))
	if len(open) == 1 {
		v.One = open[0]
	}
}

// send shows the message first, and sends it once its writer has seen it as it
// will be read.
func (a *Area) send(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	f := r.Form()
	d, err := draft(f, id)
	if err != nil {
		return nil, err
	}
	d.ID = r.FormID()
	ready, err := a.Messages.Prepare(r.HTTP().Context(), r.Actor(), d)
	if err != nil {
		return nil, err
	}
	if f.Get("do") != "send" || f.Get("seen") != mark(ready) {
		return a.form(r, &ready)
	}
	if _, err := a.Messages.Send(r.Context(), r.Actor(), d); err != nil {
		return nil, err
	}
	said := "messagepages.write.sent"
	if ready.Due.After(r.Now()) {
		said = "messagepages.write.waits"
	}
	return page.See("/people/" + id + "/message").Flash(said), nil
}

// draft reads the form. Of what belongs to another kind nothing is taken.
func draft(f *page.Form, personID string) (message.Draft, error) {
	d := message.Draft{Person: personID, Channel: message.Channel(f.Get("channel")), Kind: message.Kind(f.Get("kind"))}
	if d.Kind == message.OwnLink {
		d.Kind = "" // links are made elsewhere
	}
	switch d.Kind {
	case message.OwnWords:
		d.Words = f.Get("words")
	case message.Reminder, message.NewTime:
		d.On = f.Date("on")
		at, ok := f.Time("at")
		if !ok && f.Get("at") == "" {
			f.Problem("at", "message.at")
		}
		d.At = at
	}
	if at, later := f.Time("send_at"); later {
		d.SendAt, d.SendOn = at, f.Date("send_on")
		if d.SendOn.IsZero() {
			f.Problem("send_on", "message.on")
		}
	}
	return d, f.Err()
}

// mark tells whether two messages are the same to whoever reads them.
func mark(m message.Ready) string {
	sum := sha256.Sum256([]byte(string(m.Channel) + "\x00" + m.Sender + "\x00" + m.Subject + "\x00" + m.Words))
	return hex.EncodeToString(sum[:8])
}

func look(r *page.Request, f *page.Form, m message.Ready) *LookView {
	v := &LookView{From: m.Sender, Words: m.Words, Seen: mark(m), When: r.T("messagepages.look.now")}
	if m.Due.After(r.Now()) {
		v.When = r.T("messagepages.look.then", "When", r.Words().When(m.Due))
	}
	if m.Held {
		v.When = r.T("messagepages.look.held", "When", r.Words().When(m.Due))
	}
	if m.Channel == message.Email {
		v.Subject = m.Subject
	} else if m.Size.Parts > 1 {
		v.Size = r.T("messagepages.look.parts", "Count", m.Size.Parts)
	}
	v.Send = f.Submit("messagepages.look.send")
	v.Send.Name, v.Send.Value = "do", "send"
	return v
}

func sentRow(r *page.Request, m message.Message) SentRow {
	row := SentRow{Text: stateOf(r, m), Words: m.Words,
		Quiet: r.T("messagepages.sent.quiet", "Way", r.T("message.by."+string(m.Channel)), "When", r.Words().When(m.Changed))}
	if m.State.MayBeSent() {
		row.Quiet = r.T("messagepages.sent.due", "Way", r.T("message.by."+string(m.Channel)), "When", r.Words().When(m.Due))
		row.Do = r.Act("/messages/"+m.ID+"/withdraw", "messagepages.sent.withdraw").Secondary()
	}
	return row
}

// withdraw stops a message that has not left.
func (a *Area) withdraw(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("sent")
	if err != nil {
		return nil, err
	}
	who, err := a.Messages.PersonOf(r.HTTP().Context(), r.Actor(), id)
	if err != nil {
		return nil, err
	}
	if err := a.Messages.Withdraw(r.Context(), r.Actor(), id); err != nil {
		return nil, err
	}
	return page.See("/people/" + who + "/message").Flash("messagepages.sent.withdrawn"), nil
}
