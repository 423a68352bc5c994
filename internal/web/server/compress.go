package server

import (
	"compress/gzip"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// compressFrom is the size under which an answer fits one packet anyway.
const compressFrom = 1200

// writers are kept between answers: each holds a quarter of a megabyte. The
// fastest level makes our pages 5 % larger than the best and costs a third.
var writers = sync.Pool{New: func() any {
	w, err := gzip.NewWriterLevel(nil, gzip.BestSpeed)
	if err != nil {
		panic(err) // the level is a constant
	}
	return w
}}

// compressor compresses text of a known, sufficient size for a browser that
// takes it. What is compressed already passes through.
type compressor struct {
	http.ResponseWriter
	accepts bool
	decided bool
	zip     *gzip.Writer
}

func compress(w http.ResponseWriter, r *http.Request) *compressor {
	return &compressor{ResponseWriter: w, accepts: r.Method != http.MethodHead && acceptsGzip(r)}
}

// acceptsGzip reads Accept-Encoding as RFC 9110 writes it, so far as it names
// gzip: "gzip;q=0" means no.
func acceptsGzip(r *http.Request) bool {
	for _, part := range strings.Split(r.Header.Get("Accept-Encoding"), ",") {
		coding, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.EqualFold(strings.TrimSpace(coding), "gzip") {
			q, err := strconv.ParseFloat(strings.TrimPrefix(strings.TrimSpace(weight), "q="), 64)
			return err != nil || q > 0
		}
	}
	return false
}

func (c *compressor) WriteHeader(status int) {
	c.decide()
	c.ResponseWriter.WriteHeader(status)
}

func (c *compressor) decide() {
	if c.decided {
		return
	}
	c.decided = true
	h := c.Header()
	size, err := strconv.Atoi(h.Get("Content-Length"))
	if err != nil || size < compressFrom || h.Get("Content-Encoding") != "" || !isText(h.Get("Content-Type")) {
		return
	}
	h.Add("Vary", "Accept-Encoding")
	if !c.accepts {
		return
	}
	h.Del("Content-Length")
	h.Set("Content-Encoding", "gzip")
	c.zip = writers.Get().(*gzip.Writer)
	c.zip.Reset(c.ResponseWriter)
}

func isText(kind string) bool {
	return strings.HasPrefix(kind, "text/") || strings.HasPrefix(kind, "application/json") || strings.HasPrefix(kind, "image/svg")
}

func (c *compressor) Write(b []byte) (int, error) {
	c.decide()
	if c.zip != nil {
		return c.zip.Write(b)
	}
	return c.ResponseWriter.Write(b)
}

// finish writes what is still held back.
func (c *compressor) finish() {
	if c.zip == nil {
		return
	}
	_ = c.zip.Close() // the reader left; there is nobody to tell
	c.zip.Reset(nil)
	writers.Put(c.zip)
	c.zip = nil
}

// Unwrap lets http.ResponseController reach the connection.
func (c *compressor) Unwrap() http.ResponseWriter { return c.ResponseWriter }
