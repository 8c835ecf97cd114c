package scenarios

import (
	"slices"
	"testing"

	"pheduyet/internal/apitest"
)

// related is what a proposal's relations tell.
type related struct {
	Items []struct {
		Direction, Relation string
		Number              string
		Masked              bool
		Name                *string
		Changes             []struct{ Field string }
	}
	SplitSuspected []struct{ Number string } `json:"split_suspected"`
}

// Relations shows a proposal refiled after a withdrawal beside its predecessor, an
// alike one of the same agency marked, and a predecessor that there is not refused.
func Relations(t testing.TB, c *apitest.Client) {
	facts := apitest.Complete("so-y-te")
	first := c.File(t, "so-y-te", facts)
	first = c.As(first.Filer()).POST(first.Path("/withdrawal"), map[string]any{"reason": "Lập lại theo phạm vi mới."}).Want(t, 200).Proposal()
	follows := func(number string) apitest.Facts {
		f := apitest.Facts{}
		for name, value := range facts {
			f[name] = value
		}
		f["follows"], f["summary"] = []map[string]any{{"number": number, "relation": "refiled"}}, "Lập lại theo phạm vi mới."
		return f
	}
	unknown := c.Draft(t, "so-y-te", follows("DX-2020-999999"))
	c.As(unknown.Filer()).Unchecked().POST(unknown.Path("/submission"), map[string]any{}).Refused(t, 422, apitest.Invalid).At(t, "follows[0].number", "số hồ sơ")
	second := c.File(t, "so-y-te", follows(*first.Number))

	read := func(account string, p apitest.Proposal) (r related) {
		c.As(account).GET(p.Path("/relations")).Want(t, 200).JSON(&r)
		return r
	}
	ahead := read("reviewer-so-khcn", second)
	if len(ahead.Items) != 1 || ahead.Items[0].Direction != "predecessor" || ahead.Items[0].Number != *first.Number || len(ahead.Items[0].Changes) != 1 {
		t.Errorf("the second's relations: %+v", ahead.Items)
	}
	if back := read(first.Filer(), first); len(back.Items) != 1 || back.Items[0].Direction != "successor" {
		t.Errorf("the first's relations: %+v", back.Items)
	}
	c.As("filer-so-cong-thuong").Unchecked().GET(second.Path("/relations")).Refused(t, 404, apitest.NotFound)

	third := c.File(t, "so-y-te", facts)
	suspects := read("reviewer-so-khcn", third).SplitSuspected
	if !slices.ContainsFunc(suspects, func(s struct{ Number string }) bool { return s.Number == *second.Number }) {
		t.Errorf("alike proposals of one agency are not marked: %+v", suspects)
	}
	var marked struct {
		SplitSuspected []string `json:"split_suspected"`
	}
	c.As("reviewer-so-khcn").GET(third.Path("")).Want(t, 200).JSON(&marked)
	if !slices.Contains(marked.SplitSuspected, *second.Number) {
		t.Errorf("the proposal does not show it: %v", marked.SplitSuspected)
	}
	c.As(second.Filer()).POST(second.Path("/withdrawal"), map[string]any{"reason": "Kết thúc."}).Want(t, 200)
	c.As(third.Filer()).POST(third.Path("/withdrawal"), map[string]any{"reason": "Kết thúc."}).Want(t, 200)
}
