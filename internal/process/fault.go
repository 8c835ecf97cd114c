package process

import (
	"strings"

	"pheduyet/internal/proposal"
)

// faults gathers everything wrong with one file, so that its author sees all of
// it at once.
type faults struct{ fields []proposal.FieldError }

func (f *faults) add(field, vi, en string, args ...any) {
	f.fields = append(f.fields, proposal.FieldError{Field: field, Message: proposal.T(vi, en, args...)})
}

// err is nil when nothing was added; else a *proposal.Error of code invalid whose
// message tells the faults and whose fields list them.
func (f *faults) err(vi, en string) error {
	if len(f.fields) == 0 {
		return nil
	}
	var inVI, inEN []string
	for _, e := range f.fields {
		inVI = append(inVI, e.Field+": "+e.Message.VI)
		inEN = append(inEN, e.Field+": "+e.Message.EN)
	}
	return &proposal.Error{
		Code: proposal.CodeInvalid,
		Message: proposal.Text{
			VI: vi + " không hợp lệ. " + strings.Join(inVI, " "),
			EN: en + " is not valid. " + strings.Join(inEN, " "),
		},
		Fields: f.fields,
	}
}
