package main

import (
	"context"
	"fmt"
	"net/http"

	"pheduyet/seeds"
)

// beds is signed for a head by an officer of the head's agency.
var beds = subject{
	id: "phan-cong", name: "Phần mềm theo dõi giường chạy thận nhân tạo", sector: "Y tế", by: soYTe,
	summary:   "Xếp ca, theo dõi máy và giường chạy thận nhân tạo giữa các bệnh viện công lập.",
	functions: []string{"Xếp ca chạy thận", "Theo dõi máy chạy thận", "Báo máy hỏng"},
}

// The head who delegates, to whom, and the number of the paper, by which a
// delegation of an earlier run is found again.
const (
	delegator        = "head-so-khcn"
	deputy           = "reviewer2-so-khcn"
	deputyName       = "Ngô Thị Thu Hà"
	delegationNumber = "18/QĐ-SKHCN-TD"
)

// delegation is a written authority to act for a head.
type delegation struct {
	ID       string `json:"id"`
	State    string `json:"state"`
	Document paper  `json:"document"`
}

// showDelegated has a head assign a gate to an officer, who decides in the head's
// stead; then the assignment ends.
func showDelegated(ctx context.Context, s *stage) error {
	const gate = "technology_review"
	through := seeds.Step{Act: "walk", Through: "ministry_consultation"}
	seed, err := beds.demonstration(s.at, through, seeds.Step{Act: "decide", Gate: gate, As: deputy}, seeds.Step{Act: "walk"})
	if err != nil {
		return err
	}
	f := &filing{runner: &s.runner, at: s.at, seed: seed}
	if err := f.create(ctx); err != nil {
		return err
	}
	if err := f.refresh(ctx); err != nil {
		return err
	}
	if _, done := f.past.after(0, "decide", gate); !done {
		signed, err := s.signedFor(ctx, gate)
		if err != nil {
			return err
		}
		seed.Script[len(seed.Script)-2].Body = signed.Body
	}
	r, err := s.play(ctx, seed)
	for _, round := range r.history.Gates {
		if by, ok := round.Decision["acted_for"].(object); ok {
			who, _ := by["person"].(object)
			signer, _ := round.Decision["by"].(object)
			fmt.Fprintf(s.out, "   %s ký %s cho %s theo văn bản %s\n", text(signer, "name"), text(by, "capacity"), text(who, "name"), text(by, "number"))
		}
	}
	if err != nil {
		return err
	}
	return s.endDelegation(ctx)
}

// signedFor is what the deputy lays over the usual decision.
func (s *stage) signedFor(ctx context.Context, gate string) (seeds.Step, error) {
	d, found, err := s.inForce(ctx)
	if err == nil && !found {
		d, err = s.delegate(ctx, gate)
	}
	if err != nil {
		return seeds.Step{}, err
	}
	desk := s.desks["so-khcn"]
	opinion := party{issuer: desk.Issuer, symbol: desk.Symbol, signatory: deputyName}.paper(7000, s.at, titles[gate])
	opinion["capacity"] = "KT."
	return step("decide", object{"acting_for": d.ID, "documents": []object{opinion}})
}

// inForce finds the delegation of an earlier run that was interrupted.
func (s *stage) inForce(ctx context.Context) (delegation, bool, error) {
	a, err := s.client.do(ctx, call{account: delegator, method: http.MethodGet, path: "/api/v1/delegations"})
	if err != nil {
		return delegation{}, false, err
	}
	var all struct{ Items []delegation }
	if err := a.json(200, &all); err != nil {
		return delegation{}, false, err
	}
	for _, d := range all.Items {
		if d.Document.Number == delegationNumber && d.State == "in_force" {
			return d, true, nil
		}
	}
	return delegation{}, false, nil
}

func (s *stage) delegate(ctx context.Context, gate string) (delegation, error) {
	desk := s.desks["so-khcn"]
	body, err := withDays(object{
		"kind": "assignment", "delegate": deputy, "position": "Người được giao phụ trách thẩm định kỹ thuật", "gates": []any{gate},
		"from": "$today", "to": "$today+7",
		"document": object{
			"number": delegationNumber, "date": "$today", "title": "Về việc phân công giải quyết công việc",
			"issuer": desk.Issuer, "signatory": desk.Signatory, "capacity": "",
		},
	}, s.client.today)
	if err != nil {
		return delegation{}, err
	}
	a, err := s.client.do(ctx, call{account: delegator, method: http.MethodPost, path: "/api/v1/delegations", key: stepKey("them-"+beds.id, 0, "giao", s.client.today), body: body})
	if err != nil {
		return delegation{}, err
	}
	var d delegation
	return d, a.json(201, &d)
}

// endDelegation leaves nobody with a power that the demonstration gave.
func (s *stage) endDelegation(ctx context.Context) error {
	d, found, err := s.inForce(ctx)
	if err != nil || !found {
		return err
	}
	a, err := s.client.do(ctx, call{
		account: delegator, method: http.MethodPost, path: "/api/v1/delegations/" + d.ID + "/end",
		key: "demo-them-" + beds.id + "-end-" + d.ID, body: object{"reason": "Đã xong việc được giao."},
	})
	if err != nil {
		return err
	}
	return a.json(200, &d)
}
