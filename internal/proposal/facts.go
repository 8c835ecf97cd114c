package proposal

// Kind is what sort of undertaking is proposed (NĐ 45/2026/NĐ-CP Điều 3).
type Kind string

// The kinds of the contract.
const (
	NewBuild  Kind = "new_build"
	Upgrade   Kind = "upgrade"
	Extension Kind = "extension"
	Lease     Kind = "lease"
)

// BuildsOn reports whether the kind changes a system that there is.
func (k Kind) BuildsOn() bool { return k == Upgrade || k == Extension }

// Scope says for whom a system is meant.
type Scope string

// The scopes of the contract.
const (
	ScopeProvince Scope = "province"
	ScopeAgency   Scope = "agency"
	ScopeCommune  Scope = "commune"
)

// Facts is what the filer states. Absent values are "" or nil: a draft may lack
// almost everything, a submission may not (see [Case.Submit]). Money is whole
// đồng. The validate tags bound sizes in code points after NFC.
type Facts struct {
	Kind               Kind         `json:"kind" validate:"required,oneof=new_build upgrade extension lease"`
	BuildsOn           string       `json:"builds_on" validate:"max=100"`
	Realises           string       `json:"realises" validate:"max=100"`
	Follows            []Follow     `json:"follows" validate:"max=20,dive"`
	CoAgencies         []string     `json:"co_agencies" validate:"max=20,unique,dive,required,max=100"`
	Name               string       `json:"name" validate:"required,min=2,max=500"`
	Summary            string       `json:"summary" validate:"max=10000"`
	Functions          []string     `json:"functions" validate:"max=200,dive,required,max=500"`
	Sector             string       `json:"sector" validate:"max=500"`
	LineMinistry       string       `json:"line_ministry" validate:"max=100"`
	Scope              Scope        `json:"scope" validate:"omitempty,oneof=province agency commune"`
	Users              []string     `json:"users" validate:"max=200,dive,required,max=500"`
	ArchitectureLayer  *int         `json:"architecture_layer" validate:"omitempty,min=1,max=4"`
	Integrations       []string     `json:"integrations" validate:"max=200,dive,required,max=500"`
	Budget             []BudgetLine `json:"budget" validate:"max=50,dive"`
	Security           *Security    `json:"security"`
	LegalBasis         []string     `json:"legal_basis" validate:"max=200,dive,required,max=500"`
	ExpectedCompletion Date         `json:"expected_completion" validate:"omitempty,date"`
	Solution           string       `json:"solution" validate:"max=10000"`
	Steps              []string     `json:"steps" validate:"max=200,dive,required,max=500"`
	Resources          string       `json:"resources" validate:"max=10000"`
	OperatingCost      *int64       `json:"operating_cost_per_year" validate:"omitempty,min=0,max=1000000000000000"`
	Accountable        *Accountable `json:"accountable"`
	SelfReview         string       `json:"self_review" validate:"max=10000"`
}

// Follow names a predecessor by its number.
type Follow struct {
	Number   string `json:"number" validate:"required,max=40"`
	Relation string `json:"relation" validate:"required,oneof=refiled split_from merged_from amends"`
}

// BudgetLine is the money asked of one source in one fiscal year, in đồng.
type BudgetLine struct {
	FiscalYear int    `json:"fiscal_year" validate:"required,min=2020,max=2100"`
	Source     string `json:"source" validate:"required,oneof=chi-thuong-xuyen chi-dau-tu-phat-trien khac"`
	AmountVND  int64  `json:"amount_vnd" validate:"min=0,max=1000000000000000"`
}

// Accountable is the person answerable for the undertaking (Kế hoạch 651/KH-UBND
// III.4).
type Accountable struct {
	Name     string `json:"name" validate:"required,max=500"`
	Position string `json:"position" validate:"max=500"`
}

// Security is what decides the security level. Nil or "" is a missing fact,
// which counts as level 2.
type Security struct {
	ProposedLevel         *int   `json:"proposed_level" validate:"omitempty,min=1,max=5"`
	Audience              string `json:"audience" validate:"omitempty,oneof=internal public"`
	Information           string `json:"information" validate:"omitempty,oneof=public restricted personal"`
	Infrastructure        string `json:"infrastructure" validate:"omitempty,oneof=none one_agency shared"`
	PersonalDataSubjects  *int64 `json:"personal_data_subjects" validate:"omitempty,min=0,max=1000000000000"`
	SensitiveDataSubjects *int64 `json:"sensitive_data_subjects" validate:"omitempty,min=0,max=1000000000000"`
	HandlesTTHC           *bool  `json:"handles_tthc"`
	StateSecret           *bool  `json:"state_secret"`
}

// Asked is the whole sum of the budget lines.
func (f Facts) Asked() int64 {
	var sum int64
	for _, l := range f.Budget {
		sum += l.AmountVND
	}
	return sum
}
