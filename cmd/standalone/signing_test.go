package main

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/apitest/scenarios"
	"pheduyet/internal/devstack/testdb"
	packs "pheduyet/internal/process"
	"pheduyet/internal/proposal"
)

// Officers prepare and heads sign, on a machine of a province whose own process
// says so of the technology review.
func TestSigning(t *testing.T) {
	m := newMachine(testdb.DataDir(t))
	t.Cleanup(func() {
		if err := m.stop(nil); err != nil {
			t.Error(err)
		}
	})
	if err := m.bring(); err != nil {
		t.Fatal(err)
	}
	signedByHeads(t, m, "technology_review")
	scenarios.Signing(t, m.client(t))
	scenarios.LateReview(t, m.client(t), func(id string) {
		owner(t, m, "UPDATE proposals SET review_until = now() - interval '1 day' WHERE id = $1", id)
	})
}

// owner has the database's owner change what no call does.
func owner(t *testing.T, m *machine, sql string, args ...any) {
	t.Helper()
	db, err := pgx.Connect(t.Context(), string(m.config.MigrateDatabaseURL))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close(t.Context())
	if _, err := db.Exec(t.Context(), sql, args...); err != nil {
		t.Fatal(err)
	}
}

// signedByHeads has the process of new builds that is in force say `sign: head` of
// a gate, as a province may from the first day on: nothing is filed yet.
func signedByHeads(t *testing.T, m *machine, gate string) {
	t.Helper()
	ctx := t.Context()
	db, err := pgx.Connect(ctx, string(m.config.MigrateDatabaseURL))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close(ctx)
	var id, version string
	var body []byte
	if err := db.QueryRow(ctx, `SELECT id, version::text, body FROM packs WHERE id = 'new-specialised-application' AND version <= $1::text::date
		ORDER BY version DESC LIMIT 1`, string(proposal.DateOf(time.Now()))).Scan(&id, &version, &body); err != nil {
		t.Fatal(err)
	}
	own := signedPack(t, body, gate)
	owner(t, m, "UPDATE packs SET hash = $3, body = $4 WHERE id = $1 AND version = $2::text::date", id, version, own.Hash, own.Canonical())
	owner(t, m, "UPDATE register_version SET version = version + 1")
}

func signedPack(t *testing.T, body []byte, gate string) packs.Pack {
	t.Helper()
	var pack map[string]any
	if err := json.Unmarshal(body, &pack); err != nil {
		t.Fatal(err)
	}
	for _, g := range pack["gates"].([]any) {
		if g := g.(map[string]any); g["id"] == gate {
			g["sign"] = proposal.SignHead
		}
	}
	data, err := json.Marshal(pack)
	if err != nil {
		t.Fatal(err)
	}
	own, err := packs.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return own
}
