package change

import (
	"encoding/json"
	"time"

	"pheduyet/internal/proposal"
)

// State is where a change stands.
type State string

// A change is proposed, then decided once.
const (
	Proposed  State = "proposed"
	Confirmed State = "confirmed"
	Declined  State = "declined"
)

// Change is one alteration of a register. Body is as its kind wants it.
type Change struct {
	ID         string
	Kind       string
	Body       json.RawMessage
	Document   *proposal.Document
	Note       string
	ProposedBy proposal.Person
	ProposedAt time.Time
	State      State
	// DecidedBy is who confirmed or declined; nil while the change is proposed.
	DecidedBy    *proposal.Person
	DecidedAt    *time.Time
	DecisionNote string
	// Preview is what it would do, as the confirming person is shown it.
	Preview Preview
}

// Request is what the first person asks. Document orders the change.
type Request struct {
	Kind     string             `json:"kind" validate:"required,max=100"`
	Body     json.RawMessage    `json:"body" validate:"required"`
	Document *proposal.Document `json:"document"`
	Note     string             `json:"note" validate:"max=10000"`
}

// Confirmation is what the second person says.
type Confirmation struct {
	Confirmed *bool  `json:"confirmed" validate:"required"`
	Note      string `json:"note" validate:"max=10000"`
}

// Order refuses a change without the document that orders it (số, ngày), where
// its kind demands one, and a document of tomorrow.
func (r Request) Order(demanded bool, today proposal.Date) error {
	d := r.Document
	switch {
	case d == nil && demanded, d != nil && (d.Number == "" || d.Date == ""):
		return faulty("document", "Cần văn bản ban hành hoặc cho phép thay đổi này: số và ngày.", "The document that orders this change is needed: number and date.")
	case d != nil && d.Date.After(today):
		return faulty("document.date", "Ngày của văn bản ở tương lai.", "The document's date is in the future.")
	case d != nil && d.Classified && d.Title != "":
		return faulty("document.title", "Văn bản mật chỉ ghi số và ngày.", "Of a classified document record number and date only.")
	case d != nil && d.AttachmentID != "":
		return faulty("document.attachment_id", "Văn bản của thay đổi chỉ ghi số và ngày; bản quét thuộc về hồ sơ.", "A change names its document by number and date; scans belong to proposals.")
	}
	return nil
}

// CanDecide answers whether the person may confirm or decline now. The proposer
// never does; a change that was decided is a conflict. Whether the role fits is
// the kind's question, asked before.
func (c Change) CanDecide(account string) error {
	if c.ProposedBy.Account == account {
		return proposal.Errorf(proposal.CodeForbidden, "Người đề nghị không tự xác nhận; cần người thứ hai.", "Whoever proposed a change does not confirm it; a second person does.")
	}
	if c.State != Proposed {
		return proposal.Errorf(proposal.CodeConflict, "Thay đổi này đã được xác nhận hoặc bác bỏ.", "This change has been confirmed or declined already.")
	}
	return nil
}

// Judge holds the second person's word against what it needs: declining needs a
// note.
func (c Confirmation) Judge() error {
	if c.Confirmed != nil && !*c.Confirmed && c.Note == "" {
		return faulty("note", "Cần nêu lý do bác bỏ.", "State why the change is declined.")
	}
	return nil
}

func faulty(field, vi, en string) error {
	return &proposal.Error{
		Code:    proposal.CodeInvalid,
		Message: proposal.T("Nội dung chưa hợp lệ; xem từng mục bên dưới.", "The content is not valid; see each item below."),
		Fields:  []proposal.FieldError{{Field: field, Message: proposal.Text{VI: vi, EN: en}}},
	}
}
