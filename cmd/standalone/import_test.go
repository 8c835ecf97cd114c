package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"pheduyet/internal/apitest"
	"pheduyet/internal/apitest/scenarios"
)

// What the API refuses, the command refuses with the same words, and a fault of a
// holiday file by its line; nothing of the file comes in.
func TestImportingBadFiles(t *testing.T) {
	c := onShared(t)
	program := filepath.Join(t.TempDir(), "pheduyet")
	if out, err := exec.Command("go", "build", "-o", program, "../pheduyet").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	token := c.SignIn("admin")
	for _, f := range scenarios.BadFiles(t, c) {
		t.Run(f.Name, func(t *testing.T) {
			content, err := json.MarshalIndent(f.Body, "", " ")
			if err != nil {
				t.Fatal(err)
			}
			file, document := filepath.Join(t.TempDir(), "moi.json"), "1/"+apitest.Unique()
			if err := os.WriteFile(file, content, 0o600); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command(program, "import", f.Word, file, "--document", document, "--date", apitest.Today())
			cmd.Env = append(os.Environ(), "PUBLIC_URL="+c.Base(), "PHEDUYET_TOKEN="+token)
			out, err := cmd.CombinedOutput()
			if err == nil {
				t.Fatalf("it was taken:\n%s", out)
			}
			says := f.Says
			if f.Word == "holidays" {
				says = append([]string{"moi.json, dòng "}, says...)
			}
			for _, word := range says {
				if !strings.Contains(string(out), word) {
					t.Errorf("it does not say %q:\n%s", word, out)
				}
			}
			scenarios.NothingOf(t, c.For(t), document)
		})
	}
}
