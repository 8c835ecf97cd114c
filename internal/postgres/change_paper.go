package postgres

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/change"
	"pheduyet/internal/process"
	"pheduyet/internal/proposal"
)

// changePaper is the kind of change that enters what was decided on paper of a
// draft. The filing agency proposes, the authority of the check confirms.
const changePaper = "paper_dossier"

type paperBody struct {
	Proposal string `json:"proposal"` // the draft's id
	proposal.PaperDossier
}

func byFiler(a proposal.Actor) error {
	if a.Agency != "" && a.Files(a.Agency) {
		return nil
	}
	return proposal.Errorf(proposal.CodeForbidden, "Cơ quan đề xuất nhập hồ sơ giấy của mình.", "The filing agency enters its own paper dossier.")
}

// ofOwnDraft wants the draft of the proposer's own agency; of another's it tells
// nothing.
func ofOwnDraft(ctx context.Context, c changing, a proposal.Actor) error {
	in, err := bodyOf[paperBody](c.body)
	if err != nil {
		return err
	}
	kase, err := c.store.loadCase(ctx, c.tx, in.Proposal, false)
	if err != nil {
		return err
	}
	if proposal.AccessTo(kase.Progress, kase.Facts.CoAgencies, a) == proposal.AccessNone {
		return unknownProposal()
	}
	return ofItsDrafter(kase, a.Agency)
}

// ofItsDrafter refuses an agency that is not the one which drafted the proposal.
func ofItsDrafter(kase proposal.Case, agency string) error {
	if agency == kase.Agency {
		return nil
	}
	return proposal.Errorf(proposal.CodeForbidden, "Chỉ cơ quan lập dự thảo được nhập hồ sơ giấy của dự thảo đó.", "Only the agency that drafted it enters its paper dossier.")
}

// byDecider lets past who decides the check of such a proposal: the preview names
// the authority. The draft is nobody else's to read. A preview that an earlier
// release made names none, and is made anew when somebody would confirm it.
func byDecider(a proposal.Actor, c change.Change) error {
	named := false
	for _, l := range c.Preview.Lines {
		named = named || l.Effect == change.Warns
		if l.Effect == change.Warns && a.Decides(l.Subject) && a.Agency != c.ProposedBy.Agency {
			return nil
		}
	}
	if !named && (a.Has(proposal.RoleReviewer) || a.Has(proposal.RoleHead)) && a.Agency != c.ProposedBy.Agency {
		return nil
	}
	return proposal.Errorf(proposal.CodeForbidden, "Cơ quan chủ trì rà soát trùng lặp xác nhận hồ sơ giấy.", "The authority of the duplication check confirms a paper dossier.")
}

// paperOf reads a draft and the process that its paper dossier follows: a version
// of the one for its kind, in force when it was received or now.
func (c changing) paperOf(ctx context.Context, in paperBody) (proposal.Case, process.Pack, error) {
	kase, err := c.store.loadCase(ctx, c.tx, in.Proposal, false)
	if err != nil {
		return kase, process.Pack{}, err
	}
	var entered bool
	if err := c.QueryRow(ctx, "SELECT EXISTS (SELECT FROM paper_dossiers WHERE proposal = $1)", kase.ID).Scan(&entered); err != nil {
		return kase, process.Pack{}, err
	}
	if entered || kase.Status != proposal.Draft || kase.Number != "" {
		return kase, process.Pack{}, proposal.Errorf(proposal.CodeConflict, "Chỉ nhập hồ sơ giấy cho dự thảo chưa gửi, một lần.", "A paper dossier is entered for a draft that was never submitted, once.")
	}
	now, err := c.reg.choose(kase.Facts.Kind, c.now)
	if err != nil {
		return kase, now, err
	}
	then, err := c.reg.packs.Choose(kase.Facts.Kind, in.Received)
	for _, p := range []process.Pack{now, then} {
		if p.Version != "" && p.Version == in.Law.Version {
			return kase, p, nil
		}
	}
	return kase, now, errors.Join(invalidField("body.law.version", proposal.T("Quy trình áp dụng phải là phiên bản có hiệu lực khi tiếp nhận hồ sơ giấy hoặc hiện nay (%[1]s).", "The process must be the version in force when the dossier was received or now (%[1]s).", now.Version)), err)
}

