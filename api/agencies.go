package api

import (
	"net/http"

	"pheduyet/internal/proposal"
)

// agencyView is an agency, also one that has ended.
type agencyView struct {
	Code      string              `json:"code"`
	Name      string              `json:"name"`
	ShortName *string             `json:"short_name"`
	Kind      proposal.AgencyKind `json:"kind"`
	Parent    *string             `json:"parent"`
	From      *proposal.Date      `json:"from"`
	To        *proposal.Date      `json:"to"`
	Successor *string             `json:"successor"`
	// FilingSign is "head" where the agency's head sends its filings out.
	FilingSign *string `json:"filing_sign"`
}

// agencies answers all agencies there are and were, by code.
func (s *server) agencies(r *http.Request) (answer, error) {
	all, err := s.Store.Agencies(r.Context())
	if err != nil {
		return answer{}, err
	}
	return page(each(all, func(a proposal.Agency) agencyView {
		return agencyView{
			a.Code, a.Name, orNull(a.ShortName), a.Kind, orNull(a.Parent), orNull(a.From), orNull(a.To), orNull(a.Successor), orNull(a.FilingSign),
		}
	}), "")
}
