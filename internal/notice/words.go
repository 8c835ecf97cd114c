package notice

import (
	"strings"

	"pheduyet/internal/proposal"
)

// The kinds of notice.
const (
	Received        Kind = "received"
	GateOpened      Kind = "gate_opened"
	GateReopened    Kind = "gate_reopened"
	DeadlineChanged Kind = "deadline_changed"
	Decided         Kind = "decided"
	Returned        Kind = "returned"
	Rejected        Kind = "rejected"
	Approved        Kind = "approved"
	Withdrawn       Kind = "withdrawn"
	Recalled        Kind = "recalled"
	Reclassified    Kind = "reclassified"
	Repinned        Kind = "repinned"
	MatchFound      Kind = "match_found"
	MatchAdvised    Kind = "match_advised"
	Outgrown        Kind = "reservation_outgrown"
	ReplyRecorded   Kind = "reply_recorded"
	AmountAccepted  Kind = "amount_accepted"
	AmountRefused   Kind = "amount_refused"
	Rectified       Kind = "rectified"
	Replaced        Kind = "replaced"
	ReviewRequested Kind = "review_requested"
	ReviewUpheld    Kind = "review_upheld"
	ReviewSentBack  Kind = "review_sent_back"
	ReviewMoved     Kind = "review_period_changed"
	Revoked         Kind = "revoked"
	Prepared        Kind = "prepared"
	SentBack        Kind = "sent_back"
	FilingPresented Kind = "filing_presented"
	FilingSentBack  Kind = "filing_sent_back"
	Reassigned      Kind = "reassigned"
	Checkpoint      Kind = "checkpoint"
	ChangeProposed  Kind = "change_proposed"
	ChangeConfirmed Kind = "change_confirmed"
	ChangeDeclined  Kind = "change_declined"
	Delegated       Kind = "delegated"
	DelegationEnded Kind = "delegation_ended"
	ProvisionalDue  Kind = "provisional_deadline"
	Reminded        Kind = "reminded"
	Escalated       Kind = "escalated"
	LetterDrafted   Kind = "letter_drafted"
	AnswerOverdue   Kind = "answer_overdue"
)

