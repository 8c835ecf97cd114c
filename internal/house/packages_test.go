package house

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
)

const module = "pheduyet"

// pkg is what `go list` tells of a package of this module.
type pkg struct {
	ImportPath  string
	Name        string
	Dir         string
	Doc         string
	GoFiles     []string
	TestGoFiles []string
	// XTestGoFiles are the tests of the package from outside.
	XTestGoFiles []string
	// Imports are the direct imports of GoFiles, Deps all that these lead to.
	Imports, Deps []string
}

// room is the package's path inside the module.
func (p pkg) room() string { return strings.TrimPrefix(p.ImportPath, module+"/") }

var listed = sync.OnceValues(func() ([]pkg, error) {
	cmd := exec.Command("go", "list", "-e",
		"-json=ImportPath,Name,Dir,Doc,GoFiles,TestGoFiles,XTestGoFiles,Imports,Deps", module+"/...")
	out, err := cmd.Output()
	var failed *exec.ExitError
	if errors.As(err, &failed) {
		return nil, errors.New(string(failed.Stderr))
	}
	if err != nil {
		return nil, err
	}
	var all []pkg
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
})

// packages are all packages of this module.
func packages(t *testing.T) []pkg {
	t.Helper()
	all, err := listed()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	if len(all) < 10 {
		t.Fatalf("go list shows only %d packages", len(all))
	}
	return all
}

// within reports whether the path is one of the rooms or lies inside one.
func within(path string, rooms ...string) bool {
	return slices.ContainsFunc(rooms, func(room string) bool {
		return path == room || strings.HasPrefix(path, room+"/")
	})
}

// fromModule reports whether the import path is of this module.
func fromModule(path string) bool { return within(path, module) }

// standard reports whether the import path is of the standard library: the
// first element of every other module's path has a dot.
func standard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".") && !fromModule(path)
}
