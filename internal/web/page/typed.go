package page

import (
	"crypto/sha256"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"unicode"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/ident"
)

// Limits on what a form may carry.
const (
	MaxUpload = 10 << 20 // one file
	MaxTyped  = 1 << 20  // all words of a form
	// maxBody leaves room for a posted form that waits for a sign-in: sealed
	// and in base 64 it is a third longer than it was.
	maxBody = 2 << 20
)

// The fields that every form carries beside its own.
const (
	fieldID    = "form_id"
	fieldBy    = "form_by"
	fieldPage  = "form_page"
	fieldAbout = "form_about"
	fieldKept  = "form_kept"
	fieldNext  = "form_next"
	fieldFor   = "form_for" // only in what the draft script sends
)

// typed is what a person sent, or had begun to.
type typed struct {
	id, by, page, about string
	kept, next          string
	values              url.Values
	files               map[string]Upload
}

// Read takes in the posted form, marks the context so that it is applied once,
// and refuses one that was written under another account: on a shared computer
// two people's words must not mix.
func (r *Request) Read(w http.ResponseWriter) error {
	values, files, err := body(w, r.http, r.bodyLimit())
	if err != nil {
		return err
	}
	r.typed = sort(values)
	r.typed.files = files
	if !ident.Valid(r.typed.id) {
		r.typed.id = r.site.IDs.New(r.Now())
	}
	r.kept, r.next = r.typed.kept, local(r.typed.next, r.next)
	if r.typed.by != "" && r.SignedIn() && r.typed.by != r.actor.Account {
		r.typed = nil // not to be shown to this one
		return fault.New(fault.Conflict, "page.form.other")
	}
	if r.SignedIn() {
		content := []byte(r.http.URL.Path + "?" + r.typed.values.Encode())
		for name, u := range files {
			sum := sha256.Sum256(u.Content)
			content = append(append(content, name...), sum[:]...)
		}
		r.ctx = db.Once(r.ctx, r.actor.Account, r.typed.id, content)
	}
	return nil
}

// bodyLimit is how many bytes are taken in. A stranger sends no files.
func (r *Request) bodyLimit() int64 {
	kind, _, _ := mime.ParseMediaType(r.http.Header.Get("Content-Type"))
	if kind == multipartForm && r.SignedIn() {
		return MaxUpload + MaxTyped
	}
	return maxBody
}

const multipartForm = "multipart/form-data"

// sort parts the fields of every form from those of this one.
func sort(values url.Values) *typed {
	for _, typed := range values {
		for i := range typed {
			typed[i] = legible(typed[i])
		}
	}
	take := func(name string) string {
		v := values.Get(name)
		delete(values, name)
		return v
	}
	t := &typed{id: take(fieldID), by: take(fieldBy), page: take(fieldPage), about: take(fieldAbout),
		kept: take(fieldKept), next: take(fieldNext), values: values}
	return t
}

func body(w http.ResponseWriter, r *http.Request, limit int64) (url.Values, map[string]Upload, error) {
	r.Body = http.MaxBytesReader(w, r.Body, limit)
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind != multipartForm {
		if err := r.ParseForm(); err != nil {
			return nil, nil, unreadable(err)
		}
		return r.PostForm, nil, nil
	}
	return parts(r)
}

// parts reads a form with files, all of it in memory.
func parts(r *http.Request) (url.Values, map[string]Upload, error) {
	reader, err := r.MultipartReader()
	if err != nil {
		return nil, nil, unreadable(err)
	}
	values, files := url.Values{}, map[string]Upload{}
	for {
		part, err := reader.NextPart()
		if errors.Is(err, io.EOF) {
			return values, files, nil
		}
		if err != nil {
			return nil, nil, unreadable(err)
		}
		content, err := io.ReadAll(part)
		if err != nil {
			return nil, nil, unreadable(err)
		}
		name := part.FormName()
		if !isFile(part) {
			values.Add(name, string(content))
		} else if part.FileName() != "" {
			files[name] = Upload{Name: part.FileName(), Content: content}
		}
	}
}

// isFile tells a file field that was left empty from a field of words.
func isFile(part *multipart.Part) bool {
	_, params, err := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
	_, named := params["filename"]
	return err == nil && named
}

func unreadable(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return fault.New(fault.Invalid, "page.form.large").Because(err)
	}
	return fault.New(fault.Invalid, "page.form.broken").Because(err)
}

// legible is what can be kept of bytes that a browser sent. No keyboard writes a
// NUL or what is no UTF-8, and PostgreSQL takes neither.
func legible(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
}

// secret reports whether a field must never be shown again, kept or sealed.
func secret(name string) bool {
	return strings.HasPrefix(name, "password") || strings.HasSuffix(name, "password") || strings.HasPrefix(name, "code")
}

// open are the typed values that may come back.
func (t *typed) open() url.Values {
	out := url.Values{}
	for name, values := range t.values {
		if !secret(name) && name != fieldFor {
			out[name] = values
		}
	}
	return out
}

// local is the path when it is one of this site, else the other. A control
// character makes it none: browsers drop tabs and line ends from an address, so
// that "/<tab>/elsewhere" would lead elsewhere.
func local(path, other string) string {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") ||
		strings.ContainsFunc(path, func(r rune) bool { return r == '\\' || unicode.IsControl(r) }) {
		return other
	}
	return path
}
