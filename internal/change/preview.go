package change

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"pheduyet/internal/proposal"
)

// Effect says what a line of a preview is about.
type Effect string

// The effects of a change on one thing.
const (
	Adds    Effect = "adds"
	Changes Effect = "changes"
	Ends    Effect = "ends"
	Keeps   Effect = "keeps" // though the change would seem to end it
	Reopens Effect = "reopens"
	Warns   Effect = "warns"
)

// Preview is all that a change would do, in order.
type Preview struct {
	Lines []Line `json:"lines"`
}

// Line is one thing that a change would do to its subject (an entry, a pack, a
// day, a proposal's number).
type Line struct {
	Effect  Effect        `json:"effect"`
	Subject string        `json:"subject"`
	Text    proposal.Text `json:"text"`
}

// Add appends a line.
func (p *Preview) Add(e Effect, subject string, text proposal.Text) {
	p.Lines = append(p.Lines, Line{e, subject, text})
}

// Digest is the sha256, in hexadecimal, of the preview: two are the same exactly
// when a person was shown the same.
func (p Preview) Digest() string {
	b, err := json.Marshal(p.Lines)
	if err != nil {
		panic(err) // texts always encode
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Count counts the lines of an effect.
func (p Preview) Count(e Effect) (n int) {
	for _, l := range p.Lines {
		if l.Effect == e {
			n++
		}
	}
	return n
}

// Stale refuses a confirmation of what is no longer so; the new preview stands
// beside the change.
func Stale() error {
	return proposal.Errorf(proposal.CodeConflict, "Dữ liệu đã thay đổi sau bản xem trước; bản xem trước mới đã được lập, hãy xem lại rồi xác nhận.", "Things have moved since the preview; a new one has been made, read it and confirm again.")
}
