package rebuild

import (
	"encoding/json"
	"maps"
	"reflect"
	"time"

	"pheduyet/internal/mergepatch"
	"pheduyet/internal/proposal"
)

// remainder is the part of a case that rest speaks of: all but the standing, which
// is told whole, and what lies in registers.
type remainder struct {
	Number           string                `json:"number"`
	Facts            proposal.Facts        `json:"facts"`
	Filed            *proposal.Facts       `json:"filed"`
	Standing         proposal.Standing     `json:"standing"`
	Screening        string                `json:"screening"`
	Attachments      []proposal.Attachment `json:"attachments"`
	SubmittedAt      *time.Time            `json:"submitted_at"`
	FirstSubmittedAt *time.Time            `json:"first_submitted_at"`
	FiledBy          string                `json:"filed_by"`
}

func remainderOf(c proposal.Case) remainder {
	r := remainder{c.Number, c.Facts, c.Filed, c.Standing, "", c.Attachments, c.SubmittedAt, c.FirstSubmittedAt, c.FiledBy.Account}
	if c.Screening != nil {
		r.Screening = c.Screening.ID
	}
	return r
}

// Rest gives the merge patch that makes told, the case before to which the act's
// happenings were told, into the case after; nil where nothing is left to say.
func Rest(told, after proposal.Case) (json.RawMessage, error) {
	have, err := tree(remainderOf(told))
	if err != nil {
		return nil, err
	}
	want, err := tree(remainderOf(after))
	if err != nil {
		return nil, err
	}
	patch := difference(have, want)
	if len(patch) == 0 {
		return nil, nil
	}
	return json.Marshal(patch)
}

// difference is the merge patch between two objects. What is empty counts as
// absent, as it does to the domain.
func difference(have, want map[string]any) map[string]any {
	patch := map[string]any{}
	names := maps.Clone(have)
	maps.Copy(names, want)
	for name := range names {
		h, w := have[name], want[name]
		if empty(h) && empty(w) || reflect.DeepEqual(h, w) {
			continue
		}
		inner, both := h.(map[string]any)
		next, is := w.(map[string]any)
		if both && is {
			patch[name] = difference(inner, next)
			continue
		}
		patch[name] = w
	}
	return patch
}

func empty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case []any:
		return len(v) == 0
	}
	return false
}

// applyRest does to the case what is left to say.
func applyRest(c *proposal.Case, rest json.RawMessage) error {
	if len(rest) == 0 || string(rest) == "null" {
		return nil
	}
	all, err := tree(remainderOf(*c))
	if err != nil {
		return err
	}
	var patch map[string]any
	if err := json.Unmarshal(rest, &patch); err != nil {
		return err
	}
	merged, err := json.Marshal(mergepatch.Apply(all, patch))
	if err != nil {
		return err
	}
	var r remainder
	if err := json.Unmarshal(merged, &r); err != nil {
		return err
	}
	c.Number, c.Facts, c.Filed, c.Standing, c.Attachments = r.Number, r.Facts, r.Filed, r.Standing, r.Attachments
	c.SubmittedAt, c.FirstSubmittedAt, c.FiledBy.Account = r.SubmittedAt, r.FirstSubmittedAt, r.FiledBy
	switch {
	case r.Screening == "":
		c.Screening = nil
	case c.Screening == nil || c.Screening.ID != r.Screening:
		c.Screening = &proposal.Screening{ID: r.Screening}
	}
	return nil
}

// tree is a value as JSON holds it. Whole numbers up to 2^53 stay exact; the
// ledger takes no larger ones.
func tree(v any) (map[string]any, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	var out map[string]any
	err = json.Unmarshal(data, &out)
	return out, err
}
