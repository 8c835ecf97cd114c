package scenarios

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/apitest"
)

// refusal is something that must be refused and change nothing.
type refusal struct {
	name   string
	act    func(c *apitest.Client) *apitest.Response
	status int
	code   string
	// field is the fault's, "" where the refusal is about no field; words must be
	// said.
	field string
	words []string
}

// refused tries each refusal on a proposal: status, code, a helpful Vietnamese
// message, and the proposal and its history the same before and after.
func refused(t testing.TB, c *apitest.Client, p apitest.Proposal, tries ...refusal) {
	t.Helper()
	for _, r := range tries {
		part(t, c, r.name, func(t testing.TB, c *apitest.Client) {
			t.Helper()
			before := stateOf(t, c, p)
			said := r.act(c.Unchecked()).Refused(t, r.status, r.code)
			if r.field != "" {
				said.At(t, r.field, r.words...)
			} else {
				said.Says(t, r.words...)
			}
			if diff := cmp.Diff(before, stateOf(t, c, p)); diff != "" {
				t.Errorf("%s: something changed (-before +after):\n%s", r.name, diff)
			}
		})
	}
}

// state is all that a refused act could have changed.
type state struct{ ETag, Proposal, Trace string }

func stateOf(t testing.TB, c *apitest.Client, p apitest.Proposal) state {
	t.Helper()
	filer := c.As(p.Filer())
	read := filer.GET(p.Path("")).Want(t, 200)
	trace := filer.GET(p.Path("/trace")).Want(t, 200)
	return state{read.ETag(), string(read.Body), string(trace.Body)}
}

// decides tries a decision at a gate as an account.
func decides(account string, p apitest.Proposal, gate string, d any) func(*apitest.Client) *apitest.Response {
	return func(c *apitest.Client) *apitest.Response { return c.As(account).POST(p.DecisionPath(gate), d) }
}

// posts tries an act of the filer.
func posts(p apitest.Proposal, path string, body any) func(*apitest.Client) *apitest.Response {
	return func(c *apitest.Client) *apitest.Response { return c.As(p.Filer()).POST(p.Path(path), body) }
}

// patches tries an edit of the filer at the version last read.
func patches(p apitest.Proposal, body any) func(*apitest.Client) *apitest.Response {
	return func(c *apitest.Client) *apitest.Response {
		return c.As(p.Filer()).IfMatch(p.ETag).PATCH(p.Path(""), body)
	}
}
