package pages

import "net/http"

// What others will feel is looked at before it is sent: a form's first button shows
// what it would do, with everything typed carried along, and on that page one more
// sends it or goes back to what was typed.
const (
	fieldStep = "step"
	stepSend  = "send"
	stepEdit  = "edit"
)

// step takes the button that was pressed out of the form: stepSend, stepEdit, or ""
// to look ahead.
func (f *form) step() string {
	step := f.Value(fieldStep)
	f.Values.Del(fieldStep)
	return step
}

// foresee has the API tell what a form would do. It is told under no key: the key
// is for what is done.
func (v *visit) foresee(f *form, path string, body, out any) error {
	return f.told(v.send(&form{}, http.MethodPost, path, nil, body, out))
}

// status is how a page with this form on it is answered.
func (f *form) status() int {
	if f.Problem != nil {
		return f.Problem.Status
	}
	return http.StatusOK
}
