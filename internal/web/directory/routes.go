package directory

import (
	"context"
	"embed"
	"net/http"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/option"
	"openmaf/internal/directory/place"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
	"openmaf/internal/web/server"
)

//go:embed *.html
var files embed.FS

// Area is the pages of the directory.
type Area struct {
	db       *db.DB
	meetings *meeting.Store
	places   *place.Store
	uploads  *Uploads
	board    *option.Board
	refresh  func(context.Context) error
}

// New returns the pages on the community's database and the board with the
// index of its meetings; refresh hangs up a new one after a change.
func New(d *db.DB, board *option.Board, refresh func(context.Context) error) *Area {
	return &Area{db: d, meetings: meeting.New(d), places: place.New(d), uploads: &Uploads{d}, board: board, refresh: refresh}
}

// Uploads are the lists that wait to be applied, for the background work that
// clears them away.
func (a *Area) Uploads() *Uploads { return a.uploads }

// Routes of the area.
func (a *Area) Routes() []server.Route {
	const get, post = http.MethodGet, http.MethodPost
	return []server.Route{
		{Method: get, Pattern: "/meetings", Action: access.MeetingRead, Screen: a.list},
		{Method: get, Pattern: "/meetings/new", Action: access.MeetingWrite, Screen: a.blank},
		{Method: post, Pattern: "/meetings/new", Action: access.MeetingWrite, Screen: a.add},
		{Method: get, Pattern: "/meetings/{meeting}", Action: access.MeetingRead, Screen: a.meeting},
		{Method: get, Pattern: "/meetings/{meeting}/change", Action: access.MeetingWrite, Screen: a.filled},
		{Method: post, Pattern: "/meetings/{meeting}/change", Action: access.MeetingWrite, Screen: a.change},
		{Method: get, Pattern: "/meetings/{meeting}/withdraw", Action: access.MeetingWrite, Screen: a.sure},
		{Method: post, Pattern: "/meetings/{meeting}/withdraw", Action: access.MeetingWrite, Screen: a.withdraw},
		{Method: post, Pattern: "/meetings/{meeting}/rang", Action: access.MeetingCheck, Screen: a.rang, Again: a.meeting},
		{Method: get, Pattern: "/meetings/{meeting}/flag", Action: access.MeetingCheck, Screen: a.wrong},
		{Method: post, Pattern: "/meetings/{meeting}/flag", Action: access.MeetingCheck, Screen: a.flag},
		{Method: get, Pattern: "/meetings/{meeting}/rest", Action: access.MeetingRest, Screen: a.restOf},
		{Method: post, Pattern: "/meetings/{meeting}/rest", Action: access.MeetingRest, Screen: a.rest},

		{Method: get, Pattern: "/meetings/import", Action: access.MeetingImport, Screen: a.choose},
		{Method: post, Pattern: "/meetings/import", Action: access.MeetingImport, Screen: a.upload},
		{Method: get, Pattern: "/imports/{upload}", Action: access.MeetingImport, Screen: a.preview},
		{Method: post, Pattern: "/imports/{upload}", Action: access.MeetingImport, Screen: a.apply},
		{Method: get, Pattern: "/imports/{upload}/rows", Action: access.MeetingImport, Screen: a.rows},
		{Method: get, Pattern: "/places/import", Action: access.PlaceImport, Screen: a.choosePlaces},
		{Method: post, Pattern: "/places/import", Action: access.PlaceImport, Screen: a.importPlaces},
	}
}

// changed hangs up the index that holds the change. It runs although the
// reader may have left: the change is made.
func (a *Area) changed(r *page.Request) error {
	return a.refresh(context.WithoutCancel(r.HTTP().Context()))
}

func (a *Area) view(r *page.Request, read func(*db.Tx) error) error {
	return a.db.View(r.Context(), r.Actor().Scope, read)
}
