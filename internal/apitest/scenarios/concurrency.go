package scenarios

import (
	"sync"
	"testing"

	"pheduyet/internal/apitest"
)

// BudgetConcurrency shows that two decisions at once would overdraw an envelope together.
// One passes, the other is refused as budget_exceeded and changes nothing.
func BudgetConcurrency(t testing.TB, c *apitest.Client) {
	const year, source = apitest.LastYear, "khac"
	left := c.Envelope(t, year, source).Left()
	ask := left/2 + left/10
	agencies := []string{"so-y-te", "so-cong-thuong"}
	var rivals []apitest.Proposal
	for _, agency := range agencies {
		p := c.File(t, agency, apitest.Complete(agency).Asks(year, source, ask))
		rivals = append(rivals, c.WalkTo(t, p, "budget_allocation", nil))
	}
	answers := atOnce(len(rivals), func(i int) *apitest.Response {
		return decideMoney(t, c, rivals[i])
	})
	passed, refused := 0, 0
	for i, a := range answers {
		switch a.Status {
		case 200:
			passed++
		case 409:
			a.Refused(t, 409, apitest.BudgetExceeded).Says(t, "toán")
			refused++
			if g := c.Again(t, rivals[i]).Gate(t, "budget_allocation"); g.State != "open" {
				t.Errorf("the refused decision left the gate %s", g.State)
			}
			if held := c.Held(t, rivals[i]); held != 0 {
				t.Errorf("the refused decision holds %d đồng", held)
			}
		default:
			t.Errorf("a decision answers %d: %s", a.Status, a.Body)
		}
	}
	if passed != 1 || refused != 1 {
		t.Errorf("%d passed and %d were refused, want one each", passed, refused)
	}
	if e := c.Envelope(t, year, source); e.Left() < 0 {
		t.Errorf("the envelope is overdrawn: %+v", e)
	}
	for _, p := range rivals { // so that the story can be told again
		c.As(p.Filer()).POST(p.Path("/withdrawal"), map[string]any{"reason": "Kết thúc kiểm tra dự toán."}).Want(t, 200)
	}
	if got := c.Envelope(t, year, source).Left(); got != left {
		t.Errorf("%d đồng left after both withdrew, want the %d of before", got, left)
	}
}

// decideMoney advises all that a proposal asks for.
func decideMoney(t testing.TB, c *apitest.Client, p apitest.Proposal) *apitest.Response {
	d := apitest.Decision{"outcome": "approve", "documents": []any{apitest.Paper("Về kinh phí")}}.Detail("allocations", p.Budget)
	return c.As("reviewer-so-tai-chinh").POST(p.DecisionPath("budget_allocation"), d)
}

// atOnce does n things as nearly at once as goroutines can.
func atOnce(n int, do func(i int) *apitest.Response) []*apitest.Response {
	answers := make([]*apitest.Response, n)
	start := make(chan struct{})
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			<-start
			answers[i] = do(i)
		})
	}
	close(start)
	wg.Wait()
	return answers
}
