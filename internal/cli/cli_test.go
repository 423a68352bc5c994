package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"openmaf/internal/cli"
	"openmaf/internal/testdata"
)

// result is what a command left on the terminal.
type result struct {
	code     int
	out, err string
}

func run(t *testing.T, args ...string) result {
	t.Helper()
	var out, errs bytes.Buffer
	code := cli.Run(context.Background(), args, &out, &errs)
	return result{code, out.String(), errs.String()}
}

// document reads standard output as the one JSON document that it must be.
func (r result) document(t *testing.T) map[string]any {
	t.Helper()
	var d map[string]any
	decoder := json.NewDecoder(strings.NewReader(r.out))
	if err := decoder.Decode(&d); err != nil {
		t.Fatalf("standard output is no JSON document: %v\n%s\n%s", err, r.out, r.err)
	}
	if decoder.More() {
		t.Fatalf("more than one document on standard output: %s", r.out)
	}
	return d
}

// community makes one with places and meetings and returns its directory.
func community(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data")
	must(t, run(t, "--data", dir, "init", "--name", "Test (invented)", "--admin", "ash@example.org"))
	must(t, run(t, "--data", dir, "places", "import", write(t, "places.csv",
		"outcode,latitude,longitude,town,region\nLE1,52.6338,-1.1281,Leicester,Leicester\nLE2,52.6170,-1.1150,Leicester,Leicester\n")))
	must(t, run(t, "--data", dir, "meetings", "import", "--source", "invented", write(t, "list.csv", string(testdata.SecondList()))))
	return dir
}

func must(t *testing.T, r result) result {
	t.Helper()
	if r.code != 0 {
		t.Fatalf("exit %d: %s", r.code, r.err)
	}
	return r
}

