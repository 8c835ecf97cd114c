package postgres

import (
	"context"
	"errors"
	"strconv"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/change"
	"pheduyet/internal/ledger"
	"pheduyet/internal/proposal"
	"pheduyet/internal/why"
)

// changeSealing is the kind of change that takes out what was entered by mistake:
// a secret, personal data.
const changeSealing = "sealing"

// sealingBody names what is taken out by its place, never by its words: texts by
// the entry's seq and the JSON pointer in it, as the trace shows them; files by
// id. Proposal is a number or an id.
type sealingBody struct {
	Proposal    string       `json:"proposal"`
	Texts       []sealedText `json:"texts"`
	Attachments []string     `json:"attachments"`
}

type sealedText struct {
	Seq  int64  `json:"seq"`
	Path string `json:"path"`
}

// find gives the proposal of a sealing.
func (in sealingBody) find(ctx context.Context, q querier) (id string, err error) {
	err = q.QueryRow(ctx, "SELECT id::text FROM proposals WHERE id::text = $1 OR number = $1", in.Proposal).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		err = invalidField("body.proposal", proposal.T("Không có hồ sơ “%s”.", "There is no proposal “%s”.", in.Proposal))
	}
	return id, err
}

// previewSealing names the places, and how many copies of each text the ledger
// keeps.
func previewSealing(ctx context.Context, c changing) (change.Preview, error) {
	var p change.Preview
	in, err := bodyOf[sealingBody](c.body)
	if err != nil {
		return p, err
	}
	id, err := in.find(ctx, c)
	if err != nil {
		return p, err
	}
	if len(in.Texts)+len(in.Attachments) == 0 || len(in.Texts) > 100 || len(in.Attachments) > 100 {
		return p, invalidField("body.texts", proposal.T("Cần nêu 1–100 nội dung hoặc tệp cần gỡ.", "Name 1–100 texts or files to take out."))
	}
	for i, at := range in.Texts {
		line, err := c.textAt(ctx, id, at)
		if err != nil {
			return p, err
		}
		if line == (proposal.Text{}) {
			return p, invalidField("body.texts["+strconv.Itoa(i)+"]", proposal.T("Mục %[1]d không có nội dung tại “%[2]s”, hoặc nội dung đã gỡ.", "Entry %[1]d holds no text at “%[2]s”, or it is taken out already.", at.Seq, at.Path))
		}
		p.Add(change.Ends, strconv.FormatInt(at.Seq, 10)+at.Path, line)
	}
	for i, file := range in.Attachments {
		var there bool
		err := c.QueryRow(ctx, "SELECT EXISTS (SELECT FROM attachments WHERE id::text = $1 AND proposal = $2 AND sealed_at IS NULL)", file, id).Scan(&there)
		if err != nil {
			return p, err
		}
		if !there {
			return p, invalidField("body.attachments["+strconv.Itoa(i)+"]", proposal.T("Hồ sơ không có tệp này, hoặc tệp đã gỡ.", "The proposal has no such file, or it is taken out already."))
		}
		p.Add(change.Ends, file, proposal.T("Gỡ tệp; bản ghi và mã băm còn lại", "The file is taken out; its record and hash remain"))
	}
	p.Add(change.Warns, in.Proposal, proposal.T("Không thể khôi phục; thư điện tử đã gửi không thu hồi được", "This cannot be undone; mails that were sent cannot be called back"))
	return p, nil
}

// textAt tells of a kept text without saying it; zero where there is none.
func (c changing) textAt(ctx context.Context, id string, at sealedText) (proposal.Text, error) {
	var action string
	var length, copies int
	err := c.QueryRow(ctx, `SELECT e.action, length(k.text), (SELECT count(*) FROM ledger_texts o JOIN ledger_entries oe ON oe.id = o.entry WHERE oe.proposal = $1 AND o.text = k.text)
		FROM ledger_entries e JOIN ledger_texts k ON k.entry = e.id
		WHERE e.proposal = $1 AND e.stream = '' AND e.seq = $2 AND k.path = $3 AND k.text IS NOT NULL`, id, at.Seq, at.Path).Scan(&action, &length, &copies)
	if errors.Is(err, pgx.ErrNoRows) {
		return proposal.Text{}, nil
	}
	if err != nil {
		return proposal.Text{}, err
	}
	said, _ := why.Words(action)
	return proposal.T("Gỡ nội dung %[1]d ký tự của mục “%[2]s” và %[4]d bản trong nhật ký cùng mọi bản sao", "Takes out a text of %[1]d characters in “%[3]s”, %[4]d times in the ledger, and every copy", length, said.VI, said.EN, copies), nil
}

