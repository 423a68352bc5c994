package static

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http/httptest"
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
		for _, word := range []string{"gds transport", "crown", "crest", "@import", "//cdn", "@font-face", "url(", "localstorage", "eval("} {
			if strings.Contains(text, word) {
				t.Errorf("%s holds %q", name, word)
			}
		}
	}
}
