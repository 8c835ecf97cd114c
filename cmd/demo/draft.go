package main

import (
	"cmp"
	"encoding/json"
	"fmt"

	"pheduyet/seeds"
)

// subject is what a proposal of the demonstration's own is about. All of it is
// made up: nothing that a source plans, and nothing that the catalog has.
type subject struct {
	id, name, summary, sector string
	functions                 []string
	by                        party
	scope, source             string // where not an agency's own from current spending
}

// party is who files: an account, and what its papers carry.
type party struct {
	filer, issuer, symbol, signatory, ministry, ministrySymbol string
}

var (
	soYTe  = party{"filer-so-y-te", "Sở Y tế", "SYT-KHTC", "Phạm Thị Bích Ngọc", "bo-y-te", "BYT-KHCN"}
	soNNMT = party{"filer-so-nnmt", "Sở Nông nghiệp và Môi trường", "SNNMT-KHTC", "Nguyễn Hữu Phước", "bo-nn-mt", "BNNMT-CĐS"}
)

// draft gives the proposal's facts, the same at every run: they name no day of
// today's.
func (s subject) draft() (json.RawMessage, error) {
	return json.Marshal(object{
		"kind": "new_build", "name": s.name, "summary": s.summary, "functions": s.functions, "sector": s.sector,
		"line_ministry": s.by.ministry, "scope": cmp.Or(s.scope, "agency"), "architecture_layer": 3,
		"users":        []string{"Công chức, viên chức của Sở và các đơn vị trực thuộc"},
		"integrations": []string{"Nền tảng tích hợp, chia sẻ dữ liệu cấp tỉnh (LGSP)", "VNeID"},
		"budget":       []object{{"fiscal_year": 2029, "source": cmp.Or(s.source, "chi-thuong-xuyen"), "amount_vnd": 1_500_000_000}},
		"security": object{
			"proposed_level": 2, "audience": "internal", "information": "restricted", "infrastructure": "one_agency",
			"personal_data_subjects": 0, "sensitive_data_subjects": 0, "handles_tthc": false, "state_secret": false,
		},
		"legal_basis":         []string{"QĐ 4520/QĐ-UBND", "KH 651/KH-UBND"},
		"expected_completion": "2030-12-31",
	})
}

// demonstration is the subject's proposal with its script: asked of the ministry,
// which agrees, filed, then what is shown. It is approved in the end.
func (s subject) demonstration(at int, shown ...seeds.Step) (seeds.Demonstration, error) {
	facts, err := s.draft()
	if err != nil {
		return seeds.Demonstration{}, err
	}
	letter, err1 := step("letter", object{"letter": object{"number": s.by.number(4000, at), "date": "$today-20"}})
	reply, err2 := step("reply", object{"reply": object{
		"number": fmt.Sprintf("%d/%s", 6000+at, s.by.ministrySymbol), "date": "$today-3", "position": "agree", "conditions": []string{},
	}})
	submit, err3 := step("submit", object{"document": s.by.paper(4100, at, "V/v đề nghị xem xét chủ trương xây dựng hệ thống thông tin")})
	for _, err := range []error{err1, err2, err3} {
		if err != nil {
			return seeds.Demonstration{}, err
		}
	}
	return seeds.Demonstration{
		ID: "them-" + s.id, Filer: s.by.filer, Facts: facts, Different: "Mục này phục vụ nghiệp vụ khác, không trùng chức năng.",
		Script: append([]seeds.Step{letter, reply, submit}, shown...),
		Expect: seeds.Expectation{Status: "approved", Gates: map[string]string{
			"duplication_check": "approve", "ministry_consultation": "approve", "technology_review": "approve",
			"budget_allocation": "approve", "security_level": "approve", "provincial_decision": "approve",
		}},
	}, nil
}

// step is a step with a body.
func step(act string, body object) (seeds.Step, error) {
	data, err := json.Marshal(body)
	return seeds.Step{Act: act, Body: data}, err
}

func (p party) number(from, at int) string { return fmt.Sprintf("%d/%s", from+at, p.symbol) }

// paper is a paper of today that the agency's head signed.
func (p party) paper(from, at int, title string) object {
	return object{"number": p.number(from, at), "date": "$today", "title": title, "issuer": p.issuer, "signatory": p.signatory, "capacity": ""}
}
