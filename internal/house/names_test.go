package house

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const root = "../.."

// atTop is what a reader of the repository sees first.
var atTop = []string{
	"cmd", "workflows", "activities", "api", "seeds", "internal", "docs",
	"go.mod", "go.sum", "docker-compose.yml", "Makefile", "README.md",
}

func TestTopLevel(t *testing.T) {
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	ignored, err := os.ReadFile(filepath.Join(root, ".gitignore"))
	if err != nil {
		t.Fatal(err)
	}
	allowed := slices.Clone(atTop)
	for line := range strings.Lines(string(ignored)) {
		allowed = append(allowed, strings.Trim(line, "/\n"))
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(allowed, e.Name()) {
			t.Errorf("%s does not belong at the top: %v do", e.Name(), atTop)
		}
	}
}

// vague names say nothing of what a package is for, so everything ends there.
var vague = []string{"util", "utils", "common", "helper", "helpers", "manager", "managers", "base", "misc", "shared"}

func TestPackagesAreNamedFromTheField(t *testing.T) {
	for _, p := range packages(t) {
		for _, part := range append(strings.Split(p.room(), "/"), p.Name) {
			if slices.Contains(vague, part) {
				t.Errorf("%s: %q says nothing", p.room(), part)
			}
		}
	}
}

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	for _, p := range packages(t) {
		if p.Doc == "" {
			t.Errorf("%s has no package doc", p.room())
		}
	}
}
