package main

import (
	"context"
	"encoding/json"

	"pheduyet/seeds"
)

// buoys is under way when an edition of the catalog brings in its like.
var buoys = subject{
	id: "ra-soat-lai", name: "Phần mềm theo dõi phao tiêu luồng lạch cửa biển", sector: "Thủy sản", by: soNNMT,
	summary:   "Theo dõi vị trí, đèn và bảo dưỡng phao tiêu trên luồng lạch cửa biển.",
	functions: []string{"Theo dõi vị trí phao tiêu", "Lập lịch bảo dưỡng đèn phao tiêu luồng lạch"},
}

// The edition, and the number of the paper that orders it.
const (
	editionID     = "trinh-dien-bo-sung"
	editionNumber = "01/TRINH-DIEN"
)

// showRescreened has an edition of the catalog take effect by two people while a
// proposal is with the technology review: the duplication check that it had passed
// reopens, and it goes on from there, on a condition.
func showRescreened(ctx context.Context, s *stage) error {
	const gate = "duplication_check"
	seed, err := buoys.demonstration(s.at, seeds.Step{Act: "walk", Through: "ministry_consultation"}, seeds.Step{Act: "edition"}, seeds.Step{Act: "walk"})
	if err != nil {
		return err
	}
	seed.Findings = map[string]seeds.Judgement{editionID + "-1": {
		Finding: "overlap", Note: "Hệ thống của Bộ đã theo dõi phao tiêu trên luồng hàng hải.",
		Condition: "Dùng dữ liệu luồng hàng hải từ hệ thống của Bộ; chỉ xây dựng phần luồng lạch do tỉnh quản lý.",
	}}
	seed.Expect.Gates[gate] = "approve_with_conditions"
	r, err := s.play(ctx, seed)
	s.rounds(r, gate)
	s.events(r, "match_found")
	return err
}

// rescreened brings the edition in, if it is not there, and waits until the system
// has compared the proposal with it.
func (f *filing) rescreened(ctx context.Context) error {
	return f.outside(ctx, "edition", f.edition, "danh mục đã có bản mới nhưng hồ sơ chưa được rà soát lại")
}

func (f *filing) edition(ctx context.Context) error {
	o, err := f.newEdition()
	if err != nil {
		return err
	}
	return f.client.byTwo(ctx, o)
}

// newEdition orders an edition with one system that does what the proposal asks for.
func (f *filing) newEdition() (order, error) {
	var asked struct {
		Name, Summary string
		Functions     []string
	}
	if err := json.Unmarshal(f.seed.Facts, &asked); err != nil {
		return order{}, err
	}
	return order{
		kind: "catalog_edition", number: editionNumber, second: confirmer, key: stepKey(f.seed.ID, 0, "edition", f.client.today),
		note: "Bản danh mục của phần trình diễn; không phải văn bản có thật.",
		body: object{
			"id": editionID, "number": editionNumber, "document": "", "title": "Danh mục bổ sung (trình diễn)", "issuer": "Bộ Khoa học và Công nghệ",
			"issued": "$today", "effective_from": "$today", "effective_to": "", "reference": false, "source": "trình diễn", "grade": "unverified", "note": "Bản danh mục không có thật, chỉ để trình diễn.",
			"entries": []object{{
				"id": editionID + "-1", "name": asked.Name, "owner": "", "owner_name": "Bộ Khoa học và Công nghệ", "scope": "national", "state": "in_use",
				"shared": true, "provinces": false, "reference": false, "description": asked.Summary, "source": editionNumber + ", dòng 1",
				"profile": object{"does": asked.Functions},
			}},
		},
	}, nil
}
