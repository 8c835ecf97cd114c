package proposal

import "slices"

// CanAttach answers whether the actor may attach a file: a filer or head of the
// filing agency until the end, and after an approval for what it owes, or whoever
// may decide an open gate.
func CanAttach(p Progress, a Actor) error {
	decides := slices.ContainsFunc(p.Gates, func(g Gate) bool { return g.State == GateOpen && CanDecide(p, a, g.ID) == nil })
	if !decides && !a.Files(p.Agency) {
		return Errorf(CodeForbidden, "Chỉ cơ quan đề xuất hoặc cơ quan đang xử lý hồ sơ được đính kèm tệp.", "Only the filing agency or who holds an open gate may attach a file.")
	}
	if p.Status.Ended() && p.Status != Approved {
		return p.ended()
	}
	return nil
}
