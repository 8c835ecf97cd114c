package scenarios

import (
	"encoding/json"
	"testing"

	"pheduyet/internal/apitest"
)

// readers are the accounts of the matrix of reads.
var readers = []string{
	"filer-so-y-te", "head-so-y-te", "filer-so-cong-thuong", "filer-so-nnmt", "reviewer-so-khcn", "reviewer-so-tai-chinh",
	"reviewer-cong-an-tinh", "reviewer-ubnd-tinh", "reviewer-to-giup-viec", "auditor", "admin",
}

// Visibility is the matrix of who may read what: a draft, a submission with a
// co-lead, an approved proposal.
func Visibility(t testing.TB, c *apitest.Client) {
	for _, account := range readers {
		c.As(account) // signed in before the clock of any request runs
	}
	facts := apitest.Complete("so-y-te").With("co_agencies", []string{"so-nnmt"})
	draft := c.Draft(t, "so-y-te", facts)
	side := []string{"filer-so-y-te", "head-so-y-te", "filer-so-nnmt", "auditor", "admin"}
	part(t, c, "draft", func(t testing.TB, c *apitest.Client) { seenBy(t, c, draft, side) })

	p := c.Submit(t, draft)
	holders := []string{"reviewer-so-khcn", "reviewer-so-tai-chinh", "reviewer-cong-an-tinh", "reviewer-ubnd-tinh"}
	part(t, c, "submitted", func(t testing.TB, c *apitest.Client) { seenBy(t, c, p, append(holders, side...)) })

	p = c.Walk(t, p, nil)
	part(t, c, "approved", func(t testing.TB, c *apitest.Client) {
		seenBy(t, c, p, readers)
		register(t, c, p, "filer-so-cong-thuong", false)
		register(t, c, p, "filer-so-nnmt", true)
		register(t, c, p, "auditor", true)
	})
	c.Unchecked().Nobody().GET(p.Path("")).Refused(t, 401, apitest.Unauthorised)
	c.Unchecked().Token("khong-phai-ma-truy-cap").GET(p.Path("")).Refused(t, 401, apitest.Unauthorised)
	c.As("auditor").GET("/proposals/00000000-0000-7000-8000-000000000000").Refused(t, 404, apitest.NotFound)
}

// seenBy wants those named to read the proposal and its trace, and to find it in
// their list; for the others it is not there.
func seenBy(t testing.TB, c *apitest.Client, p apitest.Proposal, who []string) {
	t.Helper()
	may := map[string]bool{}
	for _, account := range who {
		may[account] = true
	}
	for _, account := range readers {
		reader := c.As(account)
		listed := reader.Lists(t, "q="+p.Name[len(p.Name)-11:len(p.Name)-1], p.ID)
		if listed != may[account] {
			t.Errorf("%s: listed %v, want %v", account, listed, may[account])
		}
		if !may[account] {
			reader.GET(p.Path("")).Refused(t, 404, apitest.NotFound)
			reader.GET(p.Path("/trace")).Refused(t, 404, apitest.NotFound)
			continue
		}
		if got := reader.GET(p.Path("")).Want(t, 200).Proposal(); got.ID != p.ID {
			t.Errorf("%s reads %s", account, got.ID)
		}
	}
}

// register wants the security facts to be there for who reads all, and hidden
// from who reads the register's fields alone.
func register(t testing.TB, c *apitest.Client, p apitest.Proposal, account string, all bool) {
	t.Helper()
	var got struct {
		Name     string          `json:"name"`
		Security json.RawMessage `json:"security"`
	}
	c.As(account).GET(p.Path("")).Want(t, 200).JSON(&got)
	if got.Name != p.Name {
		t.Errorf("%s reads the name %q", account, got.Name)
	}
	if shown := string(got.Security) != "null"; shown != all {
		t.Errorf("%s: security facts shown %v, want %v", account, shown, all)
	}
}
