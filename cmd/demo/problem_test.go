package main

import (
	"strings"
	"testing"

	"pheduyet/seeds"
)

func TestRefusedAs(t *testing.T) {
	refusal := answer{status: 422, body: []byte(`{"status":422,"code":"invalid","detail":"x","errors":[{"field":"details.findings[0].finding","message":"m"}]}`)}
	tests := []struct {
		name string
		got  answer
		want seeds.Refusal
		says string
	}{
		{"as wanted", refusal, seeds.Refusal{Status: 422, Code: "invalid"}, ""},
		{"inside the field", refusal, seeds.Refusal{Status: 422, Code: "invalid", Field: "details.findings"}, ""},
		{"only the same letters", refusal, seeds.Refusal{Status: 422, Code: "invalid", Field: "details.find"}, "không vì “details.find”"},
		{"another status", refusal, seeds.Refusal{Status: 409, Code: "budget_exceeded"}, "lẽ ra bị từ chối 409 budget_exceeded"},
		{"accepted", answer{status: 200, body: []byte(`{}`)}, seeds.Refusal{Status: 409, Code: "conflict"}, "nhưng máy chủ nhận"},
		{"no problem document", answer{status: 502, body: []byte(`<html>`)}, seeds.Refusal{Status: 409, Code: "conflict"}, "<html>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := refusedAs(tt.got, tt.want)
			if (tt.says == "") != (got == "") || !strings.Contains(got, tt.says) {
				t.Errorf("says %q, want %q", got, tt.says)
			}
		})
	}
}
