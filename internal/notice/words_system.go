package notice

import "pheduyet/internal/proposal"

// The kinds of notice about accounts, agencies, the ledger, an approved system and
// what is owed for it.
const (
	AccountChanged    Kind = "account_changed"
	Succeeded         Kind = "succeeded"
	LedgerRecovered   Kind = "ledger_recovered"
	SystemAccepted    Kind = "system_accepted"
	SystemRetired     Kind = "system_retired"
	SystemLapsing     Kind = "system_lapsing"
	SystemLapsed      Kind = "system_lapsed"
	ObligationDue     Kind = "obligation_due"
	ObligationOverdue Kind = "obligation_overdue"
	ObligationClaimed Kind = "obligation_claimed"
	ObligationAgreed  Kind = "obligation_agreed"
	ObligationRefused Kind = "obligation_refused"
	ObligationWaived  Kind = "obligation_waived"
)

var sentencesOfSystems = map[Kind]proposal.Text{
	AccountChanged:    proposal.T("Tài khoản của bạn đã được thay đổi. Nếu bạn không đề nghị, hãy báo quản trị hệ thống.", "Your account was changed. If you did not ask for it, tell the system's admins."),
	Succeeded:         proposal.T("Hồ sơ được chuyển cho cơ quan kế thừa.", "The proposal has passed to a succeeding agency."),
	LedgerRecovered:   proposal.T("Hai người đã xác nhận phần nhật ký bị mất khi khôi phục; nhật ký được ký tiếp.", "Two people gave up what a restore lost of the ledger; it is signed on."),
	SystemAccepted:    proposal.T("Hệ thống đã nghiệm thu, đưa vào sử dụng.", "The system was accepted and is in use."),
	SystemRetired:     proposal.T("Hệ thống đã dừng sử dụng.", "The system was retired."),
	SystemLapsing:     proposal.T("Phê duyệt sắp hết hiệu lực vì chưa bắt đầu thực hiện.", "The approval is about to lapse: the work has not begun."),
	SystemLapsed:      proposal.T("Phê duyệt đã hết hiệu lực vì không bắt đầu thực hiện trong thời hạn.", "The approval has lapsed: the work did not begin in time."),
	ObligationDue:     proposal.T("Một nghĩa vụ sau phê duyệt sắp đến hạn.", "An obligation after approval is due soon."),
	ObligationOverdue: proposal.T("Một nghĩa vụ sau phê duyệt đã quá hạn.", "An obligation after approval is overdue."),
	ObligationClaimed: proposal.T("Cơ quan đề xuất báo đã thực hiện nghĩa vụ, chờ bạn xác nhận.", "An obligation is said to be fulfilled and waits for you to agree."),
	ObligationAgreed:  proposal.T("Việc thực hiện nghĩa vụ đã được xác nhận.", "It was agreed that the obligation is fulfilled."),
	ObligationRefused: proposal.T("Việc thực hiện nghĩa vụ chưa được xác nhận, cần làm lại.", "It was not agreed that the obligation is fulfilled."),
	ObligationWaived:  proposal.T("Nghĩa vụ đã được miễn.", "The obligation was waived."),
}
