package report_test

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"openmaf/internal/programme/evaluation/report"
)

// Every picture is in the file, drawn, with its words for whoever listens; and
// the names of its parts are declared.
func TestPicturesAreInTheWordFile(t *testing.T) {
	d := outside(90)
	want := map[string]string{} // words by name
	for _, b := range d.Blocks {
		if b.Picture != nil {
			want[b.Picture.Name] = b.Picture.Desc
		}
	}
	if len(want) < 3 {
		t.Fatalf("the report has only %d pictures", len(want))
	}
	shapes := 0
	for e := range elements(t, d) {
		switch e.Name.Local {
		case "docPr":
			a := attributes(e)
			if said, ok := want[a["name"]]; !ok || a["descr"] != said || said == "" {
				t.Errorf("the picture %q says %q, want %q", a["name"], a["descr"], said)
			}
			delete(want, a["name"])
		case "wsp":
			if e.Name.Space != "http://schemas.microsoft.com/office/word/2010/wordprocessingShape" {
				t.Errorf("a shape is in %q", e.Name.Space)
			}
			shapes++
		}
	}
	if len(want) > 0 || shapes < 20 {
		t.Errorf("%d shapes, and these pictures are missing: %v", shapes, want)
	}
}

// A word processor would break a line after a hyphen: a number keeps its sign,
// and a name its hyphen.
func TestANumberKeepsItsSignInTheWordFile(t *testing.T) {
	text := mainText(t, report.Document{Blocks: []report.Block{{Text: "BARC-10: -1.4 (-2.0 to -0.9)"}}})
	if want := "BARC-10: −1.4 (−2.0 to −0.9)"; !strings.Contains(text, want) {
		t.Errorf("it does not say %q", want)
	}
}

func attributes(e xml.StartElement) map[string]string {
	all := map[string]string{}
	for _, a := range e.Attr {
		all[a.Name.Local] = a.Value
	}
	return all
}

// mainText is the part of the file that holds the document.
func mainText(t *testing.T, d interface{ Word() ([]byte, error) }) string {
	t.Helper()
	file, err := d.Word()
	if err != nil {
		t.Fatal(err)
	}
	return partsOf(t, file)[mainPart]
}

// elements are those of the text of the document.
func elements(t *testing.T, d interface{ Word() ([]byte, error) }) func(func(xml.StartElement) bool) {
	t.Helper()
	r := strings.NewReader(mainText(t, d))
	return func(yield func(xml.StartElement) bool) {
		for tokens := xml.NewDecoder(r); ; {
			token, err := tokens.Token()
			if err == io.EOF {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if e, ok := token.(xml.StartElement); ok && !yield(e) {
				return
			}
		}
	}
}
