package house

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "openmaf"

// floors from the lowest up; on each floor the rooms from left to right. A
// package may import what stands on a lower floor, or to its left on its own.
var floors = []struct {
	name  string
	rooms []string
}{
	{"platform", []string{"fault", "clock", "ident", "civil", "locale", "db", "jobs", "notify", "table", "chart", "stats", "backup"}},
	{"trust", []string{"seal", "trail", "access", "account", "signin", "rights"}},
	{"directory", []string{"place", "schedule", "facet", "meeting", "exchange", "option"}},
	{"people", []string{"person", "consent", "exclusion", "concern", "complaint", "companion", "shift", "chat", "ring", "link", "ask", "message", "ownview", "numbers"}},
	{"programme", []string{"measure", "asking", "course", "timetable", "evaluation"}},
	{"community", []string{"phrase", "frontdoor", "event", "volunteer", "training", "barrier", "library"}},
	{"commission", []string{"partner", "contract", "report", "offer"}},
	{"web", []string{"static", "page", "server", "public", "ownview", "hats", "exclusion", "directory", "people", "shift", "ask", "concern", "complaint", "message", "programme", "measure", "evaluation", "community", "commission", "trust", "api"}},
	{"app", nil},
	{"demo", nil},
	{"cli", nil},
}

// keepers says who alone may import what, and why.
var keepers = []struct {
	prefix string
	only   []string // package paths below the module, as prefixes
	why    string
}{
	{"modernc.org/sqlite", []string{"internal/platform/db"}, "only platform/db knows which engine runs"},
	{"github.com/mattn/go-sqlite3", []string{"internal/platform/db"}, "only platform/db knows which engine runs"},
	{"github.com/jackc/pgx", []string{"internal/platform/db"}, "only platform/db knows which engine runs"},
	{"database/sql", []string{"internal/platform/db", "internal/platform/civil", "internal/trust", "internal/directory", "internal/people", "internal/programme", "internal/community"},
		"pages and commands ask a capability; they write no SQL"},
	{"github.com/pressly/goose", []string{"internal/platform/db"}, "only platform/db migrates"},
	{"html/template", []string{"internal/web"}, "only the web knows HTML"},
	{"net/http", []string{"internal/web", "internal/app", "internal/platform/notify"},
		"only the web knows HTTP; app starts and stops it; platform/notify asks a gateway by it"},
	{"github.com/wneessen/go-mail", []string{"internal/platform/notify"}, "e-mail leaves by one room"},
	{"github.com/nyaruka/phonenumbers", []string{"internal/platform/notify"}, "telephone numbers are one room's business"},
	{"golang.org/x/crypto/argon2", []string{"internal/trust/account"}, "passwords are one room's business"},
	{"codeberg.org/go-pdf", []string{"internal/programme"}, "what is printed as PDF is a report or a certificate"},
	{"github.com/tink-crypto", []string{"internal/trust/seal"}, "encryption is one room's business"},
	{"gonum.org/v1/gonum", []string{"internal/platform/stats"}, "distributions are one room's business"},
	{"github.com/nicksnyder/go-i18n", []string{"internal/platform/locale"}, "words come from platform/locale"},
}

// dependencies is every module the program may require directly, tests
// included; the house allows thirty.
var dependencies = []string{
	"codeberg.org/go-pdf/fpdf", "github.com/alecthomas/kong", "github.com/andybalholm/cascadia", "github.com/chromedp/cdproto",
	"github.com/chromedp/chromedp", "github.com/google/go-cmp", "github.com/jackc/pgx/v5",
	"github.com/nicksnyder/go-i18n/v2", "github.com/nyaruka/phonenumbers", "github.com/pressly/goose/v3", "github.com/santhosh-tekuri/jsonschema/v6",
	"github.com/teambition/rrule-go", "github.com/tink-crypto/tink-go/v2", "github.com/wneessen/go-mail", "golang.org/x/crypto", "golang.org/x/net", "golang.org/x/text",
	"gonum.org/v1/gonum", "google.golang.org/protobuf", "modernc.org/libc", "modernc.org/sqlite", "pgregory.net/rapid",
}

type source struct {
	dir, file string // both below the root, with slashes
	imports   []string
	test      bool
}

