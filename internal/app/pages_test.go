package app_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"regexp"
	"testing"
)

const (
	mostQueries = 8      // a page
	firstPage   = 50_000 // bytes of the first public page with its style, compressed
)

func TestPagesTakeFewQueries(t *testing.T) {
	o := openDemo(t)
	for _, v := range o.visits(t) {
		if n := o.queriesOf(t, v); n > mostQueries {
			t.Errorf("GET %s takes %d queries; at most %d", v.pattern, n, mostQueries)
		}
	}
}

func TestFirstPageIsLight(t *testing.T) {
	o := openDemo(t)
	for _, path := range []string{"/", "/?near=ZA1"} {
		page, loads := o.firstVisit(t, path)
		if style := loads[".css"]; page == 0 || style == 0 || page+style > firstPage {
			t.Errorf("%s is %d bytes and its style %d; at most %d", path, page, style, firstPage)
		}
	}
}

var built = regexp.MustCompile(`(?:href|src)="(/static/[^"]+(\.\w+))"`)

// firstVisit loads the page and everything it asks for, and tells how many
// compressed bytes that was: the page's own, and by the ending of the name.
func (o *open) firstVisit(t testing.TB, path string) (page int, loads map[string]int) {
	t.Helper()
	stranger := o.browsers[""]
	got := stranger.get(t, path).body
	unzip, err := gzip.NewReader(bytes.NewReader(got))
	must(t, err)
	html, err := io.ReadAll(unzip)
	must(t, err)
	loads = map[string]int{}
	for _, m := range built.FindAllSubmatch(html, -1) {
		loads[string(m[2])] += len(stranger.get(t, string(m[1])).body)
	}
	return len(got), loads
}
