// Package static serves the style sheet, the script and the icon: built from
// web/assets, committed, and compiled into the program, so that building it
// needs neither Node nor a network.
//
// A file's name holds a hash of its content, so a browser may keep it for ever;
// pages ask [Path] for the present name.
package static

import (
	"bytes"
	"compress/gzip"
	"embed"
	"encoding/json"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"
)

//go:embed dist
var dist embed.FS

// Prefix is where the files are served.
const Prefix = "/static/"

// manifest maps a plain name to the one with its hash.
var manifest = sync.OnceValue(func() map[string]string {
	text, err := dist.ReadFile("dist/manifest.json")
	if err != nil {
		panic(err) // embedded
	}
	names := map[string]string{}
	if err := json.Unmarshal(text, &names); err != nil {
		panic(err) // a test reads it
	}
	return names
})

// Path is the address of the file with the plain name: "app.css".
func Path(name string) string { return Prefix + manifest()[name] }

// file is one file as it is sent: plain, and compressed once for all.
type file struct {
	kind        string
	plain, zips []byte
}

var all = sync.OnceValue(func() map[string]file {
	out := map[string]file{}
	for _, name := range manifest() {
		plain, err := dist.ReadFile("dist/" + name)
		if err != nil {
			panic(err) // a test reads each
		}
		out[name] = file{kind: mediaType(name), plain: plain, zips: zip(plain)}
	}
	return out
})

func mediaType(name string) string {
	if strings.HasSuffix(name, ".js") { // some machines' tables say otherwise
		return "text/javascript; charset=utf-8"
	}
	return mime.TypeByExtension(path.Ext(name))
}

func zip(plain []byte) []byte {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		panic(err) // the level is a constant
	}
	if _, err := w.Write(plain); err != nil {
		panic(err) // to memory
	}
	if err := w.Close(); err != nil {
		panic(err) // to memory
	}
	return b.Bytes()
}

// Handler serves the files under [Prefix].
func Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f, ok := all()[strings.TrimPrefix(r.URL.Path, Prefix)]
		if !ok {
			http.NotFound(w, r)
			return
		}
		h := w.Header()
		h.Set("Content-Type", f.kind)
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
		h.Add("Vary", "Accept-Encoding")
		content := f.plain
		if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			h.Set("Content-Encoding", "gzip")
			content = f.zips
		}
		if r.Method != http.MethodHead {
			_, _ = w.Write(content) // the reader left; there is nobody to tell
		}
	})
}
