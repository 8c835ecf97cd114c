package edition

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"pheduyet/internal/catalog"
	"pheduyet/internal/proposal"
)

// Edition is one edition of the catalog of systems. It ends only when another
// document ends it, not when its planning period passes; EffectiveTo is "" until
// then. Document is its name in the register. A reference edition is another
// province's plan: shown as "tham khảo", never a ground for duplicate.
type Edition struct {
	ID            string        `json:"id"`
	Number        string        `json:"number"`
	Document      string        `json:"document"`
	Title         string        `json:"title"`
	Issuer        string        `json:"issuer"`
	Issued        proposal.Date `json:"issued"` // "" when the source states no date
	EffectiveFrom proposal.Date `json:"effective_from"`
	EffectiveTo   proposal.Date `json:"effective_to"`
	// Replaces is the id of the edition that this one ends: an entry of both is
	// changed, one that is left out ends.
	Replaces  string  `json:"replaces,omitempty"`
	Reference bool    `json:"reference"`
	Source    string  `json:"source"`
	Grade     string  `json:"grade"`
	Note      string  `json:"note"`
	Entries   []Entry `json:"entries"`
}

// Entry is one system of an edition, with what its source says of it.
type Entry struct {
	proposal.Entry
	// OwnerName is the owner as the source writes it; Owner of the embedded entry
	// is the agency's code, "" when it names none of ours.
	OwnerName string `json:"owner_name"`
	// Scope is national, central-in-use, provincial-in-use, provincial-planned or
	// plan.
	Scope       string `json:"scope"`
	StateBasis  string `json:"state_basis"`
	Description string `json:"description"`
	// UsedBy are the units that apply it (đơn vị ứng dụng), Coordination the
	// agencies that help, Deadline and Funding as the source writes them.
	UsedBy       []string `json:"used_by"`
	Coordination string   `json:"coordination"`
	Deadline     string   `json:"deadline"`
	Funding      string   `json:"funding"`
	Source       string   `json:"source"` // document and row
	// Profile says in officials' words what the system does; an entry that is
	// there already keeps its own where this is nil.
	Profile *catalog.Profile `json:"profile,omitempty"`
}

// Parse reads an edition's file: one JSON object, unknown fields refused.
func Parse(data []byte) (Edition, error) {
	var e Edition
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&e); err != nil {
		return e, proposal.Errorf(proposal.CodeInvalid, "Tệp phiên bản danh mục không đọc được: %v.", "The edition's file cannot be read: %v.", err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return e, proposal.Errorf(proposal.CodeInvalid, "Tệp phiên bản danh mục có nội dung thừa ở cuối.", "The edition's file has content after its end.")
	}
	return e, nil
}
