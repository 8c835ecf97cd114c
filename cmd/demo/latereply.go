package main

import (
	"context"
	"errors"
	"fmt"

	"pheduyet/seeds"
)

// hives waits for a ministry that is late.
var hives = subject{
	id: "bo-tra-loi-cham", name: "Phần mềm đăng ký điểm đặt tổ ong ven rừng", sector: "Chăn nuôi", by: soNNMT,
	summary:   "Đăng ký, sắp xếp điểm đặt tổ ong ven rừng theo mùa hoa để tránh tranh chấp.",
	functions: []string{"Đăng ký điểm đặt tổ ong", "Xếp điểm đặt theo mùa hoa", "Báo ong chết hàng loạt"},
}

// showLateReply shows the reminder letters to a ministry that is late: the first
// ones for the filing agency to sign, the next for UBND tỉnh, and then its reply.
// No day is shortened and no time passes here, so each letter comes in a round of
// its own: Sở KH&CN asks for a supplement twice meanwhile, and in each round the
// system finds the ministry late at once.
func showLateReply(ctx context.Context, s *stage) error {
	const gate = "ministry_consultation"
	seed, err := hives.demonstration(s.at)
	if err != nil {
		return err
	}
	letter, err1 := step("letter", object{"letter": object{"number": hives.by.number(4000, s.at), "date": "$today-60"}})
	first, err2 := askedAgain(s.at, 1, gate, "Nêu rõ cơ quan quản lý vùng rừng đã đồng ý chưa.", "Đã có ý kiến đồng ý, gửi kèm.")
	second, err3 := askedAgain(s.at, 2, gate, "Nêu cách tính sức chứa của từng điểm đặt.", "Đã bổ sung cách tính.")
	if err := errors.Join(err1, err2, err3); err != nil {
		return err
	}
	reply, submit := seed.Script[1], seed.Script[2]
	late := seeds.Step{Act: "reminder", Gate: gate}
	seed.Script = []seeds.Step{letter, submit, {Act: "walk", Through: "duplication_check"}, late}
	seed.Script = append(append(append(seed.Script, first...), late), append(second, late, reply, seeds.Step{Act: "walk"})...)
	r, err := s.play(ctx, seed)
	fmt.Fprintln(s.out, "   Số ngày theo đúng gói quy trình, không rút ngắn: công văn hỏi gửi từ 60 ngày trước nên Bộ đã quá hạn ngay khi bước mở;")
	fmt.Fprintln(s.out, "   hồ sơ được yêu cầu bổ sung hai lần nên bước này mở ba lượt, mỗi lượt hệ thống nhắc một lần (trong thực tế, theo nhịp nhắc của gói).")
	for _, l := range r.view.Letters {
		fmt.Fprintln(s.out, "   "+l.line())
	}
	s.rounds(r, gate)
	s.events(r, "reply_recorded")
	if n := len(r.view.Letters); err == nil && (n != 3 || r.view.Letters[0].SignBy == r.view.Letters[2].SignBy) {
		return fmt.Errorf("có %d dự thảo công văn nhắc, mong đợi ba, dự thảo cuối do cơ quan khác ký", n)
	}
	return err
}

// askedAgain is a return of the gate with one item, and the filer's answer.
func askedAgain(at, n int, gate, item, answer string) ([]seeds.Step, error) {
	body := object{
		"outcome": "return", "reason": "Hồ sơ chưa đủ để theo dõi việc lấy ý kiến.", "documents": []any{}, "details": nil, "conditions": []any{},
		"items": []object{{"text": item}},
	}
	as := ""
	if n > 1 { // what was not asked at first is for the head to ask
		as, body["head_reason"] = "head-so-khcn", "Nội dung phát sinh từ phần bổ sung; lãnh đạo Sở yêu cầu thêm một lần."
	}
	back, err1 := step("decide", body)
	again, err2 := step("submit", object{"document": hives.by.paper(4200+100*n, at, "V/v giải trình, bổ sung hồ sơ")})
	back.Gate, back.As, again.Answers = gate, as, []string{answer}
	return []seeds.Step{back, again}, errors.Join(err1, err2)
}
