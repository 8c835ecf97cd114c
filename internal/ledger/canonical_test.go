package ledger

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestCanonicalize(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"RFC 8785 section 3.2.2", `{
  "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
  "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
  "literals": [null, true, false]
}`, `{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`},
		{"RFC 8785 section 3.2.3", `{
  "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh",
  "1": "One", "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"
}`, `{"\r":"Carriage Return","1":"One","` + "\u0080" + `":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","` + "\ufb33" + `":"Hebrew Letter Dalet With Dagesh"}`},
		{"nested objects are ordered", `{"b":{"d":1,"c":[{"z":0,"y":0}]},"a":"x"}`, `{"a":"x","b":{"c":[{"y":0,"z":0}],"d":1}}`},
		{"short key first", `{"ab":1,"a":2,"":3}`, `{"":3,"a":2,"ab":1}`},
		{"escaped keys order by what they mean", `{"b":1,"\u0061":2}`, `{"a":2,"b":1}`},
		{"negative zero", `[-0,-0.0,0e9]`, `[0,0,0]`},
		{"largest exact integer", `9007199254740991`, `9007199254740991`},
		{"large exact integer stays", `100000000000000000000`, `100000000000000000000`},
		{"Vietnamese is not normalised", "\"Hệ thống e\u0323\"", "\"Hệ thống e\u0323\""},
		{"empty", ` { } `, `{}`},
		{"html is not escaped", `"<&>"`, `"<&>"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Canonicalize([]byte(tt.in))
			if err != nil || string(got) != tt.want {
				t.Fatalf("got %s, %v\nwant %s", got, err, tt.want)
			}
			if err := requireCanonical(got); err != nil {
				t.Fatalf("not canonical afterwards: %v", err)
			}
		})
	}
}

// The bit patterns of RFC 8785, appendix B.
func TestAppendNumber(t *testing.T) {
	for bits, want := range map[uint64]string{
		0x0000000000000000: "0", 0x8000000000000000: "0",
		0x0000000000000001: "5e-324", 0x8000000000000001: "-5e-324",
		0x7fefffffffffffff: "1.7976931348623157e+308", 0xffefffffffffffff: "-1.7976931348623157e+308",
		0x4340000000000000: "9007199254740992", 0xc340000000000000: "-9007199254740992",
		0x4430000000000000: "295147905179352830000", 0x44b52d02c7e14af5: "9.999999999999997e+22",
		0x44b52d02c7e14af6: "1e+23", 0x44b52d02c7e14af7: "1.0000000000000001e+23",
		0x444b1ae4d6e2ef4e: "999999999999999700000", 0x444b1ae4d6e2ef4f: "999999999999999900000",
		0x444b1ae4d6e2ef50: "1e+21", 0x3eb0c6f7a0b5ed8c: "9.999999999999997e-7",
		0x3eb0c6f7a0b5ed8d: "0.000001", 0x41b3de4355555553: "333333333.3333332",
		0x41b3de4355555557: "333333333.33333343", 0xbecbf647612f3696: "-0.0000033333333333333333",
		0x43143ff3c1cb0959: "1424953923781206.2",
	} {
		if got := string(appendNumber(nil, math.Float64frombits(bits))); got != want {
			t.Errorf("%x: got %s, want %s", bits, got, want)
		}
	}
}

func TestCanonicalizeRefuses(t *testing.T) {
	for name, in := range map[string]string{
		"nothing": "", "two values": "1 2", "trailing comma": "[1,]", "duplicate key": `{"a":1,"b":2,"a":3}`,
		"duplicate key by escape": `{"a":1,"\u0061":3}`, "NaN": "NaN", "infinity": "[1e400]", "leading zero": "01",
		"bare point": "1.", "bare exponent": "1e", "plus": "+1", "minus alone": "-", "lossy integer": "9007199254740993",
		"lone high surrogate": `"\ud800"`, "lone low surrogate": `"\udc00"`, "surrogate then letter": `"\ud800\u0041"`,
		"raw control": "\"\n\"", "invalid UTF-8": "\"\xff\"", "open string": `"a`, "bad escape": `"\x"`, "short escape": `"\u12`,
		"signed escape": `"\u+123"`, "unquoted key": `{a:1}`, "no colon": `{"a" 1}`, "no end": `{"a":1`, "word": "nul", "comment": "/**/1",
		"deep": strings.Repeat("[", 100) + strings.Repeat("]", 100),
	} {
		if got, err := Canonicalize([]byte(in)); err == nil {
			t.Errorf("%s: accepted as %s", name, got)
		}
	}
}

// Canonical form keeps the meaning, is its own canonical form, and does not
// depend on how the input was written.
func TestCanonicalizeKeepsMeaning(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := genJSON(3).Draw(t, "value")
		plain, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		indented, err := json.MarshalIndent(value, " ", "\t")
		if err != nil {
			t.Fatal(err)
		}
		a, errA := Canonicalize(plain)
		b, errB := Canonicalize(indented)
		if errA != nil || errB != nil || !bytes.Equal(a, b) {
			t.Fatalf("%s (%v)\n%s (%v)", a, errA, b, errB)
		}
		var back any
		if err := json.Unmarshal(a, &back); err != nil || !reflect.DeepEqual(back, value) {
			t.Fatalf("%v became %v (%v)", value, back, err)
		}
	})
}

func genJSON(depth int) *rapid.Generator[any] {
	leaves := []*rapid.Generator[any]{
		rapid.Just[any](nil), rapid.Bool().AsAny(), rapid.String().AsAny(),
		rapid.Float64Range(-1e300, 1e300).AsAny(), rapid.SampledFrom([]float64{0, 1, -1, 1e15, 0.87}).AsAny(),
	}
	if depth == 0 {
		return rapid.OneOf(leaves...)
	}
	key := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"\ufb33", "😀", "é", "\"", "\\", "\n"}))
	return rapid.OneOf(append(leaves,
		rapid.Map(rapid.SliceOfN(genJSON(depth-1), 0, 4), func(v []any) any { return append([]any{}, v...) }),
		rapid.MapOfN(key, genJSON(depth-1), 0, 5).AsAny())...)
}

func FuzzCanonicalize(f *testing.F) {
	f.Add([]byte(`{"b":[1,2.50,"\u00e9"],"a":null}`))
	f.Add([]byte(`{"\ud83d\ude00":1,"\ufb33":2}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		out, err := Canonicalize(in)
		if err != nil {
			return
		}
		if !json.Valid(in) || !json.Valid(out) {
			t.Fatalf("not JSON: %q became %q", in, out)
		}
		if err := requireCanonical(out); err != nil {
			t.Fatalf("%q: %v", out, err)
		}
	})
}

// requireCanonical refuses JSON that is not exactly its own canonical form.
func requireCanonical(in []byte) error {
	out, err := Canonicalize(in)
	if err != nil {
		return err
	}
	if !bytes.Equal(in, out) {
		return errors.New("JSON không ở dạng chính tắc (RFC 8785)")
	}
	return nil
}
