package proposal

// AgencyKind sorts agencies by their place in the province.
type AgencyKind string

// The kinds of agency. A unit belongs to the agency it names as parent.
const (
	KindMinistry   AgencyKind = "ministry"
	KindPeople     AgencyKind = "peoples_committee" // UBND tỉnh
	KindDepartment AgencyKind = "department"        // sở, ban, ngành
	KindCommune    AgencyKind = "commune"           // xã, phường, đặc khu
	KindUnit       AgencyKind = "unit"              // đơn vị trực thuộc
	KindCouncil    AgencyKind = "council"           // tổ giúp việc, hội đồng
)

// Agency is an organ of the state. Codes are never reused: a merger, split or
// renaming ends one and names its successor.
type Agency struct {
	Code      string     `json:"code"`
	Name      string     `json:"name"`
	ShortName string     `json:"short_name"`
	Kind      AgencyKind `json:"kind"`
	Parent    string     `json:"parent"`
	From      Date       `json:"from"`
	To        Date       `json:"to"` // last day; "" while it exists
	Successor string     `json:"successor"`
	// FilingSign is "head" where the agency's head sends its filings out; "" lets
	// its filers do so.
	FilingSign string `json:"filing_sign,omitempty"`
}
