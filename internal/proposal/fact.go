package proposal

// The kinds of fact: what may change around a proposal while nobody acts on it.
const (
	FactCalendar   = "calendar"   // holiday data changed; Ref is the change by two
	FactEdition    = "edition"    // an edition of the catalog took effect; Ref is the change by two
	FactSuccession = "succession" // agencies gave way to others; Ref is the change by two
	FactEnvelope   = "envelope"   // an envelope changed; Ref names it
	FactRevoked    = "revoked"    // told to the system of an approval: it was revoked; Ref is the proposal
)

// Fact is something that happened outside a proposal and may touch it. Ref names
// what it is about; all the rest is read where the fact is taken note of.
type Fact struct {
	Kind string `json:"kind"`
	Ref  string `json:"ref"`
}
