package pages

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestBodyReadsAForm(t *testing.T) {
	v := &visit{lang: "vi"}
	got, err := v.body(&form{Values: url.Values{
		"name": {" Nền tảng "}, "summary": {""}, "architecture_layer:int": {"2"},
		"budget[0].amount_vnd:int": {"1.500.000"}, "budget[0].source": {"khac"},
		"budget[2].amount_vnd:int": {"2 000"}, "budget[10].amount_vnd:int": {"3"}, "budget[1].source": {""},
		"functions:lines": {"một\r\n\r\n hai \n"}, "users:list": {"a", "", "b"}, "security.state_secret:bool": {"false"},
		"expected_completion:day": {"2"}, "expected_completion:month": {"9"}, "expected_completion:year": {"2027"},
		"details.findings[0].note": {"x"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]any{
		"name": "Nền tảng", "architecture_layer": int64(2),
		"budget": []any{
			map[string]any{"amount_vnd": int64(1_500_000), "source": "khac"},
			map[string]any{"amount_vnd": int64(2000)}, map[string]any{"amount_vnd": int64(3)},
		},
		"functions": []any{"một", "hai"}, "users": []any{"a", "b"}, "security": map[string]any{"state_secret": false},
		"expected_completion": "2027-09-02", "details": map[string]any{"findings": []any{map[string]any{"note": "x"}}},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestWhatCannotBeReadIsToldAtItsField(t *testing.T) {
	for name, values := range map[string]url.Values{
		"budget[0].amount_vnd": {"budget[0].amount_vnd:int": {"nhiều"}},
		"due":                  {"due:day": {"1"}, "due:month": {""}, "due:year": {"2027"}},
		"date":                 {"date:day": {"1"}, "date:month": {"2"}, "date:year": {""}},
		"when":                 {"when:day": {"x"}, "when:month": {"2"}, "when:year": {"2027"}},
	} {
		f := &form{Values: values, Key: "first"}
		if _, err := (&visit{lang: "vi"}).body(f); err == nil || f.Error(name) == "" || !f.refused(err) || f.Key == "first" {
			t.Errorf("%s: %v, told %q", name, err, f.Error(name))
		}
	}
}

func TestNamesThatNoFormHasAreRefused(t *testing.T) {
	for what, name := range map[string]string{
		"no step": ".", "brackets alone": "[]:int", "a million steps": strings.Repeat("a.", 1_000_000) + "a", "seventeen steps": strings.Repeat("a[0].", 8) + "a",
	} {
		_, err := (&visit{lang: "vi"}).body(&form{Values: url.Values{name: {"x"}}})
		if p, ok := errors.AsType[*problem](err); !ok || p.Status != http.StatusBadRequest {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestRowsOfAListAreFew(t *testing.T) {
	for name, want := range map[string]int{
		"budget[1].source": 4, "budget[9223372036854775807].source": 50, "budget[-9].source": 2, "budget[x].source": 2, "else[3].source": 2,
	} {
		if got := len(rowsOf(&form{Values: url.Values{name: {"khac"}}}, "budget", 2)); got != want {
			t.Errorf("%s: %d rows, want %d", name, got, want)
		}
	}
}

func TestFieldsAreTheOppositeOfBody(t *testing.T) {
	kinds := map[string]string{"budget[].amount_vnd": "int", "functions": "lines", "done": "date", "users": "list", "secret": "bool"}
	values := url.Values{
		"name": {"A"}, "budget[0].amount_vnd:int": {"5"}, "budget[0].source": {"khac"}, "functions:lines": {"một\nhai"},
		"done:day": {"2"}, "done:month": {"9"}, "done:year": {"2027"}, "users:list": {"x", "y"}, "secret:bool": {"true"},
	}
	body, err := (&visit{lang: "vi"}).body(&form{Values: values})
	if err != nil {
		t.Fatal(err)
	}
	back, err := fields(body, kinds)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(values, url.Values(back)); d != "" {
		t.Error(d)
	}
}
