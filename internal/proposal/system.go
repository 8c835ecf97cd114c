package proposal

import "time"

// SystemState is where an approved system stands.
type SystemState string

// A system is planned with its approval. Lapsed ones were never begun, revoked
// ones lost their approval.
const (
	SystemPlanned SystemState = "planned"
	SystemInUse   SystemState = "in_use"
	SystemRetired SystemState = "retired"
	SystemLapsed  SystemState = "lapsed"
	SystemRevoked SystemState = "revoked"
)

// Over reports whether nothing more happens to the system.
func (s SystemState) Over() bool {
	return s == SystemRetired || s == SystemLapsed || s == SystemRevoked
}

// SystemProgress is where an approved system stands, small enough for a workflow
// to keep. Version counts the recorded acts; WakeAt is when time next brings
// something, nil where nothing comes.
type SystemProgress struct {
	State   SystemState `json:"state"`
	Version int64       `json:"version"`
	WakeAt  *time.Time  `json:"wake_at"`
}