// sentences is what each kind says.
var sentences = map[Kind]proposal.Text{
	Received:        proposal.T("Hồ sơ đã được tiếp nhận.", "The proposal has been received."),
	GateOpened:      proposal.T("Hồ sơ chờ ý kiến của cơ quan bạn.", "A proposal waits for your agency."),
	GateReopened:    proposal.T("Hồ sơ trở lại, chờ cơ quan bạn cho ý kiến lại.", "A proposal is back and waits for your agency again."),
	DeadlineChanged: proposal.T("Thời hạn xử lý hồ sơ đã thay đổi.", "The deadline of a proposal has changed."),
	Decided:         proposal.T("Một bước xử lý hồ sơ của cơ quan bạn đã có ý kiến.", "A gate of your agency's proposal has been decided."),
	Returned:        proposal.T("Hồ sơ của cơ quan bạn được yêu cầu bổ sung, giải trình.", "Your agency's proposal was returned for additions."),
	Rejected:        proposal.T("Hồ sơ của cơ quan bạn không được thông qua.", "Your agency's proposal was rejected."),
	Approved:        proposal.T("Hồ sơ đã được phê duyệt chủ trương.", "The proposal has been approved."),
	Withdrawn:       proposal.T("Hồ sơ đã được cơ quan đề xuất rút.", "The proposal has been withdrawn by its agency."),
	Recalled:        proposal.T("Hồ sơ đã gửi được cơ quan đề xuất thu hồi để sửa.", "The submission has been recalled by its agency."),
	Reclassified:    proposal.T("Loại đề xuất của hồ sơ đã được xác định lại.", "The proposal's kind has been changed."),
	Repinned:        proposal.T("Hồ sơ được chuyển sang phiên bản quy trình khác.", "The proposal follows another version of its process."),
	MatchFound:      proposal.T("Danh mục có phiên bản mới: phát hiện mục tương tự chưa thấy trước đây, phải rà soát trùng lặp lại.", "The catalog moved: a match not found before; the duplication check starts again."),
	Outgrown:        proposal.T("Dự toán đã điều chỉnh không còn đủ cho mức đang giữ chỗ; bước thẩm định kinh phí mở lại.", "The changed envelope no longer holds what was reserved; the budget gate starts again."),
	MatchAdvised:    proposal.T("Danh mục có phiên bản mới: hệ thống đã phê duyệt, chưa đưa vào sử dụng, có mục tương tự; đề nghị xem xét.", "The catalog moved: an approved system not yet in use has a match; please look at it."),
	ReplyRecorded:   proposal.T("Đã ghi nhận công văn trả lời của Bộ, ngành.", "A ministry's or agency's reply has been recorded."),
	AmountAccepted:  proposal.T("Cơ quan đề xuất chấp nhận mức kinh phí.", "The filing agency accepts the amount."),
	AmountRefused:   proposal.T("Cơ quan đề xuất không chấp nhận mức kinh phí, sẽ thu hẹp đề xuất.", "The filing agency does not accept the amount and will narrow the proposal."),
	Rectified:       proposal.T("Một ý kiến về hồ sơ được đính chính.", "A decision on your agency's proposal has been corrected."),
	Replaced:        proposal.T("Một ý kiến về hồ sơ được thay thế.", "A decision on the proposal has been replaced."),
	ReviewRequested: proposal.T("Cơ quan đề xuất đề nghị xem xét lại việc không thống nhất.", "The filing agency asks for a review of the rejection."),
	ReviewUpheld:    proposal.T("UBND tỉnh giữ nguyên ý kiến không thống nhất.", "The province upholds the rejection."),
	ReviewSentBack:  proposal.T("UBND tỉnh xem xét lại và chuyển hồ sơ về xử lý tiếp.", "On review the province sends the proposal back into process."),
	ReviewMoved:     proposal.T("Thời hạn đề nghị xem xét lại đã thay đổi theo lịch nghỉ mới.", "The days for asking for a review have changed with the holidays."),
	Revoked:         proposal.T("Quyết định phê duyệt chủ trương bị thu hồi.", "The approval has been revoked."),
	Prepared:        proposal.T("Có dự thảo ý kiến chờ lãnh đạo ký.", "A prepared decision waits for the head's signature."),
	FilingPresented: proposal.T("Có hồ sơ đề xuất trình lãnh đạo ký gửi.", "A filing waits for the head to send it."),
	FilingSentBack:  proposal.T("Hồ sơ đã trình được trả lại để sửa.", "A presented filing was handed back."),
	SentBack:        proposal.T("Lãnh đạo trả lại dự thảo ý kiến để sửa.", "The head sent a prepared decision back."),
	Reassigned:      proposal.T("Một bước xử lý được giao lại.", "A gate has been reassigned."),
	Checkpoint:      proposal.T("Mốc xác thực mới của nhật ký chống sửa đổi. Hãy lưu thư này.", "A new checkpoint of the ledger. Keep this message."),
	ChangeProposed:  proposal.T("Một thay đổi chờ người thứ hai xác nhận.", "A change waits for a second person."),
	ChangeConfirmed: proposal.T("Thay đổi bạn đề nghị đã được xác nhận và có hiệu lực.", "The change that you proposed was confirmed and is in effect."),
	ChangeDeclined:  proposal.T("Thay đổi bạn đề nghị không được xác nhận.", "The change that you proposed was declined."),
	Delegated:       proposal.T("Bạn được phân công hoặc ủy quyền xử lý hồ sơ.", "You were assigned or authorised to decide proposals."),
	DelegationEnded: proposal.T("Phân công hoặc ủy quyền dành cho bạn đã kết thúc.", "What was assigned to you or authorised has ended."),
	ProvisionalDue:  proposal.T("Thời hạn chỉ tạm tính: chưa có dữ liệu ngày nghỉ của năm sau.", "A deadline is provisional: next year's holidays are not there yet."),
	Reminded:        proposal.T("Sắp đến hạn.", "A deadline comes near."),
	Escalated:       proposal.T("Đã đến hạn hoặc quá hạn xử lý.", "A deadline has come or is past."),
	LetterDrafted:   proposal.T("Bộ, ngành chưa trả lời; đã dự thảo công văn nhắc.", "The ministry has not replied; a reminder letter is drafted."),
	AnswerOverdue:   proposal.T("Quá thời hạn bổ sung mà chưa có trả lời.", "A return was not answered in time."),
}

// Sentence is what the kind says.
func (k Kind) Sentence() proposal.Text {
	if s, ok := sentences[k]; ok {
		return s
	}
	return sentencesOfSystems[k]
}

// Known reports whether there are words for the kind.
func (k Kind) Known() bool { return k.Sentence().VI != "" }

// Message is a notice in words.
type Message struct{ Subject, Body string }

// Words says a notice in Vietnamese and, below, in English. Name is the
// proposal's, link the address to sign in at; either may be "".
func Words(k Kind, p Parameters, name, link string) Message {
	subject := k.Sentence().VI
	if p.Number != "" {
		subject = p.Number + ": " + subject
	}
	text := body(k, p, name, link, "vi") + "\n" + body(k, p, name, link, "en")
	if p.Checkpoint != "" {
		text += "\n" + p.Checkpoint
	}
	return Message{Subject: subject, Body: text}
}

func body(k Kind, p Parameters, name, link, lang string) string {
	var b strings.Builder
	line := func(label proposal.Text, text string) {
		if text = strings.Join(strings.Fields(text), " "); text != "" {
			b.WriteString(label.In(lang) + ": " + text + "\n")
		}
	}
	b.WriteString(k.Sentence().In(lang) + "\n\n")
	line(proposal.T("Số hồ sơ", "Number"), p.Number)
	line(proposal.T("Tên", "Name"), name)
	line(proposal.T("Nội dung", "Subject"), p.Subject.In(lang))
	line(proposal.T("Bước xử lý", "Gate"), p.Gate.In(lang))
	line(proposal.T("Thời hạn", "Due"), due(p).In(lang))
	line(proposal.T("Xem tại", "See"), link)
	return b.String()
}

func due(p Parameters) proposal.Text {
	if p.Due == nil {
		return proposal.Text{}
	}
	day := p.Due.In(proposal.Zone).Format("02/01/2006")
	if p.Provisional {
		return proposal.T("%s (tạm tính)", "%s (provisional)", day)
	}
	return proposal.Text{VI: day, EN: day}
}
