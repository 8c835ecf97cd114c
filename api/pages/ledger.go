package pages

import "net/http"

// checkpoint is the ledger's newest signed checkpoint.
type checkpoint struct {
	Origin      string `json:"origin"`
	Size        int64  `json:"size"`
	Root        string `json:"root"`
	At          string `json:"at"`
	Note        string `json:"note"`
	Key         string `json:"key"`
	Fingerprint string `json:"fingerprint"`
	Signing     bool   `json:"signing"`
	Losses      []struct {
		Size      int64  `json:"size"`
		FoundSize int64  `json:"found_size"`
		Intact    int64  `json:"intact"`
		Root      string `json:"root"`
	} `json:"losses"`
}

// ledgerPage shows the newest checkpoint; nil while nothing is signed yet.
func (v *visit) ledgerPage() error {
	var got checkpoint
	err := v.get("/ledger/checkpoint", nil, &got)
	if p, ok := err.(*problem); ok && p.Status == http.StatusNotFound {
		return v.show(view{page: "ledger", title: "nav.ledger", data: (*checkpoint)(nil)})
	}
	if err != nil {
		return err
	}
	return v.show(view{page: "ledger", title: "nav.ledger", data: &got})
}

// checkpointFile gives the signed checkpoint as the text to keep.
func (v *visit) checkpointFile() error {
	var got checkpoint
	if err := v.get("/ledger/checkpoint", nil, &got); err != nil {
		return err
	}
	h := v.w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="moc-xac-thuc.txt"`)
	_, err := v.w.Write([]byte(got.Note))
	return err
}
