package seeds

import (
	"errors"
	"fmt"
	"slices"
	"sync"

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
	Reference     bool          `json:"reference"`
	Source        string        `json:"source"`
	Grade         string        `json:"grade"`
	Note          string        `json:"note"`
	Entries       []Entry       `json:"entries"`
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
}

// Editions are the shipped editions, all in force beside each other.
var Editions = sync.OnceValues(func() ([]Edition, error) {
	var all []Edition
	for _, name := range names("catalog/editions", ".json") {
		data, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		e, err := decode[Edition](data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, e)
	}
	agencies, err := Agencies()
	if err != nil {
		return nil, err
	}
	return all, checkEditions(all, ByCode(agencies))
})

// ParseEdition reads an edition to import and holds it against the editions and
// agencies already known.
func ParseEdition(data []byte, known []Edition, agencies map[string]proposal.Agency) (Edition, error) {
	e, err := decode[Edition](data)
	if err != nil {
		return Edition{}, err
	}
	return e, checkEditions(append(slices.Clone(known), e), agencies)
}

// Profiles is the file that says, per entry, in officials' words what a system
// does; package catalog reads it.
func Profiles() ([]byte, error) { return files.ReadFile("catalog/profiles.json") }

// Lexicon are the word lists of the duplication check, by name.
func Lexicon() (map[string][]byte, error) { return raw("lexicon", ".json") }

var (
	scopes = []string{"national", "central-in-use", "provincial-in-use", "provincial-planned", "plan"}
	states = []proposal.EntryState{proposal.EntryInUse, proposal.EntryPlanned, proposal.EntryUnknown}
)

func checkEditions(all []Edition, agencies map[string]proposal.Agency) error {
	var errs []error
	editions, entries := map[string]bool{}, map[string]bool{}
	for _, e := range all {
		if editions[e.ID] || e.ID == "" {
			errs = append(errs, fmt.Errorf("phiên bản danh mục “%s”: thiếu mã hoặc có hai lần", e.ID))
		}
		editions[e.ID] = true
		if e.Number == "" || e.Title == "" || e.Issuer == "" || e.EffectiveFrom == "" || !span(e.EffectiveFrom, e.EffectiveTo) {
			errs = append(errs, fmt.Errorf("phiên bản danh mục “%s”: thiếu số, tên, cơ quan ban hành hoặc ngày", e.ID))
		}
		for _, en := range e.Entries {
			if entries[en.ID] || en.ID == "" {
				errs = append(errs, fmt.Errorf("mục “%s”: thiếu mã hoặc có hai lần", en.ID))
			}
			entries[en.ID] = true
			errs = append(errs, en.check(e, agencies)...)
		}
	}
	for _, e := range all {
		for _, en := range e.Entries {
			for _, twin := range en.SameAs {
				if !entries[twin] || twin == en.ID {
					errs = append(errs, fmt.Errorf("mục “%s”: trùng với mục “%s” không có", en.ID, twin))
				}
			}
		}
	}
	return errors.Join(errs...)
}

func (en Entry) check(e Edition, agencies map[string]proposal.Agency) []error {
	var errs []error
	fault := func(format string, args ...any) {
		errs = append(errs, fmt.Errorf("mục “%s”: "+format, append([]any{en.ID}, args...)...))
	}
	if en.Name == "" || en.Source == "" {
		fault("thiếu tên hoặc nguồn")
	}
	if !slices.Contains(scopes, en.Scope) || !slices.Contains(states, en.State) {
		fault("phạm vi “%s” hoặc trạng thái “%s” không rõ", en.Scope, en.State)
	}
	if _, ok := agencies[en.Owner]; en.Owner != "" && !ok {
		fault("không có cơ quan “%s”", en.Owner)
	}
	if en.Reference != e.Reference || (en.Reference && (en.Provinces || en.Owner != "")) {
		fault("mục tham khảo không thể là của tỉnh")
	}
	return errs
}
