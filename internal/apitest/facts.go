package apitest

import (
	"crypto/rand"
	"maps"
	"strings"
	"time"
)

// Facts are what a filer states, by the names of the contract.
type Facts map[string]any

// With gives the facts with one of them stated otherwise; nil takes it out.
func (f Facts) With(name string, value any) Facts {
	g := maps.Clone(f)
	if value == nil {
		delete(g, name)
		return g
	}
	g[name] = value
	return g
}

// Secure gives the facts with one security fact stated otherwise.
func (f Facts) Secure(name string, value any) Facts {
	s := maps.Clone(f["security"].(map[string]any))
	s[name] = value
	return f.With("security", s)
}

// Asks gives the facts with one budget line alone.
func (f Facts) Asks(year int, source string, vnd int64) Facts {
	return f.With("budget", []BudgetLine{{year, source, vnd}})
}

// Today and Tomorrow are days in the product's zone.
func Today() string    { return day(0) }
func Tomorrow() string { return day(1) }

// DaysAgo is an earlier day.
func DaysAgo(n int) string { return day(-n) }

// InDays is a later day, as a condition's due date.
func InDays(n int) string { return day(n) }

func day(from int) string {
	return time.Now().In(time.FixedZone("+07:00", 7*60*60)).AddDate(0, 0, from).Format(time.DateOnly)
}

// FiscalYear is the year that fixtures ask money of, one that the seeds have
// envelopes for; LastYear is the last such. NoYear has none.
const (
	FiscalYear = 2029
	LastYear   = 2030
	NoYear     = 2099
)

// Unique makes a word of ten letters and digits that nobody has used.
func Unique() string { return strings.ToLower(rand.Text()[:10]) }

// Complete gives facts that can be submitted at once, for one of the agencies
// that have a filer in the demonstration. The name is new every time. They
// require security level 2 and propose it.
func Complete(agency string) Facts {
	f := Facts{
		"kind":               "new_build",
		"scope":              "agency",
		"architecture_layer": 3,
		"users":              []string{"Công chức, viên chức của đơn vị"},
		"integrations":       []string{"Nền tảng tích hợp, chia sẻ dữ liệu cấp tỉnh (LGSP)", "VNeID"},
		"budget":             []BudgetLine{{FiscalYear, "chi-thuong-xuyen", 1_200_000_000}},
		"security": map[string]any{
			"proposed_level": 2, "audience": "internal", "information": "restricted", "infrastructure": "one_agency",
			"personal_data_subjects": 0, "sensitive_data_subjects": 0, "handles_tthc": false, "state_secret": false,
		},
		"legal_basis":         []string{"QĐ 4520/QĐ-UBND", "KH 651/KH-UBND"},
		"expected_completion": InDays(400),
	}
	maps.Copy(f, subjects[agency])
	f["name"] = f["name"].(string) + " (" + Unique() + ")"
	return f
}

// subjects are what the fixtures are about: nothing that the catalog has.
var subjects = map[string]Facts{
	"so-y-te": {
		"name": "Phần mềm điều phối xe cứu thương liên bệnh viện", "sector": "Y tế", "line_ministry": "bo-y-te",
		"summary":   "Điều phối xe cứu thương giữa các bệnh viện theo vị trí, lịch trực của kíp xe và tình trạng xe.",
		"functions": []string{"Tiếp nhận cuộc gọi cấp cứu", "Phân công kíp xe gần nhất", "Theo dõi vị trí xe", "Lập lịch trực kíp xe"},
	},
	"so-cong-thuong": {
		"name": "Phần mềm theo dõi kiểm định cân đối chứng tại chợ", "sector": "Công Thương", "line_ministry": "bo-cong-thuong",
		"summary":   "Theo dõi hạn kiểm định, vị trí và kết quả kiểm tra của cân đối chứng đặt tại các chợ.",
		"functions": []string{"Lập danh sách cân đối chứng", "Nhắc hạn kiểm định", "Ghi kết quả kiểm tra tại chợ"},
	},
	"so-nnmt": {
		"name": "Ứng dụng vận hành cống ngăn mặn ven biển", "sector": "Thủy lợi", "line_ministry": "bo-nn-mt",
		"summary":   "Theo dõi độ mặn và lập lịch đóng mở các cống ngăn mặn ven biển.",
		"functions": []string{"Ghi độ mặn tại cống", "Lập lịch đóng mở cống", "Báo cống hỏng"},
	},
	"so-khcn": {
		"name": "Phần mềm lịch hiệu chuẩn thiết bị phòng thử nghiệm", "sector": "Khoa học và Công nghệ", "line_ministry": "bo-khcn",
		"summary":   "Lập lịch hiệu chuẩn, theo dõi thiết bị và mẫu thử của phòng thử nghiệm.",
		"functions": []string{"Lập lịch hiệu chuẩn", "Theo dõi thiết bị thử nghiệm", "Quản lý mẫu thử"},
	},
	"so-tai-chinh": {
		"name": "Phần mềm theo dõi kho ấn chỉ, biên lai", "sector": "Tài chính", "line_ministry": "bo-tai-chinh",
		"summary":   "Theo dõi nhập, xuất, tồn ấn chỉ và biên lai tại kho của cơ quan.",
		"functions": []string{"Nhập kho ấn chỉ", "Cấp phát biên lai", "Kiểm kê kho ấn chỉ"},
	},
	"xa-hung-nguyen": {
		"name": "Ứng dụng đăng ký mượn nhà văn hóa xóm", "sector": "Văn hóa", "line_ministry": "bo-vhttdl", "scope": "commune",
		"summary":   "Người dân trong xã đăng ký mượn nhà văn hóa xóm theo lịch.",
		"functions": []string{"Xem lịch nhà văn hóa", "Đăng ký mượn", "Duyệt lượt mượn"},
	},
}
