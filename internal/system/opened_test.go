package system

import (
	"encoding/json"
	"slices"
	"testing"

	"pheduyet/internal/proposal"
)

// Whoever owes something without having filed proves it by a file that is theirs: a
// proof opens to them.
func TestNobodyOpensAFileByCallingItTheProof(t *testing.T) {
	c, at := kase(), env(day("2027-03-01"))
	s := Approved(c, at).System
	i := slices.IndexFunc(s.Obligations, func(o Obligation) bool { return o.Owner == "so-tai-chinh" })
	body, err := json.Marshal(Proof{Text: "Đã tích hợp.", Document: &proposal.Document{Number: "1/STC", Date: "2027-02-26", AttachmentID: "scan"}})
	if err != nil {
		t.Fatal(err)
	}
	cmd := proposal.Command{Kind: CommandFulfil, Gate: s.Obligations[i].ID, Body: body}
	stranger := proposal.Actor{Account: "stranger", Agency: "so-tai-chinh", Roles: []proposal.Role{proposal.RoleFiler}}
	for _, try := range []struct {
		by   string
		want proposal.Code
	}{{"filer", proposal.CodeInvalid}, {"", proposal.CodeInvalid}, {"stranger", ""}} {
		c.Attachments = []proposal.Attachment{{ID: "scan", By: try.by}}
		_, err := s.Do(cmd, stranger, c, at)
		var got proposal.Code
		if err != nil {
			got = proposal.CodeOf(err)
		}
		if got != try.want {
			t.Errorf("added by %q: %v, want %q", try.by, err, try.want)
		}
	}
}
