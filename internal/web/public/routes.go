package public

import (
	"embed"
	"net/http"
	"strings"

	"openmaf/internal/directory/option"
	"openmaf/internal/directory/place"
	"openmaf/internal/platform/db"
	"openmaf/internal/web/page"
	"openmaf/internal/web/server"
)

//go:embed *.html
var files embed.FS

// Area is the public pages.
type Area struct {
	db     *db.DB
	places *place.Store
	board  *option.Board
}

// New returns the pages on the community's database and the board on which the
// index of its meetings hangs.
func New(d *db.DB, board *option.Board) *Area {
	return &Area{db: d, places: place.New(d), board: board}
}

// Routes of the area.
func (a *Area) Routes() []server.Route {
	const get = http.MethodGet
	return []server.Route{
		{Method: get, Pattern: "/", Public: true, Screen: a.find},
		{Method: get, Pattern: "/find/{meeting}", Public: true, Screen: a.meeting},
		{Method: get, Pattern: openCoursesPath, Public: true, Screen: a.courses},
		{Method: get, Pattern: "/crisis", Public: true, Screen: a.crisis},
		{Method: get, Pattern: "/privacy", Public: true, Screen: a.privacy},
	}
}

// Line is the telephone that somebody of the community answers.
type Line struct {
	Number string // as it is written; empty when there is none
	Dial   string // as it is dialled
	Hours  string // in the community's own words
}

// line reads the community's telephone.
func (a *Area) line(r *page.Request) (l Line, err error) {
	err = a.view(r, func(tx *db.Tx) error {
		l, err = lineOf(tx)
		return err
	})
	return l, err
}

func lineOf(tx *db.Tx) (Line, error) {
	about, err := db.About(tx)
	dial := strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' || c == '+' {
			return c
		}
		return -1
	}, about.StaffedNumber)
	return Line{Number: about.StaffedNumber, Dial: dial, Hours: about.StaffedHours}, err
}

func (a *Area) view(r *page.Request, read func(*db.Tx) error) error {
	return a.db.View(r.Context(), r.Actor().Scope, read)
}
