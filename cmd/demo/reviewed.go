package main

import (
	"context"

	"pheduyet/seeds"
)

// sluices is rejected by an adviser and reviewed by the province.
var sluices = subject{
	id: "xem-xet-lai", name: "Ứng dụng vận hành cống ngăn mặn ven biển", sector: "Thủy lợi", by: soNNMT,
	summary:   "Theo dõi độ mặn và lập lịch đóng mở các cống ngăn mặn ven biển.",
	functions: []string{"Ghi độ mặn tại cống", "Lập lịch đóng mở cống", "Báo cống hỏng"},
}

// showReviewed shows a rejection, the filing head's request to review it, the
// province that sends the proposal back, and its approval.
func showReviewed(ctx context.Context, s *stage) error {
	const gate = "technology_review"
	reject, err1 := step("decide", object{
		"outcome": "reject", "reason": "Chưa rõ vì sao không dùng chức năng sẵn có của Trung tâm giám sát, điều hành thông minh.",
		"citations": []object{{"document": "QĐ 4520/QĐ-UBND", "article": "III.2"}},
	})
	ask, err2 := step("review-request", object{
		"reason":   "Trung tâm giám sát không điều khiển được cống; ý kiến chưa xét nghiệp vụ đặc thù.",
		"document": sluices.by.paper(4200, s.at, "V/v đề nghị xem xét lại"),
	})
	back, err3 := step("review", object{
		"outcome": "send_back", "gate": gate, "reason": "Giao xem xét lại trên cơ sở giải trình của cơ quan đề xuất.",
		"document": s.provincialPaper("V/v kết quả xem xét lại"),
	})
	for _, err := range []error{err1, err2, err3} {
		if err != nil {
			return err
		}
	}
	reject.Gate, ask.As, back.As = gate, "head-so-nnmt", s.desks["ubnd-tinh"].Account
	seed, err := sluices.demonstration(s.at, seeds.Step{Act: "walk", Through: "ministry_consultation"}, reject, ask, back, seeds.Step{Act: "walk"})
	if err != nil {
		return err
	}
	r, err := s.play(ctx, seed)
	s.rounds(r, gate)
	s.events(r, "review_requested", "review_sent_back")
	return err
}

// provincialPaper is a paper of today's that UBND tỉnh signed.
func (s *stage) provincialPaper(title string) object {
	desk := s.desks["ubnd-tinh"]
	p := party{issuer: desk.Issuer, symbol: desk.Symbol, signatory: desk.Signatory}.paper(5000, s.at, title)
	p["capacity"] = desk.Capacity
	return p
}
