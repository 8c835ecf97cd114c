package scenarios

import (
	"testing"

	"pheduyet/internal/apitest"
)

// Processes shows that every version of every pack is there, and one is in force today for
// each kind of proposal.
func Processes(t testing.TB, c *apitest.Client) {
	type pack struct {
		ID            string   `json:"id"`
		Version       string   `json:"version"`
		Kinds         []string `json:"kinds"`
		EffectiveFrom string   `json:"effective_from"`
		EffectiveTo   string   `json:"effective_to"`
		Hash          string   `json:"hash"`
	}
	var all struct {
		Items []pack `json:"items"`
	}
	reader := c.As("auditor")
	reader.GET("/processes").Want(t, 200).JSON(&all)
	versions, inForce := map[string]int{}, map[string]int{}
	for _, p := range all.Items {
		versions[p.ID]++
		if p.EffectiveFrom <= apitest.Today() && (p.EffectiveTo == "" || apitest.Today() <= p.EffectiveTo) {
			for _, kind := range p.Kinds {
				inForce[kind]++
			}
		}
		var one pack
		reader.GET("/processes/"+p.ID+"?version="+p.Version).Want(t, 200).JSON(&one)
		if one.Hash != p.Hash || one.Version != p.Version {
			t.Errorf("%s@%s reads %+v", p.ID, p.Version, one)
		}
	}
	if versions["new-specialised-application"] != 6 {
		t.Errorf("%d versions of the new build's pack, want 6", versions["new-specialised-application"])
	}
	for _, kind := range []string{"new_build", "upgrade", "extension", "lease"} {
		if inForce[kind] != 1 {
			t.Errorf("%d packs in force today for %s", inForce[kind], kind)
		}
	}
	reader.GET("/processes/khong-co").Refused(t, 404, apitest.NotFound)
	reader.GET("/processes/lease-service?version=1999-01-01").Refused(t, 404, apitest.NotFound)
	c.Unchecked().As("auditor").GET("/processes/lease-service?version=2026-02-31").Refused(t, 422, apitest.Invalid).At(t, "version")
}
