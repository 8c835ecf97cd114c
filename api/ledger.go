package api

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"github.com/go-chi/chi/v5"

	"pheduyet/internal/ledger"
	"pheduyet/internal/proposal"
)

func (s *server) ledger(r chi.Router) {
	r.Get("/ledger/checkpoint", s.plain(s.checkpoint))
	r.Get("/ledger/entries", s.plain(s.ledgerEntries))
	r.Get("/ledger/proof/inclusion", s.plain(s.inclusion))
	r.Get("/ledger/proof/consistency", s.plain(s.consistency))
}

// checkpointView is a signed checkpoint; Note is the text to keep and to verify.
type checkpointView struct {
	Origin      string     `json:"origin"`
	Size        int64      `json:"size"`
	Root        string     `json:"root"`
	At          string     `json:"at"`
	Note        string     `json:"note"`
	Key         string     `json:"key"`
	Fingerprint string     `json:"fingerprint"`
	Signing     bool       `json:"signing"`
	Losses      []lossView `json:"losses"`
}

// lossView is why nothing is signed: what a checkpoint kept outside the database
// proves and the database lacks.
type lossView struct {
	Size      int64         `json:"size"`
	Root      string        `json:"root"`
	Note      string        `json:"note"`
	FoundSize int64         `json:"found_size"`
	FoundRoot string        `json:"found_root"`
	Intact    int64         `json:"intact"`
	Lost      []ledger.Leaf `json:"lost"`
}

// checkpoint answers the newest checkpoint, or that of a size, to anybody signed
// in: it holds nothing but a number and a hash. What is lost is told to auditors
// and admins.
func (s *server) checkpoint(r *http.Request) (answer, error) {
	ctx, actor := r.Context(), about(r).actor
	c, err := s.checkpointOf(ctx, r.URL.Query())
	if err != nil {
		return answer{}, err
	}
	at, err := s.Store.CheckpointTime(ctx, c.Size)
	if err != nil {
		return answer{}, err
	}
	losses, err := s.Store.Losses(ctx)
	if err != nil {
		return answer{}, err
	}
	out := checkpointView{
		Origin: s.LedgerKey.Origin(), Size: c.Size, Root: c.Root.String(), At: timeView(at), Note: string(c.Note),
		Key: s.LedgerKey.String(), Fingerprint: s.LedgerKey.Fingerprint().String(), Signing: len(losses) == 0, Losses: []lossView{},
	}
	if actor.Has(proposal.RoleAuditor) || actor.Has(proposal.RoleAdmin) {
		out.Losses = each(losses, viewLoss)
	}
	return ok(out)
}

func viewLoss(l ledger.Loss) lossView {
	return lossView{l.Kept, l.KeptRoot.String(), l.Note, l.Size, l.Root.String(), l.Intact, list(l.Lost)}
}

// checkpointOf is the checkpoint of the size asked for, or the newest.
func (s *server) checkpointOf(ctx context.Context, q url.Values) (ledger.Signed, error) {
	size, asked, err := wholeNumber(q, "size")
	if err != nil {
		return ledger.Signed{}, err
	}
	if asked {
		return s.Store.CheckpointAt(ctx, size)
	}
	return s.Store.LatestCheckpoint(ctx)
}

// wholeNumber reads a query parameter; asked is false where it is not given.
func wholeNumber(q url.Values, name string) (n int64, asked bool, err error) {
	if q.Get(name) == "" {
		return 0, false, nil
	}
	n, err = strconv.ParseInt(q.Get(name), 10, 64)
	if err != nil || n < 0 {
		return 0, true, invalid(fault(name, "Cần một số nguyên không âm.", "A whole number, not negative, is wanted."))
	}
	return n, true, nil
}

func needNumber(q url.Values, name string) (int64, error) {
	n, asked, err := wholeNumber(q, name)
	if err == nil && !asked {
		err = invalid(fault(name, "Thiếu tham số này.", "This parameter is missing."))
	}
	return n, err
}
