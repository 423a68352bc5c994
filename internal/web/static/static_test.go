package static

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A name holds the hash of the content, or a browser would keep an old file
// for ever.
func TestNamesAreHashes(t *testing.T) {
	for _, plain := range []string{"app.css", "app.js", "icon.svg"} {
		w := httptest.NewRecorder()
		Handler().ServeHTTP(w, httptest.NewRequest("GET", Path(plain), nil))
		sum := sha256.Sum256(w.Body.Bytes())
		if w.Code != 200 || !strings.Contains(Path(plain), hex.EncodeToString(sum[:])[:12]) {
			t.Errorf("%s: %d", Path(plain), w.Code)
		}
		if kind := w.Header().Get("Content-Type"); kind == "" || strings.HasPrefix(kind, "text/plain") {
			t.Errorf("%s is %q", plain, kind)
		}
	}
}

// Nothing in them asks another site for anything, nor wears the State's dress.
func TestNothingForeign(t *testing.T) {
	for name, f := range all() {
		text := strings.ToLower(string(f.plain))
		for _, word := range []string{"gds transport", "crown", "crest", "@import", "//cdn", "@font-face", "url(", "sessionstorage", "indexeddb", "eval("} {
			if strings.Contains(text, word) {
				t.Errorf("%s holds %q", name, word)
			}
		}
	}
}

// On a shared computer what is stored in a browser lies there for the next
// person. Only marks that wait for a signal are, which are places, lengths and
// ids, and name nobody.
func TestOnlyMarksAreStoredInTheBrowser(t *testing.T) {
	scripts, err := filepath.Glob("../../../web/assets/script/*.js")
	if err != nil || len(scripts) == 0 {
		t.Fatal("no scripts", err)
	}
	for _, script := range scripts {
		text, err := os.ReadFile(script)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "localStorage") && filepath.Base(script) != "queue.js" {
			t.Errorf("%s stores something in the browser", script)
		}
	}
}
