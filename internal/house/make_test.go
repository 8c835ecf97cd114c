package house

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// commands are what a newcomer can type.
var commands = []string{"run", "demo", "test", "check", "bench", "lint", "fmt", "build", "clean", "help"}

func TestHelpListsTheCommands(t *testing.T) {
	cmd := exec.Command("make", "--no-print-directory", "help")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var listed []string
	for line := range strings.Lines(string(out)) {
		if words := strings.Fields(line); len(words) > 2 && words[0] == "make" {
			listed = append(listed, words[1])
		}
	}
	for _, name := range commands {
		if !slices.Contains(listed, name) {
			t.Errorf("make help does not tell what %s does; it lists %v", name, listed)
		}
	}
}

func TestContinuousIntegrationRunsEveryTest(t *testing.T) {
	file := filepath.Join(root, ".ci/run")
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode()&0o111 == 0 {
		t.Error(".ci/run cannot be executed")
	}
	script, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(string(script), "\nexec make test\n") {
		t.Error(".ci/run does not end with make test, whose exit status is its own")
	}
}

// A test that sleeps is slow on a fast machine and wrong on a slow one.
func TestNoTestSleeps(t *testing.T) {
	for _, p := range packages(t) {
		for _, name := range append(slices.Clone(p.TestGoFiles), p.XTestGoFiles...) {
			source, err := os.ReadFile(filepath.Join(p.Dir, name))
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(source), "time"+".Sleep(") {
				t.Errorf("%s/%s sleeps", p.room(), name)
			}
		}
	}
}
