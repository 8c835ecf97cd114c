package postgres

import (
	"slices"

	"pheduyet/internal/proposal"
)

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
	var send, reply bool
	for _, with := range o.consulted(open) {
		switch last, replied := lastReply(o.c.Standing, with); {
		case !slices.ContainsFunc(o.c.Standing.Letters, func(l proposal.RecordedLetter) bool { return l.To == with }):
			send = true
		case !replied:
			reply = true
		default:
			send = send || last.Position == proposal.AsksForMore
		}
	}
	if send && open.ID != "" {
		o.add(proposal.TaskSendLetter, open, open.OpenedAt, open.Deadline)
	}
	if reply {
		o.add(proposal.TaskRecordReply, open, open.OpenedAt, open.Deadline)
	}
}

// consulted lists whom the gate must consult and everyone else who was asked.
func (o *owes) consulted(g proposal.Gate) []string {
	var with []string
	if rule, _ := o.c.Rules.Gate(g.ID); rule.Consulted == "line_ministry" && o.c.Filed != nil {
		with = append(with, o.c.Filed.LineMinistry)
	}
	for _, l := range o.c.Standing.Letters {
		if !slices.Contains(with, l.To) {
			with = append(with, l.To)
		}
	}
	return with
}

// lastReply gives the reply that answers the last letter to an agency. Papers may
// be recorded in any order, so their dates come before the times of recording.
func lastReply(s proposal.Standing, with string) (last proposal.RecordedReply, replied bool) {
	var letter proposal.RecordedLetter
	for _, l := range s.Letters {
		if l.To == with && !l.Date.Before(letter.Date) {
			letter = l
		}
	}
	for _, r := range s.Replies {
		if r.From == with && !r.Date.Before(last.Date) {
			last = r
		}
	}
	if last.Date == letter.Date {
		return last, last.Number != "" && !last.At.Before(letter.At)
	}
	return last, last.Date.After(letter.Date)
}
