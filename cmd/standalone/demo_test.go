package main

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/devstack/testdb"
)

// leftAfterDemo is what every year and source but the one that a proposal asks
// too much of keeps, in đồng.
const leftAfterDemo = 50_000_000_000

// The demonstration comes out as its files expect; a second time it recognises
// its proposals and tells the same, and enough money is left for whoever tries
// the system next.
func TestDemonstration(t *testing.T) {
	t.Parallel()
	program := filepath.Join(t.TempDir(), "demo")
	if out, err := exec.Command("go", "build", "-o", program, "../demo").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	m := newMachine(testdb.DataDir(t))
	t.Cleanup(func() {
		if err := m.stop(nil); err != nil {
			t.Error(err)
		}
	})
	if err := m.bring(); err != nil {
		t.Fatal(err)
	}
	first := demonstrate(t, m, program)
	if diff := cmp.Diff(first, demonstrate(t, m, program)); diff != "" {
		t.Errorf("a second run tells otherwise (-first +second):\n%s", diff)
	}
	c := m.client(t)
	for year := 2026; year <= 2030; year++ {
		for _, e := range c.Envelopes(t, year) {
			if over := e.FiscalYear == 2028 && e.Source == "khac"; !over && e.Left() < leftAfterDemo {
				t.Errorf("%d %s has %d left", e.FiscalYear, e.Source, e.Left())
			}
		}
	}
	open := c.As("auditor").AllPages(t, "status=in_review")
	if len(open) != 1 {
		t.Errorf("%d proposals are in review, want the one that waits for its ministry", len(open))
	}
}

// demonstrate runs the demonstration and gives its table and trace.
func demonstrate(t *testing.T, m *machine, program string) []string {
	t.Helper()
	cmd := exec.Command(program)
	cmd.Env = append(cmd.Environ(), "BASE_URL=http://"+m.listener.Addr().String())
	var fault strings.Builder
	cmd.Stderr = &fault
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s\n%s", err, out, fault.String())
	}
	_, told, found := strings.Cut(string(out), "\nSố")
	if !found || strings.Count(told, "DX-") < 16 {
		t.Fatalf("no table of the proposals:\n%s", out)
	}
	if n := strings.Count(told, "Hồ sơ DX-"); n != 6 {
		t.Fatalf("%d proposals beside the table, want 6:\n%s", n, told)
	}
	return strings.Split(told, "\n")
}
