package seeds

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	"pheduyet/internal/proposal"
)

// Agency is an agency with the source of what is said about it. Parent is the
// agency that a unit belongs to; a department, a commune and a council name none,
// since UBND tỉnh is everyone's superior. From is "" where the beginning lies
// before all that the data tell.
type Agency struct {
	proposal.Agency
	Source string `json:"source"`
	Grade  string `json:"grade"`
	Note   string `json:"note"`
}

// Responsibility says which agency is charged with something, and when: roles
// move between agencies. To is the last day, "" while it lasts.
type Responsibility struct {
	Code   string        `json:"code"`
	Name   string        `json:"name"`
	Agency string        `json:"agency"`
	From   proposal.Date `json:"from"`
	To     proposal.Date `json:"to"`
	Source string        `json:"source"`
	Grade  string        `json:"grade"`
	Note   string        `json:"note"`
}

// Agencies are the ministries, the province's agencies and its communes, past
// ones included.
var Agencies = sync.OnceValues(func() ([]Agency, error) {
	all, err := list[Agency]("agencies/central.json", "agencies/province.json", "agencies/communes.json")
	if err != nil {
		return nil, err
	}
	return all, checkAgencies(all)
})

// Responsibilities are the dated responsibilities of the agencies.
var Responsibilities = sync.OnceValues(func() ([]Responsibility, error) {
	all, err := list[Responsibility]("agencies/responsibilities.json")
	if err != nil {
		return nil, err
	}
	agencies, err := Agencies()
	if err != nil {
		return nil, err
	}
	return all, checkResponsibilities(all, ByCode(agencies))
})

// ByCode indexes the agencies by code.
func ByCode(agencies []Agency) map[string]proposal.Agency {
	m := make(map[string]proposal.Agency, len(agencies))
	for _, a := range agencies {
		m[a.Code] = a.Agency
	}
	return m
}

var agencyKinds = []proposal.AgencyKind{
	proposal.KindMinistry, proposal.KindPeople, proposal.KindDepartment, proposal.KindCommune, proposal.KindUnit, proposal.KindCouncil,
}

func checkAgencies(all []Agency) error {
	byCode := ByCode(all)
	var errs []error
	seen := map[string]bool{}
	for _, a := range all {
		fault := func(format string, args ...any) {
			errs = append(errs, fmt.Errorf("cơ quan “%s”: "+format, append([]any{a.Code}, args...)...))
		}
		if seen[a.Code] {
			fault("mã có hai lần")
		}
		seen[a.Code] = true
		if a.Code == "" || a.Name == "" || a.ShortName == "" || a.Source == "" || a.Grade == "" {
			fault("thiếu mã, tên, tên ngắn, nguồn hoặc mức tin cậy")
		}
		if !slices.Contains(agencyKinds, a.Kind) {
			fault("loại “%s” không rõ", a.Kind)
		}
		if (a.Kind == proposal.KindUnit) != (a.Parent != "") {
			fault("chỉ đơn vị trực thuộc, và mọi đơn vị trực thuộc, có cơ quan cấp trên")
		}
		if a.To != "" && a.Successor == "" {
			fault("đã kết thúc mà không nêu cơ quan kế thừa")
		}
		for _, ref := range []string{a.Parent, a.Successor} {
			if _, ok := byCode[ref]; ref != "" && (!ok || ref == a.Code) {
				fault("dẫn đến cơ quan “%s” không có", ref)
			}
		}
		if !span(a.From, a.To) {
			fault("ngày không hợp lệ")
		}
	}
	return errors.Join(errs...)
}

func checkResponsibilities(all []Responsibility, agencies map[string]proposal.Agency) error {
	var errs []error
	for i, r := range all {
		if _, ok := agencies[r.Agency]; !ok {
			errs = append(errs, fmt.Errorf("nhiệm vụ “%s”: không có cơ quan “%s”", r.Code, r.Agency))
		}
		if r.From == "" || !span(r.From, r.To) || r.Source == "" || r.Grade == "" {
			errs = append(errs, fmt.Errorf("nhiệm vụ “%s”: thiếu hoặc sai ngày, nguồn, mức tin cậy", r.Code))
		}
		for _, o := range all[:i] {
			if o.Code == r.Code && (o.To == "" || !r.From.After(o.To)) && (r.To == "" || !o.From.After(r.To)) {
				errs = append(errs, fmt.Errorf("nhiệm vụ “%s”: hai cơ quan cùng lúc", r.Code))
			}
		}
	}
	return errors.Join(errs...)
}

// span reports whether both days are valid or open and in order.
func span(from, to proposal.Date) bool {
	return (from == "" || from.Valid()) && (to == "" || to.Valid()) && (from == "" || to == "" || !to.Before(from))
}
