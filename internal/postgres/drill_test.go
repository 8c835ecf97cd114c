package postgres

import (
	"errors"
	"math/rand/v2"
	"testing"

	"pheduyet/internal/ledger"
)

// Whatever single thing is changed in the database, the audit finds it.
func TestDrillEveryMutationIsDetected(t *testing.T) {
	t.Parallel()
	d := newDrill(t, 3000)
	d.unbind()
	begin := func() tx {
		begun, err := d.owner.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return tx{begun, monday}
	}
	sound := begin()
	if err := d.audits(sound, nil); err != nil {
		t.Fatal("the sound ledger:", err)
	}
	states := d.states(sound)
	sound.Rollback(t.Context())

	const mutations = 2000
	r := rand.New(rand.NewPCG(2026, 11))
	found := map[string]int{}
	for range mutations {
		m := d.mutation(r)
		attack := begin()
		for _, sql := range m.sql {
			if tag, err := attack.Exec(t.Context(), sql); err != nil || tag.RowsAffected() == 0 {
				t.Fatalf("%s: %v, %d rows\n%s", m.name, err, tag.RowsAffected(), sql)
			}
		}
		var from *audit // what comes before is as it was
		if m.first >= 0 {
			from = states[m.first/window]
		}
		err := d.audits(attack, from)
		if ledger.ExitStatus(err) != ledger.ExitTampered {
			t.Errorf("%s: %v\n%q", m.name, err, m.sql)
		}
		if fault, is := errors.AsType[*ledger.Fault](err); is && m.exact && fault.Index != m.first {
			t.Errorf("%s: found at %d, was at %d: %v", m.name, fault.Index, m.first, err)
		}
		found[m.name]++
		if err := attack.Rollback(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	for _, m := range kinds {
		if found[m.name] == 0 {
			t.Errorf("%s was never tried", m.name)
		}
	}
	t.Logf("%d mutations of %d kinds over %d entries", mutations, len(found), d.size)
}
