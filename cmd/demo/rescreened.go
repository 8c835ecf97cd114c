package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"time"

	"pheduyet/seeds"
)

// buoys is under way when an edition of the catalog brings in its like.
var buoys = subject{
	id: "ra-soat-lai", name: "Phần mềm theo dõi phao tiêu luồng lạch cửa biển", sector: "Thủy sản", by: soNNMT,
	summary:   "Theo dõi vị trí, đèn và bảo dưỡng phao tiêu trên luồng lạch cửa biển.",
	functions: []string{"Theo dõi vị trí phao tiêu", "Lập lịch bảo dưỡng đèn phao tiêu luồng lạch"},
}

// Who proposes a change of the catalog and who confirms it: two people. The number
// is that of the paper that orders it, by which it is found again.
const (
	proposer      = "admin"
	confirmer     = "head-so-khcn"
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
	for i := range comparison {
		if place, done := f.past.after(f.cursor, "edition", ""); done {
			f.cursor = place
			return nil
		}
		if i == 0 {
			if err := f.edition(ctx); err != nil {
				return err
			}
		}
		if err := f.client.pause(ctx, time.Second); err != nil {
			return err
		}
		if err := f.refresh(ctx); err != nil {
			return err
		}
	}
	return fmt.Errorf("danh mục đã có bản mới nhưng hồ sơ chưa được rà soát lại sau %d giây", comparison)
}

// order is a change of a register as the server tells it.
type order struct {
	ID       string `json:"id"`
	State    string `json:"state"`
	Document *paper `json:"document"`
}

// edition proposes the edition and confirms it, whichever is still to be done.
func (f *filing) edition(ctx context.Context) error {
	o, found, err := f.ordered(ctx)
	if err == nil && !found {
		o, err = f.propose(ctx)
	}
	if err != nil || o.State != "proposed" {
		return err
	}
	a, err := f.client.do(ctx, call{
		account: confirmer, method: http.MethodPost, path: "/api/v1/changes/" + o.ID + "/confirmation",
		key: "demo-" + f.seed.ID + "-confirm-" + o.ID, body: object{"confirmed": true, "note": "Đã đối chiếu với văn bản."},
	})
	if err != nil {
		return err
	}
	return a.json(200, &o)
}

// ordered finds the change of an earlier run that nobody declined.
func (f *filing) ordered(ctx context.Context) (order, bool, error) {
	a, err := f.client.do(ctx, call{account: proposer, method: http.MethodGet, path: "/api/v1/changes"})
	if err != nil {
		return order{}, false, err
	}
	var all struct{ Items []order }
	if err := a.json(200, &all); err != nil {
		return order{}, false, err
	}
	i := slices.IndexFunc(all.Items, func(o order) bool {
		return o.Document != nil && o.Document.Number == editionNumber && o.State != "declined"
	})
	if i < 0 {
		return order{}, false, nil
	}
	return all.Items[i], true, nil
}

// propose orders an edition with one system that does what the proposal asks for.
func (f *filing) propose(ctx context.Context) (order, error) {
	var asked struct {
		Name, Summary string
		Functions     []string
	}
	if err := json.Unmarshal(f.seed.Facts, &asked); err != nil {
		return order{}, err
	}
	body, err := plain(object{
		"kind": "catalog_edition", "document": object{"number": editionNumber, "date": "$today"},
		"note": "Bản danh mục của phần trình diễn; không phải văn bản có thật.",
		"body": object{
			"id": editionID, "number": editionNumber, "document": "", "title": "Danh mục bổ sung (trình diễn)", "issuer": "Bộ Khoa học và Công nghệ",
			"issued": "$today", "effective_from": "$today", "effective_to": "", "reference": false, "source": "trình diễn", "grade": "unverified", "note": "Bản danh mục không có thật, chỉ để trình diễn.",
			"entries": []object{{
				"id": editionID + "-1", "name": asked.Name, "owner": "", "owner_name": "Bộ Khoa học và Công nghệ", "scope": "national", "state": "in_use",
				"shared": true, "provinces": false, "reference": false, "description": asked.Summary, "source": editionNumber + ", dòng 1",
				"profile": object{"does": asked.Functions},
			}},
		},
	})
	if err == nil {
		body, err = withDays(body, f.client.today)
	}
	if err != nil {
		return order{}, err
	}
	a, err := f.client.do(ctx, call{account: proposer, method: http.MethodPost, path: "/api/v1/changes", key: stepKey(f.seed.ID, 0, "edition", f.client.today), body: body})
	if err != nil {
		return order{}, err
	}
	var o order
	return o, a.json(201, &o)
}
