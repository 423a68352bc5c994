package page

import (
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"openmaf/internal/platform/clock"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/ident"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
)

// posted is a visit that sends the values.
func posted(t testing.TB, values url.Values) *Request {
	t.Helper()
	site := &Site{Words: new(locale.Shelf), Clock: clock.At(dbtest.Start), IDs: &ident.Maker{}}
	hr := httptest.NewRequest("POST", "/note", strings.NewReader(values.Encode()))
	hr.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r := site.NewRequest(Visit{HTTP: hr, Actor: access.Actor{Account: "A"}})
	if err := r.Read(httptest.NewRecorder()); err != nil {
		t.Fatal(err)
	}
	return r
}

func TestReadingFields(t *testing.T) {
	f := posted(t, url.Values{
		"name": {"  Sam  "}, "free": {"mon", "wed"}, "minutes": {"90"}, "many": {"1e3"}, "over": {"601"}, "blank": {" "},
		"on-day": {"1"}, "on-month": {"6"}, "on-year": {"2026"}, "never-day": {"30"}, "never-month": {"2"}, "never-year": {"2026"},
		"starts": {"7.30pm"}, "ends": {"25:00"},
	}).Form()
	if f.Get("name") != "Sam" || len(f.All("free")) != 2 || !f.Has("free", "wed") || f.Has("free", "tue") {
		t.Error("words came in otherwise")
	}
	if f.Int("minutes", 5, 600) != 90 || f.Int("absent", 5, 600) != 0 || f.Date("on").String() != "2026-06-01" || !f.Date("absent").IsZero() {
		t.Error("numbers or days came in otherwise")
	}
	if at, ok := f.Time("starts"); !ok || at.String() != "19:30" {
		t.Errorf("%v, %v", at, ok)
	}
	if _, ok := f.Time("absent"); ok {
		t.Error("there is a time in an empty field")
	}
	if f.Err() != nil {
		t.Fatal(f.Err())
	}
	f.Int("many", 5, 600)
	f.Int("over", 5, 600)
	f.Date("never")
	f.Time("ends")
	f.Require("blank", "page.form.broken")
	err := fault.As(f.Err())
	if err == nil || err.Kind != fault.Invalid {
		t.Fatal(err)
	}
	var fields []string
	for _, p := range err.Problems {
		fields = append(fields, p.Field)
	}
	if got := strings.Join(fields, " "); got != "many over never ends blank" {
		t.Errorf("problems at %s", got)
	}
}

// A day is read only when it is one: never a neighbour of what was written.
func TestDatesAreReadAsWritten(t *testing.T) {
	part := rapid.StringMatching(`[0-9a -]{0,5}`)
	rapid.Check(t, func(rt *rapid.T) {
		values := url.Values{}
		for _, name := range []string{"on-day", "on-month", "on-year"} {
			values.Set(name, part.Draw(rt, name))
		}
		f := posted(t, values).Form()
		d := f.Date("on")
		if f.Err() != nil || d.IsZero() {
			return
		}
		for name, n := range map[string]int{"on-day": d.Day, "on-month": int(d.Month), "on-year": d.Year} {
			if got := f.Int(name, 0, 9999); got != n {
				rt.Fatalf("%s: wrote %q, read %d", name, f.Get(name), n)
			}
		}
	})
}

func TestOnlyAddressesOfThisSite(t *testing.T) {
	for path, want := range map[string]string{"/people": "/people", "/a?b=c": "/a?b=c", "": "/x", "people": "/x",
		"//evil.example": "/x", `/\evil.example`: "/x", "https://evil.example": "/x", "/a\r\nSet-Cookie: b": "/x", "/\t/evil.example": "/x", "/a\x00b": "/x"} {
		if got := local(path, "/x"); got != want {
			t.Errorf("local(%q) = %q, want %q", path, got, want)
		}
	}
}

func TestWhatNoKeyboardWritesIsNotKept(t *testing.T) {
	r := posted(t, url.Values{"note": {"a\x00b\xffc", "caf\u00e9"}})
	if got := r.Form().All("note"); len(got) != 2 || got[0] != "ab\uFFFDc" || got[1] != "caf\u00e9" {
		t.Errorf("typed: %q", got)
	}
	site := &Site{}
	asked := site.NewRequest(Visit{HTTP: httptest.NewRequest("GET", "/?after=a%00b%ff", nil)})
	if got := asked.Query("after"); got != "ab\uFFFD" {
		t.Errorf("asked: %q", got)
	}
}

func TestSecretsDoNotComeBack(t *testing.T) {
	r := posted(t, url.Values{"password": {"a"}, "password-again": {"b"}, "new-password": {"c"}, "code": {"d"}, "note": {"e"}, "form_by": {"A"}})
	if typed := r.Typed(); len(typed) != 1 || typed[0] != (TypedField{"note", "e"}) {
		t.Errorf("%v", typed)
	}
	again := r.Again(fault.New(fault.Busy, "db.busy"))
	if in := again.Form().Password("password", "page.nav"); in.Value != "" {
		t.Error("a password came back")
	}
}

// A retry from the page of a failure is the same form: same id, same words.
func TestARetryIsTheSameForm(t *testing.T) {
	r := posted(t, url.Values{"form_id": {"01KQHFP6800SRFB18K4TP1DWAA"}, "note": {"e"}, "days": {"mon", "tue"}})
	a := r.Retry("page.done")
	if a.Form.ID != r.FormID() || a.Form.Action != "/note" || len(a.Fields) != 3 {
		t.Errorf("%+v", a)
	}
}
