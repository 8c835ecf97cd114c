package postgres

import (
	"context"

	"pheduyet/internal/change"
	"pheduyet/internal/proposal"
)

// changeFilingSign is the kind of change by which an agency wants its head to send
// its filings out, or its filers again. Its head asks, an admin confirms.
const changeFilingSign = "filing_sign"

// filingSignBody names the agency and who sends: "head" or "filer".
type filingSignBody struct {
	Agency string `json:"agency"`
	Sign   string `json:"sign"`
}

// filersSend is the value of "sign" that lets filers send.
const filersSend = "filer"

// wish is what the agency's row says then.
func (in filingSignBody) wish() string {
	if in.Sign == filersSend {
		return ""
	}
	return in.Sign
}

func byHead(a proposal.Actor) error {
	if a.Has(proposal.RoleHead) && a.Agency != "" {
		return nil
	}
	return notTheHead()
}

// ofOwnAgency wants the body to name the agency of its head.
func ofOwnAgency(_ context.Context, c changing, a proposal.Actor) error {
	in, err := bodyOf[filingSignBody](c.body)
	if err != nil || in.Agency == "" || in.Agency == a.Agency {
		return err
	}
	return notTheHead()
}

func notTheHead() error {
	return proposal.Errorf(proposal.CodeForbidden, "Chỉ lãnh đạo cơ quan được đề nghị thay đổi này cho cơ quan mình.", "Only the head of an agency proposes this, for the own agency.")
}

func byKeeper(a proposal.Actor, _ change.Change) error {
	if a.Has(proposal.RoleAdmin) {
		return nil
	}
	return proposal.Errorf(proposal.CodeForbidden, "Cần một quản trị viên xác nhận.", "An admin confirms this.")
}

func previewFilingSign(_ context.Context, c changing) (change.Preview, error) {
	var p change.Preview
	in, err := bodyOf[filingSignBody](c.body)
	if err != nil {
		return p, err
	}
	of, known := c.reg.agencies[in.Agency]
	if in.Sign != proposal.SignHead && in.Sign != filersSend {
		return p, invalidField("body.sign", proposal.T("Cần nêu ai gửi hồ sơ: “head” (lãnh đạo) hoặc “filer” (cán bộ lập hồ sơ).", "State who sends filings: “head” or “filer”."))
	}
	if !known || of.To != "" && of.To.Before(c.today()) || of.Kind == proposal.KindMinistry || of.Kind == proposal.KindCouncil || of.Kind == proposal.KindPeople {
		return p, invalidField("body.agency", proposal.T("Không có cơ quan đề xuất “%s” đang hoạt động.", "There is no filing agency “%s” today.", in.Agency))
	}
	if of.FilingSign == in.wish() {
		return p, proposal.Errorf(proposal.CodeConflict, "Cơ quan đã quy định đúng như vậy.", "The agency has it so already.")
	}
	if in.Sign == filersSend {
		p.Add(change.Changes, in.Agency, proposal.T("Cán bộ lập hồ sơ của “%s” tự gửi hồ sơ", "The filers of “%s” send its filings", of.Name))
		return p, nil
	}
	p.Add(change.Changes, in.Agency, proposal.T("Lãnh đạo “%s” gửi hồ sơ; cán bộ lập hồ sơ trình lãnh đạo", "The head of “%s” sends its filings; filers present them", of.Name))
	return p, nil
}

func applyFilingSign(ctx context.Context, c *confirming) error {
	in, err := bodyOf[filingSignBody](c.body)
	if err != nil {
		return err
	}
	if _, err := c.Exec(ctx, "UPDATE agencies SET filing_sign = $2 WHERE code = $1", in.Agency, in.wish()); err != nil {
		return err
	}
	return bumpRegisters(ctx, c.tx)
}
