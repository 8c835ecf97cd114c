package api

import (
	"encoding/json"
	"net/http"

	"github.com/go-chi/chi/v5"

	"pheduyet/internal/mergepatch"
	"pheduyet/internal/proposal"
)

// edit changes the facts of a draft or returned proposal by a merge patch (RFC
// 7396) on the state that the caller has read.
func (s *server) edit(r *http.Request) (answer, error) {
	_, patch, err := decode[proposal.Facts](s, r, "application/merge-patch+json")
	if err != nil {
		return answer{}, err
	}
	ctx, actor := r.Context(), about(r).actor
	c, _, err := s.visible(ctx, chi.URLParam(r, "id"), actor)
	if err != nil {
		return answer{}, err
	}
	if err := proposal.CanEdit(c.Progress, actor); err != nil {
		return answer{}, err
	}
	if err := c.CanChange(); err != nil {
		return answer{}, err
	}
	if err := matchETag(r, c); err != nil {
		return answer{}, err
	}
	facts, err := patched(c.Facts, patch.tree)
	if err != nil {
		return answer{}, err
	}
	if err := patch.check(facts); err != nil {
		return answer{}, err
	}
	c, err = s.Store.Edit(ctx, actor, c.ID, c.ETag, facts)
	if err != nil {
		return answer{}, err
	}
	return s.show(r, http.StatusOK, c, proposal.AccessFull)
}

// patched gives the facts after a merge patch that fits them.
func patched(f proposal.Facts, patch map[string]any) (proposal.Facts, error) {
	before, err := json.Marshal(f)
	if err != nil {
		return f, err
	}
	tree, err := object(before)
	if err != nil {
		return f, err
	}
	after, err := json.Marshal(mergepatch.Apply(tree, patch))
	if err != nil {
		return f, err
	}
	var out proposal.Facts
	return out, json.Unmarshal(after, &out)
}
