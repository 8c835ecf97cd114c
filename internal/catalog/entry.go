package catalog

import (
	"encoding/json"
	"fmt"
)

// State tells whether an entry's system works today.
type State string

// The states of an entry; unknown counts as planned.
const (
	InUse   State = "in_use"
	Planned State = "planned"
	Unknown State = "unknown"
)

// Kind tells where an entry comes from, and so what it may weigh.
type Kind string

// The kinds of entries that a check compares.
const (
	KindCatalog  Kind = "catalog"  // a row of an edition in force
	KindOpen     Kind = "open"     // a proposal that is still in the process
	KindApproved Kind = "approved" // a proposal that was approved
	KindHistory  Kind = "history"  // rejected or withdrawn: shown, never weighs
)

// Entry is one thing that a proposal is compared with.
type Entry struct {
	ID           string // catalog id, or a proposal's number
	Name         string
	Owner        string // the owner as the source writes it
	OwnerCode    string // the owner's agency code, when known
	Scope        string // national, central-in-use, provincial-in-use, provincial-planned, plan
	Source       string // document and row
	Edition      string // edition's id; empty for proposals
	EditionTitle string
	Description  string
	State        State
	Kind         Kind
	SameAs       []string // ids of the same system elsewhere; one direction is enough
	Profile      Profile
	// Reference marks another province's plan: shown as "tham khảo", never weighs.
	Reference bool
}

// Profile says in officials' words what a system does. For a proposal, Does
// holds its stated functions.
type Profile struct {
	Does    []string `json:"does"`
	Objects []string `json:"objects"`
	Users   []string `json:"users"`
	Sector  string   `json:"sector"`
	Also    []string `json:"also"` // other names
}

// eachText calls f for every text of the entry that is not empty, in the order
// in which the index keeps them.
func (e *Entry) eachText(f func(field, string)) {
	all := func(field field, texts ...string) {
		for _, text := range texts {
			if text != "" {
				f(field, text)
			}
		}
	}
	all(fieldName, e.Name)
	all(fieldAlso, e.Profile.Also...)
	all(fieldDoes, e.Profile.Does...)
	all(fieldObject, e.Profile.Objects...)
	all(fieldUser, e.Profile.Users...)
	all(fieldDescription, e.Description)
}

// ParseProfiles reads an array of profiles, each with the id of its entry.
func ParseProfiles(data []byte) (map[string]Profile, error) {
	var rows []struct {
		ID string `json:"id"`
		Profile
	}
	if err := json.Unmarshal(data, &rows); err != nil {
		return nil, fmt.Errorf("profiles: %w", err)
	}
	out := make(map[string]Profile, len(rows))
	for i, row := range rows {
		_, twice := out[row.ID]
		switch {
		case row.ID == "" || twice:
			return nil, fmt.Errorf("profiles, row %d: id %q is empty or there twice", i+1, row.ID)
		case len(row.Does) == 0 && len(row.Objects) == 0:
			return nil, fmt.Errorf("profiles, row %d: %q says nothing", i+1, row.ID)
		}
		out[row.ID] = row.Profile
	}
	return out, nil
}

// Query is what a proposal says of itself. Only Name is required.
type Query struct {
	Name, Summary      string
	Functions          []string
	Sector             string   // free text
	Agency, AgencyCode string   // name in free text; code when known
	Realises, BuildsOn string   // catalog ids, set apart instead of matched
	Follows            []string // numbers of predecessors, set apart
	Exclude            []string // left out altogether: the proposal itself
}
