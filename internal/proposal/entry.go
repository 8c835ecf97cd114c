package proposal

// EntryState says how far a catalog entry has come. Unknown counts as planned.
type EntryState string

// The states of a catalog entry.
const (
	EntryInUse   EntryState = "in_use"
	EntryPlanned EntryState = "planned"
	EntryUnknown EntryState = "unknown"
	EntryRetired EntryState = "retired"
)

// Entry is what the rules need to know of a catalog entry: its state, its owner
// as an agency code ("" when the source names none of ours), whether it is the
// province's own, and whether it comes from another province's plan.
type Entry struct {
	ID        string     `json:"id"`
	Name      string     `json:"name"`
	Owner     string     `json:"owner"`
	State     EntryState `json:"state"`
	Shared    bool       `json:"shared"`    // a platform that others may use
	Provinces bool       `json:"provinces"` // in the province's own catalog
	Reference bool       `json:"reference"` // another province's plan: "tham khảo"
	SameAs    []string   `json:"same_as"`
}