func write(t *testing.T, name, content string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestExitCodes(t *testing.T) {
	dir := community(t)
	none := filepath.Join(t.TempDir(), "none")
	tests := []struct {
		name string
		code int
		says string // on standard error
		args []string
	}{
		{"version", 0, "", []string{"version"}},
		{"help", 0, "", []string{"help"}},
		{"help of one", 0, "", []string{"help", "options"}},
		{"help behind flags", 0, "", []string{"--data", none, "help", "meetings", "import"}},
		{"help of what is none", 2, "bogus", []string{"help", "bogus"}},
		{"no command at all explains", 0, "", nil},
		{"an unknown command", 2, "bogus", []string{"bogus"}},
		{"an unknown flag", 2, "--colour", []string{"version", "--colour"}},
		{"a missing flag", 2, "--name", []string{"init", "--admin", "a@example.org"}},
		{"windows that are none", 2, "25:00", []string{"--data", dir, "options", "--near", "LE1", "--free", "mon 25:00-26:00"}},
		{"a day that is none", 2, "yesterday", []string{"--data", dir, "options", "--near", "LE1", "--from", "yesterday"}},
		{"a kind that is none", 2, "moonlight", []string{"--data", dir, "options", "--near", "LE1", "--kind", "moonlight"}},
		{"a place that nobody knows", 1, "Narnia", []string{"--data", dir, "options", "--near", "Narnia"}},
		{"no community", 1, "openmaf init", []string{"--data", none, "options", "--near", "LE1"}},
		{"a community over another", 1, "already", []string{"--data", dir, "init", "--name", "Second", "--admin", "b@example.org"}},
		{"a file that is not there", 1, "no-such.csv", []string{"--data", dir, "places", "import", "no-such.csv"}},
		{"a file that is no list", 1, "", []string{"--data", dir, "meetings", "import", "--source", "x", write(t, "x.csv", "Dear Sam,\nsee you at six.\n")}},
		{"an empty file", 1, "", []string{"--data", dir, "meetings", "import", "--source", "x", write(t, "x.csv", "")}},
		{"an unknown format", 2, "", []string{"--data", dir, "meetings", "import", "--source", "x", "--format", "pdf", write(t, "x.csv", "")}},
		{"a port that is no port", 1, "999999", []string{"--data", dir, "serve", "--addr", "127.0.0.1:999999"}},
		{"a demo over a community", 1, "not a demo", []string{"--data", dir, "demo", "--addr", "127.0.0.1:0"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := run(t, test.args...)
			if r.code != test.code {
				t.Errorf("exit %d, want %d: %s", r.code, test.code, r.err)
			}
			if !strings.Contains(r.err, test.says) {
				t.Errorf("standard error does not say %q: %s", test.says, r.err)
			}
			if strings.Contains(r.err, "goroutine") || strings.Contains(r.err, "panic") {
				t.Errorf("a stack trace: %s", r.err)
			}
		})
	}
}

func TestProblemsGoToStandardErrorWithJSONToo(t *testing.T) {
	r := run(t, "--json", "--data", community(t), "options", "--near", "Narnia")
	if r.code != 1 || r.out != "" || !strings.Contains(r.err, "Narnia") {
		t.Errorf("exit %d, out %q, err %q", r.code, r.out, r.err)
	}
}

func TestHelpIsADocumentToo(t *testing.T) {
	for _, args := range [][]string{{"--json", "help", "options"}, {"help", "options", "--json"}, {"options", "--json", "--help"}} {
		if d := must(t, run(t, args...)).document(t); !strings.Contains(d["help"].(string), "--near") {
			t.Errorf("%v: %v", args, d)
		}
	}
	if r := must(t, run(t, "help", "options")); !strings.Contains(r.out, "--near") || strings.HasPrefix(r.out, "{") {
		t.Errorf("for a person: %s", r.out)
	}
}

func TestImportDocument(t *testing.T) {
	dir := community(t)
	list := write(t, "mixed.csv", "Title,DAY,Time,Duration,Postcode,Latitude,Longitude\n"+
		"Good,Tuesday,7.30pm,90,LE1 1AA,52.63,-1.13\n"+
		"No such day,Someday,19:30,,,,\n"+
		"No such hour,Monday,25:00,,,,\n"+
		"In the sea,Friday,1930,-11hr,LE1 1AA,0,-30\n")
	for _, want := range []struct {
		flags       []string
		added, same float64
		applied     bool
	}{{[]string{"--dry-run"}, 2, 0, false}, {nil, 2, 0, true}, {nil, 0, 2, true}} {
		args := append([]string{"--data", dir, "--json", "meetings", "import", "--source", "mixed", list}, want.flags...)
		d := must(t, run(t, args...)).document(t)
		if d["added"] != want.added || d["unchanged"] != want.same || d["applied"] != want.applied || d["read"] != 4.0 || d["gate"] != nil {
			t.Errorf("%v: %v", want.flags, d)
		}
		rejected := d["rejected"].([]any)
		if len(rejected) != 2 || rejected[0].(map[string]any)["row"] != 3.0 || rejected[0].(map[string]any)["field"] != "day" ||
			rejected[1].(map[string]any)["row"] != 4.0 || rejected[1].(map[string]any)["field"] != "time" {
			t.Errorf("rejected: %v", rejected)
		}
		if warnings := d["warnings"].([]any); len(warnings) != 2 {
			t.Errorf("warnings: %v", warnings)
		}
	}
}

func TestOptionsDocument(t *testing.T) {
	dir := community(t)
	d := must(t, run(t, "--data", dir, "--json", "options", "--near", "le1", "--within", "10", "--from", "2026-11-23",
		"--free", "mon-fri 17:00-21:30")).document(t)
	for _, key := range []string{"place", "options", "relaxed", "nothing_fits"} {
		if _, ok := d[key]; !ok {
			t.Errorf("no %q in %v", key, d)
		}
	}
	options := d["options"].([]any)
	if len(options) < 3 || len(options) > 6 {
		t.Fatalf("%d options, want three to six", len(options))
	}
	kinds := map[any]bool{}
	for _, o := range options {
		o := o.(map[string]any)
		kinds[o["kind"]] = true
		starts, err := time.Parse(time.RFC3339, o["starts"].(string))
		if err != nil {
			t.Error(err)
		}
		if starts.Before(time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)) || starts.After(time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC)) {
			t.Errorf("%v is not within seven days", starts)
		}
		if h := starts.Hour()*60 + starts.Minute(); h < 17*60 || h >= 21*60+30 {
			t.Errorf("%v is not in a free window", starts)
		}
		if o["last_checked"] != nil {
			t.Errorf("nobody checked this one: %v", o["last_checked"])
		}
		if len(o["fits"].([]any)) == 0 {
			t.Errorf("no reason: %v", o)
		}
	}
	if len(kinds) < 2 {
		t.Errorf("one kind only: %v", kinds)
	}
}

