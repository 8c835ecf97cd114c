package api

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/go-chi/chi/v5"

	"pheduyet/internal/proposal"
)

// entryView is a catalog entry. Owner is as the source writes it, OwnerCode the
// agency where that is one of ours.
type entryView struct {
	ID           string              `json:"id"`
	Name         string              `json:"name"`
	Owner        *string             `json:"owner"`
	OwnerCode    *string             `json:"owner_code"`
	State        proposal.EntryState `json:"state"`
	Scope        *string             `json:"scope"`
	Application  *string             `json:"application"`
	Description  *string             `json:"description"`
	Source       *string             `json:"source"`
	Edition      *string             `json:"edition"`
	EditionTitle *string             `json:"edition_title"`
	SameAs       []string            `json:"same_as"`
	Shared       bool                `json:"shared"`
	Provinces    bool                `json:"provinces"`
	Reference    bool                `json:"reference"`
	ApprovedBy   *string             `json:"approved_by"`
}

func viewEntry(e proposal.CatalogEntry) entryView {
	return entryView{
		e.ID, e.Name, orNull(e.OwnerText), orNull(e.Owner), e.State, orNull(e.Scope), orNull(e.Application),
		orNull(e.Description), orNull(e.Source), orNull(e.Edition), orNull(e.EditionTitle), list(e.SameAs),
		e.Shared, e.Provinces, e.Reference, orNull(e.ApprovedBy),
	}
}

// searchCatalog answers the entries that hold all words, accents ignored; all of
// them on one page unless a limit is asked for.
func (s *server) searchCatalog(r *http.Request) (answer, error) {
	query := r.URL.Query()
	words, sound := clean(query.Get("q"), false)
	if !sound || len([]rune(words)) > 500 {
		return answer{}, invalid(fault("q", "Giá trị quá dài hoặc có ký tự điều khiển.", "The value is too long or has a control character."))
	}
	found, err := s.Store.SearchCatalog(r.Context(), words)
	if err != nil {
		return answer{}, err
	}
	items, next, err := cut(query, each(found, viewEntry))
	if err != nil {
		return answer{}, err
	}
	return page(items, next)
}

// cut gives the page that a query asks for; a cursor is the id of the page's last
// entry before.
func cut(q url.Values, all []entryView) (items []entryView, next string, err error) {
	limit, bad := limitOf(q)
	if bad != nil {
		return nil, "", invalid(*bad)
	}
	if after := q.Get("cursor"); after != "" {
		at := slices.IndexFunc(all, func(e entryView) bool { return e.ID == after })
		if at < 0 {
			return nil, "", invalid(fault("cursor", "Con trỏ trang không hợp lệ; hãy dùng next_cursor của trang trước.", "The cursor is not valid; use next_cursor of the page before."))
		}
		all = all[at+1:]
	}
	if limit == 0 || len(all) <= limit {
		return all, "", nil
	}
	return all[:limit], all[limit-1].ID, nil
}

func (s *server) catalogEntry(r *http.Request) (answer, error) {
	e, err := s.Store.CatalogEntry(r.Context(), chi.URLParam(r, "id"))
	if err != nil {
		return answer{}, err
	}
	return ok(viewEntry(e))
}
