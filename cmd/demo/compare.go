package main

import (
	"fmt"
	"maps"
	"slices"
)

// differences are sentences that say where a result is not what its seed
// expects.
func (r result) differences() []string {
	var list []string
	if r.failed != nil {
		list = append(list, r.failed.Error())
	}
	if r.view.Status != r.seed.Expect.Status {
		list = append(list, fmt.Sprintf("trạng thái là “%s”, mong đợi “%s”", r.view.Status, r.seed.Expect.Status))
	}
	for _, id := range slices.Sorted(maps.Keys(r.seed.Expect.Gates)) {
		want := r.seed.Expect.Gates[id]
		g, ok := r.view.gate(id)
		if !ok {
			list = append(list, fmt.Sprintf("hồ sơ không có bước “%s”", id))
		} else if g.outcome() != want {
			list = append(list, fmt.Sprintf("bước “%s” là “%s”, mong đợi “%s”", id, g.outcome(), want))
		}
	}
	for _, g := range r.view.Gates {
		if _, ok := r.seed.Expect.Gates[g.ID]; !ok {
			list = append(list, fmt.Sprintf("bước “%s” không có trong kết quả mong đợi", g.ID))
		}
	}
	return list
}
