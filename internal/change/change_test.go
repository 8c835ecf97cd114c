package change_test

import (
	"testing"

	"pheduyet/internal/change"
	"pheduyet/internal/proposal"
)

func TestTheProposerDoesNotConfirm(t *testing.T) {
	c := change.Change{State: change.Proposed, ProposedBy: proposal.Person{Account: "a"}}
	for account, want := range map[string]proposal.Code{"a": proposal.CodeForbidden, "b": ""} {
		if err := c.CanDecide(account); code(err) != want {
			t.Errorf("%s: %v, want %q", account, err, want)
		}
	}
	for _, s := range []change.State{change.Confirmed, change.Declined} {
		c.State = s
		if err := c.CanDecide("b"); code(err) != proposal.CodeConflict {
			t.Errorf("%s: %v, want a conflict", s, err)
		}
	}
}

func TestDecliningNeedsAReason(t *testing.T) {
	yes, no := true, false
	for _, c := range []struct {
		in   change.Confirmation
		want proposal.Code
	}{
		{change.Confirmation{Confirmed: &yes}, ""},
		{change.Confirmation{Confirmed: &no}, proposal.CodeInvalid},
		{change.Confirmation{Confirmed: &no, Note: "Sai số liệu"}, ""},
	} {
		if err := c.in.Judge(); code(err) != c.want {
			t.Errorf("%+v: %v, want %q", c.in, err, c.want)
		}
	}
}

func TestTheOrderingDocument(t *testing.T) {
	full := &proposal.Document{Number: "12/QĐ-UBND", Date: "2026-11-20"}
	for _, c := range []struct {
		document *proposal.Document
		demanded bool
		want     proposal.Code
	}{
		{&proposal.Document{Number: "5/CAT", Date: "2026-11-20", Classified: true}, true, ""},
		{&proposal.Document{Number: "5/CAT", Date: "2026-11-20", Classified: true, Title: "Kế hoạch"}, true, proposal.CodeInvalid},
		{nil, false, ""}, {nil, true, proposal.CodeInvalid}, {full, true, ""},
		{&proposal.Document{Number: "12/QĐ-UBND"}, true, proposal.CodeInvalid},
		{&proposal.Document{Number: "12/QĐ-UBND", Date: "2026-11-23"}, false, proposal.CodeInvalid},
		{&proposal.Document{Number: "12/QĐ-UBND", Date: "2026-11-20", AttachmentID: "x"}, true, proposal.CodeInvalid},
	} {
		if err := (change.Request{Document: c.document}).Order(c.demanded, "2026-11-22"); code(err) != c.want {
			t.Errorf("%+v, demanded %v: %v, want %q", c.document, c.demanded, err, c.want)
		}
	}
}

func TestADigestTellsPreviewsApart(t *testing.T) {
	var a, b change.Preview
	a.Add(change.Adds, "X1", proposal.T("Thêm", "Added"))
	b.Add(change.Ends, "X1", proposal.T("Thêm", "Added"))
	if a.Digest() == b.Digest() || a.Digest() != (change.Preview{Lines: a.Lines}).Digest() {
		t.Error("the digest does not follow the lines")
	}
	if a.Count(change.Adds) != 1 || a.Count(change.Ends) != 0 {
		t.Errorf("counts of %+v", a)
	}
}

func code(err error) proposal.Code {
	if err == nil {
		return ""
	}
	return proposal.CodeOf(err)
}
