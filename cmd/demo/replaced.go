package main

import (
	"context"
	"fmt"

	"pheduyet/seeds"
)

// ambulances is rejected by mistake, and the head puts that right.
var ambulances = subject{
	id: "thay-the-y-kien", name: "Phần mềm điều phối xe cứu thương liên bệnh viện", sector: "Y tế", by: soYTe,
	summary:   "Điều phối xe cứu thương giữa các bệnh viện theo vị trí, lịch trực của kíp xe và tình trạng xe.",
	functions: []string{"Tiếp nhận cuộc gọi cấp cứu", "Phân công kíp xe gần nhất", "Theo dõi vị trí xe", "Lập lịch trực kíp xe"},
}

// showReplaced shows a rejection entered by mistake, the head's decision in its
// place, and that the first stays in the trace.
func showReplaced(ctx context.Context, s *stage) error {
	const gate = "security_level"
	reject, err := step("decide", object{
		"outcome": "reject", "reason": "Không thống nhất (nhập nhầm ý kiến của hồ sơ khác).",
		"citations": []object{{"document": "KH 651/KH-UBND", "article": "III.2"}},
	})
	if err != nil {
		return err
	}
	reject.Gate = gate
	seed, err := ambulances.demonstration(s.at,
		seeds.Step{Act: "walk", Through: "budget_allocation"}, reject,
		seeds.Step{Act: "replace", Gate: gate, As: "head-cong-an-tinh"}, seeds.Step{Act: "walk"})
	if err != nil {
		return err
	}
	r, err := s.play(ctx, seed)
	s.rounds(r, gate)
	s.events(r, "replaced")
	return err
}

// replacement builds the call that puts what the gate's officers usually send in
// the place of their decision. Who sends it is the step's to say: only the head
// may.
func (f *filing) replacement(ctx context.Context, q call, s seeds.Step, over object) (call, error) {
	g, ok := f.view.gate(s.Gate)
	if !ok {
		return call{}, fmt.Errorf("quy trình của hồ sơ không có bước “%s”", s.Gate)
	}
	g.Round++ // its papers are those of the round that it opens
	desk := f.desks[g.Authority]
	decision, err := f.standard(ctx, g, desk)
	if err != nil {
		return call{}, err
	}
	order := f.document(g, desk)
	order["number"] = fmt.Sprintf("%d/%s", 5000+f.at, desk.Symbol)
	order["title"] = "V/v thay thế ý kiến đã ban hành"
	body, err := plain(object{
		"kind": "replace", "reason": "Ý kiến đã ban hành được nhập nhầm từ hồ sơ khác.", "document": order, "decision": decision,
	})
	if err != nil {
		return call{}, err
	}
	q.path = f.path("/gates/" + g.ID + "/amendment")
	q.body, err = withDays(merge(body, over), f.client.today)
	return q, err
}