// applySealing has the database take out what was named, then what is computed
// from it.
func applySealing(ctx context.Context, c *confirming) error {
	in, err := bodyOf[sealingBody](c.body)
	if err != nil {
		return err
	}
	var id string
	if err := c.QueryRow(ctx, "SELECT seal($1)::text", c.change.ID).Scan(&id); err != nil {
		return err
	}
	kase, err := c.store.loadCase(ctx, c.tx, id, false)
	if err != nil {
		return err
	}
	if err := bumpCatalog(ctx, c.tx); err != nil {
		return err
	}
	b := &batch{at: c.tx}
	b.Queue(`UPDATE proposals SET search = $2, etag = etag + 1,
		compared = CASE WHEN compared IS NULL THEN NULL ELSE (SELECT version FROM catalog_version) END WHERE id = $1`, id, searchText(kase))
	b.Queue("UPDATE catalog_entries SET compared = (SELECT version FROM catalog_version) WHERE approved_by = $1", kase.Number)
	b.Queue(`INSERT INTO erasures (sha256, change, at)
		SELECT DISTINCT f.sha256, $2::uuid, $3::timestamptz FROM attachments f WHERE f.id::text = ANY ($1)
		AND NOT EXISTS (SELECT FROM attachments o WHERE o.sha256 = f.sha256 AND o.sealed_at IS NULL)
		ON CONFLICT (sha256) DO UPDATE SET done_at = NULL`, append([]string{}, in.Attachments...), c.change.ID, c.now)
	if err := b.send(ctx); err != nil {
		return err
	}
	return c.tellProposal(ctx, kase, in)
}

// tellProposal writes into the proposal's own chain that something was taken out,
// why and by whose word.
func (c *confirming) tellProposal(ctx context.Context, kase proposal.Case, in sealingBody) error {
	chain, err := openChain(ctx, c.tx, kase.ID, "sealing/"+c.change.ID)
	if err != nil {
		return err
	}
	b := &batch{at: c.tx}
	e := proposal.Event{Action: "sealed"}
	if c.change.Document != nil {
		e.Documents = []proposal.Document{*c.change.Document}
	}
	chain.append(b, ledger.Entry{
		Actor: ledgerActor(c.actor, e), Action: e.Action, Rule: ledgerRule(kase.Process, nil), Documents: ledgerDocuments(kase, e.Documents),
	}, payload{Number: kase.Number, State: &kase.Progress, Data: struct {
		Change      string       `json:"change"`
		ProposedBy  string       `json:"proposed_by"`
		Reason      string       `json:"reason"`
		Texts       []sealedText `json:"texts"`
		Attachments []string     `json:"attachments"`
	}{c.change.ID, c.change.ProposedBy.Account, c.change.Note, in.Texts, in.Attachments}})
	return b.send(ctx)
}

// Erasures lists the sha256 of files that were sealed and whose bytes must go.
func (s *Store) Erasures(ctx context.Context) ([]string, error) {
	rows, err := s.pool.Query(ctx, `SELECT sha256 FROM erasures r WHERE done_at IS NULL
		AND NOT EXISTS (SELECT FROM attachments f WHERE f.sha256 = r.sha256 AND f.sealed_at IS NULL) ORDER BY at`)
	if err != nil {
		return nil, refusal(err)
	}
	all, err := pgx.CollectRows(rows, pgx.RowTo[string])
	return all, refusal(err)
}

// Erased notes that the bytes are gone.
func (s *Store) Erased(ctx context.Context, sha256 string) error {
	_, err := s.pool.Exec(ctx, "UPDATE erasures SET done_at = $2 WHERE sha256 = $1", sha256, s.now())
	return refusal(err)
}
