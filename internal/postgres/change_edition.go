package postgres

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/change"
	"pheduyet/internal/edition"
	"pheduyet/internal/proposal"
)

// previewEdition shows what an edition of the catalog adds, changes and ends. An
// id that collides, an owner or twin that is not there and an edition that is
// known are refused; one that takes effect later is not confirmed before its day.
func previewEdition(ctx context.Context, c changing) (change.Preview, error) {
	e, err := edition.Parse(c.body)
	if err != nil {
		return change.Preview{}, err
	}
	if err := c.newEdition(ctx, e); err != nil {
		return change.Preview{}, err
	}
	known, err := c.knownEntries(ctx)
	if err != nil {
		return change.Preview{}, err
	}
	faults := e.Check(known)
	if e.ID == approvedEdition || e.Replaces == approvedEdition {
		faults = append(faults, fieldFault("replaces", "Phiên bản “%s” do hệ thống giữ, không thay bằng tệp.", "The edition “%s” is kept by the system and not replaced by a file.", approvedEdition))
	}
	for i, en := range e.Entries {
		if strings.HasPrefix(en.ID, "DX-") {
			faults = append(faults, fieldFault("entries["+strconv.Itoa(i)+"].id", "Mục “%s”: mã có dạng số hồ sơ.", "The id “%s” has the form of a proposal's number.", en.ID))
		}
	}
	if len(faults) > 0 {
		return change.Preview{}, invalidChange(faults...)
	}
	rows, err := c.replacedRows(ctx, e.Replaces)
	if err != nil {
		return change.Preview{}, err
	}
	p := e.Preview(rows)
	if e.Replaces != "" {
		p.Add(change.Ends, e.Replaces, proposal.T("Phiên bản “%s” hết hiệu lực từ ngày %s", "The edition “%s” ends on %s", e.Replaces, e.EffectiveFrom))
	}
	if e.EffectiveFrom.After(proposal.DateOf(c.now)) {
		p.Add(change.Warns, e.ID, proposal.T("Chỉ xác nhận được từ ngày có hiệu lực %s", "To be confirmed from its first day, %s, on", e.EffectiveFrom))
	}
	return p, nil
}

func fieldFault(field, vi, en string, args ...any) proposal.FieldError {
	return proposal.FieldError{Field: field, Message: proposal.T(vi, en, args...)}
}

// newEdition refuses an edition that is there already, with the same content or
// another, and one that replaces what is not in force.
func (c changing) newEdition(ctx context.Context, e edition.Edition) error {
	head, err := headOf(e)
	if err != nil {
		return err
	}
	var there, alike bool
	err = c.QueryRow(ctx, `SELECT count(*) > 0, coalesce(bool_and(body = $2::jsonb), false) FROM catalog_editions WHERE id = $1`, e.ID, head).Scan(&there, &alike)
	if err != nil {
		return err
	}
	if there {
		rows, err := c.replacedRows(ctx, e.ID)
		if err != nil {
			return err
		}
		if alike && len(rows) == len(e.Entries) && len(e.Preview(rows).Lines) == 0 {
			return proposal.Errorf(proposal.CodeConflict, "Phiên bản danh mục “%s” đã có, đúng như tệp này.", "The edition “%s” is there, exactly as in this file.", e.ID)
		}
		return proposal.Errorf(proposal.CodeConflict, "Phiên bản danh mục “%s” đã có với nội dung khác; hãy đặt mã phiên bản mới và ghi replaces.", "The edition “%s” is there with other content; give it a new id and state replaces.", e.ID)
	}
	if e.Replaces == "" {
		return nil
	}
	var fits bool
	err = c.QueryRow(ctx, `SELECT count(*) > 0 FROM catalog_editions WHERE id = $1
		AND effective_to IS NULL AND coalesce(effective_from, '-infinity') < nullif($2, '')::date`, e.Replaces, string(e.EffectiveFrom)).Scan(&fits)
	if err != nil || fits {
		return err
	}
	return invalidChange(fieldFault("replaces", "Không có phiên bản “%s” đang có hiệu lực và bắt đầu trước phiên bản này.", "No edition “%s” is in force that began before this one.", e.Replaces))
}

// headOf is the edition without its entries, as it is kept.
func headOf(e edition.Edition) ([]byte, error) {
	e.Entries = nil
	return json.Marshal(e)
}

func (c changing) knownEntries(ctx context.Context) (edition.Known, error) {
	known := edition.Known{Agencies: c.reg.agencies, Entries: map[string]string{}}
	rows, err := c.Query(ctx, "SELECT id, edition FROM catalog_entries")
	if err != nil {
		return known, err
	}
	var id, of string
	_, err = pgx.ForEachRow(rows, []any{&id, &of}, func() error { known.Entries[id] = of; return nil })
	return known, err
}

// replacedRows reads the entries of an edition as their files stated them.
func (c changing) replacedRows(ctx context.Context, id string) ([]edition.Row, error) {
	rows, err := c.Query(ctx, "SELECT id, name, owner, detail, profile, coalesce(approved_by, '') FROM catalog_entries WHERE edition = $1 ORDER BY position, id", id)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (r edition.Row, err error) {
		var detail, profile []byte
		var id, name, owner string
		if err := row.Scan(&id, &name, &owner, &detail, &profile, &r.ApprovedBy); err != nil {
			return r, err
		}
		if err := json.Unmarshal(detail, &r.Entry); err != nil {
			return r, err
		}
		r.ID, r.Name, r.OwnerName = id, name, owner
		return r, json.Unmarshal(profile, &r.Profile)
	})
}
