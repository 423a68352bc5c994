package house

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	trapRow   = regexp.MustCompile(`(?m)^\| (\w+) \| ([^|]+) \| ([^|]+) \|$`)
	testNamed = regexp.MustCompile("`(Test\\w+)`")
	testMade  = regexp.MustCompile(`(?m)^func (Test\w+)\(`)
)

// Each trap of the field has its row, with tests that exist or with a reason.
func TestEveryTrapHasItsProof(t *testing.T) {
	text, err := os.ReadFile("../../docs/traps.md")
	if err != nil {
		t.Fatal(err)
	}
	made := map[string]bool{}
	for _, dir := range []string{"..", "../../e2e"} {
		walk(t, dir, func(file, source string) {
			if strings.HasSuffix(file, "_test.go") {
				for _, m := range testMade.FindAllStringSubmatch(source, -1) {
					made[m[1]] = true
				}
			}
		})
	}
	var rows []string
	for _, m := range trapRow.FindAllStringSubmatch(string(text), -1) {
		if m[1] == "trap" {
			continue
		}
		rows = append(rows, m[1])
		named := testNamed.FindAllStringSubmatch(m[3], -1)
		if len(named) == 0 && !strings.HasPrefix(m[3], "Reason: ") {
			t.Errorf("trap %s has neither a test nor a reason", m[1])
		}
		for _, n := range named {
			if !made[n[1]] {
				t.Errorf("trap %s names %s, which is no test", m[1], n[1])
			}
		}
	}
	want := []string{}
	for n := 1; n <= 26; n++ {
		want = append(want, fmt.Sprint(n))
		if n == 7 {
			want = append(want, "7b")
		}
	}
	if !slices.Equal(rows, want) {
		t.Errorf("the rows are %v, want %v", rows, want)
	}
}
