package people

import (
	"net/http"

	"openmaf/internal/trust/access"
	"openmaf/internal/web/server"
)

// chatRoutes are what comes right after a chat.
func (a *Area) chatRoutes() []server.Route {
	const get = http.MethodGet
	return []server.Route{
		{Method: get, Pattern: "/chats/{chat}/safety", Action: access.ChatWrite, Screen: a.safety},
	}
}
