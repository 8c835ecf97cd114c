package api

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"pheduyet/internal/calendar"
	"pheduyet/internal/proposal"
	"pheduyet/internal/rebuild"
	"pheduyet/internal/why"
)

func (w *world) Trace(_ context.Context, id string) (why.Trace, error) {
	c := w.cases[id]
	d, met := due(w.now, 5), false
	decision := proposal.Decision{Outcome: proposal.Reject, Reason: "Trùng", Documents: []proposal.Document{{Number: "12/KH", Date: "2026-11-20"}}}
	return why.Trace{
		Rounds: []why.Round{
			{
				GateRound: proposal.GateRound{Gate: "duplication_check", Kind: proposal.KindDuplication, Round: 1, Authority: "so-khcn", Pack: c.Process, Screening: c.Screening, Decision: &decision, By: proposal.Person{Account: "account-reviewer", Name: "Người", Agency: "so-khcn"}, At: &w.now, Deadline: &d},
				Seq:       2, Title: proposal.T("Rà soát", "Check"), Office: "Sở KH&CN", Label: proposal.T("Không thống nhất", "Not agreed"), Capacity: "KT.",
				Grounds: []proposal.Ground{{Of: "deadline", Citation: proposal.Citation{Document: "KH 651"}}}, OpenedAt: &w.now,
				Facts:        []why.Fact{{Label: proposal.T("Tên", "Name"), Value: proposal.T("Tiêm chủng", "Tiêm chủng")}},
				Timing:       &rebuild.Timing{Deadline: &d, Late: -2, Used: 3, Counted: true},
				Kept:         proposal.T("Đúng hạn", "Kept"),
				Requirements: []proposal.Requirement{{Text: proposal.T("Không trùng", "No duplicate"), Because: proposal.T("Trùng A01", "Duplicates A01"), Met: &met}},
				Otherwise:    proposal.T("Phải không trùng", "No duplicate was needed"),
			},
			{GateRound: proposal.GateRound{Gate: "technology_review", Kind: proposal.KindTechnology, Round: 1, Pack: c.Process}, Title: proposal.T("Thẩm định", "Review")},
		},
		Events: []why.Event{
			{TraceEvent: proposal.TraceEvent{Seq: 1, At: w.now, Actor: c.FiledBy, Action: "submitted", Data: json.RawMessage(`{"revision":1}`), Hash: "ab"}, Text: proposal.T("Gửi hồ sơ", "Submitted")},
			{TraceEvent: proposal.TraceEvent{Seq: 2, At: w.now, Action: "decided", Gate: "duplication_check", Outcome: proposal.Reject, Data: json.RawMessage(`{}`), Hash: "cd"}, Text: proposal.T("Cho ý kiến", "Decided")},
		},
	}, w.fault()
}

func (w *world) Worklist(context.Context, proposal.Actor) ([]proposal.WorkItem, error) {
	late := due(w.now.AddDate(0, 0, -9), 2)
	opened := w.now.Add(-time.Hour)
	return []proposal.WorkItem{
		{Task: proposal.TaskDecide, ProposalID: newID(), Number: "DX-2026-000001", Name: "A", Agency: "so-y-te", Gate: "technology_review", Round: 1, OpenedAt: &opened, Deadline: &late},
		{Task: proposal.TaskSendLetter, ProposalID: newID(), Name: "B", Agency: "so-y-te"},
		{Task: proposal.TaskFulfil, ProposalID: newID(), Name: "C", Agency: "so-y-te", Obligation: newID(), Title: proposal.T("Hồ sơ cấp độ", "Level dossier"), BeforeOperation: true},
	}, w.fault()
}

var entries = []proposal.CatalogEntry{
	{Entry: proposal.Entry{ID: "1527-01", Name: "Nền tảng tiêm chủng", State: proposal.EntryInUse}, OwnerText: "Bộ Y tế"},
	{Entry: proposal.Entry{ID: "1527-02", Name: "Nền tảng khác", State: proposal.EntryPlanned}},
	{Entry: proposal.Entry{ID: "1527-03", Name: "Nền tảng nữa", State: proposal.EntryUnknown}},
}

func (w *world) SearchCatalog(context.Context, string) ([]proposal.CatalogEntry, error) {
	return entries, w.fault()
}

func (w *world) CatalogEntry(_ context.Context, id string) (proposal.CatalogEntry, error) {
	for _, e := range entries {
		if e.ID == id {
			return e, w.fault()
		}
	}
	return proposal.CatalogEntry{}, nothing
}

func (w *world) Packs(context.Context) ([]json.RawMessage, error) {
	return []json.RawMessage{w.pack.Canonical()}, w.fault()
}

func (w *world) Pack(_ context.Context, id, version string) (json.RawMessage, error) {
	if id != w.pack.ID || (version != "" && version != string(w.pack.Version)) {
		return nil, nothing
	}
	return w.pack.Canonical(), w.fault()
}

func (w *world) Envelopes(_ context.Context, year int) ([]proposal.Envelope, error) {
	key := proposal.EnvelopeKey{FiscalYear: 2027, Source: "chi-thuong-xuyen", Owner: "province"}
	if year != 0 && year != key.FiscalYear {
		return nil, nil
	}
	return []proposal.Envelope{{EnvelopeKey: key, Amount: 100, Reserved: 30, Committed: 20, State: "indicative"}}, w.fault()
}

func (w *world) Agency(_ context.Context, code string) (proposal.Agency, error) {
	a, ok := w.agencies[code]
	if !ok {
		return a, nothing
	}
	return a, w.fault()
}

func (w *world) Agencies(context.Context) ([]proposal.Agency, error) {
	return slices.SortedFunc(maps.Values(w.agencies), func(a, b proposal.Agency) int { return strings.Compare(a.Code, b.Code) }), w.fault()
}

func (w *world) Statistics(_ context.Context, a proposal.Actor, since time.Time) (proposal.Statistics, error) {
	return proposal.Statistics{
		Statuses: map[proposal.Status]int{proposal.InReview: len(w.cases)},
		Waiting:  []proposal.Waiting{{Gate: "duplication_check", Authority: "so-khcn", Agency: a.Agency, Open: 2, Overdue: 1, Days: 9, Oldest: w.now.AddDate(0, 0, -6)}},
		Decided:  []proposal.Punctuality{{Gate: "duplication_check", InTime: 3, Late: 1}},
		Asked:    []proposal.Asked{{EnvelopeKey: proposal.EnvelopeKey{FiscalYear: since.Year(), Source: "khac"}, Amount: 5}},
	}, w.fault()
}

// CalendarYears are two, the later with a swap.
func (w *world) CalendarYears(context.Context) ([]calendar.Year, error) {
	return []calendar.Year{
		{Year: 2026, Days: []calendar.Day{{Date: "2026-09-02", Kind: calendar.Holiday, Name: "Quốc khánh", Source: "BLLĐ Điều 112", Grade: "stated"}}},
		{Year: 2027, Note: "Chưa có thông báo", Days: []calendar.Day{
			{Date: "2027-05-08", Kind: calendar.Worked, Name: "Làm bù", For: "2027-04-29", Source: "Thông báo", Grade: "secondary"},
			{Date: "2027-04-29", Kind: calendar.SwappedOff, Name: "Nghỉ hoán đổi", For: "2027-05-08", Source: "Thông báo", Grade: "secondary"},
		}},
	}, w.fault()
}
