package api

import (
	"context"
	"net/http"
	"slices"

	"pheduyet/internal/proposal"
)

// filers are the kinds of agency that file; a council advises, and UBND tỉnh
// files through its office.
var filers = []proposal.AgencyKind{proposal.KindDepartment, proposal.KindCommune, proposal.KindUnit}

// create drafts a proposal.
func (s *server) create(r *http.Request) (answer, error) {
	in, body, err := decode[proposal.Facts](s, r)
	if err != nil {
		return answer{}, err
	}
	command, err := s.newCommand(r, proposal.CommandCreate, body.hash, body.json)
	if err != nil {
		return answer{}, err
	}
	actor := about(r).actor
	return s.once(r, job{
		command: command,
		judge: func(ctx context.Context, _ *proposal.Command) error {
			if err := s.mayFile(ctx, actor); err != nil {
				return err
			}
			return body.check(in)
		},
		perform: func(ctx context.Context, cmd proposal.Command) (answer, error) {
			c, err := s.Store.CreateDraft(ctx, cmd.ID)
			if err != nil {
				return answer{}, err
			}
			return s.show(r, http.StatusCreated, c, proposal.AccessFull)
		},
	})
}

// mayFile answers whether a person files for an agency that does.
func (s *server) mayFile(ctx context.Context, a proposal.Actor) error {
	if !a.Files(a.Agency) {
		return proposal.Errorf(proposal.CodeForbidden, "Chỉ cán bộ lập hồ sơ hoặc lãnh đạo cơ quan được lập đề xuất.", "Only a filer or the head of an agency may draft a proposal.")
	}
	agency, err := s.Store.Agency(ctx, a.Agency)
	if err != nil {
		return err
	}
	if !slices.Contains(filers, agency.Kind) || (agency.To != "" && agency.To.Before(proposal.DateOf(s.Clock()))) {
		return proposal.Errorf(proposal.CodeForbidden, "Cơ quan “%s” không lập đề xuất.", "The agency “%s” does not file.", agency.Code)
	}
	return nil
}
