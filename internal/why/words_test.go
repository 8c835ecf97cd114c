package why

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// tells are the rooms whose code writes entries, or events that become entries.
var tells = []string{"../proposal", "../postgres"}

// Every action that an entry can have is told in words, in both languages.
func TestEveryActionHasWords(t *testing.T) {
	actions := map[string]string{}
	for _, room := range tells {
		actionsIn(t, room, actions)
	}
	if len(actions) < 30 {
		t.Fatalf("found only %v: the test looks in the wrong place", actions)
	}
	for action, at := range actions {
		words, known := Words(action)
		if !known || words.VI == "" || words.EN == "" || words.VI == words.EN {
			t.Errorf("%s: no words say in both languages what %q is", at, action)
		}
	}
	for action := range words {
		if _, told := actions[action]; !told {
			t.Errorf("nothing writes %q any more", action)
		}
	}
}

var code = regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`)

// actionsIn finds what stands as Action in events and entries: literals, or all
// codes in the function that makes the event and in those that it calls for it.
func actionsIn(t *testing.T, room string, found map[string]string) {
	t.Helper()
	fset := token.NewFileSet()
	files, err := filepath.Glob(filepath.Join(room, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	functions := map[string]*ast.FuncDecl{}
	var all []*ast.FuncDecl
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range parsed.Decls {
			if fn, is := d.(*ast.FuncDecl); is {
				functions[fn.Name.Name], all = fn, append(all, fn)
			}
		}
	}
	for _, fn := range all {
		ast.Inspect(fn, func(n ast.Node) bool {
			lit, is := n.(*ast.CompositeLit)
			if !is || !strings.HasSuffix(typeName(lit.Type), "Event") && typeName(lit.Type) != "ledger.Entry" {
				return true
			}
			for _, element := range lit.Elts {
				pair, is := element.(*ast.KeyValueExpr)
				if !is || typeName(pair.Key) != "Action" {
					continue
				}
				var within ast.Node = pair.Value
				switch v := pair.Value.(type) {
				case *ast.CallExpr:
					within = functions[typeName(v.Fun)]
				case *ast.Ident:
					within = fn
				}
				for _, action := range codes(within) {
					found[action] = fset.Position(pair.Pos()).String()
				}
			}
			return true
		})
	}
}

func codes(n ast.Node) (out []string) {
	ast.Inspect(n, func(n ast.Node) bool {
		if lit, is := n.(*ast.BasicLit); is && lit.Kind == token.STRING {
			if s, err := strconv.Unquote(lit.Value); err == nil && code.MatchString(s) {
				out = append(out, s)
			}
		}
		return true
	})
	return out
}

func typeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return typeName(e.X) + "." + e.Sel.Name
	}
	return ""
}
