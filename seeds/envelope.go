package seeds

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	"pheduyet/internal/proposal"
)

// Envelope is a fiscal year's money from one source. Owner is an agency code:
// UBND tỉnh for the province's money, a commune for its own. Illustrative marks
// numbers that no source gives.
type Envelope struct {
	FiscalYear   int              `json:"fiscal_year"`
	Source       string           `json:"source"`
	Owner        string           `json:"owner"`
	AmountVND    int64            `json:"amount_vnd"`
	State        string           `json:"state"` // indicative (dự kiến) or assigned (đã giao)
	Document     EnvelopeDocument `json:"document"`
	Illustrative bool             `json:"illustrative"`
	Note         string           `json:"note"`
}

// EnvelopeDocument is the document that sets the amount.
type EnvelopeDocument struct {
	Number string        `json:"number"`
	Date   proposal.Date `json:"date"`
	Title  string        `json:"title"`
	Issuer string        `json:"issuer"`
}

// BudgetSources are the sources of the contract, with their names.
var BudgetSources = []struct {
	Code string
	Name proposal.Text
}{
	{"chi-thuong-xuyen", proposal.T("Chi thường xuyên", "Recurrent spending")},
	{"chi-dau-tu-phat-trien", proposal.T("Chi đầu tư phát triển", "Development investment")},
	{"khac", proposal.T("Nguồn khác", "Other sources")},
}

// Envelopes are the demonstration's envelopes.
var Envelopes = sync.OnceValues(func() ([]Envelope, error) {
	all, err := list[Envelope](names("envelopes", ".json")...)
	if err != nil {
		return nil, err
	}
	agencies, err := Agencies()
	if err != nil {
		return nil, err
	}
	return all, checkEnvelopes(all, ByCode(agencies))
})

func checkEnvelopes(all []Envelope, agencies map[string]proposal.Agency) error {
	var errs []error
	seen := map[string]bool{}
	for _, e := range all {
		key := fmt.Sprintf("%d/%s/%s", e.FiscalYear, e.Source, e.Owner)
		if seen[key] {
			errs = append(errs, fmt.Errorf("dự toán %s có hai lần", key))
		}
		seen[key] = true
		if _, ok := agencies[e.Owner]; !ok {
			errs = append(errs, fmt.Errorf("dự toán %s: không có cơ quan “%s”", key, e.Owner))
		}
		if !knownSource(e.Source) {
			errs = append(errs, fmt.Errorf("dự toán %s: nguồn “%s” không rõ", key, e.Source))
		}
		if e.AmountVND < 0 || !slices.Contains([]string{"indicative", "assigned"}, e.State) || !e.Document.Date.Valid() {
			errs = append(errs, fmt.Errorf("dự toán %s: số tiền, trạng thái hoặc văn bản không hợp lệ", key))
		}
	}
	return errors.Join(errs...)
}

func knownSource(code string) bool {
	for _, s := range BudgetSources {
		if s.Code == code {
			return true
		}
	}
	return false
}
