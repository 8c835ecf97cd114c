package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/notice"
	"pheduyet/internal/proposal"
)

// Delegate records a stored delegate command, once. It refuses as
// [proposal.DelegationGrant.Check] does, and with conflict where the delegate
// holds one of the gates already for some of the days.
func (s *Store) Delegate(ctx context.Context, command string) (proposal.DelegationRecord, error) {
	return s.recordDelegation(ctx, command, proposal.CommandDelegate, s.grant)
}

// EndDelegation records a stored command that ends a delegation early, once. It is
// not_found where the actor's agency granted no such delegation, and conflict
// where it is over already.
func (s *Store) EndDelegation(ctx context.Context, command string) (proposal.DelegationRecord, error) {
	return s.recordDelegation(ctx, command, proposal.CommandEndDelegation, s.endDelegation)
}

// recordDelegation does what a command asks unless it has been done, and reads
// the delegation as it then is.
func (s *Store) recordDelegation(ctx context.Context, command, kind string,
	do func(context.Context, tx, proposal.Command, proposal.Actor) (string, error),
) (proposal.DelegationRecord, error) {
	var record proposal.DelegationRecord
	err := s.inTx(ctx, func(t tx) error {
		c, err := scanCommand(t.QueryRow(ctx, "SELECT "+commandColumns+" WHERE id = $1 AND kind = $2 FOR UPDATE", command, kind))
		if err != nil {
			return err
		}
		var id string
		if c.Recorded {
			err = t.QueryRow(ctx, "SELECT recorded ->> 'delegation' FROM commands WHERE id = $1", c.ID).Scan(&id)
		} else if id, err = s.doDelegation(ctx, t, c, do); err == nil {
			_, err = t.Exec(ctx, "UPDATE commands SET recorded = jsonb_build_object('delegation', $2::text) WHERE id = $1", c.ID, id)
		}
		if err != nil {
			return err
		}
		record, err = readDelegation(ctx, t, id)
		return err
	})
	return record, err
}

func (s *Store) doDelegation(ctx context.Context, t tx, c proposal.Command, do func(context.Context, tx, proposal.Command, proposal.Actor) (string, error)) (string, error) {
	actor, err := loadActor(ctx, t, c.Account, t.now)
	if err != nil {
		return "", err
	}
	if err := proposal.CanDelegate(actor); err != nil {
		return "", err
	}
	// Grants and ends of one agency come one after another.
	if _, err := t.Exec(ctx, "SELECT pg_advisory_xact_lock(hashtext('delegations/' || $1))", actor.Agency); err != nil {
		return "", err
	}
	return do(ctx, t, c, actor)
}

func (s *Store) grant(ctx context.Context, t tx, c proposal.Command, actor proposal.Actor) (string, error) {
	var in proposal.DelegationGrant
	if err := json.Unmarshal(c.Body, &in); err != nil {
		return "", err
	}
	granting, err := s.granting(ctx, t, actor, in.Delegate)
	if err != nil {
		return "", err
	}
	if err := in.Check(granting); err != nil {
		return "", err
	}
	to := *granting.Delegate
	if err := overlapping(ctx, t, actor.Agency, to.Account, in); err != nil {
		return "", err
	}
	id := newID()
	b := &batch{at: t}
	b.Queue(`INSERT INTO delegations (id, kind, authority, principal, delegate, delegate_agency, position, gates, valid_from, valid_to, document, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::text::date, $10::text::date, $11, $12)`,
		id, string(in.Kind), actor.Agency, actor.Account, to.Account, to.Agency, in.Position, in.Gates, string(in.From), string(in.To), b.json(in.Document), t.now)
	if err := b.send(ctx); err != nil {
		return "", err
	}
	told := notice.Notice{Cause: c.ID, Kind: notice.Delegated, To: []notice.Group{notice.Accounts(to.Account)}}
	if err := queueNotices(ctx, t, told); err != nil {
		return "", err
	}
	return id, s.appendStream(ctx, t, streamPeople, actor, c.ID, proposal.Event{
		Action: "delegated", Documents: []proposal.Document{in.Document},
		Data: delegated{id, in.Kind, actor.Agency, to.Account, in.Position, in.Gates, in.From, in.To},
	})
}

// delegated is what the ledger keeps of a grant, delegationEnded of its early end.
type (
	delegated struct {
		Delegation string                  `json:"delegation"`
		Kind       proposal.DelegationKind `json:"kind"`
		Authority  string                  `json:"authority"`
		Delegate   string                  `json:"delegate"`
		Position   string                  `json:"position"`
		Gates      []string                `json:"gates"`
		From       proposal.Date           `json:"from"`
		To         proposal.Date           `json:"to"`
	}
	delegationEnded struct {
		Delegation string `json:"delegation"`
		Reason     string `json:"reason"`
	}
)

