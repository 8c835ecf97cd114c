package activities_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.temporal.io/sdk/temporal"

	"pheduyet/activities"
	"pheduyet/internal/proposal"
)

func TestRefusalKeepsTheWholeError(t *testing.T) {
	e := &proposal.Error{
		Code:    proposal.CodeInvalid,
		Message: proposal.T("Chưa đủ.", "Not enough."),
		Fields:  []proposal.FieldError{{Field: "reason", Message: proposal.T("Cần nêu lý do.", "State the reason.")}},
	}
	got, ok := activities.RefusalOf(activities.Refusal(fmt.Errorf("recording: %w", e)))
	if !ok {
		t.Fatal("not read back")
	}
	if d := cmp.Diff(e, got); d != "" {
		t.Error(d)
	}
}

func TestOnlyWhatARetryMayHealIsRetried(t *testing.T) {
	for code, retried := range map[proposal.Code]bool{
		proposal.CodeInvalid: false, proposal.CodeForbidden: false, proposal.CodeNotFound: false, proposal.CodeConflict: false,
		proposal.CodeBudgetExceeded: false, proposal.CodeUnavailable: true, proposal.CodeInternal: true,
	} {
		app, ok := errors.AsType[*temporal.ApplicationError](activities.Refusal(proposal.Errorf(code, "x", "x")))
		if !ok {
			t.Fatalf("%s is not an ApplicationError", code)
		}
		if app.NonRetryable() == retried || app.Type() != string(code) {
			t.Errorf("%s: retried %v, type %s", code, !app.NonRetryable(), app.Type())
		}
	}
}

func TestOtherErrorsAreLeftAlone(t *testing.T) {
	plain := errors.New("plain")
	if got := activities.Refusal(plain); got != plain {
		t.Errorf("%v", got)
	}
	if got := activities.Refusal(nil); got != nil {
		t.Errorf("%v for no error", got)
	}
	if _, ok := activities.RefusalOf(temporal.NewApplicationError("x", "other")); ok {
		t.Error("read a refusal out of another error")
	}
}
