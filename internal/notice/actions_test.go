package notice

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// emits are the rooms whose code makes events of proposals.
var emits = []string{"../proposal", "../postgres", "../system"}

// toldElsewhere are the actions of a system's life: who is told goes with the
// step, see package system.
var toldElsewhere = []string{
	"system_planned", "system_begun", "system_accepted", "system_retired", "system_lapsed", "system_revoked",
	"obligation_set", "obligation_recounted", "obligation_fulfilled", "obligation_agreed", "obligation_refused",
	"obligation_waived", "obligation_closed",
}

// Every event of a proposal tells somebody or, by a row of its own, nobody: no
// action is forgotten.
func TestEveryActionSaysWhomItConcerns(t *testing.T) {
	actions := map[string]string{}
	for _, room := range emits {
		for action, at := range actionsIn(t, room) {
			actions[action] = at
		}
	}
	if len(actions) < 20 {
		t.Fatalf("found only %v: the test looks in the wrong place", actions)
	}
	for action, at := range actions {
		if _, known := recipients[action]; !known && !slices.Contains(toldElsewhere, action) {
			t.Errorf("%s: the table of recipients has no row for %q; let it tell nobody, if that is meant", at, action)
		}
	}
	for _, action := range slices.Concat(slices.Collect(maps.Keys(recipients)), toldElsewhere) {
		if _, emitted := actions[action]; !emitted {
			t.Errorf("nothing emits %q any more", action)
		}
	}
}

// actionsIn finds the actions of all events that a room makes: the literals
// given as Action, or all those that the variable or function given may hold.
func actionsIn(t *testing.T, room string) map[string]string {
	t.Helper()
	files, err := filepath.Glob(room + "/*.go")
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	var parsed []*ast.File
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		parsed = append(parsed, f)
	}
	found := map[string]string{}
	for _, f := range parsed {
		for _, d := range f.Decls {
			ast.Inspect(d, func(n ast.Node) bool {
				lit, ok := n.(*ast.CompositeLit)
				if !ok || !isEvent(lit.Type) {
					return true
				}
				value := actionOf(lit)
				if value == nil {
					t.Errorf("%s: an event without an action", fset.Position(lit.Pos()))
					return true
				}
				actions := stringsOf(value, d, parsed)
				if len(actions) == 0 && !copied(value) {
					t.Errorf("%s: which actions this may be is not seen", fset.Position(lit.Pos()))
				}
				for _, a := range actions {
					found[a] = fset.Position(lit.Pos()).String()
				}
				return true
			})
		}
	}
	return found
}

func isEvent(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name == "Event"
	case *ast.SelectorExpr:
		return e.Sel.Name == "Event"
	}
	return false
}

func actionOf(lit *ast.CompositeLit) ast.Expr {
	if len(lit.Elts) == 0 {
		return &ast.SelectorExpr{Sel: ast.NewIdent("Action")} // a zero event is nobody's
	}
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok && kv.Key.(*ast.Ident).Name == "Action" {
			return kv.Value
		}
	}
	return nil
}

// copied reports whether the action is another event's, seen there.
func copied(e ast.Expr) bool {
	s, ok := e.(*ast.SelectorExpr)
	return ok && s.Sel.Name == "Action"
}

// stringsOf gives the strings that an expression may be: itself, what is assigned
// to the variable in the same declaration, what the function returns.
func stringsOf(e ast.Expr, within ast.Decl, files []*ast.File) []string {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, _ := strconv.Unquote(e.Value)
		return []string{s}
	case *ast.Ident:
		return slices.Concat(assigned(e.Name, within), constants(e.Name, files), given(e.Name, within, files))
	case *ast.CallExpr:
		if name, ok := e.Fun.(*ast.Ident); ok {
			return returned(name.Name, files)
		}
	}
	return nil
}

func assigned(name string, within ast.Decl) (found []string) {
	ast.Inspect(within, func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok && len(a.Lhs) == len(a.Rhs) {
			for i := range a.Lhs {
				if id, ok := a.Lhs[i].(*ast.Ident); ok && id.Name == name {
					found = append(found, literals(a.Rhs[i])...)
				}
			}
		}
		return true
	})
	return found
}

func constants(name string, files []*ast.File) (found []string) {
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			if v, ok := n.(*ast.ValueSpec); ok && len(v.Names) == len(v.Values) {
				for i := range v.Names {
					if v.Names[i].Name == name {
						found = append(found, literals(v.Values[i])...)
					}
				}
			}
			return true
		})
	}
	return found
}

// given finds what callers give for the parameter of that name.
func given(name string, to ast.Decl, files []*ast.File) (found []string) {
	fn, ok := to.(*ast.FuncDecl)
	if !ok {
		return nil
	}
	at := -1
	for i, n := 0, 0; i < len(fn.Type.Params.List); i++ {
		for _, p := range fn.Type.Params.List[i].Names {
			if p.Name == name {
				at = n
			}
			n++
		}
	}
	if at < 0 {
		return nil
	}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && calls(call, fn.Name.Name) && at < len(call.Args) {
				found = append(found, literals(call.Args[at])...)
			}
			return true
		})
	}
	return found
}

func calls(c *ast.CallExpr, name string) bool {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name == name
	case *ast.SelectorExpr:
		return f.Sel.Name == name
	}
	return false
}

func returned(name string, files []*ast.File) (found []string) {
	for _, f := range files {
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Name.Name == name && fn.Recv == nil {
				ast.Inspect(fn, func(n ast.Node) bool {
					if r, ok := n.(*ast.ReturnStmt); ok && len(r.Results) == 1 {
						found = append(found, literals(r.Results[0])...)
					}
					return true
				})
			}
		}
	}
	return found
}

func literals(n ast.Node) (found []string) {
	ast.Inspect(n, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			s, _ := strconv.Unquote(lit.Value)
			found = append(found, s)
		}
		return true
	})
	return found
}

func TestEveryKindThatIsToldHasWords(t *testing.T) {
	for action, r := range recipients {
		if r.kind != "" && (!r.kind.Known() || r.to == nil) {
			t.Errorf("%s: kind %q has no words or no recipients", action, r.kind)
		}
		for _, other := range r.unless {
			if recipients[other].kind == "" {
				t.Errorf("%s is not told beside %s, which tells nobody", action, other)
			}
		}
	}
	all := maps.Clone(sentences)
	maps.Copy(all, sentencesOfSystems)
	for k, s := range all {
		if s.VI == "" || s.EN == "" || strings.ContainsAny(s.VI+s.EN, "\n%") {
			t.Errorf("%s: %+v", k, s)
		}
	}
	if slices.Contains([]bool{Kind("").Known(), Kind("x").Known()}, true) {
		t.Error("an unknown kind has words")
	}
}
