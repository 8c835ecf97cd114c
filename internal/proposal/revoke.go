package proposal

// RevocationOrder takes an approval back.
type RevocationOrder struct {
	Reason   string    `json:"reason" validate:"max=10000"`
	Document *Document `json:"document"`
}

// CanRevoke answers whether the actor may revoke the approval: who decides the
// provincial gate, alone.
func CanRevoke(p Progress, a Actor) error {
	if err := p.province(a); err != nil {
		return err
	}
	if p.Status != Approved {
		return Errorf(CodeConflict, "Chỉ thu hồi được quyết định phê duyệt đang có hiệu lực.", "Only an approval in force can be revoked.")
	}
	return nil
}

// Revoke ends an approved proposal: its money is released, its system's entry
// ended, and what it obliged to is over.
func (c Case) Revoke(in RevocationOrder, by Actor, env Env) (Transition, error) {
	if err := c.speaks(by); err != nil {
		return Transition{}, err
	}
	var bad faults
	c.grounds(&bad, in.Reason, in.Document, env)
	if err := bad.err(); err != nil {
		return Transition{}, err
	}
	t := c.begin()
	a := Amendment{Kind: Revocation, Reason: in.Reason, Document: in.Document, By: by.person()}
	for _, g := range c.Gates {
		if g.Kind == KindProvincial {
			a.Gate, a.Round = g.ID, g.Round
		}
	}
	t.amended(a, "", env)
	t.release()
	t.end(Revoked)
	t.happened(Event{Action: "entry_ended", Data: EntryEndedData{c.StandsFor()}})
	return t, nil
}

// EntryEndedData names the catalog entry that loses the approval behind it.
type EntryEndedData struct {
	Entry string `json:"entry"`
}