// granting gathers what a grant is judged by.
func (s *Store) granting(ctx context.Context, t tx, by proposal.Actor, username string) (proposal.Granting, error) {
	r, err := s.registers(ctx, t)
	if err != nil {
		return proposal.Granting{}, err
	}
	g := proposal.Granting{By: by, Today: proposal.DateOf(t.now)}
	g.Holds = func(gate string) bool { return r.holds(by.Agency, gate, g.Today) }
	var account string
	err = t.QueryRow(ctx, "SELECT id::text FROM accounts WHERE username = $1 AND disabled_at IS NULL", username).Scan(&account)
	if errors.Is(err, pgx.ErrNoRows) {
		return g, nil
	}
	if err != nil {
		return g, err
	}
	delegate, err := loadActor(ctx, t, account, t.now)
	g.Delegate, g.Inside = &delegate, r.inside(delegate.Agency, by.Agency)
	return g, err
}

// holds reports whether an agency decides a gate in some pack on a day, in its own
// right or as a substitute: an older pack still holds for the proposals pinned to
// it, and an authority that has given way is its successor.
func (r *registers) holds(agency, gate string, day proposal.Date) bool {
	is := func(code string) bool { return r.succeededBy(code, day, nil) == agency }
	for _, p := range r.packs.All() {
		if slices.ContainsFunc(p.Gates, func(g proposal.GateRule) bool {
			return g.ID == gate && (is(g.Authority) || is(g.Substitute))
		}) {
			return true
		}
	}
	return false
}

// inside reports whether an agency is a unit of another; departments are UBND
// tỉnh's.
func (r *registers) inside(code, of string) bool {
	if code == "" || code == of {
		return false
	}
	if r.agencies[of].Kind == proposal.KindPeople {
		kind := r.agencies[code].Kind
		return kind == proposal.KindDepartment || kind == proposal.KindUnit && r.agencies[code].Parent != ""
	}
	return r.under(code, []string{of})
}

// overlapping refuses a grant of what the delegate holds already.
func overlapping(ctx context.Context, t tx, authority, delegate string, in proposal.DelegationGrant) error {
	var number string
	err := t.QueryRow(ctx, `SELECT d.document->>'number' FROM delegations d
		WHERE d.authority = $1 AND d.delegate = $2 AND d.gates && $3 AND d.valid_from <= $5::text::date AND d.valid_to >= $4::text::date
		AND NOT EXISTS (SELECT FROM delegation_ends e WHERE e.delegation = d.id) LIMIT 1`,
		authority, delegate, in.Gates, string(in.From), string(in.To)).Scan(&number)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	return proposal.Errorf(proposal.CodeConflict, "Trùng thời gian và bước với văn bản %s còn hiệu lực; hãy kết thúc văn bản đó trước.", "It overlaps with %s, which is in force; end that one first.", number)
}

func (s *Store) endDelegation(ctx context.Context, t tx, c proposal.Command, actor proposal.Actor) (string, error) {
	var in proposal.DelegationEnd
	if err := json.Unmarshal(c.Body, &in); err != nil {
		return "", err
	}
	unknown := proposal.Errorf(proposal.CodeNotFound, "Cơ quan của bạn không có văn bản phân công, ủy quyền này.", "Your agency has granted no such delegation.")
	if !validID(in.ID) {
		return "", unknown
	}
	d, err := readDelegation(ctx, t, in.ID)
	switch {
	case proposal.CodeOf(err) == proposal.CodeNotFound || err == nil && d.Authority != actor.Agency:
		return "", unknown
	case err != nil:
		return "", err
	case d.EndedAt != nil || d.To.Before(proposal.DateOf(t.now)):
		return "", proposal.Errorf(proposal.CodeConflict, "Văn bản phân công, ủy quyền này đã kết thúc.", "This delegation is over.")
	}
	if _, err := t.Exec(ctx, "INSERT INTO delegation_ends (delegation, at, by, reason) VALUES ($1, $2, $3, $4)", d.ID, t.now, actor.Account, in.Reason); err != nil {
		return "", err
	}
	told := notice.Notice{Cause: c.ID, Kind: notice.DelegationEnded, To: []notice.Group{notice.Accounts(d.Delegate.Account)}}
	if err := queueNotices(ctx, t, told); err != nil {
		return "", err
	}
	return d.ID, s.appendStream(ctx, t, streamPeople, actor, c.ID, proposal.Event{Action: "delegation_ended", Data: delegationEnded{d.ID, in.Reason}})
}
