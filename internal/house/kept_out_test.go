package house

import (
	"io/fs"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"openmaf/internal/people/numbers"
)

// No fellowship's mark stands on a page: there is one picture here, our own
// icon, and no page shows another. Charts are drawn, with words beside them.
func TestNoPictureButOurOwn(t *testing.T) {
	picture := regexp.MustCompile(`(?i)<(img|picture|image|object|embed)\b|data:image|url\(`)
	walk(t, "../web", func(file, text string) {
		if strings.HasSuffix(file, ".html") && picture.MatchString(text) {
			t.Errorf("%s shows a picture: %s", file, picture.FindString(text))
		}
	})
	kind := regexp.MustCompile(`\.(png|jpe?g|gif|webp|avif|ico|svg)$`)
	err := fs.WalkDir(os.DirFS("../web/static/dist"), ".", func(file string, _ fs.DirEntry, err error) error {
		if kind.MatchString(file) && !strings.HasPrefix(file, "icon-") {
			t.Errorf("the program ships the picture %s", file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

var table = regexp.MustCompile(`(?s)CREATE TABLE (\w+) \((.*?)\n\);?`)

// A group owes us nothing: no table that knows of a meeting has room for a
// contract with it, a figure that it should reach, or whose it is.
func TestAGroupIsNoPartner(t *testing.T) {
	text, err := os.ReadFile("../platform/db/migrations/schema.sqlite.txt")
	if err != nil {
		t.Fatal(err)
	}
	owed := regexp.MustCompile(`(?m)^\s+\w*(contract|deliver|target|partner|quota|owner|provider)\w* `)
	found := 0
	for _, m := range table.FindAllStringSubmatch(string(text), -1) {
		if !strings.HasPrefix(m[1], "meeting") && !strings.Contains(m[2], "REFERENCES meeting") {
			continue
		}
		found++
		if column := owed.FindString(m[2]); column != "" {
			t.Errorf("%s has the column %s", m[1], strings.TrimSpace(column))
		}
	}
	if found < 4 {
		t.Errorf("only %d tables know of a meeting: the test reads the wrong text", found)
	}
}

// Nobody is compared: what the figures are made of, and what they come to, has
// no place for who did something, which meeting it was at, or what it cost.
func TestNoFigureIsByWorkerOrMeeting(t *testing.T) {
	compares := regexp.MustCompile(`(?i)account|keeper|asker|facilitator|worker|companion|meeting|venue|fellowship|cost|price|money`)
	seen := map[reflect.Type]bool{}
	var look func(reflect.Type)
	look = func(of reflect.Type) {
		switch of.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
			look(of.Elem())
		case reflect.Struct:
			if seen[of] || !strings.HasPrefix(of.PkgPath(), "openmaf/internal/people/") {
				return
			}
			seen[of] = true
			for f := range of.NumField() {
				if name := of.Field(f).Name; compares.MatchString(name) {
					t.Errorf("%s has %s", of, name)
				}
				look(of.Field(f).Type)
			}
		}
	}
	look(reflect.TypeFor[numbers.Report]())
	look(reflect.TypeFor[numbers.Way]())
	if len(seen) < 6 {
		t.Errorf("only %d types were looked at", len(seen))
	}
}
