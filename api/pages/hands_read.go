package pages

import "slices"

// hand is who has laid hands on a gate, and when.
type hand struct {
	By *person `json:"by"`
	At string  `json:"at"`
}

// preparationRead is what waits inside an authority for the head's signature.
type preparationRead struct {
	SHA256   *string       `json:"sha256"`
	Decision *decisionRead `json:"decision"`
	Steps    []struct {
		Outcome *string `json:"outcome"`
		Note    *string `json:"note"`
		By      *person `json:"by"`
		At      string  `json:"at"`
	} `json:"steps"`
}

// stretchRead is one stretch of a consultation: in whose hands it is, and until
// when.
type stretchRead struct {
	Stretch string  `json:"stretch"`
	Holder  *string `json:"holder"`
	Days    int     `json:"days"`
	State   string  `json:"state"`
	From    *string `json:"from"`
	DueAt   *string `json:"due_at"`
	EndedAt *string `json:"ended_at"`
}

// draftLetterRead is a reminder to a ministry, drafted for SignBy to sign and send.
type draftLetterRead struct {
	To        string `json:"to"`
	SignBy    string `json:"sign_by"`
	DraftedAt string `json:"drafted_at"`
	Title     string `json:"title"`
	Text      string `json:"text"`
}

// gateDoor leads from a gate to the form of an act.
type gateDoor struct{ Key, Href string }

// Forms are the acts at a gate that the visitor may do now by a form; Buttons those
// that take no words.
func (g gateCard) Forms(proposal string) []gateDoor { return g.doors(proposal, true) }

// Buttons are told at Forms.
func (g gateCard) Buttons(proposal string) []gateDoor { return g.doors(proposal, false) }

func (g gateCard) doors(proposal string, form bool) []gateDoor {
	var all []gateDoor
	for _, k := range actsAtGate {
		if slices.Contains(g.Actions, k.key) && form == (len(k.parts[0].fields) > 0) {
			all = append(all, gateDoor{"action." + k.key, "/proposals/" + proposal + "/gates/" + g.ID + "/" + k.path})
		}
	}
	return all
}
