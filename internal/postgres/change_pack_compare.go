package postgres

import (
	"cmp"
	"reflect"
	"slices"

	"pheduyet/internal/change"
	"pheduyet/internal/process"
	"pheduyet/internal/proposal"
)

// officeName is an agency's name for people; its code where there is none.
func (r *registers) officeName(code string) string { return cmp.Or(r.agencies[code].Name, code) }

// comparePacks tells what the newer pack does otherwise: gate by gate, then what
// holds for the process as a whole.
func (r *registers) comparePacks(p *change.Preview, before, after process.Pack) {
	for _, g := range after.Gates {
		if was, known := before.Gate(g.ID); known {
			r.compareGate(p, was, g)
		} else {
			p.Add(change.Adds, g.ID, proposal.T("Thêm bước, do %s chủ trì", "A new gate, held by %s", r.officeName(g.Authority)))
		}
	}
	for _, g := range before.Gates {
		if _, stays := after.Gate(g.ID); !stays {
			p.Add(change.Ends, g.ID, proposal.T("Bỏ bước này", "The gate falls away"))
		}
	}
	for _, whole := range []struct {
		same bool
		text proposal.Text
	}{
		{reflect.DeepEqual(before.Level, after.Level), proposal.T("Quy tắc xác định cấp độ tối thiểu thay đổi", "The rule of the required level changes")},
		{reflect.DeepEqual(before.Reopens, after.Reopens), proposal.T("Bảng mở lại bước khi hồ sơ sửa đổi thay đổi", "Which gates a changed field reopens changes")},
		{reflect.DeepEqual(before.Life, after.Life), proposal.T("Nghĩa vụ, thời hạn sau phê duyệt thay đổi", "What follows an approval changes")},
		{before.AnswerDays == after.AnswerDays, proposal.T("Thời hạn bổ sung của cơ quan đề xuất: %d thành %d ngày làm việc", "The filer's time to answer: %d to %d working days", before.AnswerDays, after.AnswerDays)},
		{before.ReviewDays == after.ReviewDays, proposal.T("Thời hạn đề nghị xem xét lại: %d thành %d ngày làm việc", "The time to ask for a review: %d to %d working days", before.ReviewDays, after.ReviewDays)},
	} {
		if !whole.same {
			p.Add(change.Changes, nameOf(after), whole.text)
		}
	}
}

// compareGate tells every way in which a gate becomes another.
func (r *registers) compareGate(p *change.Preview, was, g proposal.GateRule) {
	differs := func(same bool, vi, en string, args ...any) {
		if !same {
			p.Add(change.Changes, g.ID, proposal.T(vi, en, args...))
		}
	}
	differs(was.Authority == g.Authority, "Cơ quan chủ trì: %s thành %s", "Authority: %s to %s", r.officeName(was.Authority), r.officeName(g.Authority))
	differs(was.Substitute == g.Substitute, "Cơ quan thay thế khi xung đột lợi ích: %s thành %s", "Substitute: %s to %s", r.officeName(was.Substitute), r.officeName(g.Substitute))
	differs(was.WorkingDays == g.WorkingDays, "Thời hạn: %d thành %d ngày làm việc", "Deadline: %d to %d working days", was.WorkingDays, g.WorkingDays)
	differs(slices.Equal(was.WorkingDaysWhen, g.WorkingDaysWhen), "Thời hạn theo cấp độ thay đổi", "The deadlines by level change")
	differs(slices.Equal(was.After, g.After) && was.Kind == g.Kind, "Loại hoặc thứ tự của bước thay đổi", "The gate's kind or place changes")
	differs(reflect.DeepEqual(was.Checklist, g.Checklist), "Danh mục kiểm tra: %d mục thành %d mục, hoặc nội dung thay đổi", "Checklist: %d items to %d, or other items", len(was.Checklist), len(g.Checklist))
	differs(reflect.DeepEqual(was.Citations, g.Citations), "Căn cứ của bước thay đổi", "The gate's citations change")
	differs(was.Sign == g.Sign, "Cách ký ý kiến thay đổi", "How the decision is signed changes")
}
