package api

import (
	"net/http"
	"strconv"

	"pheduyet/internal/ledger"
	"pheduyet/internal/proposal"
)

// placedView is an entry at its place in the tree. Entry is the text that was
// hashed, as a string so that nothing on the way writes it differently.
type placedView struct {
	Index int64  `json:"index"`
	Hash  string `json:"hash"`
	Leaf  string `json:"leaf"`
	Entry string `json:"entry"`
}

// forAuditors refuses everybody else.
func forAuditors(a proposal.Actor) error {
	if !a.Has(proposal.RoleAuditor) {
		return proposal.Errorf(proposal.CodeForbidden, "Chỉ thanh tra, kiểm toán được xem toàn bộ nhật ký.", "The whole ledger is for auditors.")
	}
	return nil
}

// ledgerEntries answers the ledger to auditors, in the order of the tree. The
// cursor is the next position, which says no more than the index.
func (s *server) ledgerEntries(r *http.Request) (answer, error) {
	if err := forAuditors(about(r).actor); err != nil {
		return answer{}, err
	}
	q := r.URL.Query()
	from, _, err := wholeNumber(q, "from")
	if err != nil {
		return answer{}, err
	}
	if at, asked, err := wholeNumber(q, "cursor"); err != nil {
		return answer{}, err
	} else if asked {
		from = at
	}
	limit, bad := limitOf(q)
	if bad != nil {
		return answer{}, invalid(*bad)
	}
	if limit == 0 {
		limit = pageDefault
	}
	found, err := s.Store.PlacedEntries(r.Context(), from, limit+1)
	if err != nil {
		return answer{}, err
	}
	next := ""
	if len(found) > limit {
		next = strconv.FormatInt(found[limit].Position, 10)
		found = found[:limit]
	}
	return page(each(found, func(p ledger.Placed) placedView {
		return placedView{p.Position, ledger.HashEntry(p.Bytes).String(), ledger.LeafHash(p.Bytes).String(), string(p.Bytes)}
	}), next)
}
