package api

import (
	"errors"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/proposal"
)

func TestParse(t *testing.T) {
	for name, c := range map[string]struct {
		body string
		code proposal.Code
		want []string // fields at fault
	}{
		"broken":             {`{"reason":`, codeMalformed, nil},
		"two objects":        {`{"reason":"a"}{}`, codeMalformed, nil},
		"trailing":           {`{"reason":"a"} x`, codeMalformed, nil},
		"list":               {`[]`, codeMalformed, nil},
		"null":               {`null`, codeMalformed, nil},
		"not UTF-8":          {"{\"reason\":\"\xff\"}", codeMalformed, nil},
		"unknown":            {`{"reason":"a","b":1,"a":2}`, proposal.CodeInvalid, []string{"a", "b"}},
		"another case":       {`{"Reason":"a"}`, proposal.CodeInvalid, []string{"Reason"}},
		"answered, not sent": {`{"documents":[{"number":"1","late":true,"sha256":"x"}]}`, proposal.CodeInvalid, []string{"documents[0].late", "documents[0].sha256"}},
		"in a citation":      {`{"items":[{"citation":{"document":"x","note":"y"}}]}`, proposal.CodeInvalid, []string{"items[0].citation.note"}},
		"deep":               {`{"details":{"findings":[{},{"way":1}]}}`, proposal.CodeInvalid, []string{"details.findings[1].way"}},
	} {
		_, _, err := parse[proposal.Decision]([]byte(c.body))
		e, ok := errors.AsType[*proposal.Error](err)
		if !ok {
			t.Errorf("%s: no refusal: %v", name, err)
			continue
		}
		var got []string
		for _, f := range e.Fields {
			got = append(got, f.Field)
		}
		if d := cmp.Diff(c.want, got); d != "" || e.Code != c.code {
			t.Errorf("%s: code %s, want %s; fields %s", name, e.Code, c.code, d)
		}
	}
}

// Whatever is sent, what comes out fits the domain: texts in NFC without control
// characters, or a refusal that names the field.
func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"kind":"new_build","name":"Hệ thống","budget":[{"fiscal_year":2027,"source":"khac","amount_vnd":1}]}`))
	f.Add([]byte(`{"name":"a\u0000b","security":{"state_secret":"x"},"functions":[null,1,"\ud800"]}`))
	f.Add([]byte(`{"name":1e400,"budget":[[]],"operating_cost_per_year":9223372036854775808}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		facts, c, err := parse[proposal.Facts](data)
		if err != nil {
			if _, ok := errors.AsType[*proposal.Error](err); !ok {
				t.Fatalf("%q: %v is no refusal", data, err)
			}
			return
		}
		for _, s := range []string{facts.Name, facts.Sector, string(facts.Kind)} {
			if !norm.NFC.IsNormalString(s) {
				t.Errorf("%q is not NFC", s)
			}
			for _, r := range s {
				if unicode.IsControl(r) {
					t.Errorf("%q has a control character", s)
				}
			}
		}
		if err := c.check(facts); err != nil {
			if e, ok := errors.AsType[*proposal.Error](err); !ok || len(e.Fields) == 0 {
				t.Errorf("%q: %v names no field", data, err)
			}
		}
		again, d, err := parse[proposal.Facts](c.json)
		if err != nil || d.hash != c.hash || cmp.Diff(facts, again) != "" {
			t.Errorf("%q read again is not the same: %v", data, err)
		}
	})
}