func TestTheSameQuestionGivesTheSameBytes(t *testing.T) {
	dir := community(t)
	ask := []string{"--data", dir, "--json", "options", "--near", "LE1", "--from", "2026-11-23"}
	first := must(t, run(t, ask...))
	for range 3 {
		if again := must(t, run(t, ask...)); again.out != first.out {
			t.Fatalf("another answer:\n%s\n%s", first.out, again.out)
		}
	}
}

func TestBackupAndRestore(t *testing.T) {
	dir := community(t)
	file := filepath.Join(t.TempDir(), "copy.db")
	d := must(t, run(t, "--data", dir, "--json", "backup", file)).document(t)
	if d["verified"] != true {
		t.Errorf("not verified: %v", d)
	}
	fresh := filepath.Join(t.TempDir(), "fresh")
	must(t, run(t, "--data", fresh, "restore", file))
	ask := []string{"--json", "options", "--near", "LE1", "--from", "2026-11-23"}
	before, after := must(t, run(t, append(ask, "--data", dir)...)), must(t, run(t, append(ask, "--data", fresh)...))
	if before.out != after.out {
		t.Error("the restored community gives other options")
	}
	if r := run(t, "--data", fresh, "restore", file); r.code != 1 {
		t.Errorf("a restore over a database: exit %d", r.code)
	}
	if r := run(t, "--data", dir, "backup", file); r.code != 1 {
		t.Errorf("a backup over a file: exit %d", r.code)
	}
}

func TestAnInitThatIsRefusedMakesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	if r := run(t, "--data", dir, "init", "--name", "Test (invented)", "--admin", "y"); r.code != 1 {
		t.Fatalf("exit %d: %s", r.code, r.err)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("something was made: %v", err)
	}
	must(t, run(t, "--data", dir, "init", "--name", "Test (invented)", "--admin", "ash"))
}

func TestInitTellsTheFirstSignInAndTheKey(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	d := must(t, run(t, "--json", "--data", dir, "init", "--name", "Test (invented)", "--admin", "Ash")).document(t)
	if !strings.HasPrefix(d["welcome"].(string), "/welcome/") {
		t.Errorf("no way in: %v", d)
	}
	info, err := os.Stat(d["key_file"].(string))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key file: %v, %v", info, err)
	}
}

func TestADemoClearsNothingThatCameAfterIt(t *testing.T) {
	file := filepath.Join(t.TempDir(), "copy.db")
	must(t, run(t, "--data", community(t), "backup", file))
	for _, command := range [][]string{{"init", "--name", "Real (invented)", "--admin", "ash"}, {"restore", file}} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "THIS-IS-A-DEMO"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		must(t, run(t, append([]string{"--data", dir}, command...)...))
		if r := run(t, "--data", dir, "demo", "--addr", "127.0.0.1:0"); r.code != 1 || !strings.Contains(r.err, "not a demo") {
			t.Errorf("%v and then a demo: exit %d, %s", command, r.code, r.err)
		}
	}
}

func TestTheDemoIsTheSameOnTheSameDay(t *testing.T) {
	lists := make([]string, 2)
	for i := range lists {
		dir := filepath.Join(t.TempDir(), "demo")
		ctx, stop := context.WithTimeout(context.Background(), time.Minute)
		var out, errs syncedBuffer
		ended := make(chan int, 1)
		go func() {
			ended <- cli.Run(ctx, []string{"--json", "--data", dir, "demo", "--addr", "127.0.0.1:0", "--as-of", "2026-06-10"}, &out, &errs)
		}()
		for ready := false; !ready; {
			wrote := out.wrote() // taken before looking, so that no write is missed
			if ready = strings.Contains(out.String(), "sign_ins"); ready {
				break
			}
			select {
			case code := <-ended:
				t.Fatalf("the demo ended with %d: %s", code, errs.String())
			case <-wrote:
			}
		}
		stop()
		if code := <-ended; code != 0 {
			t.Fatalf("exit %d: %s", code, errs.String())
		}
		lists[i] = must(t, run(t, "--json", "--data", dir, "options", "--near", "ZA1", "--from", "2026-06-10")).out
	}
	if lists[0] != lists[1] {
		t.Error("two demos of one day differ")
	}
}
