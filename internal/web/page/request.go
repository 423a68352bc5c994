package page

import (
	"cmp"
	"context"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"openmaf/internal/platform/clock"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/ident"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
)

// Site is what all pages of one community share. It does not change while the
// server runs.
type Site struct {
	Community string
	Words     *locale.Shelf
	Style     string
	Script    string
	Icon      string
	Nav       []Destination
	Exit      string // where "exit this page" leads
	Clock     clock.Clock
	IDs       *ident.Maker
	Drafts    *Drafts // nil keeps none
	Log       *slog.Logger
}

// Destination is an entry of the navigation, shown to those who may go there.
type Destination struct {
	Path   string
	Key    string // of its catalogue message
	Action access.Action
}

// Request is one visit of one person to one screen.
type Request struct {
	http    *http.Request
	ctx     context.Context
	words   *locale.Words
	site    *Site
	actor   access.Actor
	nonce   string
	public  bool
	client  string
	secure  bool
	typed   *typed
	refused *fault.Error      // why the form stands here again
	kept    string            // a posted form that waits for a sign-in
	next    string            // a page that waits for one
	about   string            // person whom the page is about
	anchors map[string]string // field -> id of the element that takes its focus
	asked   bool              // whether begun was read
	begun   []string          // forms that the account has a draft of
}

// Visit is what the server knows of a request.
type Visit struct {
	HTTP   *http.Request
	Actor  access.Actor
	Nonce  string
	Public bool
	Client string // network address of the browser, for throttling
	Secure bool   // the browser came by HTTPS
}

// NewRequest begins a visit.
func (s *Site) NewRequest(v Visit) *Request {
	next := local(v.HTTP.URL.Query().Get("next"), "")
	return &Request{http: v.HTTP, ctx: v.HTTP.Context(), words: s.wordsFor(v), site: s, actor: v.Actor, nonce: v.Nonce, about: v.HTTP.PathValue("person"),
		public: v.Public, client: v.Client, secure: v.Secure, next: next, anchors: map[string]string{}}
}

// Context carries the form's id to the database, which applies it once.
func (r *Request) Context() context.Context { return r.ctx }

// Actor is who asks; without an account when nobody is signed in.
func (r *Request) Actor() access.Actor { return r.actor }

// SignedIn reports whether somebody is.
func (r *Request) SignedIn() bool { return r.actor.SignedIn() }

// Words are the messages in the reader's language.
func (r *Request) Words() *locale.Words { return r.words }

// T is the message for the key.
func (r *Request) T(key string, args ...any) string { return r.words.T(key, args...) }

// In is the request with its words in the person's own language, for the pages
// that a person reads or takes home.
func (r *Request) In(code string) *Request {
	in := *r
	in.words = r.site.Words.Book().In(code)
	return &in
}

// Beside is the words in the person's own language, to be read beside those of
// whoever works here; nil where it is theirs too, or the community does not
// offer it.
func (r *Request) Beside(code string) *locale.Words {
	for _, l := range r.site.Words.Book().Offered() {
		if l.Code == code && code != r.words.Code() {
			return r.site.Words.Book().In(code)
		}
	}
	return nil
}

// Offered are the languages that the community offers, English among them.
func (r *Request) Offered() []locale.Language { return r.site.Words.Book().Offered() }

// Now is the present instant.
func (r *Request) Now() time.Time { return r.site.Clock.Now() }

// Path of the address.
func (r *Request) Path() string { return r.http.URL.Path }

// About says whom the page is about, where its address names no {person}: what
// is typed into its forms is then erased with them.
func (r *Request) About(person string) { r.about = person }

// Value is what the route's pattern caught: "person" of "/people/{person}".
func (r *Request) Value(name string) string { return r.http.PathValue(name) }

// ID is a caught value that must be a record's id; anything else is missing.
func (r *Request) ID(name string) (string, error) {
	id := r.http.PathValue(name)
	if !ident.Valid(id) {
		return "", fault.New(fault.Missing, "record.missing")
	}
	return id, nil
}

// Query is the first value of the name in the address's query.
func (r *Request) Query(name string) string {
	return strings.TrimSpace(legible(r.http.URL.Query().Get(name)))
}

// Client is the browser's network address, for throttling only.
func (r *Request) Client() string { return r.client }

// Secure reports whether the browser came by HTTPS, so that a cookie can be
// kept to it.
func (r *Request) Secure() bool { return r.secure }

// HTTP is the request itself, for what reads or sets cookies.
func (r *Request) HTTP() *http.Request { return r.http }

// Frame begins a view: the title's message key and what fills its gaps. A
// title is neutral; it says nothing of recovery and names nobody in full.
func (r *Request) Frame(titleKey string, args ...any) Frame {
	f := Frame{
		Words: r.words, Title: r.T(titleKey, args...), Community: r.site.Community,
		Name: r.actor.Name, Path: r.Path(), Nonce: r.nonce, Style: r.site.Style, Script: r.site.Script, Icon: r.site.Icon,
		Nav: r.places(), Flash: r.flash(), Notice: r.notice(),
	}
	if r.SignedIn() {
		f.Name = cmp.Or(f.Name, r.T("page.you"))
		f.Leave = r.Act("/sign-out", "page.footer.sign-out")
		if r.actor.Note {
			f.Unread = r.T("page.note")
		}
		f.Concern = r.concern()
		if r.actor.Told {
			f.Told = r.T("page.told")
		}
	}
	if r.public {
		f.Exit, f.Languages = r.site.Exit, r.languages()
	}
	return f
}

// concern is where a concern can be raised from this page: about the person
// whose page it is.
func (r *Request) concern() string {
	const at = "/concerns/new"
	switch {
	case !access.May(r.actor, access.ConcernRaise), r.Path() == at:
		return ""
	case ident.Valid(r.about):
		return at + "?person=" + r.about
	}
	return at
}

func (r *Request) places() []Place {
	var out []Place
	for _, d := range r.site.Nav {
		if access.ReachOf(r.actor, d.Action) > access.Needed {
			here := r.Path() == d.Path || strings.HasPrefix(r.Path(), d.Path+"/")
			out = append(out, Place{Path: d.Path, Text: r.T(d.Key), Here: here})
		}
	}
	return out
}

// flash reads the message that the page before left.
func (r *Request) flash() string {
	c, err := r.http.Cookie(flashCookie)
	if err != nil || !r.words.Has(c.Value) {
		return ""
	}
	return r.T(c.Value)
}
