package people

import (
	"net/http"

	"openmaf/internal/trust/access"
	"openmaf/internal/web/server"
)

// chatRoutes are what comes right after a chat, and what is kept instead of one.
func (a *Area) chatRoutes() []server.Route {
	const get, post = http.MethodGet, http.MethodPost
	return []server.Route{
		{Method: get, Pattern: "/chats/{chat}/safety", Action: access.ChatWrite, Screen: a.safety},
		{Method: get, Pattern: "/chats/{chat}/ring", Action: access.RingRead, Screen: a.ring},
		{Method: post, Pattern: "/chats/{chat}/ring", Action: access.RingRead, Screen: a.rang},

		{Method: get, Pattern: ringListPath, Action: access.RingRead, Screen: a.ringList},
		{Method: post, Pattern: ringListPath, Action: access.RingWrite, Screen: a.addMember},
		{Method: get, Pattern: "/ring/{ring}", Action: access.RingRead, Screen: a.member},
		{Method: post, Pattern: "/ring/{ring}", Action: access.RingWrite, Screen: a.changeMember},
		{Method: post, Pattern: "/ring/{ring}/withdraw", Action: access.RingWrite, Screen: a.withdrawMember, Again: a.ringList},

		{Method: get, Pattern: cardPath, Action: access.ChatWrite, Screen: a.card},
		{Method: get, Pattern: cardsPath, Action: access.ChatWrite, Screen: a.cards},
		{Method: post, Pattern: cardsPath, Action: access.ChatWrite, Screen: a.saveCard},

		{Method: get, Pattern: quickPath, Action: access.TallyWrite, Screen: a.quick},
		{Method: post, Pattern: quickPath, Action: access.TallyWrite, Screen: a.tap},
		{Method: post, Pattern: "/tallies/marks", Action: access.TallyWrite, Screen: a.queued, Again: a.quick},
		{Method: post, Pattern: "/tallies/take-back", Action: access.TallyWrite, Screen: a.takeBack, Again: a.quick},
	}
}
