package api

import (
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"pheduyet/internal/proposal"
)

// revisionHead is a revision in a list. Changed names the fields that differ from
// the one before.
type revisionHead struct {
	Revision int           `json:"revision"`
	At       string        `json:"at"`
	By       *personView   `json:"by"`
	Document *documentView `json:"document"`
	Changed  []string      `json:"changed"`
}

// revisionView is a revision whole.
type revisionView struct {
	revisionHead
	Facts factsView `json:"facts"`
}

// diffView is what one revision changed against another.
type diffView struct {
	Revision int             `json:"revision"`
	Against  int             `json:"against"`
	Changes  []fieldDiffView `json:"changes"`
}

// fieldDiffView is one field that differs; of a list Added and Removed are the
// elements.
type fieldDiffView struct {
	Field   string            `json:"field"`
	Before  json.RawMessage   `json:"before"`
	After   json.RawMessage   `json:"after"`
	Added   []json.RawMessage `json:"added"`
	Removed []json.RawMessage `json:"removed"`
}

// revised reads the revisions for who may read the proposal whole.
func (s *server) revised(r *http.Request) ([]proposal.Revision, error) {
	c, access, err := s.opened(r.Context(), chi.URLParam(r, "id"), about(r).actor)
	if err != nil {
		return nil, err
	}
	if access == proposal.AccessRegister {
		return nil, proposal.Errorf(proposal.CodeForbidden, "Bạn chỉ được xem thông tin đăng ký của hồ sơ này.", "Of this proposal only the register's fields are for you to see.")
	}
	return s.Store.Revisions(r.Context(), c.ID)
}

// revision finds one of the proposal's revisions, of which the caller names the
// number.
func revision(all []proposal.Revision, number string) (int, error) {
	n, err := strconv.Atoi(number)
	for i := range all {
		if err == nil && all[i].Revision == n {
			return i, nil
		}
	}
	return 0, proposal.Errorf(proposal.CodeNotFound, "Hồ sơ không có phiên bản này.", "The proposal has no such revision.")
}

func head(all []proposal.Revision, i int) revisionHead {
	r := all[i]
	out := revisionHead{Revision: r.Revision, At: timeView(r.At), By: viewPerson(r.By), Document: optional(r.Document, viewDocument), Changed: []string{}}
	if i > 0 {
		out.Changed = list(proposal.Changed(all[i-1].Facts, r.Facts))
	}
	return out
}

// listRevisions answers all revisions, oldest first.
func (s *server) listRevisions(r *http.Request) (answer, error) {
	all, err := s.revised(r)
	if err != nil {
		return answer{}, err
	}
	heads := make([]revisionHead, len(all))
	for i := range all {
		heads[i] = head(all, i)
	}
	return page(heads, "")
}

// readRevision answers one revision whole.
func (s *server) readRevision(r *http.Request) (answer, error) {
	all, err := s.revised(r)
	if err != nil {
		return answer{}, err
	}
	i, err := revision(all, chi.URLParam(r, "n"))
	if err != nil {
		return answer{}, err
	}
	return ok(revisionView{head(all, i), viewFacts(all[i].Facts)})
}

// diffRevision answers what a revision changed, against the one before or that
// which the query names.
func (s *server) diffRevision(r *http.Request) (answer, error) {
	all, err := s.revised(r)
	if err != nil {
		return answer{}, err
	}
	i, err := revision(all, chi.URLParam(r, "n"))
	if err != nil {
		return answer{}, err
	}
	before := strconv.Itoa(all[i].Revision - 1)
	if named := r.URL.Query().Get("against"); named != "" {
		before = named
	}
	out := diffView{Revision: all[i].Revision}
	var was proposal.Facts
	if before != "0" { // the first is new as a whole
		j, err := revision(all, before)
		if err != nil {
			return answer{}, err
		}
		was, out.Against = all[j].Facts, all[j].Revision
	}
	out.Changes = each(proposal.Diff(was, all[i].Facts), viewFieldDiff)
	return ok(out)
}

func viewFieldDiff(c proposal.FieldChange) fieldDiffView {
	return fieldDiffView{c.Field, c.Before, c.After, list(c.Added), list(c.Removed)}
}
