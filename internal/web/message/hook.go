package message

import (
	"encoding/json"
	"fmt"
	"io"
	"mime"

	"openmaf/internal/people/message"
	"openmaf/internal/platform/fault"
	"openmaf/internal/web/page"
)

// hookBody is how much of a JSON document is read.
const hookBody = 64 << 10

// hook hears a text that came in, or what became of one of ours. It answers
// with nothing, which a gateway passes on to nobody.
func (a *Area) hook(r *page.Request) (*page.Answer, error) {
	now := r.Now()
	if a.wrong.over(r.Client(), now) || a.called.over("", now) {
		return nil, fault.New(fault.TooMany, "messagepages.hook.many")
	}
	ctx, scope := r.HTTP().Context(), r.Actor().Scope
	if err := a.Messages.Opens(ctx, scope, r.Value("secret")); err != nil {
		a.wrong.count(r.Client(), now)
		return nil, err
	}
	a.called.count("", now)
	said, err := told(r)
	if err != nil {
		return nil, err
	}
	if status := said("status", "MessageStatus", "dlr", "state"); status != "" || said("report") != "" {
		if arrived, final := message.StatusOf(status); final {
			err = a.Messages.Reported(ctx, scope, message.Report{Message: said("report"),
				Ref: said("ref", "message_id", "messageId", "MessageSid"), Arrived: arrived})
		}
	} else {
		err = a.Messages.Receive(ctx, scope, message.Inbound{Name: said("id", "message_id", "messageId", "MessageSid"),
			From: said("from", "From", "msisdn", "sender"), Words: said("text", "Body", "message", "content"), At: said("at", "timestamp")})
	}
	if err != nil {
		return nil, err
	}
	return page.Text("text/plain; charset=utf-8", nil), nil
}

// told reads what the gateway says, wherever it says it: in the address, in a
// form, or in a flat JSON document. The result finds the first of several names.
func told(r *page.Request) (func(names ...string) string, error) {
	var document map[string]any
	kind, _, _ := mime.ParseMediaType(r.HTTP().Header.Get("Content-Type"))
	if kind == "application/json" {
		d := json.NewDecoder(io.LimitReader(r.HTTP().Body, hookBody))
		d.UseNumber()
		if err := d.Decode(&document); err != nil {
			return nil, fault.New(fault.Invalid, "page.form.broken").Because(err)
		}
	}
	form := r.Form()
	return func(names ...string) string {
		for _, name := range names {
			if v, ok := document[name]; ok && v != nil {
				return fmt.Sprint(v)
			}
			if v := form.Get(name); v != "" {
				return v
			}
			if v := r.Query(name); v != "" {
				return v
			}
		}
		return ""
	}, nil
}