func previewPaper(ctx context.Context, c changing) (change.Preview, error) {
	var p change.Preview
	in, err := bodyOf[paperBody](c.body)
	if err != nil {
		return p, err
	}
	kase, pack, err := c.paperOf(ctx, in)
	if err != nil {
		return p, err
	}
	if err := underBody(kase.CheckPaper(in.PaperDossier, pack.Rules, c.now)); err != nil {
		return p, err
	}
	p.Add(change.Adds, kase.ID, proposal.T("Nhập từ hồ sơ giấy, tiếp nhận ngày %[1]s; theo quy trình %[2]s@%[3]s (%[4]s, %[5]s)", "Entered from paper, received on %[1]s; follows %[2]s@%[3]s (%[4]s, %[5]s)",
		in.Received, pack.ID, pack.Version, in.Law.Citation.Document, in.Law.Citation.Article))
	for _, g := range in.Gates {
		d := g.Decision.Documents[0]
		p.Add(change.Changes, g.Gate, proposal.T("Đã có ý kiến theo văn bản %[1]s ngày %[2]s", "Decided by %[1]s of %[2]s", d.Number, d.Date))
	}
	p.Add(change.Keeps, kase.ID, proposal.T("Vẫn rà soát trùng lặp; không tính vào thống kê thời gian", "It is compared all the same; it counts in no figure of time"))
	p.Add(change.Warns, c.checker(kase, pack), proposal.T("Cần cơ quan chủ trì rà soát trùng lặp xác nhận", "The authority of the duplication check has to confirm"))
	return p, nil
}

func applyPaper(ctx context.Context, c *confirming) error {
	in, err := bodyOf[paperBody](c.body)
	if err != nil {
		return err
	}
	kase, pack, err := c.paperOf(ctx, in)
	if err != nil {
		return err
	}
	if err := ofItsDrafter(kase, c.change.ProposedBy.Agency); err != nil {
		return err
	}
	if err := c.decidesCheck(kase, pack); err != nil {
		return err
	}
	b := &batch{at: c.tx}
	b.Queue("INSERT INTO paper_dossiers (proposal, change, pack_id, pack_version, body) VALUES ($1, $2, $3, $4::text::date, $5)",
		kase.ID, c.change.ID, pack.ID, string(pack.Version), b.json(in.PaperDossier))
	return b.send(ctx)
}

// checker is who decides the duplication check of such a proposal, or stands in for
// who does.
func (c changing) checker(kase proposal.Case, pack process.Pack) string {
	parties := c.reg.parties(kase)
	for _, g := range c.reg.rulesOn(pack, c.today()).Gates {
		switch {
		case g.Kind != proposal.KindDuplication:
		case slices.Contains(parties.Conflicted, g.Authority):
			return cmp.Or(g.Substitute, g.Authority)
		default:
			return g.Authority
		}
	}
	return ""
}

// decidesCheck asks whether the second person decides that check.
func (c *confirming) decidesCheck(kase proposal.Case, pack process.Pack) error {
	if c.actor.Decides(c.checker(kase, pack)) && !c.reg.parties(kase).Bars(c.actor, kase.DraftedAt) {
		return nil
	}
	return byDecider(proposal.Actor{}, c.change)
}

// enteredOf reads what was entered of a proposal from paper; nil where nothing was.
func enteredOf(ctx context.Context, q querier, id string) (p *proposal.PaperDossier, by proposal.PaperEntered, pack proposal.PackRef, err error) {
	var body []byte
	err = q.QueryRow(ctx, "SELECT pack_id, pack_version::text, body, change::text FROM paper_dossiers WHERE proposal = $1", id).
		Scan(&pack.ID, &pack.Version, &body, &by.Change)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, by, pack, nil
	}
	if err == nil {
		err = optional(body, &p)
	}
	return p, by, pack, err
}

// enterPaper passes the gates that were decided on paper with the submission.
func (a *act) enterPaper(ctx context.Context, t *proposal.Transition, env proposal.Env) error {
	entered, by, _, err := enteredOf(ctx, a.tx, a.before.ID)
	if err != nil || entered == nil {
		return err
	}
	c, err := loadChange(ctx, a.tx, by.Change)
	if err != nil {
		return err
	}
	then, err := readActor(ctx, a.tx, c.DecidedBy.Account, *c.DecidedAt)
	if err != nil {
		return err
	}
	by.ProposedBy = c.ProposedBy
	by.ConfirmedBy = proposal.Person{Account: then.Account, Name: then.Name, Agency: then.Agency}
	return t.EnterPaper(*entered, by, env)
}

func scanPaper(row pgx.CollectableRow) (p proposal.PaperDossier, err error) {
	var body []byte
	if err := row.Scan(&body); err != nil {
		return p, err
	}
	return p, json.Unmarshal(body, &p)
}
