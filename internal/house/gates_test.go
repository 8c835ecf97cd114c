package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"pheduyet/internal/proposal"
	"pheduyet/seeds"
)

// knowNoGate are the rooms that run any pack. The demonstration and the tests'
// client play people, who know the gates of the shipped packs.
var knowNoGate = []string{
	"api", "workflows", "activities", "seeds", "internal/proposal", "internal/process", "internal/postgres",
	"internal/screening", "internal/ledger", "cmd/internal/app", "cmd/pheduyet", "cmd/standalone",
}

// kindsAt is the one file that names the kinds, after which the shipped gates
// are called.
const kindsAt = "internal/proposal/rules.go"

func gateIDs(t *testing.T) []string {
	t.Helper()
	packs, err := seeds.Packs()
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, p := range packs.All() {
		for _, g := range p.Gates {
			ids = append(ids, g.ID)
		}
	}
	if !slices.Contains(ids, string(proposal.KindDuplication)) {
		t.Fatalf("the shipped gates are %v", ids)
	}
	return ids
}

// Rules are data: what runs a pack asks for a gate's kind, which has a type of
// its own, and names no gate's id.
func TestNoCodeAsksForAGatesID(t *testing.T) {
	ids, named := gateIDs(t), 0
	for _, p := range packages(t) {
		if !within(p.room(), knowNoGate...) {
			continue
		}
		for _, name := range p.GoFiles {
			fset := token.NewFileSet()
			parsed, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(parsed, func(n ast.Node) bool {
				lit, ok := n.(*ast.BasicLit)
				if !ok || lit.Kind != token.STRING {
					return true
				}
				text, err := strconv.Unquote(lit.Value)
				switch {
				case err != nil || !slices.Contains(ids, text):
				case p.room()+"/"+name == kindsAt:
					named++
				default:
					t.Errorf("%s: %s names a gate", fset.Position(lit.Pos()), lit.Value)
				}
				return true
			})
		}
	}
	if named != 6 {
		t.Errorf("%s names %d kinds, want six: this test looks in the wrong place", kindsAt, named)
	}
}
