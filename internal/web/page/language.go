package page

import (
	"cmp"
	"net/http"

	"openmaf/internal/platform/locale"
)

// languageCookie remembers which language a visitor chose, until the browser
// is closed. It says nothing else.
const languageCookie = "language"

// LanguageLink is one language that a visitor can choose.
type LanguageLink struct {
	Name string // in the language itself
	Lang string
	Href string // this page in that language
	Here bool
}

// wordsFor are the words that the visit is answered in. Who works here reads
// English, which is complete; a visitor reads the language that they chose, or
// what their browser asks for, as far as the community offers it.
func (s *Site) wordsFor(v Visit) *locale.Words {
	book := s.Words.Book()
	if v.Actor.SignedIn() && !v.Public {
		return book.In(locale.Default)
	}
	return book.For(ChosenLanguage(v.HTTP), v.HTTP.Header.Get("Accept-Language"))
}

// ChosenLanguage is the language that the visitor chose with this address, or
// on a page before; empty when they never did.
func ChosenLanguage(r *http.Request) string {
	var kept string
	if c, err := r.Cookie(languageCookie); err == nil {
		kept = c.Value
	}
	return cmp.Or(r.URL.Query().Get("language"), kept)
}

// languages are the links to this page in every language that is offered; none
// where there is no choice.
func (r *Request) languages() []LanguageLink {
	offered := r.site.Words.Book().Offered()
	if len(offered) == 1 {
		return nil
	}
	var out []LanguageLink
	for _, l := range offered {
		query := r.http.URL.Query()
		query.Set("language", l.Code)
		out = append(out, LanguageLink{Name: l.Name, Lang: r.site.Words.Book().In(l.Code).Lang(),
			Href: r.Path() + "?" + query.Encode(), Here: l.Code == r.words.Code()})
	}
	return out
}

// RememberLanguage keeps the language that was chosen with this address for
// the pages that follow.
func (r *Request) RememberLanguage(w http.ResponseWriter) {
	code := r.http.URL.Query().Get("language")
	if _, known := locale.LanguageOf(code); code == "" || !known || !r.public {
		return
	}
	http.SetCookie(w, &http.Cookie{Name: languageCookie, Value: code, Path: "/", HttpOnly: true, Secure: r.secure,
		SameSite: http.SameSiteLaxMode})
}
