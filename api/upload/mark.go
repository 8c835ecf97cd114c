package upload

import (
	"regexp"
	"slices"
	"strings"
)

// The words around MẬT that make it another word than the mark: bảo mật, bí mật,
// độ mật, mật khẩu, mật mã, mật độ, mật thiết.
var (
	before = []string{"BẢO", "BÍ", "ĐỘ"}
	after  = []string{"KHẨU", "MÃ", "ĐỘ", "THIẾT"}
)

var capitals = regexp.MustCompile(`\p{L}+`)

// Marked reports whether a text in NFC carries one of the marks MẬT, TỐI MẬT,
// TUYỆT MẬT (Luật Bảo vệ bí mật nhà nước), which are stamped in capitals. A text
// that merely speaks of security is not marked.
func Marked(text string) bool {
	for line := range strings.Lines(text) {
		words := capitals.FindAllString(line, -1)
		for i, w := range words {
			switch w {
			case "TỐIMẬT", "TUYỆTMẬT": // some PDFs lose the space
				return true
			case "MẬT":
				other := (i > 0 && slices.Contains(before, words[i-1])) || (i+1 < len(words) && slices.Contains(after, words[i+1]))
				if !other {
					return true
				}
			}
		}
	}
	return false
}
