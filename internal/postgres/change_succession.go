package postgres

import (
	"cmp"
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/change"
	"pheduyet/internal/people"
	"pheduyet/internal/proposal"
)

// changeSuccession is the kind of change by which agencies give way to others.
const changeSuccession = "agency_succession"

// previewSuccession shows what passes: people, proposals, gates, envelopes.
func previewSuccession(ctx context.Context, c changing) (change.Preview, error) {
	var p change.Preview
	in, err := bodyOf[people.Succession](c.body)
	if err != nil {
		return p, err
	}
	faults := in.Check(c.agencies(), c.today())
	faults = slices.Concat(faults, c.strangers(ctx, in))
	if err := underBody(faults); err != nil {
		return p, err
	}
	for _, next := range in.Successors() {
		if next.Name != "" {
			p.Add(change.Adds, next.Code, proposal.T("Cơ quan mới từ ngày %[1]s: %[2]s", "New agency from %[1]s: %[2]s", in.Day, next.Name))
		}
	}
	for _, code := range in.Agencies {
		p.Add(change.Ends, code, proposal.T("Kết thúc hoạt động trước ngày %[1]s; kế tục: %[2]s", "Ends before %[1]s; followed by %[2]s", in.Day, cmp.Or(in.Successor.Name, c.reg.officeName(in.Successor.Code))))
		if err := c.previewPassing(ctx, &p, code); err != nil {
			return p, err
		}
	}
	return p, nil
}

// strangers names people and proposals of a split that are not the agency's.
func (c changing) strangers(ctx context.Context, in people.Succession) []proposal.FieldError {
	var faults []proposal.FieldError
	if len(in.Agencies) != 1 {
		return nil
	}
	for _, part := range in.Parts {
		for _, name := range part.People {
			if who, err := c.person(ctx, name); err != nil || who == nil || who.agency != in.Agencies[0] {
				faults = append(faults, proposal.FieldError{Field: "parts.people", Message: proposal.T("“%s” không thuộc cơ quan này.", "“%s” does not belong to this agency.", name)})
			}
		}
		for _, number := range part.Proposals {
			var own bool
			err := c.QueryRow(ctx, "SELECT EXISTS (SELECT FROM proposals WHERE number = $1 AND agency = $2)", number, in.Agencies[0]).Scan(&own)
			if err != nil || !own {
				faults = append(faults, proposal.FieldError{Field: "parts.proposals", Message: proposal.T("Hồ sơ “%s” không phải của cơ quan này.", "“%s” is not this agency's.", number)})
			}
		}
	}
	return faults
}

// passing counts what is open at an agency: each line's query takes its code.
var passing = []struct {
	sql  string
	text func(n int) proposal.Text
}{
	{"SELECT count(*) FROM memberships WHERE agency = $1 AND valid_to IS NULL", func(n int) proposal.Text {
		return proposal.T("%d người chuyển sang cơ quan kế tục", "%d people pass", n)
	}},
	{"SELECT count(*) FROM proposals WHERE agency = $1 AND status IN ('draft','in_review','returned')", func(n int) proposal.Text {
		return proposal.T("%d hồ sơ chưa kết thúc chuyển sang cơ quan kế tục", "%d open proposals pass", n)
	}},
	{"SELECT count(*) FROM gates g JOIN proposals p ON p.id = g.proposal WHERE g.authority = $1 AND g.state IN ('open','pending','returned') AND p.status IN ('in_review','returned')", func(n int) proposal.Text {
		return proposal.T("%d bước chưa xử lý chuyển sang cơ quan kế tục (hoặc cơ quan thay thế nếu xung đột lợi ích)", "%d gates pass (to the substitute where a conflict of interest arises)", n)
	}},
	{"SELECT count(*) FROM obligations WHERE state = 'open' AND owner = $1 OR state = 'claimed' AND $1 IN (owner, agrees)", func(n int) proposal.Text {
		return proposal.T("%d nghĩa vụ sau phê duyệt chưa xong chuyển sang cơ quan kế tục", "%d obligations pass", n)
	}},
	{"SELECT count(*) FROM envelopes WHERE owner = $1 AND amount > 0", func(n int) proposal.Text {
		return proposal.T("%d dự toán chuyển phần chưa chi sang cơ quan kế tục", "%d envelopes pass with what is not spent", n)
	}},
	{"SELECT count(*) FROM delegations d WHERE d.authority = $1 AND d.valid_to >= now()::date AND NOT EXISTS (SELECT FROM delegation_ends e WHERE e.delegation = d.id)", func(n int) proposal.Text {
		return proposal.T("%d văn bản phân công, ủy quyền hết hiệu lực", "%d delegations lapse", n)
	}},
	{"SELECT count(*) FROM proposals WHERE agency = $1 AND status NOT IN ('draft','in_review','returned')", func(n int) proposal.Text {
		return proposal.T("%d hồ sơ đã kết thúc giữ tên cũ", "%d closed proposals keep the old name", n)
	}},
}

