package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var (
	statement   = regexp.MustCompile(`(?is)^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\s`)
	placeholder = regexp.MustCompile(`\$(\d+)`)
	// tables that no community owns, or that say which communities there are: the
	// engines' own begin with sqlite_ and pg_.
	unscoped = regexp.MustCompile(`(?i)\b(FROM|INTO|UPDATE)\s+(community|sqlite_\w+|pg_\w+)\b`)
	// words that one of the two engines does not know, or knows otherwise.
	foreign = regexp.MustCompile(`(?i)\b(ILIKE|current_timestamp|now\(\)|strftime|datetime\(|json_extract|jsonb|SKIP LOCKED|AUTOINCREMENT|SERIAL|rowid|last_insert_rowid|ARRAY\[|::)`)
)

// literals gives every SQL text of the project's own code.
func literals(t *testing.T, visit func(where token.Position, sql string)) {
	t.Helper()
	texts(t, func(where token.Position, text string) {
		if statement.MatchString(text) {
			visit(where, text)
		}
	})
}

// texts gives every text of the project's own code, as [textOf] sees it.
func texts(t *testing.T, visit func(where token.Position, text string)) {
	t.Helper()
	walk(t, "..", func(file, text string) {
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return
		}
		files := token.NewFileSet()
		parsed, err := parser.ParseFile(files, file, text, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			e, ok := n.(ast.Expr)
			if !ok {
				return true
			}
			text, ok := textOf(e)
			if ok {
				visit(files.Position(e.Pos()), text)
			}
			return !ok
		})
	})
}

// textOf is the text of a literal, or of literals put together with named parts
// between them, of which only the literals are seen. A call between them stands
// for a piece of SQL: its name is seen, and its arguments as far as they are
// literals.
func textOf(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind != token.STRING {
			return "", false
		}
		text, err := strconv.Unquote(e.Value)
		return text, err == nil
	case *ast.BinaryExpr:
		left, one := textOf(e.X)
		right, other := textOf(e.Y)
		return left + " " + right, e.Op == token.ADD && (one || other)
	case *ast.CallExpr:
		return calls(e), false
	}
	return "", false
}

// calls is a call as [textOf] sees it.
func calls(e *ast.CallExpr) string {
	var parts []string
	switch name := e.Fun.(type) {
	case *ast.Ident:
		parts = append(parts, name.Name)
	case *ast.SelectorExpr:
		parts = append(parts, name.Sel.Name)
	}
	for _, arg := range e.Args {
		if lit, ok := arg.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			text, _ := strconv.Unquote(lit.Value)
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, " ")
}

func TestSQLIsOneTextForTwoEngines(t *testing.T) {
	found := 0
	literals(t, func(where token.Position, sql string) {
		found++
		next := 1
		for _, m := range placeholder.FindAllStringSubmatch(sql, -1) {
			n, _ := strconv.Atoi(m[1])
			if n > next {
				t.Errorf("%s: $%d before $%d; number the arguments in the order of first use", where, n, next)
				break
			}
			if n == next {
				next++
			}
		}
		if bad := foreign.FindString(sql); bad != "" {
			t.Errorf("%s: %q is not the same on both engines", where, bad)
		}
	})
	if found < 30 {
		t.Errorf("only %d SQL texts found: has the way of writing them changed?", found)
	}
}

func TestEveryQueryIsScopedToTheCommunity(t *testing.T) {
	literals(t, func(where token.Position, sql string) {
		if strings.HasSuffix(where.Filename, "platform/db/gather.go") {
			return // it puts parts together, each of which is a literal of its own
		}
		if !strings.Contains(sql, "community_id") && !unscoped.MatchString(sql) {
			t.Errorf("%s: this query does not name community_id", where)
		}
	})
}
