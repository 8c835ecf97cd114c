package main

import (
	"context"
	"fmt"
	"net/http"

	"pheduyet/seeds"
)

// The communes that merge, and what becomes of them. Nothing else of the
// demonstration is theirs.
const (
	endingCommune = "xa-muong-quang"
	otherCommune  = "xa-tri-le"
	mergedCommune = "xa-tri-le-muong-quang-trinh-dien"
	mergedName    = "Ủy ban nhân dân xã Tri Lễ – Mường Quàng (trình diễn)"
	mergerNumber  = "02/TRINH-DIEN"
)

// Who files for the commune is its head; whose account another admin confirms.
var (
	secondAdmin = newcomer{"quan-tri-trinh-dien", "Hoàng Trung Kiên", "so-khcn", "admin", confirmer}
	communeHead = newcomer{"lanh-dao-xa-muong-quang", "Lô Văn Thắng", endingCommune, "head", secondAdmin.username}
)

// loans is under way when its commune merges with another.
var loans = subject{
	id: "sap-nhap", name: "Sổ mượn cồng chiêng và nhạc cụ nhà sàn văn hóa bản", sector: "Văn hóa", scope: "commune", source: "khac",
	by: party{
		communeHead.username, "Ủy ban nhân dân xã Mường Quàng", "UBND-VHXH", communeHead.name, "bo-vhttdl", "BVHTTDL-CĐS",
	},
	summary:   "Ghi việc mượn, trả cồng chiêng, nhạc cụ của nhà sàn văn hóa các bản trong xã.",
	functions: []string{"Ghi mượn, trả nhạc cụ", "Nhắc trả nhạc cụ quá hạn"},
}

// showMerged has two communes merge, by two people, while a proposal of one is with
// the technology review: it becomes the successor's, whoever filed it signs in again
// and it goes on to its approval.
func showMerged(ctx context.Context, s *stage) error {
	for _, n := range []newcomer{secondAdmin, communeHead} {
		if err := s.client.welcome(ctx, n); err != nil {
			return fmt.Errorf("tài khoản %s: %w", n.username, err)
		}
	}
	seed, err := loans.demonstration(s.at, seeds.Step{Act: "walk", Through: "ministry_consultation"}, seeds.Step{Act: "merger"}, seeds.Step{Act: "walk"})
	if err != nil {
		return err
	}
	r, err := s.play(ctx, seed)
	if g, known := r.view.gate("ministry_consultation"); known {
		fmt.Fprintf(s.out, "   Xã Mường Quàng và xã Tri Lễ hợp nhất ngay sau bước “%s”; hồ sơ, người nộp và các bước còn lại sang %s\n", g.Title, mergedName)
	}
	s.events(r, "succeeded")
	if err == nil && r.view.Agency != mergedCommune {
		err = fmt.Errorf("hồ sơ thuộc %s, mong đợi %s", r.view.Agency, mergedCommune)
	}
	return err
}

// merged has the communes merge today, if they have not, and waits until the
// proposal is the successor's.
func (f *filing) merged(ctx context.Context) error {
	return f.outside(ctx, "merger", f.merger, "hai xã đã hợp nhất nhưng hồ sơ chưa chuyển sang xã mới")
}

// merger orders the merger unless that was done. What an earlier day proposed and
// nobody confirmed would take effect in the past, so the paper's number names the day.
func (f *filing) merger(ctx context.Context) error {
	c := f.client
	ended, err := c.hasEnded(ctx, endingCommune)
	if err != nil || ended {
		return err
	}
	return c.byTwo(ctx, order{
		kind: "agency_succession", number: mergerNumber + "-" + c.today.Format("20060102"), second: confirmer, key: stepKey(f.seed.ID, 0, "merger", c.today),
		note: "Hợp nhất hai xã trong phần trình diễn; không phải văn bản có thật.",
		body: object{
			"kind": "merge", "agencies": []string{endingCommune, otherCommune}, "day": "$today",
			"successor": object{"code": mergedCommune, "name": mergedName, "short_name": "Xã Tri Lễ – Mường Quàng"},
		},
	})
}

// hasEnded reports whether an agency has ended, or is to.
func (c *client) hasEnded(ctx context.Context, code string) (bool, error) {
	a, err := c.do(ctx, call{account: proposer, method: http.MethodGet, path: "/api/v1/agencies"})
	if err != nil {
		return false, err
	}
	var all struct{ Items []struct{ Code, To string } }
	if err := a.json(200, &all); err != nil {
		return false, err
	}
	for _, agency := range all.Items {
		if agency.Code == code {
			return agency.To != "", nil
		}
	}
	return false, fmt.Errorf("không có cơ quan “%s”", code)
}
