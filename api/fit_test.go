package api

import "testing"

func TestCleanRefusesWhatHidesInAText(t *testing.T) {
	for text, fine := range map[string]bool{
		"Sở Y tế":             true,
		"Sở Y\u0300 tế":       true,  // NFD is brought to NFC
		"Sở\x00Y tế":          false, // NUL
		"Sở Y\ntế":            false, // a line break in a short text
		"Sở \u202eếtY":        false, // written from right to left
		"Sở \u2067Y tế\u2069": false,
	} {
		if _, ok := clean(text, false); ok != fine {
			t.Errorf("%q: fine %v, want %v", text, ok, fine)
		}
	}
	if _, ok := clean("một\nhai\tba\r\nbốn", true); !ok {
		t.Error("a long text may have lines and tabs")
	}
}
