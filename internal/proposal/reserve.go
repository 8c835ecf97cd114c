package proposal

import (
	"cmp"
	"slices"
)

// Reserve is what one envelope holds for a proposal, in đồng.
type Reserve struct {
	EnvelopeKey
	AmountVND int64 `json:"amount_vnd"`
	Committed bool  `json:"committed"`
}

// Reserves adds up what each envelope holds, in the order of the envelopes' keys.
func (s Standing) Reserves() []Reserve {
	sums := map[EnvelopeKey]int64{}
	for _, r := range s.Reserved {
		sums[r.EnvelopeKey] += r.AmountVND
	}
	out := make([]Reserve, 0, len(sums))
	for k, sum := range sums {
		out = append(out, Reserve{k, sum, s.Committed})
	}
	slices.SortFunc(out, func(a, b Reserve) int {
		return cmp.Or(cmp.Compare(a.FiscalYear, b.FiscalYear), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Owner, b.Owner))
	})
	return out
}
