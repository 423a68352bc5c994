// Package message is the pages of messages: writing one and seeing it as the
// telephone will show it, what came back, how messages leave, and the addresses
// that a gateway calls and that an e-mail's last line leads to.
//
// Invariants:
//   - Nothing is sent that its writer has not seen as it will be read: what was
//     typed over since is shown again first.
//   - A secret that was typed in, or made, is shown on no page again.
//   - The gateway's address answers a wrong secret like an address that is not
//     there, compares it in constant time, and stops listening to whoever
//     guesses.
package message

import (
	"embed"
	"net/http"

	"openmaf/internal/people/message"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
	"openmaf/internal/web/page"
	"openmaf/internal/web/server"
)

//go:embed *.html
var files embed.FS

// Capabilities are what the pages ask. All are needed.
type Capabilities struct {
	Messages *message.Service
	Reads    *trail.Reads
}

// Area is the pages of messages.
type Area struct {
	Capabilities
	wrong  *limiter // secrets that were not ours, by address
	called *limiter // calls of the gateway
}

// New returns the pages on these capabilities.
func New(c Capabilities) *Area {
	return &Area{Capabilities: c, wrong: newLimiter(wrongSecrets, wrongWindow), called: newLimiter(calls, callWindow)}
}

// Addresses that the area's own code leads to.
const (
	boardPath    = "/messages"
	settingsPath = "/messages/settings"
)

// Routes of the area.
func (a *Area) Routes() []server.Route {
	const get, post = http.MethodGet, http.MethodPost
	return []server.Route{
		{Method: get, Pattern: "/people/{person}/message", Action: access.MessageSend, Screen: a.write},
		{Method: post, Pattern: "/people/{person}/message", Action: access.MessageSend, Screen: a.send},
		{Method: post, Pattern: boardPath + "/{sent}/withdraw", Action: access.MessageSend, Screen: a.withdraw, Again: a.board},
		{Method: get, Pattern: boardPath, Action: access.MessageRead, Screen: a.board},
		{Method: post, Pattern: boardPath + "/{sent}/seen", Action: access.MessageRead, Screen: a.seen, Again: a.board},
		{Method: post, Pattern: "/replies/{reply}/read", Action: access.MessageRead, Screen: a.read, Again: a.board},

		{Method: get, Pattern: settingsPath, Action: access.MessageSettings, Screen: a.settings},
		{Method: post, Pattern: settingsPath, Action: access.MessageSettings, Screen: a.set},
		{Method: post, Pattern: settingsPath + "/hook", Action: access.MessageSettings, Screen: a.newHook, Again: a.settings},
		{Method: post, Pattern: settingsPath + "/test", Action: access.MessageSettings, Screen: a.test, Again: a.settings},

		{Method: get, Pattern: "/hooks/sms/{secret}", Public: true, Screen: a.hook},
		{Method: post, Pattern: "/hooks/sms/{secret}", Public: true, Screen: a.hook, Again: a.hook},
		{Method: get, Pattern: "/stop/{parcel}", Public: true, Screen: a.stop},
		{Method: post, Pattern: "/stop/{parcel}", Public: true, Screen: a.stopped},
	}
}

// firstName of somebody, in lists that stand on a counter.
func firstName(p string) string {
	for i, r := range p {
		if r == ' ' {
			return p[:i]
		}
	}
	return p
}

// tag of a message's state.
func stateOf(r *page.Request, m message.Message) string {
	text := r.T("message.state." + string(m.State))
	if m.Why != "" {
		text += ": " + r.T("message.why."+string(m.Why))
	}
	return text
}
