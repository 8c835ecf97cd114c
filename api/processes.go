package api

import (
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/go-chi/chi/v5"

	"pheduyet/internal/process"
	"pheduyet/internal/proposal"
)

// listProcesses answers every version of every pack.
func (s *server) listProcesses(r *http.Request) (answer, error) {
	raw, err := s.Store.Packs(r.Context())
	if err != nil {
		return answer{}, err
	}
	packs, err := ended(raw)
	if err != nil {
		return answer{}, err
	}
	items := make([]map[string]any, 0, len(packs))
	for _, p := range packs {
		shown, err := viewPack(p)
		if err != nil {
			return answer{}, err
		}
		items = append(items, shown)
	}
	return page(items, "")
}

// ended reads packs and says of each that a later version follows when it ended:
// a file is immutable and could never have said so.
func ended(raw []json.RawMessage) ([]process.Pack, error) {
	packs := make([]process.Pack, len(raw))
	for i, b := range raw {
		var err error
		if packs[i], err = process.Parse(b); err != nil {
			return nil, packFault(err)
		}
	}
	set, err := process.NewSet(packs...)
	if err != nil {
		return nil, packFault(err)
	}
	for i, p := range packs {
		packs[i], _ = set.Get(p.ID, p.Version)
	}
	return packs, nil
}

// readProcess answers one pack; without a version that in force today.
func (s *server) readProcess(r *http.Request) (answer, error) {
	version := r.URL.Query().Get("version")
	if version != "" && !proposal.Date(version).Valid() {
		return answer{}, invalid(fault("version", "Phiên bản là một ngày có thật, dạng 2026-11-21.", "A version is a real day in the form 2026-11-21."))
	}
	ctx := r.Context()
	raw, err := s.Store.Pack(ctx, chi.URLParam(r, "id"), version)
	if err != nil {
		return answer{}, err
	}
	asked, err := process.Parse(raw)
	if err != nil {
		return answer{}, packFault(err)
	}
	all, err := s.Store.Packs(ctx)
	if err != nil {
		return answer{}, err
	}
	packs, err := ended(all)
	if err != nil {
		return answer{}, err
	}
	for _, p := range packs {
		if p.Hash == asked.Hash {
			asked = p
		}
	}
	shown, err := viewPack(asked)
	if err != nil {
		return answer{}, err
	}
	return ok(shown)
}

// viewPack is a pack as the contract shows it: what does not apply is null, where
// the pack's own file writes an empty text.
func viewPack(p process.Pack) (map[string]any, error) {
	data, err := json.Marshal(p)
	if err != nil {
		return nil, err
	}
	var shown map[string]any
	if err := json.Unmarshal(data, &shown); err != nil {
		return nil, err
	}
	emptyToNull(shown, "effective_to")
	gates, _ := shown["gates"].([]any)
	for _, g := range gates {
		if gate, ok := g.(map[string]any); ok {
			emptyToNull(gate, "substitute", "consulted")
		}
	}
	return shown, nil
}

func emptyToNull(m map[string]any, names ...string) {
	for _, name := range names {
		if m[name] == "" {
			m[name] = nil
		}
	}
}

// packFault is the error of a stored pack that cannot be read. It does not wrap:
// the pack's fault is none of the caller's.
func packFault(err error) error { return fmt.Errorf("a stored pack cannot be read: %v", err) }
