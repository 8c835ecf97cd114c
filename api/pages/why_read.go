package pages

import (
	"encoding/json"
	"slices"

	"pheduyet/internal/proposal"
)

// traceRead is why a proposal stands where it stands, as the API tells it from the
// ledger.
type traceRead struct {
	Proposal proposalRead `json:"proposal"`
	Gates    []roundRead  `json:"gates"`
	Events   []eventRead  `json:"events"`
}

// roundRead is one round of one gate.
type roundRead struct {
	Gate       string          `json:"gate"`
	Title      string          `json:"title"`
	Round      int             `json:"round"`
	Authority  string          `json:"authority"`
	Office     string          `json:"authority_name"`
	Label      *string         `json:"label"`
	Outcome    *string         `json:"outcome"`
	OpenedAt   *string         `json:"opened_at"`
	Capacity   *string         `json:"capacity"`
	Rule       ruleRead        `json:"rule"`
	Evidence   *screeningRead  `json:"evidence"`
	Decision   *decisionRead   `json:"decision"`
	Documents  []document      `json:"documents"`
	Deadline   *deadline       `json:"deadline"`
	Superseded *superseded     `json:"superseded"`
	Amendments []amendmentRead `json:"amendments"`
	Facts      []struct {
		Label string `json:"label"`
		Value string `json:"value"`
	} `json:"facts"`
	Timing *struct {
		Kept string `json:"kept"`
		Used *int   `json:"used_working_days"`
		Late *int   `json:"late_working_days"`
	} `json:"timing"`
	Requirements []struct {
		Text    string `json:"text"`
		Met     *bool  `json:"met"`
		Because string `json:"because"`
	} `json:"requirements"`
	Otherwise *string `json:"otherwise"`
}

// Struck reports whether the round's decision is no longer in force. One whose
// record was mended stands.
func (r roundRead) Struck() bool {
	return r.Superseded != nil && r.Superseded.By != string(proposal.Rectify)
}

// Mended is the decision as its record was mended last; nil where it was not.
func (r roundRead) Mended() *decisionRead {
	for _, a := range slices.Backward(r.Amendments) {
		if a.Kind == string(proposal.Rectify) && a.Decision != nil {
			return a.Decision
		}
	}
	return nil
}

// asMended is the round with the decision that stands, by and at as it was made.
func (r roundRead) asMended() roundRead {
	if mended := r.Mended(); mended != nil && r.Decision != nil {
		stands := *mended
		stands.By, stands.At, stands.ByRule = r.Decision.By, r.Decision.At, r.Decision.ByRule
		r.Decision, r.Documents = &stands, mended.Documents
	}
	return r
}

type ruleRead struct {
	Pack      string     `json:"pack"`
	Version   string     `json:"version"`
	Hash      string     `json:"hash"`
	Citations []citation `json:"citations"`
}

// decisionRead is what was decided at a gate.
type decisionRead struct {
	Outcome    string     `json:"outcome"`
	Reason     *string    `json:"reason"`
	Citations  []citation `json:"citations"`
	Documents  []document `json:"documents"`
	Conditions []struct {
		Text  string  `json:"text"`
		Owner string  `json:"owner"`
		Due   *string `json:"due"`
	} `json:"conditions"`
	Items []struct {
		Text string `json:"text"`
	} `json:"items"`
	ReturnTo  *string    `json:"return_to"`
	FromPaper bool       `json:"from_paper"`
	ActedFor  *actedFor  `json:"acted_for"`
	Details   detailRead `json:"details"`
	By        *person    `json:"by"`
	ByRule    bool       `json:"by_rule"`
	At        *string    `json:"at"`
}

type actedFor struct {
	Number   string  `json:"number"`
	Date     string  `json:"date"`
	Capacity string  `json:"capacity"`
	Person   *person `json:"person"`
}

// detailRead are the facts that a decision states.
type detailRead struct {
	Findings []struct {
		EntryID string  `json:"entry_id"`
		Finding string  `json:"finding"`
		Note    *string `json:"note"`
		WayOut  *string `json:"way_out"`
	} `json:"findings"`
	Checklist []struct {
		Item   string  `json:"item"`
		Answer string  `json:"answer"`
		Note   *string `json:"note"`
	} `json:"checklist"`
	Allocations []budgetLine `json:"allocations"`
	Level       *int         `json:"level"`
	Basis       *string      `json:"basis"`
	Signatory   *string      `json:"signatory"`
}

type superseded struct {
	By    string  `json:"by"`
	Round *int    `json:"round"`
	At    *string `json:"at"`
}

// eventRead is one entry of the ledger.
type eventRead struct {
	Seq      int64   `json:"seq"`
	At       string  `json:"at"`
	Actor    *person `json:"actor"`
	Agency   *string `json:"agency"`
	Capacity *string `json:"capacity"`
	Action   string  `json:"action"`
	Gate     *string `json:"gate"`
	Text     string  `json:"text"`
	Hash     string  `json:"hash"`

	Data  json.RawMessage `json:"data"`
	Texts []string        `json:"texts"` // where in Data free texts stand
}

// checkpointRead is the newest signed checkpoint of the ledger.
type checkpointRead struct {
	Origin      string `json:"origin"`
	Size        int64  `json:"size"`
	Root        string `json:"root"`
	At          string `json:"at"`
	Fingerprint string `json:"fingerprint"`
}
