package proposal

import (
	"errors"
	"fmt"
	"testing"
)

func TestErrors(t *testing.T) {
	err := Errorf(CodeConflict, "Bước “%s” đã đóng.", "Gate “%s” is closed.", "x")
	if err.Error() != "conflict: Gate “x” is closed." || CodeOf(fmt.Errorf("around: %w", err)) != CodeConflict {
		t.Errorf("%v has code %s", err, CodeOf(err))
	}
	if CodeOf(errors.New("other")) != CodeInternal {
		t.Error("an error from elsewhere is internal")
	}
	if err.Message.In("vi") != "Bước “x” đã đóng." || err.Message.In("en") != "Gate “x” is closed." || err.Message.In("") != err.Message.VI {
		t.Errorf("message %+v", err.Message)
	}
	if got := (Text{VI: "chỉ tiếng Việt"}).In("en"); got != "chỉ tiếng Việt" {
		t.Errorf("without an English wording %q", got)
	}
}
