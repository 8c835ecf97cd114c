package pages

// An actKind is something that a person does to a proposal, or at one of its
// gates, by a form of its own: what the API calls it, where its page stands and
// what is filled in.
type actKind struct {
	key   string // as the API lists it among what the visitor may do, and of its words
	path  string // of the page
	parts []actPart
}

// actPart is one form of an act's page. Call is the last part of the API's address.
type actPart struct {
	call   string
	key    string // of its words, where it is not the act's own
	fields []actField
}

// actField is a field of an act. Look is a template of components.html; choices
// says where the values of a list come from (acting_choices.go).
type actField struct {
	look, name, label string
	choices           string
	optional          bool
}

var (
	fieldReason   = actField{look: "textarea", name: "reason", label: "act.reason"}
	fieldPaper    = actField{look: "document", name: "document", label: "act.document"}
	fieldAPaper   = actField{look: "document", name: "document", label: "act.document", optional: true}
	fieldStandsIn = actField{look: "select", name: "acting_for", label: "decision.acting_for", choices: "stand-ins", optional: true}
)

// letterFields are those of a letter or a reply.
func letterFields(under, party string, more ...actField) []actField {
	return append([]actField{
		{look: "select", name: under + "." + party, label: "act." + under + "." + party, choices: "consulted"},
		{look: "input", name: under + ".number", label: "document.number"},
		{look: "date-input", name: under + ".date", label: "document.date"},
		{look: "input", name: under + ".sheets:int", label: "document.sheets", optional: true},
		{look: "scan-select", name: under + ".attachment_id"},
		{look: "checkboxes", name: under + ".classified:bool", label: "act.secret", choices: "classified"},
	}, more...)
}

// actsOnProposal stand at /proposals/{id}/, actsAtGate at /proposals/{id}/gates/{gate}/.
var actsOnProposal = []actKind{
	{"withdraw", "withdrawal", []actPart{{call: "/withdrawal", fields: []actField{fieldReason}}}},
	{"recall", "recall", []actPart{{call: "/recall"}}},
	{"accept", "acceptance", []actPart{{call: "/acceptance", fields: []actField{
		{look: "radios", name: "accepted:bool", label: "act.accepted", choices: "accepted"},
		{look: "textarea", name: "note", label: "act.note", optional: true}, fieldAPaper}}}},
	{"consult", "consultation", []actPart{
		{call: "/consultation", key: "letter", fields: letterFields("letter", "to")},
		{call: "/consultation", key: "reply", fields: letterFields("reply", "from",
			actField{look: "radios", name: "reply.position", label: "act.reply.position", choices: "position"},
			actField{look: "textarea", name: "reply.conditions:lines", label: "act.reply.conditions", optional: true})},
	}},
	{"return_filing", "return-to-filer", []actPart{{call: "/return-to-filer", fields: []actField{{look: "textarea", name: "note", label: "act.send_back.note"}}}}},
	{"request_review", "review-request", []actPart{{call: "/review-request", fields: []actField{fieldReason, fieldPaper}}}},
	{"review", "review", []actPart{{call: "/review", fields: []actField{
		{look: "radios", name: "outcome", label: "act.ruling", choices: "ruling"},
		{look: "select", name: "gate", label: "act.sent_to", choices: "rejecting", optional: true}, fieldReason, fieldPaper}}}},
	{"revoke", "revocation", []actPart{{call: "/revocation", fields: []actField{fieldReason, fieldPaper}}}},
}

var actsAtGate = []actKind{
	{"claim", "claim", []actPart{{call: "/claim"}}},
	{"release", "release", []actPart{{call: "/release"}}},
	{"reassign", "reassignment", []actPart{{call: "/reassignment", fields: []actField{
		{look: "select", name: "account", label: "act.colleague", choices: "colleagues"}, fieldReason}}}},
	{"sign", "signature", []actPart{
		{call: "/signature", fields: []actField{fieldPaper, fieldStandsIn}},
		{call: "/return-to-officer", key: "send_back", fields: []actField{{look: "textarea", name: "note", label: "act.send_back.note"}}},
	}},
	{"pause", "pause", []actPart{{call: "/pause", fields: []actField{
		{look: "radios", name: "cause", label: "act.cause", choices: "causes"}, fieldReason, fieldAPaper}}}},
	{"resume", "resumption", []actPart{{call: "/resumption", fields: []actField{
		{look: "textarea", name: "note", label: "act.note", optional: true}, fieldAPaper}}}},
	{"extend", "extension", []actPart{{call: "/extension", fields: []actField{
		{look: "input", name: "days:int", label: "act.days"}, fieldReason, fieldPaper}}}},
}
