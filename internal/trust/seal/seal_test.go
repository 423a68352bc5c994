package seal_test

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"pgregory.net/rapid"

	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/seal"
)

var noon = time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)

func sealer(t *testing.T) *seal.Sealer {
	t.Helper()
	s, err := seal.InMemory()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestOpensOnlyWhereItWasSealed(t *testing.T) {
	s := sealer(t)
	rapid.Check(t, func(t *rapid.T) {
		place := rapid.SliceOfN(rapid.String(), 4, 4)
		plain := rapid.SliceOf(rapid.Byte()).Draw(t, "plain")
		here := place.Draw(t, "here")
		there := place.Draw(t, "there")
		sealed, err := s.Seal(plain, seal.Bound(here[0], here[1], here[2], here[3]))
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.Open(sealed, seal.Bound(here[0], here[1], here[2], here[3]))
		if err != nil || !bytes.Equal(got, plain) {
			t.Fatalf("came back as %q, %v", got, err)
		}
		same := here[0] == there[0] && here[1] == there[1] && here[2] == there[2] && here[3] == there[3]
		if _, err := s.Open(sealed, seal.Bound(there[0], there[1], there[2], there[3])); (err == nil) != same {
			t.Fatalf("sealed for %q, opened for %q: %v", here, there, err)
		}
	})
}

// The parts of a place must not run into each other.
func TestBoundTellsNeighbouringPlacesApart(t *testing.T) {
	if bytes.Equal(seal.Bound("a", "bc", "d", "e"), seal.Bound("ab", "c", "d", "e")) {
		t.Fatal("two places share one name")
	}
}

func TestAnyChangedByteKeepsItShut(t *testing.T) {
	s := sealer(t)
	bound := seal.Bound("c", "draft", "1", "body")
	sealed, err := s.Seal([]byte("wants company on Tuesday"), bound)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(sealed, []byte("Tuesday")) {
		t.Fatal("the sealed value shows its words")
	}
	for i := range sealed {
		changed := bytes.Clone(sealed)
		changed[i] ^= 1
		if _, err := s.Open(changed, bound); !fault.Is(err, fault.Missing) {
			t.Fatalf("byte %d changed: %v, want a Missing fault", i, err)
		}
		if _, err := s.Open(sealed[:i], bound); !fault.Is(err, fault.Missing) {
			t.Fatalf("cut at %d: %v, want a Missing fault", i, err)
		}
	}
}

func TestKeyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	made, err := seal.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	bound := seal.Bound("c", "draft", "1", "body")
	sealed, err := made.Seal([]byte("words"), bound)
	if err != nil {
		t.Fatal(err)
	}
	opened, err := seal.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := opened.Open(sealed, bound); err != nil || string(got) != "words" {
		t.Fatalf("after opening the file anew: %q, %v", got, err)
	}
	if _, err := sealer(t).Open(sealed, bound); !fault.Is(err, fault.Missing) {
		t.Fatalf("under another key: %v, want a Missing fault", err)
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Fatalf("mode %v, %v, want 0600", info.Mode(), err)
	}
}

func TestKeyFileRefusals(t *testing.T) {
	dir := t.TempDir()
	kept := filepath.Join(dir, "kept")
	if _, err := seal.Create(kept); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(kept)
	if err != nil {
		t.Fatal(err)
	}
	broken := filepath.Join(dir, "broken")
	if err := os.WriteFile(broken, []byte("not a key"), 0o600); err != nil {
		t.Fatal(err)
	}
	shared := filepath.Join(dir, "shared")
	if err := os.WriteFile(shared, before, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(shared, 0o644); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		do   func(string) (*seal.Sealer, error)
		path string
		want string
	}{
		{"create over a key", seal.Create, kept, "seal.file-exists"},
		{"create where no folder is", seal.Create, filepath.Join(dir, "no", "key"), "seal.file-missing"},
		{"open nothing", seal.Open, filepath.Join(dir, "none"), "seal.file-missing"},
		{"open something else", seal.Open, broken, "seal.file-broken"},
		{"open a key that others can read", seal.Open, shared, "seal.file-open-to-others"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.path == shared && runtime.GOOS == "windows" {
				t.Skip("file modes mean nothing here")
			}
			_, err := tt.do(tt.path)
			if f := fault.As(err); f == nil || f.Key != tt.want {
				t.Fatalf("got %v, want %s", err, tt.want)
			}
		})
	}
	if after, err := os.ReadFile(kept); err != nil || !bytes.Equal(before, after) {
		t.Fatal("the refused Create changed the key file")
	}
}

func TestParcel(t *testing.T) {
	s := sealer(t)
	text, err := s.Parcel([]byte("first=Sam"), noon.Add(time.Hour), "kept-form", "c", "/chats/new")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name    string
		text    string
		now     time.Time
		purpose []string
		opens   bool
	}{
		{"in time", text, noon, []string{"kept-form", "c", "/chats/new"}, true},
		{"the last moment", text, noon.Add(time.Hour - time.Millisecond), []string{"kept-form", "c", "/chats/new"}, true},
		{"too late", text, noon.Add(time.Hour), []string{"kept-form", "c", "/chats/new"}, false},
		{"for another form", text, noon, []string{"kept-form", "c", "/team"}, false},
		{"of another community", text, noon, []string{"kept-form", "d", "/chats/new"}, false},
		{"empty", "", noon, []string{"kept-form", "c", "/chats/new"}, false},
		{"not ours", "%%%", noon, []string{"kept-form", "c", "/chats/new"}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := s.Unparcel(tt.text, tt.now, tt.purpose...)
			if tt.opens && (err != nil || string(got) != "first=Sam") {
				t.Fatalf("got %q, %v", got, err)
			}
			if f := fault.As(err); !tt.opens && (f == nil || f.Key != "seal.unreadable") {
				t.Fatalf("got %q, %v, want seal.unreadable", got, err)
			}
		})
	}
}
