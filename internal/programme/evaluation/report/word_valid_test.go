package report_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"openmaf/internal/platform/locale"
	"openmaf/internal/programme/evaluation/report"
)

// validator names the program that judges; make test brings it.
const validator = "OPENMAF_TEST_WORD"

// alternative is a drawing for whoever knows it, with words for the others.
// The validator passes over both: without what is around it a drawing is judged.
var alternative = regexp.MustCompile(`(?s)<mc:AlternateContent><mc:Choice Requires="wpg">(.*?)</mc:Choice><mc:Fallback>.*?</mc:Fallback></mc:AlternateContent>`)

// TestTheWordFileIsValid asks Microsoft's own validator, the Open XML SDK,
// whether a word processor would have to mend the report: as it is, and with its
// drawings bare.
func TestTheWordFileIsValid(t *testing.T) {
	judge := os.Getenv(validator)
	if judge == "" {
		if os.Getenv("OPENMAF_TEST_ALL") != "" {
			t.Fatal(validator + " is not set, and no test may be left out")
		}
		t.Skip(validator + " is not set: make test sets it")
	}
	for name, d := range map[string]report.Document{"outside": outside(90), "inside": report.Inside(locale.English(), result(90)), "empty": outside(0)} {
		file, err := d.Word()
		if err != nil {
			t.Fatal(err)
		}
		for as, content := range map[string][]byte{"whole": file, "bare": bare(t, file)} {
			if wrong := misread(t, judge, content); wrong != "" {
				t.Errorf("%s, %s: %s", name, as, wrong)
			}
		}
	}
}

// A validator that finds nothing wrong with anything would let all pass.
func TestAWrongWordFileIsNotValid(t *testing.T) {
	judge := os.Getenv(validator)
	if judge == "" {
		t.Skip(validator + " is not set: make test sets it")
	}
	file, err := outside(90).Word()
	if err != nil {
		t.Fatal(err)
	}
	for was, wrong := range map[string]string{
		`<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>`: `<w:pPr><w:keepNext/><w:pStyle w:val="Heading1"/></w:pPr>`,
		`<wps:bodyPr/></wps:wsp>`:                     `</wps:wsp>`,
	} {
		bad := rewritten(t, bare(t, file), func(text string) string { return strings.Replace(text, was, wrong, 1) })
		if misread(t, judge, bad) == "" {
			t.Errorf("%s is taken for right", wrong)
		}
	}
}

// misread says what the validator finds wrong with a file: "" for nothing.
func misread(t *testing.T, judge string, content []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "report.docx")
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	var errs bytes.Buffer
	cmd := exec.Command(judge, file)
	cmd.Stderr = &errs
	cmd.Env = append(os.Environ(), "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1") // it needs no tables of languages
	out, runErr := cmd.Output()                                               // it fails for a file that is not valid too
	var verdict struct {
		OK     *bool
		Errors json.RawMessage
	}
	if err := json.Unmarshal(out, &verdict); err != nil || verdict.OK == nil {
		t.Fatalf("%v: %v: %s%s", runErr, err, out, errs.String())
	}
	if *verdict.OK {
		return ""
	}
	return string(verdict.Errors)
}

func bare(t *testing.T, file []byte) []byte {
	t.Helper()
	return rewritten(t, file, func(text string) string {
		if out := alternative.ReplaceAllString(text, "$1"); !strings.Contains(out, "mc:Choice") {
			return out
		}
		t.Error("a drawing is not as the test knows it")
		return text
	})
}

// rewritten is the file with its main part changed.
func rewritten(t *testing.T, file []byte, change func(string) string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, text := range partsOf(t, file) {
		if name == mainPart {
			text = change(text)
		}
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const mainPart = "word/document.xml"

// partsOf are the parts of a file by their names.
func partsOf(t *testing.T, file []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(text)
	}
	return parts
}

// What a part of the file names is there: other parts, styles, lists; and no
// picture has the number of another.
func TestTheWordFileNamesWhatIsThere(t *testing.T) {
	file, err := outside(90).Word()
	if err != nil {
		t.Fatal(err)
	}
	parts := partsOf(t, file)
	for rels, base := range map[string]string{"_rels/.rels": "", "word/_rels/document.xml.rels": "word"} {
		for _, target := range values(t, parts[rels], "Relationship", "Target") {
			if _, ok := parts[path.Join(base, target)]; !ok {
				t.Errorf("%s names %s, which is not there", rels, target)
			}
		}
	}
	typed := values(t, parts["[Content_Types].xml"], "Override", "PartName")
	for _, part := range typed {
		if _, ok := parts[strings.TrimPrefix(part, "/")]; !ok {
			t.Errorf("a content type is for %s, which is not there", part)
		}
	}
	linked := set(values(t, parts["word/_rels/document.xml.rels"], "Relationship", "Id"))
	styles, lists := set(values(t, parts["word/styles.xml"], "style", "styleId")), set(values(t, parts["word/numbering.xml"], "num", "numId"))
	for name, text := range parts {
		if !strings.HasPrefix(name, "word/") || !strings.HasSuffix(name, ".xml") {
			continue
		}
		for element, there := range map[string]map[string]bool{"pStyle": styles, "tblStyle": styles, "basedOn": styles, "next": styles, "numId": lists} {
			for _, id := range values(t, text, element, "val") {
				if !there[id] {
					t.Errorf("%s: there is no %s %s", name, element, id)
				}
			}
		}
		for _, id := range values(t, text, "footerReference", "id") {
			if !linked[id] {
				t.Errorf("%s: there is no footer %s", name, id)
			}
		}
	}
	if ids := values(t, parts[mainPart], "docPr", "id"); len(set(ids)) != len(ids) || len(ids) < 3 {
		t.Errorf("the pictures have the numbers %v", ids)
	}
}

func set(all []string) map[string]bool {
	in := map[string]bool{}
	for _, v := range all {
		in[v] = true
	}
	return in
}

// values are those of one attribute of all elements of a name.
func values(t *testing.T, text, element, attribute string) (all []string) {
	t.Helper()
	for tokens := xml.NewDecoder(strings.NewReader(text)); ; {
		token, err := tokens.Token()
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == element {
			if v, ok := attributes(e)[attribute]; ok {
				all = append(all, v)
			}
		}
	}
}
