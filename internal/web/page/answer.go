package page

import (
	"mime"
	"net/http"
	"strconv"
)

// Screen shows a page or does what a form asks. The answer is nil exactly when
// there is an error.
type Screen func(*Request) (*Answer, error)

// Answer is what a screen gives back: a page ([Template.Show]), a way on
// ([See]) or a file ([File]).
type Answer struct {
	body    func() ([]byte, error)
	frame   *Frame
	kind    string // media type; HTML when empty
	name    string // of a file
	see     string
	flash   string
	cookies []*http.Cookie
}

// See sends the browser on to a path of this site, as every form that was
// taken should: then reloading the page does not send the form again.
func See(path string) *Answer { return &Answer{see: path} }

// File offers content to be stored under the name.
func File(name, mediaType string, content []byte) *Answer {
	return &Answer{name: name, kind: mediaType, body: func() ([]byte, error) { return content, nil }}
}

// Text answers with plain content that is not a page: a robots.txt, a fragment
// that a script asked for.
func Text(mediaType string, content []byte) *Answer {
	return &Answer{kind: mediaType, body: func() ([]byte, error) { return content, nil }}
}

// Flash shows one sentence on the next page: a message without gaps, so that
// nothing about anybody travels in the cookie that carries it.
func (a *Answer) Flash(key string) *Answer {
	a.flash = key
	return a
}

// Cookie sets a cookie with the answer.
func (a *Answer) Cookie(c *http.Cookie) *Answer {
	a.cookies = append(a.cookies, c)
	return a
}

// IsPage reports whether the answer is an HTML page.
func (a *Answer) IsPage() bool { return a.see == "" && a.kind == "" }

// flashCookie carries a message key to the next page, for one minute.
const flashCookie = "said"

// Send writes the answer. It renders first: an error means that nothing was
// written yet, and how many bytes a page has is known before they leave.
func (a *Answer) Send(w http.ResponseWriter, r *http.Request, status int) error {
	if a.see != "" {
		a.sendCookies(w)
		w.Header().Set("Location", a.see)
		w.WriteHeader(http.StatusSeeOther)
		return nil
	}
	content, err := a.body()
	if err != nil {
		return err
	}
	a.sendCookies(w)
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	if a.kind != "" {
		h.Set("Content-Type", a.kind)
	}
	if a.name != "" {
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": a.name}))
	}
	h.Set("Content-Length", strconv.Itoa(len(content)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(content) // the reader left; there is nobody to tell
	}
	return nil
}

func (a *Answer) sendCookies(w http.ResponseWriter) {
	if a.flash != "" {
		a.cookies = append(a.cookies, &http.Cookie{Name: flashCookie, Value: a.flash, Path: "/", MaxAge: 60,
			HttpOnly: true, SameSite: http.SameSiteLaxMode})
	} else if a.frame != nil && a.frame.Flash != "" {
		a.cookies = append(a.cookies, &http.Cookie{Name: flashCookie, Path: "/", MaxAge: -1, HttpOnly: true,
			SameSite: http.SameSiteLaxMode})
	}
	for _, c := range a.cookies {
		http.SetCookie(w, c)
	}
}
