package page

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// TestComponentsAreTheDesignSystems renders the design system's own examples
// with our components and compares the trees. An example that uses an option
// we left out is passed over; the table says which options those are, and a
// new one fails the test. Nowhere do we take ready HTML (html) or arbitrary
// attributes: words come from catalogues and a view says all that it can.
//
// Three things differ on purpose and are taken out of both trees: data-module
// and data-i18n attributes and govuk-js classes (their script is not ours), and
// the footer is not compared at all (theirs carries a crown and a licence).
func TestComponentsAreTheDesignSystems(t *testing.T) {
	text, err := os.ReadFile("testdata/fixtures.json")
	if err != nil {
		t.Fatal(err)
	}
	var fixtures map[string][]fixture
	if err := json.Unmarshal(text, &fixtures); err != nil {
		t.Fatal(err)
	}
	for _, g := range goldens {
		t.Run(g.component, func(t *testing.T) { g.check(t, fixtures[g.component]) })
		delete(fixtures, g.component)
	}
	for component := range fixtures {
		t.Errorf("no golden test of %s", component)
	}
}

type fixture struct {
	Name    string
	Options json.RawMessage
	HTML    string
}

type golden struct {
	component string
	compared  int    // how many examples that leaves
	without   string // options that we left out, sorted
	view      func(options json.RawMessage) (any, error)
}

func (g golden) check(t *testing.T, fixtures []fixture) {
	without := map[string]bool{}
	compared := 0
	for _, f := range fixtures {
		view, err := g.view(f.Options)
		var left leftOut
		if errors.As(err, &left) {
			without[string(left)] = true
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", f.Name, err)
			continue
		}
		compared++
		if diff := cmp.Diff(tree(t, f.HTML), tree(t, render(t, g.component, view))); diff != "" {
			t.Errorf("%s: theirs (-) and ours (+) differ:\n%s", f.Name, diff)
		}
	}
	var names []string
	for name := range without {
		names = append(names, name)
	}
	slices.Sort(names)
	if got := strings.Join(names, " "); got != g.without {
		t.Errorf("left out: %q; the table says %q", got, g.without)
	}
	if compared != g.compared {
		t.Errorf("compared %d of %d examples; the table says %d", compared, len(fixtures), g.compared)
	}
}

// leftOut is an option that our component does not have.
type leftOut string

func (l leftOut) Error() string { return "left out: " + string(l) }

// from reads an example's options into ours, strictly.
func from[T any](view func(T) any) func(json.RawMessage) (any, error) {
	return func(options json.RawMessage) (any, error) {
		d := json.NewDecoder(bytes.NewReader(options))
		d.DisallowUnknownFields()
		var o T
		err := d.Decode(&o)
		if err == nil {
			v := view(o)
			if left, ok := v.(leftOut); ok {
				return nil, left
			}
			return v, nil
		}
		var wrong *json.UnmarshalTypeError
		if errors.As(err, &wrong) {
			return nil, leftOut(wrong.Value + "-item")
		}
		if _, name, ok := strings.Cut(err.Error(), `unknown field "`); ok {
			return nil, leftOut(strings.TrimSuffix(name, `"`))
		}
		return nil, err
	}
}

func render(t *testing.T, component string, view any) string {
	t.Helper()
	b, err := base()
	if err != nil {
		t.Fatal(err)
	}
	if component == "generic-header" {
		component = "header"
	}
	var out strings.Builder
	if err := b.ExecuteTemplate(&out, component, view); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// tree writes HTML as one line per element and text, so that a difference can
// be read.
func tree(t *testing.T, text string) string {
	t.Helper()
	nodes, err := html.ParseFragment(strings.NewReader(text), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, n := range nodes {
		write(&b, n, 0)
	}
	return b.String()
}

func write(b *strings.Builder, n *html.Node, depth int) {
	indent := strings.Repeat("  ", depth)
	switch n.Type {
	case html.TextNode:
		if words := strings.Fields(n.Data); len(words) > 0 {
			b.WriteString(indent + strings.Join(words, " ") + "\n")
		}
	case html.ElementNode:
		b.WriteString(indent + "<" + n.Data + strings.Join(attributes(n), "") + ">\n")
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		write(b, c, depth+1)
	}
}

func attributes(n *html.Node) []string {
	var out []string
	for _, a := range n.Attr {
		if strings.HasPrefix(a.Key, "data-module") || strings.HasPrefix(a.Key, "data-i18n") {
			continue
		}
		if a.Key == "class" {
			words := slices.DeleteFunc(strings.Fields(a.Val), func(c string) bool { return strings.HasPrefix(c, "govuk-js-") })
			slices.Sort(words)
			a.Val = strings.Join(words, " ")
		}
		out = append(out, " "+a.Key+"="+`"`+a.Val+`"`)
	}
	slices.Sort(out)
	return out
}
