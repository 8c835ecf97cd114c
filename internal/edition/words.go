package edition

import "pheduyet/internal/proposal"

func sayAdded(en Entry) proposal.Text {
	return proposal.T("Thêm “%[1]s” (%[2]s)", "Adds “%[1]s” (%[2]s)", en.Name, en.OwnerName)
}

func sayEnded(en Entry) proposal.Text {
	return proposal.T("Không còn “%[1]s” (%[2]s)", "“%[1]s” (%[2]s) is no longer there", en.Name, en.OwnerName)
}

func sayApproved(r Row) proposal.Text {
	return proposal.T("Giữ nguyên “%[1]s”: đã có phê duyệt chủ trương %[2]s", "Keeps “%[1]s”: the approval of %[2]s stands behind it", r.Name, r.ApprovedBy)
}

func sayChanged(was, now Entry) proposal.Text {
	switch {
	case was.Name != now.Name:
		return proposal.T("Đổi tên “%[1]s” thành “%[2]s”", "Renames “%[1]s” to “%[2]s”", was.Name, now.Name)
	case was.State != now.State:
		return proposal.T("“%[1]s”: trạng thái %[2]s thành %[3]s", "“%[1]s”: state %[2]s to %[3]s", now.Name, was.State, now.State)
	case was.OwnerName != now.OwnerName:
		return proposal.T("“%[1]s”: chủ quản %[2]s thành %[3]s", "“%[1]s”: owner %[2]s to %[3]s", now.Name, was.OwnerName, now.OwnerName)
	}
	return proposal.T("Sửa nội dung của “%s”", "Changes what is said of “%s”", now.Name)
}
