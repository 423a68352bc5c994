package page

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"sync"
	"text/template/parse"
)

//go:embed layout.html component/*.html
var own embed.FS

// base is the layout and the components, under every page's own template.
var base = sync.OnceValues(func() (*template.Template, error) {
	return template.New("layout").Funcs(functions).ParseFS(own, "layout.html", "component/*.html")
})

// viewOf says that *V is a view: a struct that embeds [Frame].
type viewOf[V any] interface {
	*V
	frame() *Frame
}

// Template renders views of the type V, and nothing else.
type Template[V any] struct {
	files fs.FS
	names []string
	parse func() (*template.Template, error)
	frame func(*V) *Frame
}

// Declared is a template of any view, as the list of all of them holds it.
type Declared interface {
	// Parse reads the template's files; only the first call does work.
	Parse() error
	// Names are the files that were declared.
	Names() []string
	// Empty renders the template with a zero view and the given frame.
	Empty(Frame) ([]byte, error)
}

var declared []Declared

// Templates are all templates that were declared, for the server to parse
// before it listens and for the test that renders each.
func Templates() []Declared { return declared }

// Declare names the files of a page's template; call it in a package variable.
// The first file must define "main", the inside of the page; it may define
// "head" and "aside". The layout and the components are already there.
//
//	//go:embed *.html
//	var files embed.FS
//	var today = page.Declare[TodayView](files, "today.html")
func Declare[V any, P viewOf[V]](files fs.FS, names ...string) *Template[V] {
	t := &Template[V]{files: files, names: names, frame: func(v *V) *Frame { return P(v).frame() }}
	t.parse = sync.OnceValues(t.read)
	declared = append(declared, t)
	return t
}

// read parses the page's own files, and adds the layout with what it needs: a
// page of its own holds a copy of every component that it uses, and of no other,
// for they are most of what the server has in memory.
func (t *Template[V]) read() (*template.Template, error) {
	b, err := base()
	if err != nil {
		return nil, err
	}
	set, err := template.New("").Funcs(functions).ParseFS(t.files, t.names...)
	if err != nil {
		return nil, err
	}
	for _, defined := range set.Templates() {
		if err := complete(set, b, defined.Tree); err != nil {
			return nil, err
		}
	}
	return set, borrow(set, b, "layout")
}

// borrow adds a template of the base to the set, unless the set has its own.
// One that neither has is told of when the page is rendered.
func borrow(set, base *template.Template, name string) error {
	from := base.Lookup(name)
	if set.Lookup(name) != nil || from == nil {
		return nil
	}
	tree := from.Tree.Copy()
	if _, err := set.AddParseTree(name, tree); err != nil {
		return err
	}
	return complete(set, base, tree)
}

// complete borrows what the tree calls.
func complete(set, base *template.Template, tree *parse.Tree) (err error) {
	if tree == nil {
		return nil
	}
	calls(tree.Root, func(name string) { err = errors.Join(err, borrow(set, base, name)) })
	return err
}

// calls visits the names of the templates that stand below the node.
func calls(node parse.Node, visit func(name string)) {
	branch := func(b parse.BranchNode) {
		calls(b.List, visit)
		calls(b.ElseList, visit)
	}
	switch n := node.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, below := range n.Nodes {
				calls(below, visit)
			}
		}
	case *parse.IfNode:
		branch(n.BranchNode)
	case *parse.RangeNode:
		branch(n.BranchNode)
	case *parse.WithNode:
		branch(n.BranchNode)
	case *parse.TemplateNode:
		visit(n.Name)
	}
}

func (t *Template[V]) Parse() error {
	_, err := t.parse()
	return err
}

func (t *Template[V]) Names() []string { return t.names }

func (t *Template[V]) Empty(f Frame) ([]byte, error) {
	var v V
	*t.frame(&v) = f
	return t.render(&v)
}

// Show answers with the view as a page.
func (t *Template[V]) Show(v V) *Answer {
	return &Answer{
		body:  func() ([]byte, error) { return t.render(&v) },
		frame: t.frame(&v),
	}
}

func (t *Template[V]) render(v *V) ([]byte, error) {
	parsed, err := t.parse()
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := parsed.ExecuteTemplate(&b, "layout", v); err != nil {
		return nil, fmt.Errorf("render %v: %w", t.names, err)
	}
	return b.Bytes(), nil
}
