package scenarios

import (
	"bytes"
	"testing"

	"pheduyet/internal/apitest"
	"pheduyet/internal/ledger"
)

// Evidence shows that a rejection is explained, and that its evidence verifies
// with the public key alone, is the same bytes however often it is read, and is
// read under the eyes of auditors.
func Evidence(t testing.TB, c *apitest.Client) {
	p := c.File(t, "so-y-te", apitest.Complete("so-y-te"))
	const gate = "technology_review"
	p = c.WalkTo(t, p, gate, nil)
	p = c.Decide(t, p, gate, apitest.Reject("Chưa phù hợp kiến trúc số của tỉnh."))

	explained(t, c, p, gate)

	key := ledgerKey(t, c)
	first := c.As("auditor").GET(p.Path("/evidence")).Want(t, 200).Body
	report, err := ledger.VerifyBundle(bytes.NewReader(first), int64(len(first)), key)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(c.Events(t, p)); len(report.Entries) != n || report.Proposal != p.ID {
		t.Errorf("the evidence proves %d of %d entries of %s", len(report.Entries), n, report.Proposal)
	}
	c.File(t, "so-cong-thuong", apitest.Complete("so-cong-thuong")) // the ledger grows
	if !bytes.Equal(first, c.As("auditor").GET(p.Path("/evidence")).Want(t, 200).Body) {
		t.Error("read again the evidence has other bytes")
	}
	hashes := c.As(p.Filer()).GET(p.Path("/evidence?documents=hashes")).Want(t, 200).Body
	if _, err := ledger.VerifyBundle(bytes.NewReader(hashes), int64(len(hashes)), key); err != nil {
		t.Error(err)
	}
	c.As("filer-so-nnmt").GET(p.Path("/evidence")).Refused(t, 404, apitest.NotFound)
	first[len(first)/2] ^= 1
	if _, err := ledger.VerifyBundle(bytes.NewReader(first), int64(len(first)), key); ledger.ExitStatus(err) == 0 {
		t.Error("an altered byte goes unnoticed")
	}
}

// explained looks at what the trace says of a rejection: an unmet condition, the
// deadline, what another outcome needed.
func explained(t testing.TB, c *apitest.Client, p apitest.Proposal, gate string) {
	t.Helper()
	var trace struct {
		Gates []struct {
			Gate, Outcome, Otherwise string
			Timing                   *struct{ Kept string }
			Requirements             []struct {
				Text, Because string
				Met           *bool
			}
		}
	}
	c.As(p.Filer()).GET(p.Path("/trace")).Want(t, 200).JSON(&trace)
	unmet := 0
	for _, g := range trace.Gates {
		if g.Gate != gate {
			continue
		}
		for _, r := range g.Requirements {
			if r.Met != nil && !*r.Met {
				unmet++
			}
		}
		if g.Outcome != "reject" || g.Otherwise == "" || g.Timing == nil || g.Timing.Kept == "" {
			t.Errorf("the rejection is explained as %+v", g)
		}
	}
	if unmet == 0 {
		t.Error("the rejection names no unmet condition")
	}
}

// ledgerKey is the public key that evidence is checked with.
func ledgerKey(t testing.TB, c *apitest.Client) ledger.PublicKey {
	t.Helper()
	var now struct{ Key string }
	c.As("auditor").GET("/ledger/checkpoint").Want(t, 200).JSON(&now)
	key, err := ledger.ParsePublicKey(now.Key)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// provenEntries are the entries of a proposal that its evidence proves.
func provenEntries(t testing.TB, c *apitest.Client, p apitest.Proposal) []ledger.Entry {
	t.Helper()
	zip := c.As("auditor").GET(p.Path("/evidence")).Want(t, 200).Body
	report, err := ledger.VerifyBundle(bytes.NewReader(zip), int64(len(zip)), ledgerKey(t, c))
	if err != nil {
		t.Fatal(err)
	}
	return report.Entries
}
