package e2e

import (
	"flag"
	"fmt"
	"os"
	"testing"
)

// Where make test says what it installed.
const (
	browserProgram = "OPENMAF_TEST_BROWSER" // path of Chromium
	axeScript      = "OPENMAF_TEST_AXE"     // path of axe.min.js
	nothingLeftOut = "OPENMAF_TEST_ALL"     // 1: what would leave itself out fails instead
	screenshotsIn  = "OPENMAF_SCREENSHOTS"  // directory that TestScreenshots writes into
)

func TestMain(m *testing.M) {
	flag.Parse()
	if os.Getenv(browserProgram) == "" {
		os.Exit(leftOut(m))
	}
	os.Exit(withBrowser(m))
}

// leftOut runs nothing, so that go test shows "[no tests to run]" beside the
// package.
func leftOut(m *testing.M) int {
	fmt.Println("left out: browser journeys and accessibility; make test runs them")
	if os.Getenv(nothingLeftOut) == "1" {
		fmt.Printf("%s=1 allows no leaving out: set %s\n", nothingLeftOut, browserProgram)
		return 1
	}
	if err := flag.Set("test.run", "^$"); err != nil {
		fmt.Println(err)
		return 1
	}
	return m.Run()
}

// offered is the environment's value; without it the test leaves itself out,
// or fails where nothing may.
func offered(t *testing.T, variable, what string) string {
	t.Helper()
	value := os.Getenv(variable)
	switch {
	case value != "":
	case os.Getenv(nothingLeftOut) == "1":
		t.Fatalf("%s is not set: %s would be left out", variable, what)
	default:
		t.Skipf("left out: %s (%s is not set; make test sets it)", what, variable)
	}
	return value
}
