package seeds

import (
	"strings"
	"testing"

	"pheduyet/internal/proposal"
)

func must[T any](t testing.TB, load func() (T, error)) T {
	t.Helper()
	v, err := load()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// contract are the agencies that the outward contract names.
var contract = strings.Fields(`
	so-khcn so-tai-chinh so-y-te so-cong-thuong so-nnmt so-noi-vu so-tu-phap so-xay-dung so-gd-dt so-vhttdl so-ngoai-vu
	so-dan-toc-ton-giao thanh-tra-tinh cong-an-tinh van-phong-ubnd-tinh ubnd-tinh to-giup-viec hoi-dong-tham-dinh xa-hung-nguyen
	bo-cong-an bo-tai-chinh bo-noi-vu bo-nn-mt van-phong-chinh-phu bo-khcn bo-ngoai-giao bo-tu-phap bo-vhttdl thanh-tra-chinh-phu
	ngan-hang-nha-nuoc bo-y-te bo-gd-dt bo-cong-thuong bo-dan-toc-ton-giao bo-xay-dung`)

func TestAgenciesOfTheContractExistToday(t *testing.T) {
	byCode := ByCode(must(t, Agencies))
	for _, code := range contract {
		if a, ok := byCode[code]; !ok || a.To != "" {
			t.Errorf("agency %s: %+v", code, a)
		}
	}
	for code, kind := range map[string]proposal.AgencyKind{
		"ubnd-tinh": proposal.KindPeople, "to-giup-viec": proposal.KindCouncil, "xa-hung-nguyen": proposal.KindCommune,
		"bo-y-te": proposal.KindMinistry, "so-y-te": proposal.KindDepartment, "chi-cuc-chan-nuoi-thu-y": proposal.KindUnit,
	} {
		if byCode[code].Kind != kind {
			t.Errorf("%s is a %s", code, byCode[code].Kind)
		}
	}
}

func TestCommunesAreAllThere(t *testing.T) {
	wards, communes := 0, 0
	for _, a := range must(t, Agencies) {
		switch {
		case strings.HasPrefix(a.Code, "phuong-"):
			wards++
		case a.Kind == proposal.KindCommune:
			communes++
		}
	}
	if wards != 11 || communes != 119 {
		t.Errorf("%d wards and %d communes, want 11 and 119", wards, communes)
	}
}

func TestMergersNameTheirSuccessor(t *testing.T) {
	byCode := ByCode(must(t, Agencies))
	for code, successor := range map[string]string{
		"so-thong-tin-truyen-thong": "so-khcn", "so-giao-thong-van-tai": "so-xay-dung", "so-tai-nguyen-moi-truong": "so-nnmt",
		"so-nn-ptnt": "so-nnmt", "so-ke-hoach-dau-tu": "so-tai-chinh", "so-ldtbxh": "so-noi-vu",
	} {
		if a := byCode[code]; a.Successor != successor || a.To == "" {
			t.Errorf("%s ended on %q with successor %q, want %s", code, a.To, a.Successor, successor)
		}
	}
}

func TestSOCMovedToTheProvincialPolice(t *testing.T) {
	holder := func(day proposal.Date) string {
		for _, r := range must(t, Responsibilities) {
			if r.Code == "soc" && !day.Before(r.From) && (r.To == "" || !day.After(r.To)) {
				return r.Agency
			}
		}
		return ""
	}
	for day, want := range map[proposal.Date]string{"2025-03-16": "", "2025-03-17": "so-khcn", "2025-08-06": "so-khcn", "2025-08-07": "cong-an-tinh", "2026-11-22": "cong-an-tinh"} {
		if got := holder(day); got != want {
			t.Errorf("on %s SOC belongs to %q, want %q", day, got, want)
		}
	}
}

func TestCheckAgenciesNamesTheFault(t *testing.T) {
	good := func(change func(*Agency)) Agency {
		a := Agency{Agency: proposal.Agency{Code: "so-a", Name: "Sở A", ShortName: "Sở A", Kind: proposal.KindDepartment}, Source: "x", Grade: "stated"}
		change(&a)
		return a
	}
	tests := []struct {
		name   string
		change func(*Agency)
		want   string
	}{
		{"no name", func(a *Agency) { a.Name = "" }, "thiếu mã, tên"},
		{"unknown kind", func(a *Agency) { a.Kind = "club" }, "loại “club”"},
		{"unit without parent", func(a *Agency) { a.Kind = proposal.KindUnit }, "có cơ quan cấp trên"},
		{"unknown parent", func(a *Agency) { a.Kind, a.Parent = proposal.KindUnit, "so-x" }, "“so-x” không có"},
		{"ended without successor", func(a *Agency) { a.To = "2026-01-01" }, "cơ quan kế thừa"},
		{"its own successor", func(a *Agency) { a.To, a.Successor = "2026-01-01", "so-a" }, "“so-a” không có"},
		{"dates", func(a *Agency) { a.From, a.To, a.Successor = "2026-01-02", "2026-01-01", "so-b" }, "ngày không hợp lệ"},
	}
	b := good(func(a *Agency) { a.Code = "so-b" })
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if err := checkAgencies([]Agency{good(tt.change), b}); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
	if err := checkAgencies([]Agency{b, b}); err == nil || !strings.Contains(err.Error(), "hai lần") {
		t.Errorf("a code twice: %v", err)
	}
}

func TestCheckResponsibilities(t *testing.T) {
	agencies := map[string]proposal.Agency{"a": {}, "b": {}}
	r := func(agency string, from, to proposal.Date) Responsibility {
		return Responsibility{Code: "soc", Agency: agency, From: from, To: to, Source: "x", Grade: "stated"}
	}
	tests := []struct {
		list []Responsibility
		want string
	}{
		{[]Responsibility{r("x", "2026-01-01", "")}, "không có cơ quan “x”"},
		{[]Responsibility{r("a", "", "")}, "thiếu hoặc sai ngày"},
		{[]Responsibility{r("a", "2026-01-01", ""), r("b", "2026-02-01", "")}, "hai cơ quan cùng lúc"},
		{[]Responsibility{r("a", "2026-01-01", "2026-02-01"), r("b", "2026-02-01", "")}, "hai cơ quan cùng lúc"},
	}
	for _, tt := range tests {
		if err := checkResponsibilities(tt.list, agencies); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("got %v, want %q", err, tt.want)
		}
	}
}
