package catalog

import "testing"

// everyday are systems as a department would describe them without knowing the
// catalog: in everyday words, without accents, with abbreviations, with what it
// runs on. The right entry, or any of several that do the same, comes among the
// first three and is of weight.
var everyday = []struct {
	name, summary string
	functions     []string
	right         []string
}{
	{"Phần mềm diệt virus tập trung cho máy tính cấp xã", "", []string{"quét vi rút máy trạm", "cập nhật mẫu mã độc"}, []string{"D75"}},
	{"Phan mem quan ly cong van di den", "", []string{"trinh ky", "ky so van ban"}, []string{"A06", "P03", "D54"}},
	{"Ứng dụng đặt chỗ gửi ô tô", "Báo bãi còn trống, trả tiền gửi xe qua QR", []string{"nhận biển số vào ra"}, []string{"D85"}},
	{"Bật tắt đèn đường từ xa", "Tiết kiệm điện, báo bóng hỏng", []string{"hẹn giờ bật tắt đèn"}, []string{"D81"}},
	{"Sổ theo dõi mũi tiêm của trẻ", "", []string{"nhắc lịch chích ngừa", "xuất kho vắc xin"}, []string{"A23"}},
	{"Hệ thống chấm điểm chuyển đổi số cấp xã", "", []string{"xã tự chấm điểm", "nộp tài liệu kiểm chứng", "xếp hạng"}, []string{"D109"}},
	{"HTTT báo cáo KT-XH các xã", "Giao biểu mẫu, gom số liệu, nhắc đơn vị chậm", []string{"nộp báo cáo tháng, quý"}, []string{"A03", "D53", "N36", "D20"}},
	{"Hệ thống loa phát thanh không dây đến xóm", "", []string{"hẹn giờ phát", "phát tin khẩn"}, []string{"D100", "P05", "D48"}},
	{"Kê khai tài sản, nhà đất, ô tô của cơ quan", "", []string{"theo dõi hao mòn", "thanh lý"}, []string{"A12"}},
	{"Theo dõi giải ngân vốn đầu tư công", "", []string{"tiến độ dự án", "cảnh báo chậm giải ngân"}, []string{"A34", "D58"}},
	{"Cổng tra cứu hợp đồng công chứng và thông tin ngăn chặn", "", []string{"tra cứu tài sản bị kê biên"}, []string{"A35", "D59"}},
	{"Hệ thống cảnh báo lũ quét, sạt lở cho bản vùng cao", "", []string{"đo mưa tự động", "nhắn tin báo dân sơ tán"}, []string{"D72"}},
	{"Quản lý đàn heo, gà của hộ dân", "", []string{"kê khai tổng đàn", "quản lý trại"}, []string{"A38", "N32"}},
	{"Trang thông tin điện tử phường", "", []string{"đăng tin bài", "công khai văn bản"}, []string{"A04", "D55", "N41"}},
	{"Phòng họp không giấy HĐND xã", "", []string{"phát tài liệu kỳ họp", "biểu quyết trên máy tính bảng"}, []string{"P06", "D52"}},
	{"Tem QR truy xuất xuất xứ cam Vinh", "", []string{"nhật ký sản xuất", "quét mã kiểm tra hàng thật"}, []string{"D90"}},
	{"Lấy số thứ tự tự động ở bộ phận một cửa", "", []string{"kiosk lấy số", "gọi số ra quầy"}, []string{"D79"}},
	{"Chợ điện tử bán nông sản, OCOP", "", []string{"mở gian hàng", "đặt hàng, thanh toán"}, []string{"A36"}},
	{"Dự báo sâu bệnh lúa bằng ảnh chụp", "", []string{"chụp lá nhận diện bệnh", "khuyến cáo phun thuốc"}, []string{"D92"}},
	{"Hệ thống sao lưu dự phòng thảm họa", "", []string{"backup hằng ngày", "khôi phục dữ liệu"}, []string{"D77"}},
	{"Phần mềm quản lý trường mầm non, phổ thông", "", []string{"sổ liên lạc với phụ huynh", "thu học phí", "nhập điểm"}, []string{"D118", "N53"}},
	{"Hồ sơ bệnh án điện tử bệnh viện huyện", "", []string{"y lệnh", "kết quả xét nghiệm", "viện phí"}, []string{"D115"}},
	{"Quản lý đơn thư, tiếp công dân", "", []string{"phân loại đơn khiếu nại", "theo dõi giải quyết tố cáo"}, []string{"N48", "D63"}},
	{"Thi đua khen thưởng trực tuyến", "", []string{"hồ sơ đề nghị bằng khen", "tra cứu huân chương"}, []string{"D113"}},
	{"Quan trắc khí thải nhà máy", "", []string{"truyền số liệu trạm đo liên tục", "cảnh báo vượt ngưỡng"}, []string{"D83", "D95"}},
	{"Chatbot hỗ trợ công chức soạn văn bản", "", []string{"tóm tắt văn bản", "hỏi đáp nghiệp vụ"}, []string{"D64", "N09"}},
	{"Hồ sơ nhân sự CBCCVC", "", []string{"nâng lương", "nghỉ hưu", "điều động"}, []string{"A32", "N24", "D24", "D35"}},
	{"Số hóa kho tài liệu giấy, chỉnh lý phông lưu trữ", "", []string{"quét tài liệu", "tra cứu hồ sơ lưu trữ"}, []string{"N28"}},
	{"Giám sát tấn công mạng 24/7 cho các sở", "", []string{"thu thập log", "ứng cứu sự cố"}, []string{"A31", "D40", "N12", "D25", "D76"}},
	{"Bản đồ trạm BTS và cáp viễn thông", "", []string{"quản lý cột ăng ten", "tìm vùng lõm sóng"}, []string{"D108"}},
}

func TestEverydayDescriptionsFindTheirEntry(t *testing.T) {
	ix := shippedIndex(t)
	for _, c := range everyday {
		for _, boilerplate := range []string{"", " Tích hợp LGSP, NDXP, VNeID, chạy trên trung tâm dữ liệu tỉnh, giám sát bởi SOC; phục vụ chuyển đổi số của tỉnh."} {
			r := ix.Check(Query{Name: c.name, Summary: c.summary + boilerplate, Functions: c.functions})
			rank := 0
			for _, id := range c.right {
				if m, at := r.find(id); at > 0 && (rank == 0 || at < rank) && m.Weighty {
					rank = at
				}
			}
			if rank == 0 || rank > 3 {
				t.Errorf("%q%s: rank %d, verdict %s, first %s %q %v", c.name, boilerplate, rank, r.Verdict, r.Matches[0].ID, r.Matches[0].Name, r.Matches[0].Score)
			}
		}
	}
}
