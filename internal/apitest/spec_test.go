package apitest_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/apitest"
)

// calls are those of the contract.
const calls = `
DELETE /api/v1/tokens
GET /api/v1/accounts
GET /api/v1/agencies
GET /api/v1/attachments/{id}
GET /api/v1/budgets
GET /api/v1/calendar
GET /api/v1/catalog
GET /api/v1/catalog/{id}
GET /api/v1/changes
GET /api/v1/changes/{id}
GET /api/v1/delegations
GET /api/v1/holidays
GET /api/v1/ledger/checkpoint
GET /api/v1/ledger/entries
GET /api/v1/ledger/proof/consistency
GET /api/v1/ledger/proof/inclusion
GET /api/v1/notices
GET /api/v1/processes
GET /api/v1/processes/{id}
GET /api/v1/proposals
GET /api/v1/proposals/{id}
GET /api/v1/proposals/{id}/evidence
GET /api/v1/proposals/{id}/gates/{gate}/colleagues
GET /api/v1/proposals/{id}/process-move
GET /api/v1/proposals/{id}/relations
GET /api/v1/proposals/{id}/resubmission-preview
GET /api/v1/proposals/{id}/revisions
GET /api/v1/proposals/{id}/revisions/{n}
GET /api/v1/proposals/{id}/revisions/{n}/diff
GET /api/v1/proposals/{id}/trace
GET /api/v1/statistics
GET /api/v1/systems
GET /api/v1/systems/{id}
GET /api/v1/worklist
GET /livez
GET /metrics
GET /openapi.yaml
GET /readyz
PATCH /api/v1/proposals/{id}
POST /api/v1/accounts/{id}/disable
POST /api/v1/budgets
POST /api/v1/budgets/preview
POST /api/v1/changes
POST /api/v1/changes/preview
POST /api/v1/changes/{id}/confirmation
POST /api/v1/changes/{id}/one-time-password
POST /api/v1/delegations
POST /api/v1/delegations/{id}/end
POST /api/v1/duplicate-checks
POST /api/v1/notices/{id}/resend
POST /api/v1/obligations/{obligation}/fulfilment
POST /api/v1/obligations/{obligation}/verification
POST /api/v1/obligations/{obligation}/waiver
POST /api/v1/password
POST /api/v1/processes/simulation
POST /api/v1/proposals
POST /api/v1/proposals/{id}/acceptance
POST /api/v1/proposals/{id}/attachments
POST /api/v1/proposals/{id}/consultation
POST /api/v1/proposals/{id}/gates/{gate}/amendment
POST /api/v1/proposals/{id}/gates/{gate}/claim
POST /api/v1/proposals/{id}/gates/{gate}/decision
POST /api/v1/proposals/{id}/gates/{gate}/extension
POST /api/v1/proposals/{id}/gates/{gate}/pause
POST /api/v1/proposals/{id}/gates/{gate}/reassignment
POST /api/v1/proposals/{id}/gates/{gate}/release
POST /api/v1/proposals/{id}/gates/{gate}/resumption
POST /api/v1/proposals/{id}/gates/{gate}/return-to-officer
POST /api/v1/proposals/{id}/gates/{gate}/signature
POST /api/v1/proposals/{id}/presentation
POST /api/v1/proposals/{id}/process
POST /api/v1/proposals/{id}/recall
POST /api/v1/proposals/{id}/return-to-filer
POST /api/v1/proposals/{id}/review
POST /api/v1/proposals/{id}/review-request
POST /api/v1/proposals/{id}/revocation
POST /api/v1/proposals/{id}/submission
POST /api/v1/proposals/{id}/withdrawal
POST /api/v1/required-level
POST /api/v1/systems/{id}/acceptance
POST /api/v1/systems/{id}/begin
POST /api/v1/systems/{id}/retirement
POST /api/v1/tokens
`

func spec(t *testing.T) *openapi3.T {
	t.Helper()
	doc, err := apitest.Spec()
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestSpecNamesEveryCall(t *testing.T) {
	var got []string
	for path, item := range spec(t).Paths.Map() {
		for method, op := range item.Operations() {
			got = append(got, method+" "+path)
			if op.OperationID == "" || !apitest.Vietnamese(op.Summary) {
				t.Errorf("%s %s: operationId %q, summary %q", method, path, op.OperationID, op.Summary)
			}
		}
	}
	slices.Sort(got)
	if diff := cmp.Diff(strings.Fields(calls), strings.Fields(strings.Join(got, "\n"))); diff != "" {
		t.Error(diff)
	}
}

// TestRequestsAreStrict holds that no object of a request takes fields that the
// contract does not name.
func TestRequestsAreStrict(t *testing.T) {
	for path, item := range spec(t).Paths.Map() {
		for method, op := range item.Operations() {
			if op.RequestBody == nil {
				continue
			}
			for media, content := range op.RequestBody.Value.Content {
				strict(t, method+" "+path+" "+media, content.Schema.Value)
			}
		}
	}
}

func strict(t *testing.T, at string, s *openapi3.Schema) {
	t.Helper()
	open := s.AdditionalProperties.Has == nil || *s.AdditionalProperties.Has
	if s.Type.Is("object") && open {
		t.Errorf("%s takes unknown fields", at)
	}
	for name, p := range s.Properties {
		strict(t, at+"."+name, p.Value)
	}
	if s.Items != nil {
		strict(t, at+"[]", s.Items.Value)
	}
	for _, alternatives := range []openapi3.SchemaRefs{s.OneOf, s.AllOf} {
		for _, one := range alternatives {
			strict(t, at, one.Value)
		}
	}
}

// TestAnswersAreWhole holds that every field that an answer documents is always
// there: requests may leave out, answers may not.
func TestAnswersAreWhole(t *testing.T) {
	doc := spec(t)
	for _, name := range []string{
		"Proposal", "Gate", "Screening", "Match", "Item", "Letter", "Reply", "Document", "Citation", "Attachment", "WorkItem",
		"Trace", "Event", "Decision", "Details", "CatalogEntry", "Envelope", "Process", "GateRule", "DuplicateResult", "User", "Person",
	} {
		s := doc.Components.Schemas[name].Value
		for property := range s.Properties {
			if !slices.Contains(s.Required, property) {
				t.Errorf("%s.%s may be absent", name, property)
			}
		}
	}
}
