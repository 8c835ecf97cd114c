package api

import "pheduyet/internal/proposal"

// stretchView is one stretch of a consultation: in whose hands, from when, until
// when. A stretch that has not begun has no times.
type stretchView struct {
	Stretch string  `json:"stretch"`
	Holder  *string `json:"holder"`
	Days    int     `json:"days"`
	State   string  `json:"state"` // pending, running or ended
	From    *string `json:"from"`
	DueAt   *string `json:"due_at"`
	EndedAt *string `json:"ended_at"`
}

// stretches shows the stretches of a consultation in the order in which they
// came, and then those still to come.
func stretches(c proposal.Case, g proposal.Gate, rule proposal.GateRule) []stretchView {
	out := []stretchView{}
	if rule.Stretches == nil {
		return out
	}
	days := map[string]int{
		proposal.StretchSend: rule.Stretches.SendDays, proposal.StretchReply: rule.Stretches.ReplyDays, proposal.StretchConfirm: rule.Stretches.ConfirmDays,
	}
	for _, s := range g.Clock.Past {
		from, due, ended := timeView(s.From), timeView(s.DueAt), timeView(s.EndedAt)
		out = append(out, stretchView{s.Name, orNull(s.Holder), days[s.Name], "ended", &from, &due, &ended})
	}
	order := []string{proposal.StretchSend, proposal.StretchReply, proposal.StretchConfirm}
	if d := g.Deadline; d != nil && d.Stretch != "" {
		from, due := timeView(d.From), timeView(d.DueAt)
		now := stretchView{Stretch: d.Stretch, Holder: orNull(d.Holder), Days: days[d.Stretch], State: "running", From: &from, DueAt: &due}
		if g.DecidedAt != nil {
			now.State, now.EndedAt = "ended", viewTime(g.DecidedAt)
		}
		out = append(out, now)
		for order[0] != d.Stretch {
			order = order[1:]
		}
		order = order[1:]
	}
	holders := map[string]string{proposal.StretchSend: c.Agency, proposal.StretchReply: c.Facts.LineMinistry, proposal.StretchConfirm: g.Authority}
	for _, name := range order {
		out = append(out, stretchView{Stretch: name, Holder: orNull(holders[name]), Days: days[name], State: "pending"})
	}
	return out
}

// clockActions lists what the viewer may do to a gate's clock.
func (v viewer) clockActions(c proposal.Case, g proposal.Gate) []string {
	rule, _ := c.Rules.Gate(g.ID)
	out := []string{}
	if len(rule.Pauses) > 0 && proposal.CanPause(c.Progress, v.actor, g.ID) == nil {
		out = append(out, "pause")
	}
	if proposal.CanResume(c.Progress, v.actor, g.ID) == nil {
		out = append(out, "resume")
	}
	if e := rule.Extension; e != nil && g.Clock.Extensions < e.Times && proposal.CanExtend(c.Progress, v.actor, g.ID) == nil {
		out = append(out, "extend")
	}
	return out
}
