package proposal

import "errors"

// Code says what kind of refusal an error is; the API maps it to a status and
// the workflow to retrying or not.
type Code string

// The codes of every refusal. BudgetExceeded is a conflict of its own because a
// client repairs it differently: by asking for less or by a larger envelope.
const (
	CodeInvalid        Code = "invalid"
	CodeForbidden      Code = "forbidden"
	CodeNotFound       Code = "not_found"
	CodeConflict       Code = "conflict"
	CodeBudgetExceeded Code = "budget_exceeded"
	CodeUnavailable    Code = "unavailable"
	CodeInternal       Code = "internal"
)

// FieldError names one fault of the content: the field by its JSON path
// ("details.findings[0].way_out") and what to do about it.
type FieldError struct {
	Field   string `json:"field"`
	Message Text   `json:"message"`
}

// Error is the one error type of the domain. Message tells a person what to do.
type Error struct {
	Code    Code         `json:"code"`
	Message Text         `json:"message"`
	Fields  []FieldError `json:"fields,omitempty"`
}

func (e *Error) Error() string { return string(e.Code) + ": " + e.Message.EN }

// Errorf makes an error of a code with a message in both languages.
func Errorf(code Code, vi, en string, args ...any) *Error {
	return &Error{Code: code, Message: T(vi, en, args...)}
}

// CodeOf gives the code of err, or internal when err is not from the domain.
func CodeOf(err error) Code {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return CodeInternal
}

// faults gathers every unmet condition of one act, so that a person sees all of
// them at once.
type faults struct{ fields []FieldError }

func (f *faults) add(field, vi, en string, args ...any) {
	f.fields = append(f.fields, FieldError{field, T(vi, en, args...)})
}

// err is nil when nothing was added.
func (f *faults) err() error {
	if len(f.fields) == 0 {
		return nil
	}
	return &Error{
		Code:    CodeInvalid,
		Message: T("Nội dung chưa đủ điều kiện; xem từng mục bên dưới.", "The content does not meet the conditions; see each item below."),
		Fields:  f.fields,
	}
}
