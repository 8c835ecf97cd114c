package postgres

import "pheduyet/internal/proposal"

// letters: an open consultation wants a letter to whom it must consult, and
// another to whom asked for more; every letter wants a reply. The deadline is
// that of the stretch which runs.
func (o *owes) letters() {
	var open proposal.Gate
	for _, g := range o.c.Gates {
		if g.Kind == proposal.KindConsultation && g.State == proposal.GateOpen {
			open = g
		}
	}
	send, reply := o.c.Correspondence(open.ID)
	if send && open.ID != "" {
		o.add(proposal.TaskSendLetter, open, open.OpenedAt, open.Deadline)
	}
	if reply {
		o.add(proposal.TaskRecordReply, open, open.OpenedAt, open.Deadline)
	}
}
