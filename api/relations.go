package api

import (
	"context"
	"net/http"
	"slices"

	"github.com/go-chi/chi/v5"

	"pheduyet/internal/proposal"
)

// relationsView are the proposals related to one. SplitSuspected are those of the
// same agency alike it: dấu hiệu chia tách.
type relationsView struct {
	Items          []relativeView `json:"items"`
	SplitSuspected []relativeView `json:"split_suspected"`
}

// relativeView is a related proposal beside the one read: what it says otherwise.
// Of one that the caller may not see only the agency and the number are told.
type relativeView struct {
	Direction *string          `json:"direction"`
	Relation  *string          `json:"relation"`
	ID        *string          `json:"id"`
	Number    *string          `json:"number"`
	Agency    string           `json:"agency"`
	Name      *string          `json:"name"`
	Status    *proposal.Status `json:"status"`
	Masked    bool             `json:"masked"`
	Changes   []fieldDiffView  `json:"changes"`
}

// relations answers them to who may read the proposal itself.
func (s *server) relations(r *http.Request) (answer, error) {
	who := about(r).actor
	c, access, err := s.opened(r.Context(), chi.URLParam(r, "id"), who)
	if err != nil {
		return answer{}, err
	}
	if access == proposal.AccessRegister {
		return answer{}, proposal.Errorf(proposal.CodeForbidden, "Bạn chỉ được xem thông tin đăng ký của hồ sơ này.", "Of this proposal only the register's fields are for you to see.")
	}
	found, err := s.Store.Related(r.Context(), c.ID)
	if err != nil {
		return answer{}, err
	}
	out := relationsView{Items: []relativeView{}, SplitSuspected: []relativeView{}}
	for _, rel := range found.Relatives {
		v := beside(c, rel.Case, rel.Direction == proposal.Predecessor, who)
		v.Direction, v.Relation = orNull(rel.Direction), orNull(rel.Relation)
		out.Items = append(out.Items, v)
	}
	for _, other := range found.Alike {
		out.SplitSuspected = append(out.SplitSuspected, beside(c, other, true, who))
	}
	return ok(out)
}

// beside shows another proposal with what differs, from the earlier to the later.
func beside(c, other proposal.Case, earlier bool, who proposal.Actor) relativeView {
	v := relativeView{Number: orNull(other.Number), Agency: other.Agency, Masked: true, Changes: []fieldDiffView{}}
	access := proposal.AccessTo(other.Progress, other.Facts.CoAgencies, who)
	if access == proposal.AccessNone {
		return v
	}
	v.Masked, v.ID, v.Name, v.Status = false, orNull(other.ID), orNull(other.Facts.Name), orNull(other.Status)
	if other.Filed != nil {
		v.Name = orNull(other.Filed.Name)
	}
	if access == proposal.AccessRegister || other.Filed == nil || c.Filed == nil {
		return v
	}
	was, is := *other.Filed, *c.Filed
	if !earlier {
		was, is = is, was
	}
	changes := proposal.Diff(was, is)
	changes = slices.DeleteFunc(changes, func(f proposal.FieldChange) bool { return f.Field == "follows" })
	v.Changes = each(changes, viewFieldDiff)
	return v
}

// splitSuspected gives the numbers of the alike proposals of the case's own agency.
func (s *server) splitSuspected(ctx context.Context, c proposal.Case) ([]string, error) {
	if len(c.AlikeNumbers()) == 0 {
		return []string{}, nil
	}
	found, err := s.Store.Related(ctx, c.ID)
	return each(found.Alike, func(other proposal.Case) string { return other.Number }), err
}
