// Package community is the pages on which a community makes the program its
// own: its words, and the languages that it offers.
package community

import (
	"context"
	"embed"
	"net/http"

	"openmaf/internal/community/phrase"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/server"
)

//go:embed *.html
var files embed.FS

// Area is the pages about the community's words.
type Area struct {
	phrases *phrase.Store
	shelf   *locale.Shelf
	refresh func(context.Context) error // puts the present words on the shelf
}

// New returns the pages. A change of words stands on the shelf once refresh has
// run.
func New(p *phrase.Store, shelf *locale.Shelf, refresh func(context.Context) error) *Area {
	return &Area{p, shelf, refresh}
}

// Routes of the area.
func (a *Area) Routes() []server.Route {
	const get, post = http.MethodGet, http.MethodPost
	return []server.Route{
		{Method: get, Pattern: "/words", Action: access.PhraseWrite, Screen: a.words},
		{Method: get, Pattern: "/words/{language}/{message}", Action: access.PhraseWrite, Screen: a.phrase},
		{Method: post, Pattern: "/words/{language}/{message}", Action: access.PhraseWrite, Screen: a.savePhrase},
		{Method: post, Pattern: "/words/{language}/{message}/standard", Action: access.PhraseWrite, Screen: a.standard, Again: a.phrase},
		{Method: get, Pattern: "/languages", Action: access.PhraseWrite, Screen: a.languages},
		{Method: post, Pattern: "/languages/{language}/offer", Action: access.PhraseWrite, Screen: a.offer(true), Again: a.languages},
		{Method: post, Pattern: "/languages/{language}/withdraw", Action: access.PhraseWrite, Screen: a.offer(false), Again: a.languages},
	}
}
