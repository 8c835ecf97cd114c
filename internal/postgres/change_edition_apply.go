package postgres

import (
	"context"
	"encoding/json"
	"strings"

	"pheduyet/internal/catalog"
	"pheduyet/internal/edition"
	"pheduyet/internal/proposal"
)

// applyEdition takes the edition into force and ends the one that it replaces,
// then has every open proposal compared again. What a row was before is kept;
// entries with an approval behind them move along as they are.
func applyEdition(ctx context.Context, c *confirming) error {
	e, err := edition.Parse(c.body)
	if err != nil {
		return err
	}
	if e.EffectiveFrom.After(proposal.DateOf(c.now)) {
		return proposal.Errorf(proposal.CodeConflict, "Phiên bản danh mục có hiệu lực từ ngày %s; hãy xác nhận từ ngày đó.", "The edition begins on %s; confirm it from that day on.", e.EffectiveFrom)
	}
	head, err := headOf(e)
	if err != nil {
		return err
	}
	known, err := c.replacedRows(ctx, e.Replaces)
	if err != nil {
		return err
	}
	b := &batch{at: c.tx}
	b.Queue(`INSERT INTO catalog_editions (id, title, body, effective_from, effective_to)
		VALUES ($1, $2, $3, $4::text::date, nullif($5, '')::date)`, e.ID, e.Title, head, string(e.EffectiveFrom), string(e.EffectiveTo))
	b.Queue(`INSERT INTO catalog_entries_before (change, entry, row, at) SELECT $1, id, to_jsonb(e), $3 FROM catalog_entries e WHERE edition = $2`,
		c.change.ID, e.Replaces, c.now)
	b.Queue("UPDATE catalog_editions SET effective_to = $2::text::date - 1 WHERE id = $1", e.Replaces, string(e.EffectiveFrom))
	b.Queue("UPDATE catalog_entries SET edition = $2 WHERE edition = $1 AND approved_by IS NOT NULL", e.Replaces, e.ID)
	queueEntries(b, e, profilesOf(known))
	// Those who compare see in one step what came and what went.
	b.Queue("UPDATE catalog_version SET version = version + 1")
	b.Queue("UPDATE catalog_entries SET compared = (SELECT version FROM catalog_version) WHERE edition = ANY($1)", []string{e.ID, e.Replaces})
	c.spread(proposal.FactEdition)
	c.happened(proposal.Event{Action: "edition_in_force", Data: editionInForce{e.ID, e.Replaces, e.EffectiveFrom, len(e.Entries)}})
	return b.send(ctx)
}

// editionInForce is what the ledger tells of an edition besides its change.
type editionInForce struct {
	Edition  string        `json:"edition"`
	Replaces string        `json:"replaces"`
	From     proposal.Date `json:"effective_from"`
	Entries  int           `json:"entries"`
}

func profilesOf(rows []edition.Row) map[string]catalog.Profile {
	profiles := map[string]catalog.Profile{}
	for _, r := range rows {
		if r.Profile != nil {
			profiles[r.ID] = *r.Profile
		}
	}
	return profiles
}

// queueEntries adds the entries and renews those that were there; a profile that
// the file does not state stays.
func queueEntries(b *batch, e edition.Edition, profiles map[string]catalog.Profile) {
	for i, en := range e.Entries {
		profile := profiles[en.ID]
		if en.Profile != nil {
			profile = *en.Profile
		}
		en.Profile = nil
		detail, err := json.Marshal(en)
		b.err = errorOr(b.err, err)
		b.queueEntryFrom(EditionEntry{
			CatalogEntry: proposal.CatalogEntry{
				Entry: en.Entry, Edition: e.ID, OwnerText: en.OwnerName, Scope: en.Scope,
				Application: strings.Join(en.UsedBy, "; "), Description: en.Description, Source: en.Source,
			},
			Profile: profile, Detail: detail,
		}, i+1, e.Replaces)
	}
}
