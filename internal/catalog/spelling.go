package catalog

import "unicode/utf8"

// letter is one character after lower-casing, taken apart: its shape (with hat,
// horn, breve or bar), its bare Latin shape, and the tone it carried.
type letter struct {
	shape rune // 0: not a letter or digit
	bare  byte
	tone  byte // 0 none, then '1'…'5': huyền sắc hỏi ngã nặng
	upper bool
}

const alphabetSize = 0x1EFA

// alphabet maps the characters of Vietnamese text (NFC) to their parts.
var alphabet = buildAlphabet()

func buildAlphabet() *[alphabetSize]letter {
	var t [alphabetSize]letter
	for c := 'a'; c <= 'z'; c++ {
		t[c] = letter{shape: c, bare: byte(c)}
		t[c-32] = letter{shape: c, bare: byte(c), upper: true}
	}
	for c := '0'; c <= '9'; c++ {
		t[c] = letter{shape: c, bare: byte(c)}
	}
	t['đ'] = letter{shape: 'đ', bare: 'd'}
	t['Đ'] = letter{shape: 'đ', bare: 'd', upper: true}
	rows := []struct{ lower, upper, bare string }{
		{"aàáảãạ", "AÀÁẢÃẠ", "a"}, {"ăằắẳẵặ", "ĂẰẮẲẴẶ", "a"}, {"âầấẩẫậ", "ÂẦẤẨẪẬ", "a"},
		{"eèéẻẽẹ", "EÈÉẺẼẸ", "e"}, {"êềếểễệ", "ÊỀẾỂỄỆ", "e"}, {"iìíỉĩị", "IÌÍỈĨỊ", "i"},
		{"oòóỏõọ", "OÒÓỎÕỌ", "o"}, {"ôồốổỗộ", "ÔỒỐỔỖỘ", "o"}, {"ơờớởỡợ", "ƠỜỚỞỠỢ", "o"},
		{"uùúủũụ", "UÙÚỦŨỤ", "u"}, {"ưừứửữự", "ƯỪỨỬỮỰ", "u"}, {"yỳýỷỹỵ", "YỲÝỶỸỴ", "y"},
	}
	for _, row := range rows {
		shape, _ := utf8.DecodeRuneInString(row.lower)
		for i, variant := range []string{row.lower, row.upper} {
			tone := byte(0)
			for _, c := range variant {
				mark := byte(0)
				if tone > 0 {
					mark = '0' + tone
				}
				t[c] = letter{shape: shape, bare: row.bare[0], tone: mark, upper: i == 1}
				tone++
			}
		}
	}
	return &t
}

func letterOf(c rune) letter {
	if c < alphabetSize && c >= 0 {
		return alphabet[c]
	}
	return letter{}
}

// Fold gives text without accents and in lower case, other characters as they
// are: the form in which a search compares.
func Fold(text string) string {
	out := make([]byte, 0, len(text))
	for _, c := range compose(text) {
		if l := letterOf(c); l.shape != 0 {
			out = append(out, l.bare)
		} else {
			out = utf8.AppendRune(out, c)
		}
	}
	return string(out)
}
