package main

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"pheduyet/seeds"
)

// Days, after the decision, by which a condition of the demonstration is due.
const conditionDue = "$today+180"

// object is a JSON object.
type object = map[string]any

// standard is what the officers of a gate usually send: the documents, an
// approval, and the details of its kind. What forces conditions brings them.
func (f *filing) standard(ctx context.Context, g gate, desk seeds.Desk) (object, error) {
	body := object{"reason": reasons[g.Kind], "documents": []object{f.document(g, desk)}}
	var conditions []string
	switch g.Kind {
	case "duplication_check":
		body["details"], conditions = f.findings()
	case "ministry_consultation":
		conditions = f.agreedOn()
	case "technology_review", "review":
		checklist, err := f.checklist(ctx, g)
		if err != nil {
			return nil, err
		}
		body["details"] = object{"checklist": checklist}
	case "budget_allocation":
		body["details"] = object{"allocations": f.view.Budget}
	case "security_level":
		body["details"] = object{"level": f.level(), "basis": "opinion"}
	case "provincial_decision":
		body["details"] = f.provincial(desk)
	}
	body["outcome"] = "approve"
	if len(conditions) > 0 {
		body["outcome"], body["conditions"] = "approve_with_conditions", f.conditions(conditions)
	}
	return body, nil
}

var reasons = map[string]string{
	"duplication_check":     "Đã xem từng mục tương tự; không có mục nào làm cho việc xây dựng trở nên trùng lặp.",
	"ministry_consultation": "Văn bản trả lời thống nhất của Bộ quản lý chuyên ngành đã được đối chiếu và vẫn bao quát nội dung hồ sơ.",
	"technology_review":     "Phù hợp Khung kiến trúc số của tỉnh; các mục kiểm tra bắt buộc đều đạt.",
	"budget_allocation":     "Khả năng cân đối ngân sách bảo đảm mức đề nghị.",
	"security_level":        "Cấp độ đề xuất phù hợp với dữ kiện; hồ sơ đề xuất cấp độ được phê duyệt trước khi vận hành.",
	"provincial_decision":   "Các bước tham mưu đã thông qua.",
}

var titles = map[string]string{
	"duplication_check":     "V/v ý kiến về kết quả rà soát trùng lặp",
	"ministry_consultation": "V/v xác nhận ý kiến của Bộ quản lý chuyên ngành",
	"technology_review":     "V/v ý kiến về công nghệ và sự phù hợp Khung kiến trúc số",
	"budget_allocation":     "V/v ý kiến về kinh phí và nguồn vốn",
	"security_level":        "V/v ý kiến về cấp độ an toàn hệ thống thông tin",
	"provincial_decision":   "Về chủ trương xây dựng hệ thống thông tin",
}

// document is the paper behind a decision. Its number is made from the places of
// the seed and the gate and from the round, so that no two are alike.
func (f *filing) document(g gate, desk seeds.Desk) object {
	place := slices.IndexFunc(f.view.Gates, func(o gate) bool { return o.ID == g.ID }) + 1
	return object{
		"number": fmt.Sprintf("%d/%s", 1000+100*f.at+10*place+g.Round, desk.Symbol), "date": "$today",
		"title": titles[g.Kind], "issuer": desk.Issuer, "signatory": desk.Signatory, "capacity": desk.Capacity,
	}
}

// findings judges every match of weight and whatever else the seed judges, and
// gives the conditions of the overlaps.
func (f *filing) findings() (details object, conditions []string) {
	list := []object{}
	for _, id := range slices.Sorted(maps.Keys(f.seed.Findings)) {
		j := f.seed.Findings[id]
		list = append(list, object{"entry_id": id, "finding": j.Finding, "note": j.Note, "way_out": j.WayOut})
		if j.Condition != "" {
			conditions = append(conditions, j.Condition)
		}
	}
	if f.view.Screening == nil {
		return object{"findings": list}, conditions
	}
	for _, m := range f.view.Screening.Matches {
		judged := slices.ContainsFunc(append(slices.Clone(m.Twins), m.ID), func(id string) bool {
			_, ok := f.seed.Findings[id]
			return ok
		})
		if m.Weighty && !judged {
			list = append(list, object{"entry_id": m.ID, "finding": "different", "note": f.seed.Different})
		}
	}
	return object{"findings": list}, conditions
}

// agreedOn are the conditions of the ministries that agreed with some.
func (f *filing) agreedOn() []string {
	var all []string
	for _, r := range f.view.Replies {
		if r.Position == "agree_with_conditions" {
			all = append(all, r.Conditions...)
		}
	}
	return all
}

func (f *filing) conditions(texts []string) []object {
	list := make([]object, len(texts))
	for i, t := range texts {
		list[i] = object{"text": t, "owner": f.view.Agency, "due": conditionDue}
	}
	return list
}

func (f *filing) level() int {
	if f.view.Security == nil {
		return 0
	}
	return f.view.Security.ProposedLevel
}

// provincial names who signs, and the level that the province approves itself.
func (f *filing) provincial(desk seeds.Desk) object {
	d := object{"signatory": desk.Signatory, "capacity": desk.Capacity}
	if f.level() >= 3 {
		d["level"] = f.level()
	}
	return d
}
