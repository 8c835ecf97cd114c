package api

import "pheduyet/internal/proposal"

// factsView is what the filer states.
type factsView struct {
	Kind               proposal.Kind         `json:"kind"`
	BuildsOn           *string               `json:"builds_on"`
	Realises           *string               `json:"realises"`
	Follows            []proposal.Follow     `json:"follows"`
	CoAgencies         []string              `json:"co_agencies"`
	Name               string                `json:"name"`
	Summary            *string               `json:"summary"`
	Functions          []string              `json:"functions"`
	Sector             *string               `json:"sector"`
	LineMinistry       *string               `json:"line_ministry"`
	Scope              *proposal.Scope       `json:"scope"`
	Users              []string              `json:"users"`
	ArchitectureLayer  *int                  `json:"architecture_layer"`
	Integrations       []string              `json:"integrations"`
	Budget             []proposal.BudgetLine `json:"budget"`
	Security           *securityView         `json:"security"`
	LegalBasis         []string              `json:"legal_basis"`
	ExpectedCompletion *proposal.Date        `json:"expected_completion"`
	Solution           *string               `json:"solution"`
	Steps              []string              `json:"steps"`
	Resources          *string               `json:"resources"`
	OperatingCost      *int64                `json:"operating_cost_per_year"`
	Accountable        *accountableView      `json:"accountable"`
	SelfReview         *string               `json:"self_review"`
}

type accountableView struct {
	Name     string  `json:"name"`
	Position *string `json:"position"`
}

type securityView struct {
	ProposedLevel         *int    `json:"proposed_level"`
	Audience              *string `json:"audience"`
	Information           *string `json:"information"`
	Infrastructure        *string `json:"infrastructure"`
	PersonalDataSubjects  *int64  `json:"personal_data_subjects"`
	SensitiveDataSubjects *int64  `json:"sensitive_data_subjects"`
	HandlesTTHC           *bool   `json:"handles_tthc"`
	StateSecret           *bool   `json:"state_secret"`
}

func viewFacts(f proposal.Facts) factsView {
	return factsView{
		Kind: f.Kind, BuildsOn: orNull(f.BuildsOn), Realises: orNull(f.Realises),
		Follows: list(f.Follows), CoAgencies: list(f.CoAgencies),
		Name: f.Name, Summary: orNull(f.Summary), Functions: list(f.Functions), Sector: orNull(f.Sector),
		LineMinistry: orNull(f.LineMinistry), Scope: orNull(f.Scope), Users: list(f.Users),
		ArchitectureLayer: f.ArchitectureLayer, Integrations: list(f.Integrations), Budget: list(f.Budget),
		Security: optional(f.Security, viewSecurity), LegalBasis: list(f.LegalBasis),
		ExpectedCompletion: orNull(f.ExpectedCompletion), Solution: orNull(f.Solution), Steps: list(f.Steps),
		Resources: orNull(f.Resources), OperatingCost: f.OperatingCost,
		Accountable: optional(f.Accountable, viewAccountable), SelfReview: orNull(f.SelfReview),
	}
}

func viewSecurity(s proposal.Security) securityView {
	return securityView{
		s.ProposedLevel, orNull(s.Audience), orNull(s.Information), orNull(s.Infrastructure),
		s.PersonalDataSubjects, s.SensitiveDataSubjects, s.HandlesTTHC, s.StateSecret,
	}
}

func viewAccountable(a proposal.Accountable) accountableView {
	return accountableView{a.Name, orNull(a.Position)}
}