func (c changing) previewPassing(ctx context.Context, p *change.Preview, code string) error {
	for _, line := range passing {
		var n int
		if err := c.QueryRow(ctx, line.sql, code).Scan(&n); err != nil {
			return err
		}
		if n > 0 {
			p.Add(change.Changes, code, line.text(n))
		}
	}
	return nil
}

// applySuccession writes what holds by its date: the agencies' ends, the new ones,
// everybody's memberships. What is open passes on the day.
func applySuccession(ctx context.Context, c *confirming) error {
	in, err := bodyOf[people.Succession](c.body)
	if err != nil {
		return err
	}
	first := c.reg.agencies[in.Agencies[0]]
	b := &batch{at: c.tx}
	for _, next := range in.Successors() {
		if next.Name != "" {
			b.Queue(`INSERT INTO agencies (code, name, short_name, kind, parent, valid_from) VALUES ($1, $2, $3, $4, nullif($5, ''), $6::text::date)`,
				next.Code, next.Name, cmp.Or(next.ShortName, next.Name), string(first.Kind), first.Parent, string(in.Day))
		}
	}
	b.Queue("INSERT INTO successions (change, day) VALUES ($1, $2::text::date)", c.change.ID, string(in.Day))
	for _, code := range in.Agencies {
		b.Queue("UPDATE agencies SET valid_to = $2::text::date - 1, successor = $3 WHERE code = $1", code, string(in.Day), in.Successor.Code)
		b.Queue("UPDATE agencies SET parent = $2 WHERE parent = $1 AND valid_to IS NULL", code, in.Successor.Code)
		b.Queue("INSERT INTO succession_parts (change, agency, successor) VALUES ($1, $2, $3)", c.change.ID, code, in.Successor.Code)
		for _, part := range in.Parts {
			b.Queue("INSERT INTO succession_parts (change, agency, successor, proposals) VALUES ($1, $2, $3, $4) ON CONFLICT (change, agency, successor) DO NOTHING",
				c.change.ID, code, part.Successor.Code, append([]string{}, part.Proposals...))
			queuePeoplePass(b, code, part.Successor.Code, in.Day, part.People)
		}
		queuePeoplePass(b, code, in.Successor.Code, in.Day, nil)
	}
	b.Queue("INSERT INTO spreads (kind, ref, at) VALUES ($1, $2, $3)", proposal.FactSuccession, c.change.ID, in.Day.Time())
	if err := b.send(ctx); err != nil {
		return err
	}
	c.happened(proposal.Event{Action: "agency_succeeded", Data: in})
	return bumpRegisters(ctx, c.tx)
}

// queuePeoplePass ends the stays in an agency the day before, those that have not
// begun before they begin, and lets them go on in the next, seats included; nil is
// everybody who is left. Their sessions end with the stays: at the turn of the day,
// or now where the day is here.
func queuePeoplePass(b *batch, from, next string, day proposal.Date, usernames []string) {
	const passing = `WITH passing AS (SELECT m.account, m.agency, m.seat, m.valid_from, m.valid_to FROM memberships m
		WHERE m.agency = $1 AND (m.valid_to IS NULL OR m.valid_to >= $2::text::date)
		AND ($3::text[] IS NULL OR m.account IN (SELECT id FROM accounts WHERE username = ANY ($3)))) `
	if !day.After(proposal.DateOf(b.at.now)) {
		b.Queue(passing+"DELETE FROM tokens WHERE account IN (SELECT account FROM passing WHERE NOT seat)", from, string(day), usernames)
	}
	b.Queue(passing+`, ended AS (UPDATE memberships m SET valid_to = $2::text::date - 1 FROM passing p
			WHERE m.account = p.account AND m.agency = p.agency AND m.valid_from = p.valid_from RETURNING m.account, m.valid_from)
		INSERT INTO memberships (account, agency, seat, valid_from, valid_to)
		SELECT p.account, $4, p.seat, greatest(p.valid_from, $2::text::date), p.valid_to FROM passing p JOIN ended USING (account, valid_from)
		ON CONFLICT (account, agency, valid_from) DO NOTHING`, from, string(day), usernames, next)
}

// succeededBy answers who stands for an agency on a day in the eyes of a
// proposal: a split may have given it to a part.
func (r *registers) succeededBy(code string, day proposal.Date, parts map[string]string) string {
	for range len(r.agencies) { // a chain is no longer than the agencies are many
		a, ok := r.agencies[code]
		if !ok || a.To == "" || !a.To.Before(day) || a.Successor == "" {
			return code
		}
		if next, split := parts[code]; split {
			code = next
			continue
		}
		code = a.Successor
	}
	return code
}

// partsOf reads which parts of split agencies a proposal went to.
func partsOf(ctx context.Context, q querier, number string) (map[string]string, error) {
	rows, err := q.Query(ctx, "SELECT agency, successor FROM succession_parts WHERE $1 <> '' AND $1 = ANY (proposals)", number)
	if err != nil {
		return nil, err
	}
	parts := map[string]string{}
	var agency, next string
	_, err = pgx.ForEachRow(rows, []any{&agency, &next}, func() error { parts[agency] = next; return nil })
	return parts, err
}
