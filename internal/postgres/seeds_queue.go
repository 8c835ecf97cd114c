package postgres

import (
	"pheduyet/internal/password"
	"pheduyet/internal/proposal"
)

// queueEditions keeps the state of entries that an approval has changed.
func (s Seeds) queueEditions(b *batch) {
	position := 0
	for _, e := range s.Editions {
		b.Queue(`INSERT INTO catalog_editions (id, title, body, effective_from, effective_to)
			VALUES ($1, $2, $3, nullif($4, '')::date, nullif($5, '')::date)
			ON CONFLICT (id) DO UPDATE SET title = excluded.title, body = excluded.body,
			effective_from = excluded.effective_from, effective_to = coalesce(catalog_editions.effective_to, excluded.effective_to)`,
			e.ID, e.Title, b.json(e.Detail), string(e.From), string(e.To))
		for _, entry := range e.Entries {
			position++
			entry.Edition = e.ID
			b.queueEntry(entry, position)
		}
	}
}

// queueEntry adds an entry, or renews it where no proposal's approval stands
// behind it.
func (b *batch) queueEntry(e EditionEntry, position int) { b.queueEntryFrom(e, position, e.Edition) }

// queueEntryFrom is queueEntry for an entry that may move along from the edition
// that its own replaces; one that another edition has taken over stays there.
func (b *batch) queueEntryFrom(e EditionEntry, position int, replaces string) {
	sameAs := e.SameAs
	if sameAs == nil {
		sameAs = []string{}
	}
	b.Queue(`INSERT INTO catalog_entries (id, edition, name, owner, owner_code, scope, state, shared, provinces, reference,
			same_as, application, description, source, profile, detail, position, approved_by)
		VALUES ($1, $2, $3, $4, nullif($5, ''), $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, nullif($18, ''))
		ON CONFLICT (id) DO UPDATE SET edition = excluded.edition, name = excluded.name, owner = excluded.owner,
		owner_code = excluded.owner_code, scope = excluded.scope, state = excluded.state, shared = excluded.shared,
		provinces = excluded.provinces, reference = excluded.reference, same_as = excluded.same_as,
		application = excluded.application, description = excluded.description, source = excluded.source,
		profile = excluded.profile, detail = excluded.detail, position = excluded.position
		WHERE catalog_entries.approved_by IS NULL AND catalog_entries.edition IN (excluded.edition, $19)`,
		e.ID, e.Edition, e.Name, e.OwnerText, e.Owner, e.Scope, string(e.State), e.Shared, e.Provinces, e.Reference,
		sameAs, e.Application, e.Description, e.Source, b.json(e.Profile), b.json(e.Detail), position, e.ApprovedBy, replaces)
}

// queueAccounts makes the people; one that is there stays as it is, but for an
// address where there was none.
func (s Seeds) queueAccounts(b *batch) {
	for _, a := range s.Accounts {
		id, since := newID(), a.Since
		if since == "" {
			since = proposal.DateOf(b.at.now)
		}
		b.Queue(`INSERT INTO accounts (id, username, name, email, password_hash, created_at) VALUES ($1, $2, $3, nullif($4, ''), $5, $6)
			ON CONFLICT (username) DO UPDATE SET email = coalesce(accounts.email, excluded.email)`,
			id, a.Username, a.Name, a.Email, password.Hash(a.Password), b.at.now)
		stay := func(agency string, seat bool) {
			b.Queue(`INSERT INTO memberships (account, agency, seat, valid_from)
				SELECT id, $2, $3, $4::text::date FROM accounts WHERE id = $1`, id, agency, seat, string(since))
		}
		stay(a.Agency, false)
		for _, seat := range a.Seats {
			stay(seat, true)
		}
		for _, role := range a.Roles {
			b.Queue(`INSERT INTO account_roles (account, role, valid_from)
				SELECT id, $2, $3::text::date FROM accounts WHERE id = $1`, id, string(role), string(since))
		}
	}
}

// queueEnvelopes enters the money; an envelope that is there stays as it is.
func (s Seeds) queueEnvelopes(b *batch) {
	for _, e := range s.Envelopes {
		b.Queue(`INSERT INTO envelopes (fiscal_year, source, owner, amount, state, document)
			VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
			e.FiscalYear, e.Source, e.Owner, e.AmountVND, e.State, b.json(e.Document))
	}
}
