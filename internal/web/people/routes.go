package people

import (
	"embed"
	"net/http"
	"slices"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/option"
	"openmaf/internal/directory/place"
	asks "openmaf/internal/people/ask"
	"openmaf/internal/people/chat"
	"openmaf/internal/people/companion"
	"openmaf/internal/people/consent"
	"openmaf/internal/people/link"
	"openmaf/internal/people/numbers"
	"openmaf/internal/people/ownview"
	"openmaf/internal/people/person"
	"openmaf/internal/people/ring"
	"openmaf/internal/people/shift"
	"openmaf/internal/platform/db"
	"openmaf/internal/programme/asking"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
	"openmaf/internal/web/page"
	"openmaf/internal/web/server"
)

//go:embed *.html
var files embed.FS

// Capabilities are what the pages ask. All are needed.
type Capabilities struct {
	DB       *db.DB
	People   *person.Store
	Consents *consent.Store
	Chats    *chat.Store
	Ring     *ring.Store
	Asks     *asks.Store
	Shifts   *shift.Store
	Links    *link.Service
	Places   *place.Store
	Drafts   *page.Drafts
	Reads    *trail.Reads

	Companions *companion.Store
	Meetings   *meeting.Store
	Board      *option.Board
	Numbers    *numbers.Store
	Own        *ownview.Store
	Questions  *asking.Store
}

// Area is the pages about people.
type Area struct{ Capabilities }

// New returns the pages on these capabilities.
func New(c Capabilities) *Area { return &Area{c} }

// Routes of the area.
func (a *Area) Routes() []server.Route {
	const get, post = http.MethodGet, http.MethodPost
	return slices.Concat(a.linkRoutes(), a.companyRoutes(), a.chatRoutes(), a.ownRoutes(), []server.Route{
		{Method: get, Pattern: huddlePath, Action: access.TodayRead, Screen: a.huddle},
		{Method: get, Pattern: huddlePath + "/guests", Action: access.GuestWrite, Screen: a.guests},
		{Method: get, Pattern: "/numbers", Action: access.NumbersRead, Screen: a.numbers},

		{Method: get, Pattern: newChatPath, Action: access.ChatWrite, Screen: a.newChat},
		{Method: post, Pattern: newChatPath, Action: access.ChatWrite, Screen: a.saveNewChat},
		{Method: get, Pattern: under18Path, Action: access.ChatWrite, Screen: a.under18},
		{Method: get, Pattern: "/tallies/new", Action: access.TallyWrite, Screen: a.tally},
		{Method: post, Pattern: "/tallies/new", Action: access.TallyWrite, Screen: a.saveTally},

		{Method: get, Pattern: namedPath, Action: access.ChatWrite, Screen: a.named},
		{Method: post, Pattern: namedPath, Action: access.ChatWrite, Screen: a.saveNamed},

		{Method: get, Pattern: "/people", Action: access.PersonRead, Screen: a.list},
		{Method: get, Pattern: "/people/{person}", Action: access.PersonRead, Screen: a.person},
		{Method: get, Pattern: "/people/{person}/chat", Action: access.ChatWrite, Screen: a.anotherChat},
		{Method: post, Pattern: "/people/{person}/chat", Action: access.ChatWrite, Screen: a.saveAnotherChat},
		{Method: get, Pattern: "/people/{person}/change", Action: access.PersonWrite, Screen: a.change},
		{Method: post, Pattern: "/people/{person}/change", Action: access.PersonWrite, Screen: a.saveChange},
		{Method: get, Pattern: "/people/{person}/equality", Action: access.PersonWrite, Screen: a.equality},
		{Method: post, Pattern: "/people/{person}/equality", Action: access.PersonWrite, Screen: a.saveEquality},
		{Method: post, Pattern: "/people/{person}/consents", Action: access.ConsentWrite, Screen: a.saveAnswer, Again: a.person},
		{Method: get, Pattern: "/people/{person}/agreed", Action: access.PersonRead, Screen: a.agreed},
		{Method: get, Pattern: "/people/{person}/died", Action: access.PersonDied, Screen: a.died},
		{Method: post, Pattern: "/people/{person}/died", Action: access.PersonDied, Screen: a.saveDied},
		{Method: post, Pattern: "/people/{person}/died/told", Action: access.PersonDied, Screen: a.toldOf, Again: a.died},
		{Method: post, Pattern: "/people/{person}/died/undo", Action: access.PersonDied, Screen: a.undoDied, Again: a.died},
		{Method: get, Pattern: "/people/{person}/hand-over", Action: access.RowHandOver, Screen: a.handOverPerson},
		{Method: post, Pattern: "/people/{person}/hand-over", Action: access.RowHandOver, Screen: a.saveHandOver},
		{Method: get, Pattern: "/people/{person}/merge", Action: access.PersonMerge, Screen: a.merge},
		{Method: post, Pattern: "/people/{person}/merge", Action: access.PersonMerge, Screen: a.saveMerge},
		{Method: post, Pattern: "/people/{person}/unmerge", Action: access.PersonMerge, Screen: a.unmerge, Again: a.merge},
		{Method: get, Pattern: "/people/{person}/delete", Action: access.PersonErase, Screen: a.remove},
		{Method: post, Pattern: "/people/{person}/delete", Action: access.PersonErase, Screen: a.saveRemove},
	})
}
