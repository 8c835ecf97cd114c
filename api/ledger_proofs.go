package api

import (
	"net/http"

	"pheduyet/internal/ledger"
)

// inclusionView shows that an entry is under a checkpoint.
type inclusionView struct {
	Index      int64         `json:"index"`
	Size       int64         `json:"size"`
	Hashes     []ledger.Hash `json:"hashes"`
	Checkpoint string        `json:"checkpoint"`
}

// inclusion answers the audit path of an entry, leaf upwards, to auditors.
func (s *server) inclusion(r *http.Request) (answer, error) {
	if err := forAuditors(about(r).actor); err != nil {
		return answer{}, err
	}
	q := r.URL.Query()
	index, err := needNumber(q, "index")
	if err != nil {
		return answer{}, err
	}
	c, err := s.checkpointOf(r.Context(), q)
	if err != nil {
		return answer{}, err
	}
	p, err := s.Store.InclusionProof(r.Context(), c.Size, index)
	if err != nil {
		return answer{}, err
	}
	return ok(inclusionView{p.Index, c.Size, list(p.Hashes), string(c.Note)})
}

// consistencyView shows that a checkpoint extends an older one.
type consistencyView struct {
	From       int64         `json:"from"`
	Size       int64         `json:"size"`
	Hashes     []ledger.Hash `json:"hashes"`
	Checkpoint string        `json:"checkpoint"`
}

// consistency answers the proof to anybody signed in: whoever was given a
// checkpoint can check that the ledger still begins as it says. It holds hashes
// alone.
func (s *server) consistency(r *http.Request) (answer, error) {
	q := r.URL.Query()
	from, err := needNumber(q, "from")
	if err != nil {
		return answer{}, err
	}
	c, err := s.checkpointOf(r.Context(), q)
	if err != nil {
		return answer{}, err
	}
	hashes, err := s.Store.ConsistencyProof(r.Context(), c.Size, from)
	if err != nil {
		return answer{}, err
	}
	return ok(consistencyView{from, c.Size, list(hashes), string(c.Note)})
}
