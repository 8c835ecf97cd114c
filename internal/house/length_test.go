package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"testing"
)

// Lines, counting comments and blank ones.
const (
	longestFile     = 400
	longestFunction = 60
	medianFile      = 120
)

func TestFilesAndFunctionsAreShort(t *testing.T) {
	var lengths []int
	for _, p := range packages(t) {
		for _, name := range p.GoFiles {
			file := filepath.Join(p.Dir, name)
			fset := token.NewFileSet()
			parsed, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Errorf("%s/%s: %v", p.room(), name, err)
				continue
			}
			lines := fset.File(parsed.FileStart).LineCount()
			lengths = append(lengths, lines)
			if lines > longestFile {
				t.Errorf("%s/%s has %d lines, at most %d", p.room(), name, lines, longestFile)
			}
			for _, d := range parsed.Decls {
				f, ok := d.(*ast.FuncDecl)
				if !ok {
					continue
				}
				if n := fset.Position(f.End()).Line - fset.Position(f.Pos()).Line + 1; n > longestFunction {
					t.Errorf("%s/%s: func %s has %d lines, at most %d", p.room(), name, f.Name.Name, n, longestFunction)
				}
			}
		}
	}
	slices.Sort(lengths)
	if median := lengths[len(lengths)/2]; median > medianFile {
		t.Errorf("half of the files have more than %d lines, at most %d", median, medianFile)
	}
}
