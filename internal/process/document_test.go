package process_test

import (
	"strings"
	"testing"

	"pheduyet/internal/process"
	"pheduyet/internal/proposal"
)

func doc(change func(*process.Document)) process.Document {
	d := process.Document{Name: "QĐ 1", Number: "1/QĐ", Title: "t", Issuer: "i", From: "2026-01-01", Source: "s", Grade: "stated"}
	change(&d)
	return d
}

func TestRegisterNamesTheFault(t *testing.T) {
	same := func(*process.Document) {}
	tests := []struct {
		name string
		docs []process.Document
		want string
	}{
		{"a name twice", []process.Document{doc(same), doc(same)}, "[1].name: Văn bản “QĐ 1” có hai lần"},
		{"no title", []process.Document{doc(func(d *process.Document) { d.Title = "" })}, "[0].title: Thiếu"},
		{"no date", []process.Document{doc(func(d *process.Document) { d.From = "" })}, "[0].from: Ngày"},
		{"bad date of issue", []process.Document{doc(func(d *process.Document) { d.Issued = "2026-02-30" })}, "[0].from: Ngày"},
		{"ends first", []process.Document{doc(func(d *process.Document) { d.To = "2025-12-31" })}, "[0].to: Văn bản"},
		{"no grade", []process.Document{doc(func(d *process.Document) { d.Grade = "sure" })}, "[0].grade: Mức tin cậy"},
		{"replaced by nothing known", []process.Document{doc(func(d *process.Document) { d.ReplacedBy = "QĐ 2" })}, "[0].replaced_by: Văn bản thay thế “QĐ 2”"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := process.NewRegister(tt.docs); !strings.Contains(vietnamese(err), tt.want) {
				t.Errorf("got %q, want %q", vietnamese(err), tt.want)
			}
		})
	}
	if _, err := process.ParseRegister([]byte(`[{"colour": 1}]`)); proposal.CodeOf(err) != proposal.CodeInvalid {
		t.Errorf("an unknown field gives %v", err)
	}
}

func TestInForce(t *testing.T) {
	ended := doc(func(d *process.Document) { d.To = "2026-06-30" })
	open := doc(func(*process.Document) {})
	tests := []struct {
		name     string
		doc      process.Document
		from, to proposal.Date
		want     bool
	}{
		{"the very same days", ended, "2026-01-01", "2026-06-30", true},
		{"a day too early", ended, "2025-12-31", "2026-06-30", false},
		{"a day too late", ended, "2026-01-01", "2026-07-01", false},
		{"an open period of an ended document", ended, "2026-01-01", "", false},
		{"an open period of an open document", open, "2026-01-01", "", true},
		{"one day", open, "2026-01-01", "2026-01-01", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.doc.InForce(tt.from, tt.to); got != tt.want {
				t.Errorf("got %v", got)
			}
		})
	}
}
