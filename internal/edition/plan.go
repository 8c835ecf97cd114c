package edition

import (
	"bytes"
	"encoding/json"

	"pheduyet/internal/change"
)

// Row is an entry of the edition that is replaced. ApprovedBy is the number of the
// proposal whose approval stands behind it: such an entry never ends by an import.
type Row struct {
	Entry
	ApprovedBy string
}

// Preview says what taking the edition into force does to the entries of the one
// that it replaces; rows is empty where it replaces none.
func (e Edition) Preview(rows []Row) change.Preview {
	var p change.Preview
	before := map[string]Row{}
	for _, r := range rows {
		before[r.ID] = r
	}
	stays := map[string]bool{}
	for _, en := range e.Entries {
		stays[en.ID] = true
		was, known := before[en.ID]
		switch {
		case !known:
			p.Add(change.Adds, en.ID, sayAdded(en))
		case was.ApprovedBy != "":
			p.Add(change.Keeps, en.ID, sayApproved(was))
		case !same(was.Entry, en):
			p.Add(change.Changes, en.ID, sayChanged(was.Entry, en))
		}
	}
	for _, r := range rows {
		switch {
		case stays[r.ID]:
		case r.ApprovedBy != "":
			p.Add(change.Keeps, r.ID, sayApproved(r))
		default:
			p.Add(change.Ends, r.ID, sayEnded(r.Entry))
		}
	}
	return p
}

// same compares what two entries say; a profile that is not stated stays as it
// was.
func same(was, now Entry) bool {
	if now.Profile == nil {
		now.Profile = was.Profile
	}
	return bytes.Equal(written(was), written(now))
}

func written(en Entry) []byte {
	if len(en.SameAs) == 0 {
		en.SameAs = nil
	}
	if len(en.UsedBy) == 0 {
		en.UsedBy = nil
	}
	b, err := json.Marshal(en)
	if err != nil {
		panic(err) // what was read from JSON is written as JSON
	}
	return b
}
