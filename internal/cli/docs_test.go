package cli_test

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"openmaf/internal/cli"
	"openmaf/internal/testdata"
)

// The documents whose commands are run as they stand, in the order in which
// they stand.
var documents = []string{"README.md", "docs/operating.md", "docs/evaluation.md"}

var (
	fence   = regexp.MustCompile("(?ms)^```(?:sh)?\n(.*?)^```")
	openmaf = regexp.MustCompile(`^openmaf .*`)
	target  = regexp.MustCompile(`^make (\w+)`)
	made    = regexp.MustCompile(`(?m)^(\w+):`)
)

func TestTheCommandsOfTheDocumentsRun(t *testing.T) {
	for _, name := range documents {
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join("../..", name))
			if err != nil {
				t.Fatal(err)
			}
			t.Chdir(newcomer(t))
			ran := 0
			for _, block := range fence.FindAllStringSubmatch(string(text), -1) {
				for line := range strings.Lines(block[1]) {
					if openmaf.MatchString(line) {
						follow(t, strings.TrimSpace(line))
						ran++
					}
				}
			}
			if ran < 5 {
				t.Errorf("only %d commands found", ran)
			}
		})
	}
}

func TestTheMakeTargetsOfTheDocumentsExist(t *testing.T) {
	makefile, err := os.ReadFile("../../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]bool{}
	for _, m := range made.FindAllStringSubmatch(string(makefile), -1) {
		have[m[1]] = true
	}
	for _, name := range append(documents, "CONTRIBUTING.md") {
		text, err := os.ReadFile(filepath.Join("../..", name))
		if err != nil {
			t.Fatal(err)
		}
		for _, block := range fence.FindAllStringSubmatch(string(text), -1) {
			for line := range strings.Lines(block[1]) {
				if m := target.FindStringSubmatch(line); m != nil && !have[m[1]] {
					t.Errorf("%s: there is no make %s", name, m[1])
				}
			}
		}
	}
}

// newcomer is a directory with the files that the documents speak of.
func newcomer(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	places := "outcode,latitude,longitude,town,region\nLE1,52.6338,-1.1281,Leicester,Leicester\n"
	for name, content := range map[string]string{
		"places.csv": places, "le.csv": places, "meetings.csv": string(testdata.SecondList()), "list.csv": string(testdata.SecondList()),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// elsewhere are the places of a real machine, which a test puts into its own
// directory.
var elsewhere = strings.NewReplacer("/srv/openmaf", "srv", "/mnt/backup/", "", "$(date +%F)", "2026-05-01", ":8080", ":0")

// follow runs one command line. A server is let start and then stopped.
func follow(t *testing.T, line string) {
	t.Helper()
	args := words(elsewhere.Replace(line))[1:]
	switch {
	case strings.Contains(line, "postgres://"):
		return // storage on PostgreSQL has its own tests
	case strings.Contains(line, " restore "):
		args[1] = "restored" // the drill is on another machine
	}
	var out, errs syncedBuffer
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	defer stop()
	if strings.Contains(line, " serve") {
		wrote := out.wrote()
		ended := make(chan int, 1)
		go func() { ended <- cli.Run(ctx, args, &out, &errs) }()
		select {
		case <-wrote:
		case code := <-ended:
			t.Fatalf("%s: exit %d: %s", line, code, errs.String())
		}
		stop()
		if code := <-ended; code != 0 {
			t.Errorf("%s: exit %d: %s", line, code, errs.String())
		}
		return
	}
	if code := cli.Run(ctx, args, &out, &errs); code != 0 {
		t.Errorf("%s: exit %d: %s", line, code, errs.String())
	}
}

// words splits a line as a shell does, as far as the documents need.
func words(line string) (out []string) {
	for _, m := range regexp.MustCompile(`"([^"]*)"|(\S+)`).FindAllStringSubmatch(line, -1) {
		out = append(out, m[1]+m[2])
	}
	return out
}
