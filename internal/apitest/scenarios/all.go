package scenarios

import (
	"testing"

	"pheduyet/internal/apitest"
)

// Scenario is one story with its name.
type Scenario struct {
	Name string
	Tell func(testing.TB, *apitest.Client)
}

// All are the stories of the main job.
var All = []Scenario{
	{"SignIn", SignIn},
	{"FullRun", FullRun},
	{"Planned", Planned},
	{"Upgrade", Upgrade},
	{"SecurityLevel", SecurityLevel},
	{"ReturnAndResubmit", ReturnAndResubmit},
	{"Withdraw", Withdraw},
	{"Recall", Recall},
	{"Visibility", Visibility},
	{"Alike", Alike},
	{"Stated", Stated},
	{"ConflictOfInterest", ConflictOfInterest},
	{"Matrix", Matrix},
	{"Delegation", Delegation},
	{"Administration", Administration},
	{"Resets", Resets},
	{"Commune", Commune},
	{"BudgetConcurrency", BudgetConcurrency},
	{"Idempotency", Idempotency},
	{"LessMoney", LessMoney},
	{"ProvincialReturnTo", ProvincialReturnTo},
	{"Reclassify", Reclassify},
	{"Attachments", Attachments},
	{"Budgets", Budgets},
	{"CatalogMoves", CatalogMoves},
	{"FiledMeanwhile", FiledMeanwhile},
	{"HolidaysMove", HolidaysMove},
	{"Simulation", Simulation},
	{"Moves", Moves},
	{"Sealing", Sealing},
	{"PaperDossier", PaperDossier},
	{"ListAndCursor", ListAndCursor},
	{"Worklist", Worklist},
	{"Processes", Processes},
	{"Ledger", Ledger},
	{"Evidence", Evidence},
	{"Replaced", Replaced},
	{"Reviewed", Reviewed},
	{"Clock", Clock},
	{"LateMinistry", LateMinistry},
	{"SystemLife", SystemLife},
	{"Revisions", Revisions},
	{"EveryField", EveryField},
	{"Relations", Relations},
	{"RelationKinds", RelationKinds},
	{"Secrets", Secrets},
	{"Hands", Hands},
	{"Outgoing", Outgoing},
	{"ProofOfAnother", ProofOfAnother},
	{"BadImports", BadImports},
	{"BadInput", BadInput},
}

// part runs a part of a story under its own name where the test has subtests.
func part(t testing.TB, c *apitest.Client, name string, tell func(testing.TB, *apitest.Client)) {
	t.Helper()
	if st, ok := t.(*testing.T); ok {
		st.Run(name, func(t *testing.T) { tell(t, c.For(t)) })
		return
	}
	tell(t, c)
}
