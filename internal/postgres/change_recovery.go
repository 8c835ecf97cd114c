package postgres

import (
	"context"
	"encoding/json"

	"pheduyet/internal/change"
	"pheduyet/internal/ledger"
	"pheduyet/internal/notice"
	"pheduyet/internal/proposal"
)

// recovery is the body of a ledger_recovery: the checkpoint, kept outside the
// database, that is given up because what it proves cannot be restored.
type recovery struct {
	Size int64       `json:"size"`
	Root ledger.Hash `json:"root"`
}

// recovered is what the ledger says for good: which checkpoint no longer holds,
// and on what the ledger goes on.
type recovered struct {
	Size      int64       `json:"size"`
	Root      ledger.Hash `json:"root"`
	Intact    int64       `json:"intact"`
	FoundSize int64       `json:"found_size"`
	FoundRoot ledger.Hash `json:"found_root"`
	Lost      string      `json:"lost"` // sha256 of the kept list of what is known to be lost
}

// byWitness lets an auditor confirm, or the head of the agency that keeps the
// system. Another admin is no witness: both keep the database that lost something.
func byWitness(a proposal.Actor, c change.Change) error {
	if a.Has(proposal.RoleAuditor) || (a.Has(proposal.RoleHead) && a.Agency == c.ProposedBy.Agency) {
		return nil
	}
	return proposal.Errorf(proposal.CodeForbidden, "Cần thanh tra, kiểm toán, hoặc lãnh đạo cơ quan của người đề nghị, xác nhận.", "An auditor, or the head of the proposer's agency, confirms this.")
}

// shownLost is how many lost entries a preview lists one by one.
const shownLost = 500

// previewRecovery shows what is given up. A body that names no loss is a conflict.
func previewRecovery(ctx context.Context, c changing) (change.Preview, error) {
	var p change.Preview
	l, err := c.loss(ctx)
	if err != nil {
		return p, err
	}
	p.Add(change.Keeps, "ledger", proposal.T("%d mục đầu còn nguyên như một mốc xác thực cũ hơn đã ký", "The first %d entries are as an older checkpoint signed them", l.Intact))
	p.Add(change.Ends, "ledger", proposal.T("Mốc xác thực %d mục (gốc %s) không còn được nối tiếp: các mục thứ %d đến %d đã mất hoặc bị thay",
		"The checkpoint of %d entries (root %s) is no longer extended: entries %d to %d are lost or replaced", l.Kept, l.KeptRoot, l.Intact+1, l.Kept))
	p.Add(change.Warns, "ledger", proposal.T("Ai giữ mốc xác thực ấy sẽ thấy nhật ký không còn khớp với nó", "Whoever holds that checkpoint will find that the ledger no longer agrees with it"))
	for i, lost := range l.Lost {
		if i == shownLost {
			p.Add(change.Ends, "ledger", proposal.T("… và %d mục nữa", "… and %d more", len(l.Lost)-shownLost))
			break
		}
		p.Add(change.Ends, lost.Subject, proposal.T("Mục thứ %d: số %d, %s", "Entry %d: seq %d, %s", lost.Position+1, lost.Seq, lost.Action))
	}
	return p, nil
}

// loss is what the body names, of those because of which nothing is signed.
func (c changing) loss(ctx context.Context) (ledger.Loss, error) {
	var body recovery
	if err := json.Unmarshal(c.body, &body); err != nil || body.Size < 1 {
		return ledger.Loss{}, invalidChange(
			proposal.FieldError{Field: "body.size", Message: proposal.T("Cần số mục của mốc xác thực.", "The checkpoint's number of entries is wanted.")},
			proposal.FieldError{Field: "body.root", Message: proposal.T("Cần mã băm gốc của mốc xác thực, 64 chữ số thập lục phân viết thường.", "The checkpoint's root is wanted, 64 lower-case hex digits.")})
	}
	all, err := losses(ctx, c)
	if err != nil {
		return ledger.Loss{}, err
	}
	for _, l := range all {
		if l.Kept == body.Size && l.KeptRoot == body.Root {
			return l, nil
		}
	}
	return ledger.Loss{}, proposal.Errorf(proposal.CodeConflict, "Nhật ký không thiếu gì so với mốc xác thực này, hoặc việc khôi phục đã được ghi nhận.", "The ledger lacks nothing of that checkpoint, or the recovery is recorded already.")
}

// applyRecovery gives the checkpoint up; whoever signs goes on at once.
func applyRecovery(ctx context.Context, c *confirming) error {
	l, err := c.loss(ctx)
	if err != nil {
		return err
	}
	lost, err := keepDocument(ctx, c.tx, l.Lost)
	if err != nil {
		return err
	}
	_, err = c.Exec(ctx, "INSERT INTO ledger_recoveries (size, root, change, at) VALUES ($1, $2, $3, $4)", l.Kept, l.KeptRoot[:], c.change.ID, c.now)
	if err != nil {
		return err
	}
	told := notice.Notice{Cause: "change/" + c.change.ID + "/recovered", Kind: notice.LedgerRecovered, To: []notice.Group{notice.All(proposal.RoleAuditor)}}
	if err := queueNotices(ctx, c.tx, told); err != nil {
		return err
	}
	c.happened(proposal.Event{Action: "ledger_recovered", Data: recovered{l.Kept, l.KeptRoot, l.Intact, l.Size, l.Root, lost}})
	_, err = c.Exec(ctx, "SELECT pg_notify($1, '')", demands)
	return err
}
