package sequencer

import "time"

// horizon spares looking at the whole ledger every time. Ids become visible out
// of order, so what lies behind is looked at again until it is older than any
// transaction: the mark is the highest id of the look before the last long one.
type horizon struct {
	mark, next, highest int64
	moved               time.Time
}

// after is the id up to which every entry is known to have its leaf.
func (h *horizon) after(now time.Time) int64 {
	if h.moved.IsZero() {
		h.moved = now
	}
	if now.Sub(h.moved) >= lookBack {
		h.mark, h.next, h.moved = h.next, h.highest, now
	}
	return h.mark
}

func (h *horizon) saw(id int64) { h.highest = max(h.highest, id) }
