// Package testdata finds the real lists that tests and benchmarks measure
// themselves on, and makes up lists of the same size and shape where those are
// absent. It is test support: nothing of the program imports it.
//
// The real lists are never part of the project. They are looked for in the
// directory that the environment variable OPENMAF_TESTDATA names, and then in
// shared/data beside the project.
package testdata

import (
	"os"
	"path/filepath"
	"testing"
)

// Directory is the environment variable that names the directory of the lists.
const Directory = "OPENMAF_TESTDATA"

// The files that Find knows.
const (
	Meetings         = "uk-ireland-meetings-2026-08-05.csv" // 8,222 listings of three fellowships
	KeysMarch2024    = "uk-ireland-keys-2024-03-18.csv"     // key columns of an earlier edition
	KeysApril2024    = "uk-ireland-keys-2024-04-21.csv"     // the edition after it, which lost a tenth to a fault
	Outcodes         = "uk-outcodes.csv"
	PostcodesLE      = "codepoint-open-2014-08-le.csv"
	PostcodesHX      = "codepoint-open-2014-08-hx.csv"
	MeetingGuideAA   = "oiaa-online-meetings-160.json" // online meetings, a good part of them in other time zones
	inventedListings = 8222
)

// invented makes up each file.
var invented = map[string]func() []byte{
	Meetings:       func() []byte { return meetingList(inventedListings, nil) },
	KeysMarch2024:  func() []byte { return keys(7938, 0) },
	KeysApril2024:  func() []byte { return keys(7938, 10) },
	Outcodes:       outcodes,
	PostcodesLE:    func() []byte { return postcodes("LE", 21_621, 459_000, 304_000) },
	PostcodesHX:    func() []byte { return postcodes("HX", 5_642, 408_000, 425_000) },
	MeetingGuideAA: feed,
}

// Find is the path of the file, and whether it is the real one. An invented one
// is written into the test's own directory, and the test's log says so.
func Find(t testing.TB, name string) (path string, real bool) {
	t.Helper()
	for _, dir := range []string{os.Getenv(Directory), beside()} {
		path := filepath.Join(dir, name)
		if _, err := os.Stat(path); dir != "" && err == nil {
			return path, true
		}
	}
	maker, known := invented[name]
	if !known {
		t.Fatalf("testdata: %s is not here, and nothing is made up for it", name)
	}
	t.Logf("the real %s is not here: this runs on an invented list of the same size and shape", name)
	path = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, maker(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path, false
}

// Read is the content of the file that Find finds.
func Read(t testing.TB, name string) (data []byte, real bool) {
	t.Helper()
	path, real := Find(t, name)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data, real
}

// beside is the shared folder beside the project, found from the directory in
// which go test runs a package's tests.
func beside() string {
	dir, err := os.Getwd()
	for err == nil {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return filepath.Join(dir, "..", "shared", "data")
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			break
		}
		dir = parent
	}
	return ""
}