// sources parses the imports of every Go file of the project.
func sources(t *testing.T) []source {
	t.Helper()
	root := os.DirFS("../..")
	var all []source
	err := fs.WalkDir(root, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && file != ".") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(file, ".go") {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join("../..", file), nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		s := source{dir: path.Dir(file), file: file, test: strings.HasSuffix(file, "_test.go")}
		for _, i := range parsed.Imports {
			name, _ := strconv.Unquote(i.Path.Value)
			s.imports = append(s.imports, name)
		}
		all = append(all, s)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 50 {
		t.Fatalf("only %d Go files found: is this the project's root?", len(all))
	}
	return all
}

// at finds a package's floor and room; ok is false for what stands outside the
// floors (main, test support).
func at(dir string) (floor, room int, ok bool) {
	parts := strings.Split(strings.TrimPrefix(dir, "internal/"), "/")
	for f, fl := range floors {
		if fl.name != parts[0] || !strings.HasPrefix(dir, "internal/") {
			continue
		}
		if len(parts) == 1 {
			return f, 0, true
		}
		return f, slices.Index(fl.rooms, parts[1]), true
	}
	return 0, 0, false
}

func TestImportsPointDownOrLeft(t *testing.T) {
	for _, s := range sources(t) {
		if s.test {
			continue // a test may build what it needs
		}
		floor, room, ok := at(s.dir)
		if !ok {
			continue
		}
		if room < 0 {
			t.Errorf("%s: its room is not in the house: add it to the floors here and in ARCHITECTURE.md", s.dir)
			continue
		}
		for _, name := range s.imports {
			dir, inside := strings.CutPrefix(name, module+"/")
			if !inside || dir == s.dir || strings.HasPrefix(dir, s.dir+"/") {
				continue
			}
			f, r, ok := at(dir)
			switch {
			case dir == "internal/testdata" || dir == "internal/platform/db/dbtest":
				if !strings.HasPrefix(s.dir, "internal/platform/db/dbtest") {
					t.Errorf("%s imports %s: test support is for tests", s.file, dir)
				}
			case !ok:
				t.Errorf("%s imports %s, which stands outside the house", s.file, dir)
			case f > floor:
				t.Errorf("%s imports %s: %s stands above %s, and what is below must not know it", s.file, dir, floors[f].name, floors[floor].name)
			case f == floor && r > room:
				t.Errorf("%s imports %s: on the %s floor, %s stands to the right", s.file, dir, floors[f].name, dir)
			case floors[floor].name == "web" && f == floor && isArea(s.dir) && isArea(dir) && r != room:
				t.Errorf("%s imports %s: an area of pages never imports another's; what they share goes to web/page", s.file, dir)
			}
		}
	}
}

func isArea(dir string) bool {
	for _, shared := range []string{"static", "page", "server"} {
		if strings.HasPrefix(dir, "internal/web/"+shared) {
			return false
		}
	}
	return true
}

func TestKeepersAloneImportTheirLibraries(t *testing.T) {
	for _, s := range sources(t) {
		if s.test || !strings.HasPrefix(s.dir, "internal/") || s.dir == "internal/platform/db/dbtest" || s.dir == "internal/testdata" {
			continue
		}
		for _, name := range s.imports {
			for _, k := range keepers {
				if name != k.prefix && !strings.HasPrefix(name, k.prefix+"/") {
					continue
				}
				if !slices.ContainsFunc(k.only, func(p string) bool { return s.dir == p || strings.HasPrefix(s.dir, p+"/") }) {
					t.Errorf("%s imports %s: %s", s.file, name, k.why)
				}
			}
		}
	}
}

func TestOnlyAllowedDependencies(t *testing.T) {
	text, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	var direct []string
	for line := range strings.Lines(string(text)) {
		fields := strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "require "))
		if len(fields) >= 2 && strings.HasPrefix(fields[1], "v") && !strings.Contains(line, "// indirect") {
			direct = append(direct, fields[0])
		}
	}
	for _, d := range direct {
		if !slices.Contains(dependencies, d) {
			t.Errorf("go.mod requires %s, which is not on the list of chosen parts", d)
		}
	}
	if len(direct) == 0 || len(direct) > 30 {
		t.Errorf("%d direct dependencies; at most thirty, and some", len(direct))
	}
}

// The embedded engine is C turned into Go, against one exact edition of its C
// library: another edition of that library may misread the engine's memory.
func TestTheEnginesLibraryIsItsOwnEdition(t *testing.T) {
	const library = "modernc.org/libc"
	ours := editionOf(t, "../../go.mod", library)
	where, err := exec.Command("go", "list", "-m", "-f", "{{.GoMod}}", "modernc.org/sqlite").Output()
	if err != nil {
		t.Fatal(err)
	}
	if its := editionOf(t, strings.TrimSpace(string(where)), library); ours != its {
		t.Errorf("go.mod has %s %s, the engine was made for %s", library, ours, its)
	}
}

func editionOf(t *testing.T, file, module string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if fields := strings.Fields(line); len(fields) >= 2 && fields[0] == module {
			return fields[1]
		}
	}
	t.Fatalf("%s does not name %s", file, module)
	return ""
}
