package scenarios

import (
	"fmt"
	"testing"

	"pheduyet/internal/apitest"
	"pheduyet/internal/ledger"
)

// Ledger shows that an auditor can take the whole ledger away and find, with the
// public key alone, that it is what was signed; and that nobody else may.
func Ledger(t testing.TB, c *apitest.Client) {
	c.File(t, "so-y-te", apitest.Complete("so-y-te"))
	auditor := c.As("auditor")
	var now struct{ Note, Key string }
	auditor.GET("/ledger/checkpoint").Want(t, 200).JSON(&now)
	key, err := ledger.ParsePublicKey(now.Key)
	if err != nil {
		t.Fatal(err)
	}
	checkpoint, err := ledger.OpenCheckpoint([]byte(now.Note), key)
	if err != nil {
		t.Fatal(err)
	}
	audit := ledger.NewAudit(checkpoint)
	last := ""
	for path := "/ledger/entries?limit=200"; path != ""; {
		var page struct {
			Items []struct {
				Index int64
				Entry string
			}
			Next *string `json:"next_cursor"`
		}
		auditor.GET(path).Want(t, 200).JSON(&page)
		for _, e := range page.Items {
			if e.Index == checkpoint.Size-1 {
				last = e.Entry
			}
			if _, err := audit.Add([]byte(e.Entry)); err != nil {
				t.Fatal(err)
			}
		}
		if path = ""; page.Next != nil {
			path = "/ledger/entries?limit=200&cursor=" + *page.Next
		}
	}
	if err := audit.Finish(); err != nil {
		t.Error(err)
	}
	var proof struct{ Hashes []ledger.Hash }
	auditor.GET(fmt.Sprintf("/ledger/proof/inclusion?index=%d&size=%d", checkpoint.Size-1, checkpoint.Size)).Want(t, 200).JSON(&proof)
	if err := ledger.CheckInclusion(checkpoint, ledger.Proof{Index: checkpoint.Size - 1, Hashes: proof.Hashes}, ledger.LeafHash([]byte(last))); err != nil {
		t.Error(err)
	}
	c.As("filer-so-y-te").GET("/ledger/entries").Refused(t, 403, apitest.Forbidden)
}
