package proposal

import "fmt"

// Text is something the system says, in both languages of the product.
type Text struct {
	VI string `json:"vi"`
	EN string `json:"en"`
}

// T pairs the Vietnamese and the English wording of one message. With args, both
// are fmt formats over the same args; use %[n]v where the order differs.
func T(vi, en string, args ...any) Text {
	if len(args) == 0 {
		return Text{vi, en}
	}
	return Text{fmt.Sprintf(vi, args...), fmt.Sprintf(en, args...)}
}

// In gives the wording for a language tag; everything but "en" reads Vietnamese.
func (t Text) In(lang string) string {
	if lang == "en" && t.EN != "" {
		return t.EN
	}
	return t.VI
}
