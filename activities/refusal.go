package activities

import (
	"errors"

	"go.temporal.io/sdk/temporal"

	"pheduyet/internal/proposal"
)

// Refusal gives a domain error the form in which it crosses Temporal: a bare
// ApplicationError whose type is the code and whose detail is the error, not
// retried unless a retry may heal it. Any other error is returned as it is, and
// retried.
func Refusal(err error) error {
	e, ok := errors.AsType[*proposal.Error](err)
	if !ok {
		return err
	}
	retry := e.Code == proposal.CodeUnavailable || e.Code == proposal.CodeInternal
	return temporal.NewApplicationErrorWithOptions(e.Error(), string(e.Code), temporal.ApplicationErrorOptions{
		NonRetryable: !retry,
		Details:      []any{*e}, // by value: read back into a value, also where nothing is encoded
	})
}

// RefusalOf finds the domain error that an error from Temporal carries.
func RefusalOf(err error) (*proposal.Error, bool) {
	app, ok := errors.AsType[*temporal.ApplicationError](err)
	if !ok || !app.HasDetails() {
		return nil, false
	}
	var e proposal.Error
	if app.Details(&e) != nil || string(e.Code) != app.Type() {
		return nil, false
	}
	return &e, true
}
