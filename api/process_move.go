package api

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/go-chi/chi/v5"

	"pheduyet/internal/process"
	"pheduyet/internal/proposal"
	"pheduyet/workflows"
)

// moving puts a running proposal on a newer pack.
var moving = act[proposal.MoveOrder]{
	kind: proposal.CommandMove, update: workflows.UpdateMove,
	may: onProposal(proposal.CanMove),
	judge: func(ctx context.Context, s *server, c proposal.Case, _ string, in proposal.MoveOrder) error {
		return s.Store.JudgeMove(ctx, c, in)
	},
}

// movePreview answers what moving the proposal would do, to whoever may see it.
func (s *server) movePreview(r *http.Request) (answer, error) {
	c, access, err := s.visible(r.Context(), chi.URLParam(r, "id"), about(r).actor)
	if err == nil && access == proposal.AccessRegister {
		err = proposal.Errorf(proposal.CodeForbidden, "Bạn chỉ được xem thông tin đăng ký của hồ sơ này.", "Of this proposal only the register's fields are for you to see.")
	}
	if err != nil {
		return answer{}, err
	}
	q := r.URL.Query()
	version := proposal.Date(q.Get("version"))
	if !version.Valid() {
		return answer{}, invalid(fault("version", "Cần phiên bản muốn chuyển đến, dạng 2026-11-21.", "The version to move to is wanted, as 2026-11-21."))
	}
	d, err := s.Store.MovePreview(r.Context(), c.ID, q.Get("id"), version)
	if err != nil {
		return answer{}, err
	}
	return ok(viewDifference(d))
}

// simulationRequest names a known pack or brings one.
type simulationRequest struct {
	ID      string          `json:"id" validate:"max=100"`
	Version proposal.Date   `json:"version" validate:"omitempty,date"`
	Pack    json.RawMessage `json:"pack"`
}

// simulate tells what a pack would change for all open proposals. It touches
// nothing; an Idempotency-Key is ignored.
func (s *server) simulate(r *http.Request) (answer, error) {
	a := about(r).actor
	if !a.Has(proposal.RoleAdmin) && !a.Has(proposal.RoleAuditor) && !a.Has(proposal.RoleHead) {
		return answer{}, proposal.Errorf(proposal.CodeForbidden, "Chỉ quản trị viên, lãnh đạo cơ quan và thanh tra được mô phỏng quy trình.", "Only admins, heads and auditors simulate a process.")
	}
	in, body, err := decode[simulationRequest](s, r)
	if err != nil {
		return answer{}, err
	}
	if err := body.check(in); err != nil {
		return answer{}, err
	}
	content := in.Pack
	if len(content) == 0 {
		if content, err = s.Store.Pack(r.Context(), in.ID, string(in.Version)); err != nil {
			return answer{}, err
		}
	}
	pack, err := process.Parse(content)
	if err != nil {
		return answer{}, err
	}
	found, err := s.Store.Simulate(r.Context(), pack)
	if err != nil {
		return answer{}, err
	}
	if !a.Has(proposal.RoleAdmin) && !a.Has(proposal.RoleAuditor) {
		if found, err = s.ofTheirs(r.Context(), a, found); err != nil {
			return answer{}, err
		}
	}
	return page(each(found, viewDifference), "")
}

// ofTheirs keeps what a head may see.
func (s *server) ofTheirs(ctx context.Context, a proposal.Actor, all []proposal.Difference) ([]proposal.Difference, error) {
	numbers := each(all, func(d proposal.Difference) string { return d.Number })
	seen, err := s.Store.Seen(ctx, a, numbers)
	if err != nil {
		return nil, err
	}
	theirs := map[string]bool{}
	for _, number := range seen {
		theirs[number] = true
	}
	kept := []proposal.Difference{}
	for _, d := range all {
		if theirs[d.Number] {
			kept = append(kept, d)
		}
	}
	return kept, nil
}

// differenceView is what another pack would make of a proposal.
type differenceView struct {
	ID            string                   `json:"id"`
	Number        string                   `json:"number"`
	From          packView                 `json:"from"`
	To            packView                 `json:"to"`
	Starts        []string                 `json:"starts"`
	Gates         []gateDifferenceView     `json:"gates"`
	RequiredLevel proposal.LevelDifference `json:"required_level"`
}

type packView struct {
	ID      string `json:"id"`
	Version string `json:"version"`
}

type gateDifferenceView struct {
	Gate    string      `json:"gate"`
	Was     *sketchView `json:"was"`
	Becomes *sketchView `json:"becomes"`
}

type sketchView struct {
	State       proposal.GateState `json:"state"`
	Authority   string             `json:"authority"`
	Round       int                `json:"round"`
	WorkingDays int                `json:"working_days"`
	DueAt       *string            `json:"due_at"`
}

func viewDifference(d proposal.Difference) differenceView {
	return differenceView{
		d.ID, d.Number, packView{d.From.ID, d.From.Version}, packView{d.To.ID, d.To.Version}, d.Starts,
		each(d.Gates, func(g proposal.GateDifference) gateDifferenceView {
			return gateDifferenceView{g.Gate, optional(g.Was, viewSketch), optional(g.Becomes, viewSketch)}
		}),
		d.RequiredLevel,
	}
}

func viewSketch(g proposal.GateSketch) sketchView {
	return sketchView{g.State, g.Authority, g.Round, g.Days, viewTime(g.DueAt)}
}
