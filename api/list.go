package api

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"pheduyet/internal/proposal"
)

// The sizes of a page.
const (
	pageDefault = 50
	pageMost    = 200
)

var statuses = []proposal.Status{
	proposal.Draft, proposal.InReview, proposal.Returned, proposal.Approved,
	proposal.Rejected, proposal.Withdrawn, proposal.Revoked,
}

// list answers the proposals that the caller may see, newest change first. It
// shows no screenings.
func (s *server) list(r *http.Request) (answer, error) {
	f, err := filter(r.URL.Query())
	if err != nil {
		return answer{}, err
	}
	who := about(r)
	found, next, err := s.Store.List(r.Context(), who.actor, f)
	if err != nil {
		return answer{}, err
	}
	items := make([]proposalView, 0, len(found))
	for _, c := range found {
		access := proposal.AccessTo(c.Progress, c.Facts.CoAgencies, who.actor)
		items = append(items, viewer{who.actor, who.lang, access, s.today()}.proposal(c))
	}
	return page(items, next)
}

// filter reads the query of a list.
func filter(q url.Values) (proposal.Filter, error) {
	f := proposal.Filter{
		Status: proposal.Status(q.Get("status")), Gate: q.Get("gate"), Agency: q.Get("agency"),
		Query: q.Get("q"), Cursor: q.Get("cursor"), Limit: pageDefault,
	}
	var faults []proposal.FieldError
	if f.Status != "" && !slices.Contains(statuses, f.Status) {
		faults = append(faults, fault("status", "Không có trạng thái này.", "There is no such status."))
	}
	for name, text := range map[string]string{"gate": f.Gate, "agency": f.Agency, "q": f.Query, "cursor": f.Cursor} {
		if _, ok := clean(text, false); !ok || len([]rune(text)) > 500 {
			faults = append(faults, fault(name, "Giá trị quá dài hoặc có ký tự điều khiển.", "The value is too long or has a control character."))
		}
	}
	switch q.Get("overdue") {
	case "", "false":
	case "true":
		f.Overdue = true
	default:
		faults = append(faults, fault("overdue", "Cần giá trị true hoặc false.", "true or false is wanted."))
	}
	limit, err := limitOf(q)
	if err != nil {
		faults = append(faults, *err)
	}
	if len(faults) > 0 {
		return f, invalid(faults...)
	}
	f.Query, _ = clean(f.Query, false)
	if limit > 0 {
		f.Limit = limit
	}
	return f, nil
}

// limitOf reads the wanted size of a page; 0 is unsaid.
func limitOf(q url.Values) (int, *proposal.FieldError) {
	if q.Get("limit") == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(q.Get("limit"))
	if err != nil || n < 1 || n > pageMost {
		bad := fault("limit", "Cần một số từ 1 đến %d.", "A number from 1 to %d is wanted.", pageMost)
		return 0, &bad
	}
	return n, nil
}
