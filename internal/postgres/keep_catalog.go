package postgres

import (
	"context"

	"pheduyet/internal/catalog"
	"pheduyet/internal/proposal"
)

// approvedEdition holds the systems that the province approved and that no other
// edition names yet.
const approvedEdition = "tinh-phe-duyet"

// showToScreenings moves the catalog's version on where the act changed what
// screenings compare, and marks what changed with it. The version's row is locked
// until the commit, so versions commit in their order.
func (a *act) showToScreenings(ctx context.Context, c proposal.Case) error {
	if c.Number == "" || seenAs(c.Status) == seenAs(a.before.Status) && c.Revision == a.before.Revision {
		return nil
	}
	if err := bumpCatalog(ctx, a.tx); err != nil {
		return err
	}
	_, err := a.Exec(ctx, "UPDATE proposals SET compared = (SELECT version FROM catalog_version) WHERE id = $1", c.ID)
	if err != nil {
		return err
	}
	switch c.Status {
	case proposal.Approved:
		return a.enterCatalog(ctx, c)
	case proposal.Revoked:
		return a.leaveCatalog(ctx, c)
	}
	return nil
}

// leaveCatalog takes a revoked approval from behind the entry that it stood
// behind; a system that entered by it has ended.
func (a *act) leaveCatalog(ctx context.Context, c proposal.Case) error {
	_, err := a.Exec(ctx, `UPDATE catalog_entries SET approved_by = CASE WHEN id = $1 THEN approved_by END, state = CASE WHEN id = $1 THEN 'retired' ELSE state END,
		compared = (SELECT version FROM catalog_version) WHERE approved_by = $1`, c.Number)
	return err
}

// seenAs is the kind of entry that a proposal is to screenings; "" for a draft,
// which they do not see.
func seenAs(s proposal.Status) catalog.Kind {
	switch {
	case s.Open():
		return catalog.KindOpen
	case s == proposal.Approved:
		return catalog.KindApproved
	case s.Ended():
		return catalog.KindHistory
	}
	return ""
}

// enterCatalog puts the proposal's approval behind the entry that it realises or
// builds on, or enters its system as planned.
func (a *act) enterCatalog(ctx context.Context, c proposal.Case) error {
	entry := c.StandsFor()
	if entry != c.Number {
		_, err := a.Exec(ctx, "UPDATE catalog_entries SET approved_by = $2, compared = (SELECT version FROM catalog_version) WHERE id = $1", entry, c.Number)
		return err
	}
	b := &batch{at: a.tx}
	b.Queue("INSERT INTO catalog_editions (id, title, body, effective_from) VALUES ($1, $2, '{}', $3::text::date) ON CONFLICT DO NOTHING",
		approvedEdition, "Hệ thống đã được phê duyệt chủ trương", string(proposal.DateOf(a.now)))
	f := *c.Filed
	b.queueEntry(EditionEntry{
		CatalogEntry: proposal.CatalogEntry{
			Entry:       proposal.Entry{ID: c.Number, Name: f.Name, Owner: c.Agency, State: proposal.EntryPlanned, Provinces: true},
			OwnerText:   a.reg.agencies[c.Agency].Name,
			Scope:       "provincial-planned",
			Description: f.Summary,
			Source:      "Hồ sơ " + c.Number,
			Edition:     approvedEdition,
			ApprovedBy:  c.Number,
		},
		Profile: catalog.Profile{Does: f.Functions, Users: f.Users, Sector: f.Sector},
		Detail:  []byte("{}"),
	}, 0)
	b.Queue("UPDATE catalog_entries SET compared = (SELECT version FROM catalog_version) WHERE id = $1", c.Number)
	return b.send(ctx)
}
