package why

import "pheduyet/internal/proposal"

// words say what every action of the ledger is, of proposals and of streams.
var words = map[string]proposal.Text{
	"drafted":            {VI: "Lập hồ sơ", EN: "Drafted"},
	"edited":             {VI: "Sửa hồ sơ", EN: "Edited"},
	"attached":           {VI: "Đính kèm tệp", EN: "File attached"},
	"submitted":          {VI: "Gửi hồ sơ", EN: "Submitted"},
	"resubmitted":        {VI: "Gửi lại sau bổ sung", EN: "Resubmitted"},
	"entered_from_paper": {VI: "Nhập từ hồ sơ giấy", EN: "Entered from a paper dossier"},
	"opened":             {VI: "Cơ quan khác mở hồ sơ lần đầu", EN: "First opened by another agency"},
	"screened":           {VI: "So sánh với danh mục và hồ sơ khác", EN: "Compared with the catalog and other proposals"},
	"gate_opened":        {VI: "Mở bước xử lý", EN: "Gate opened"},
	"gate_reopened":      {VI: "Mở lại bước xử lý", EN: "Gate reopened"},
	"decided":            {VI: "Cho ý kiến", EN: "Decided"},
	"returned":           {VI: "Chờ cơ quan đề xuất bổ sung", EN: "Returned to the filing agency"},
	"rejected":           {VI: "Kết thúc: không được thông qua", EN: "Ended: rejected"},
	"approved":           {VI: "Kết thúc: được phê duyệt chủ trương", EN: "Ended: approved in principle"},
	"withdrawn":          {VI: "Rút hồ sơ", EN: "Withdrawn"},
	"recalled":           {VI: "Thu hồi hồ sơ đã gửi", EN: "Submission recalled"},
	"reclassified":       {VI: "Phân loại lại", EN: "Reclassified"},
	"repinned":           {VI: "Chuyển sang quy trình của loại mới", EN: "Put under another process"},
	"letter_recorded":    {VI: "Ghi nhận công văn đi", EN: "Letter recorded"},
	"reply_recorded":     {VI: "Ghi nhận công văn đến", EN: "Reply recorded"},
	"deadline_changed":   {VI: "Đổi hạn xử lý", EN: "Deadline changed"},
	"review_recounted":   {VI: "Tính lại thời hạn đề nghị xem xét lại theo lịch mới", EN: "Days for asking for a review recounted by the new calendar"},
	"deadline_recounted": {VI: "Tính lại hạn theo lịch mới", EN: "Deadline recounted by the new calendar"},
	"money_reserved":     {VI: "Giữ chỗ kinh phí", EN: "Money reserved"},
	"money_committed":    {VI: "Bố trí kinh phí", EN: "Money committed"},
	"money_released":     {VI: "Trả lại kinh phí giữ chỗ", EN: "Money released"},
	"amount_accepted":    {VI: "Chấp nhận mức kinh phí thấp hơn", EN: "Lower amount accepted"},
	"amount_refused":     {VI: "Không chấp nhận mức kinh phí", EN: "Amount refused"},

	"rescreened":           {VI: "So sánh lại sau khi danh mục thay đổi", EN: "Compared again after the catalog moved"},
	"match_found":          {VI: "Danh mục mới có mục tương tự đáng kể", EN: "The new catalog has a match of weight"},
	"match_advised":        {VI: "Báo mục tương tự mới cho hồ sơ đã phê duyệt", EN: "A new match is told to an approved proposal"},
	"deadline_extended":    {VI: "Gia hạn xử lý", EN: "Deadline extended"},
	"deadline_provisional": {VI: "Hạn tạm tính, chờ lịch nghỉ", EN: "Deadline provisional until holidays are known"},
	"clock_paused":         {VI: "Tạm dừng tính hạn", EN: "Clock paused"},
	"clock_resumed":        {VI: "Tiếp tục tính hạn", EN: "Clock resumed"},

	"reminded":           {VI: "Nhắc việc", EN: "Reminded"},
	"escalated":          {VI: "Báo cấp trên việc quá hạn", EN: "Escalated"},
	"answer_overdue":     {VI: "Quá hạn bổ sung", EN: "Answer overdue"},
	"letter_drafted":     {VI: "Dự thảo công văn nhắc", EN: "Reminding letter drafted"},
	"succeeded":          {VI: "Chuyển sang cơ quan kế tục", EN: "Passed to the successor agency"},
	"claimed":            {VI: "Nhận xử lý", EN: "Claimed"},
	"released":           {VI: "Trả lại việc đã nhận", EN: "Released"},
	"claim_ended":        {VI: "Người nhận xử lý không còn thẩm quyền ở bước này", EN: "Who had claimed it may no longer decide it"},
	"reassigned":         {VI: "Giao người khác xử lý", EN: "Reassigned"},
	"gate_first_read":    {VI: "Cơ quan chủ trì mở hồ sơ lần đầu", EN: "First opened by the authority"},
	"decision_prepared":  {VI: "Trình dự thảo ý kiến", EN: "Decision prepared"},
	"decision_sent_back": {VI: "Lãnh đạo trả lại dự thảo", EN: "Prepared decision sent back"},
	"filing_presented":   {VI: "Trình lãnh đạo cơ quan ký gửi hồ sơ", EN: "Filing presented to the agency's head"},
	"filing_sent_back":   {VI: "Trả lại hồ sơ đã trình để sửa", EN: "Presented filing handed back"},

	"reservation_outgrown": {VI: "Dự toán không còn đủ cho mức đã giữ chỗ", EN: "The envelope no longer holds what was reserved"},

	"moved":  {VI: "Chuyển sang phiên bản quy trình mới", EN: "Moved to a newer process"},
	"sealed": {VI: "Gỡ nội dung nhập nhầm", EN: "Content entered by mistake taken out"},

	"rectified":        {VI: "Đính chính ý kiến", EN: "Decision rectified"},
	"replaced":         {VI: "Thay thế ý kiến", EN: "Decision replaced"},
	"review_requested": {VI: "Đề nghị xem xét lại", EN: "Review requested"},
	"review_upheld":    {VI: "Xem xét lại: giữ nguyên", EN: "Review: upheld"},
	"review_sent_back": {VI: "Xem xét lại: chuyển về bước", EN: "Review: sent back"},
	"revoked":          {VI: "Thu hồi phê duyệt", EN: "Approval revoked"},
	"entry_ended":      {VI: "Kết thúc mục trong danh mục", EN: "Catalog entry ended"},

	"register_loaded":         {VI: "Nạp dữ liệu đầu kỳ", EN: "Register loaded"},
	"agency_succeeded":        {VI: "Sắp xếp cơ quan", EN: "Agency succeeded"},
	"envelopes_passed":        {VI: "Chuyển dự toán sang cơ quan kế tục", EN: "Envelopes passed to the successor"},
	"envelope_set":            {VI: "Nhập, điều chỉnh dự toán", EN: "Envelope entered or changed"},
	"pack_added":              {VI: "Thêm phiên bản quy trình", EN: "Process version added"},
	"edition_in_force":        {VI: "Phiên bản danh mục có hiệu lực", EN: "Catalog edition in force"},
	"change_proposed":         {VI: "Đề nghị thay đổi", EN: "Change proposed"},
	"change_confirmed":        {VI: "Xác nhận thay đổi", EN: "Change confirmed"},
	"change_declined":         {VI: "Không xác nhận thay đổi", EN: "Change declined"},
	"ledger_recovered":        {VI: "Chấp nhận phần nhật ký đã mất sau khôi phục", EN: "Loss of ledger entries after a restore accepted"},
	"admin_signed_in":         {VI: "Quản trị viên đăng nhập", EN: "Admin signed in"},
	"first_admin_created":     {VI: "Tạo quản trị viên đầu tiên", EN: "First admin created"},
	"accounts_imported":       {VI: "Nhập danh sách tài khoản", EN: "Accounts imported"},
	"account_created":         {VI: "Tạo tài khoản", EN: "Account created"},
	"account_disabled":        {VI: "Khóa tài khoản", EN: "Account disabled"},
	"account_enabled":         {VI: "Mở lại tài khoản", EN: "Account enabled"},
	"roles_changed":           {VI: "Thay đổi vai trò", EN: "Roles changed"},
	"membership_changed":      {VI: "Thay đổi cơ quan công tác", EN: "Membership changed"},
	"password_changed":        {VI: "Đổi mật khẩu", EN: "Password changed"},
	"one_time_password_given": {VI: "Cấp mật khẩu dùng một lần", EN: "One-time password given"},

	"delegated":        {VI: "Phân công, ủy quyền", EN: "Delegated"},
	"evidence_read":    {VI: "Lấy bộ bằng chứng", EN: "Evidence read"},
	"delegation_ended": {VI: "Chấm dứt phân công, ủy quyền", EN: "Delegation ended"},
}

// Words says what an action is, in both languages; an action that is not known
// reads as its code.
func Words(action string) (proposal.Text, bool) {
	if t, ok := words[action]; ok {
		return t, true
	}
	return plain(action), false
}
