package process_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/process"
	"pheduyet/internal/proposal"
)

// small is a whole valid pack as a JSON tree, to be spoilt by tests.
func small(t testing.TB) map[string]any {
	t.Helper()
	data, err := os.ReadFile("testdata/small.json")
	if err != nil {
		t.Fatal(err)
	}
	var tree map[string]any
	if err := json.Unmarshal(data, &tree); err != nil {
		t.Fatal(err)
	}
	return tree
}

// parse parses a JSON tree as a pack.
func parse(t testing.TB, tree map[string]any) process.Pack {
	t.Helper()
	data, err := json.Marshal(tree)
	if err != nil {
		t.Fatal(err)
	}
	p, err := process.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestParseRefusesWhatIsNoPack(t *testing.T) {
	tests := map[string]string{
		`{`:                         "JSON không đọc được",
		`{} {}`:                     "JSON không đọc được",
		`{"gate": []}`:              "unknown field",
		`{"gates": [{"days": 3}]}`:  "unknown field",
		`{"id": "x", "hash": "00"}`: "không được tự ghi “hash”",
	}
	for data, want := range tests {
		_, err := process.Parse([]byte(data))
		if proposal.CodeOf(err) != proposal.CodeInvalid || !strings.Contains(vietnamese(err), want) {
			t.Errorf("%s: got %v, want %q", data, err, want)
		}
	}
}

func TestHashIsOfTheContentNotOfItsForm(t *testing.T) {
	tree := small(t)
	compact := parse(t, tree)
	indented, err := json.MarshalIndent(tree, "", "   ")
	if err != nil {
		t.Fatal(err)
	}
	again, err := process.Parse(indented)
	if err != nil {
		t.Fatal(err)
	}
	if len(compact.Hash) != 64 || compact.Hash != again.Hash || !bytes.Equal(compact.Canonical(), again.Canonical()) {
		t.Errorf("hashes %q and %q", compact.Hash, again.Hash)
	}
	tree["review_days"] = 16
	if other := parse(t, tree); other.Hash == compact.Hash {
		t.Error("other content has the same hash")
	}
}

func TestCanonicalParsesToTheSamePack(t *testing.T) {
	p := parse(t, small(t))
	again, err := process.Parse(p.Canonical())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(p, again, cmp.AllowUnexported(process.Pack{})); diff != "" {
		t.Error(diff)
	}
}

func TestAnswerLeavesNoListOut(t *testing.T) {
	p, err := process.Parse([]byte(`{"id": "x", "gates": [{"id": "a"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	out, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	for _, field := range []string{"notes", "citations", "reopens", "after", "working_days_when", "checklist", "capacities", "grounds"} {
		if !bytes.Contains(out, []byte(`"`+field+`":[]`)) {
			t.Errorf("%s is not an empty list in %s", field, out)
		}
	}
}

func TestBefore(t *testing.T) {
	p := parse(t, small(t))
	want := []string{"duplication_check", "technology_review"}
	if diff := cmp.Diff(want, p.Before("provincial_decision")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{}, p.Before("duplication_check")); diff != "" {
		t.Error(diff)
	}
}

// vietnamese is the message that an administrator reads.
func vietnamese(err error) string {
	if e, ok := err.(*proposal.Error); ok {
		return e.Message.VI
	}
	return ""
}

func FuzzParse(f *testing.F) {
	data, err := os.ReadFile("testdata/small.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte(`{"gates":[{"id":"a","after":["b"]},{"id":"b","after":["a"]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := process.Parse(data)
		if err != nil {
			return
		}
		_ = p.Validate(process.Known{})
		again, err := process.Parse(p.Canonical())
		if err != nil || again.Hash != p.Hash {
			t.Errorf("canonical bytes give hash %q, want %q (%v)", again.Hash, p.Hash, err)
		}
	})
}
