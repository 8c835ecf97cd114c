package main

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMerge(t *testing.T) {
	tests := []struct{ target, patch, want string }{
		{`{"a":1,"b":{"c":2,"d":3}}`, `{"b":{"c":9},"e":[1]}`, `{"a":1,"b":{"c":9,"d":3},"e":[1]}`},
		{`{"a":1,"b":2}`, `{"b":null}`, `{"a":1}`},
		{`{"a":[1,2]}`, `{"a":[3]}`, `{"a":[3]}`},
		{`{"a":1}`, `{"a":{"b":1}}`, `{"a":{"b":1}}`},
	}
	for _, tt := range tests {
		var target, patch, want any
		all := []*any{&target, &patch, &want}
		for i, text := range []string{tt.target, tt.patch, tt.want} {
			if err := json.Unmarshal([]byte(text), all[i]); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(want, merge(target, patch)); diff != "" {
			t.Errorf("%s over %s: %s", tt.patch, tt.target, diff)
		}
	}
}

func TestHolds(t *testing.T) {
	fields := map[string]json.RawMessage{"name": json.RawMessage(`"a"`), "list": json.RawMessage(`[1, 2]`)}
	tests := []struct {
		change map[string]any
		want   bool
	}{
		{map[string]any{"name": "a", "list": []any{1.0, 2.0}}, true},
		{map[string]any{"list": []any{2.0, 1.0}}, false},
		{map[string]any{"absent": "a"}, false},
	}
	for _, tt := range tests {
		if got := holds(fields, tt.change); got != tt.want {
			t.Errorf("%v: %t", tt.change, got)
		}
	}
}
