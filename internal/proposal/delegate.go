package proposal

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// The commands of a delegation.
const (
	CommandDelegate      = "delegate"
	CommandEndDelegation = "end_delegation"
)

// DelegationGrant is a head's written, dated authority for somebody to act.
// Delegate is a user name; Position what the delegate is (Phó Giám đốc, Trưởng
// phòng …). From and To are its first and last day.
type DelegationGrant struct {
	Kind     DelegationKind `json:"kind" validate:"required,oneof=assignment authorization"`
	Delegate string         `json:"delegate" validate:"required,max=100"`
	Position string         `json:"position" validate:"required,max=500"`
	Gates    []string       `json:"gates" validate:"required,min=1,max=100,unique,dive,required,max=100"`
	From     Date           `json:"from" validate:"required,date"`
	To       Date           `json:"to" validate:"required,date"`
	Document Document       `json:"document"`
}

// DelegationEnd ends a delegation early; what was decided under it stands.
type DelegationEnd struct {
	ID     string `json:"id" validate:"required"`
	Reason string `json:"reason" validate:"required,max=10000"`
}

// DelegationRecord is a delegation as it is shown. EndedAt is nil unless it was
// ended early.
type DelegationRecord struct {
	ID        string
	Kind      DelegationKind
	Authority string
	Principal Person
	Delegate  Person
	Position  string
	Gates     []string
	From, To  Date
	Document  Document
	At        time.Time
	EndedAt   *time.Time
	EndedBy   Person
	EndReason string
}

// Granting is what a grant is judged by: who grants, to whom, and what the
// registers say today. Delegate is nil where there is no such active account;
// Inside says that the delegate's agency is a unit inside the granter's.
type Granting struct {
	By       Actor
	Delegate *Actor
	Inside   bool
	Today    Date
	// Holds tells whether the granter's agency holds a gate of some process, in its
	// own right or as a substitute.
	Holds func(gate string) bool
}

// CanDelegate answers whether the actor grants delegations: heads alone, and only
// of what is their own agency's, so that nobody passes one on.
func CanDelegate(a Actor) error {
	if !a.Has(RoleHead) || a.Agency == "" {
		return Errorf(CodeForbidden, "Chỉ lãnh đạo cơ quan được phân công, ủy quyền.", "Only the head of an agency delegates.")
	}
	return nil
}

// Check judges a grant and names every fault at once.
func (in DelegationGrant) Check(g Granting) error {
	if err := CanDelegate(g.By); err != nil {
		return err
	}
	var bad faults
	for i, gate := range in.Gates {
		if !g.Holds(gate) {
			bad.add("gates["+strconv.Itoa(i)+"]", "Bước “%s” không thuộc thẩm quyền của cơ quan bạn.", "The gate “%s” is not your agency's.", gate)
		}
	}
	in.checkDays(&bad, g.Today)
	in.checkPaper(&bad, g.Today)
	in.checkDelegate(&bad, g)
	return bad.err()
}

func (in DelegationGrant) checkDays(bad *faults, today Date) {
	if in.To.Before(in.From) {
		bad.add("to", "Ngày kết thúc trước ngày bắt đầu.", "The last day is before the first.")
	} else if in.To.Before(today) {
		bad.add("to", "Thời hạn phân công, ủy quyền đã hết.", "The delegation has expired.")
	}
	if in.Document.Date.Valid() && in.From.Before(in.Document.Date) {
		bad.add("from", "Không có hiệu lực trước ngày của văn bản.", "It cannot begin before its document's date.")
	}
}

func (in DelegationGrant) checkPaper(bad *faults, today Date) {
	d := in.Document
	if d.Date.After(today) {
		bad.add("document.date", "Ngày văn bản ở tương lai.", "The document's date is in the future.")
	}
	if d.AttachmentID != "" {
		bad.add("document.attachment_id", "Văn bản phân công, ủy quyền không nằm trong hồ sơ nào; chỉ nêu số, ngày, trích yếu, người ký.", "A delegation's document lies in no proposal; state number, date, title and signatory.")
	}
	if d.Classified {
		bad.add("document.classified", "Văn bản phân công, ủy quyền không được là văn bản mật.", "A delegation's document must not be classified.")
	}
	if strings.TrimSpace(d.Title) == "" {
		bad.add("document.title", "Cần nêu trích yếu.", "State the document's title.")
	}
	if strings.TrimSpace(d.Signatory) == "" {
		bad.add("document.signatory", "Cần nêu người ký.", "State the signatory.")
	}
}

// checkDelegate wants a deputy of the agency itself for an assignment, somebody
// of the agency or the head of a unit inside it for an authorization.
func (in DelegationGrant) checkDelegate(bad *faults, g Granting) {
	d := g.Delegate
	switch {
	case d == nil:
		bad.add("delegate", "Không có tài khoản đang hoạt động “%s”.", "There is no active account “%s”.", in.Delegate)
	case d.Account == g.By.Account:
		bad.add("delegate", "Không thể phân công, ủy quyền cho chính mình.", "You cannot delegate to yourself.")
	case slices.Contains(d.Roles, RoleAdmin):
		bad.add("delegate", "Quản trị hệ thống không quyết định gì nên không nhận phân công, ủy quyền.", "An admin decides nothing and takes no delegation.")
	case d.Agency == g.By.Agency:
	case in.Kind == Assignment:
		bad.add("delegate", "Phân công, giao phụ trách (ký KT.) chỉ cho cấp phó trong cơ quan.", "An assignment (KT.) is for a deputy of the same agency only.")
	case !g.Inside || !d.Has(RoleHead):
		bad.add("delegate", "Ủy quyền (ký TUQ.) chỉ cho người đứng đầu đơn vị thuộc cơ quan.", "An authorization (TUQ.) is for the head of a unit inside the agency only.")
	}
}
