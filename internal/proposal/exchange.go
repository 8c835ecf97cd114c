package proposal

import "slices"

// exchange is what passed between the filing side and one ministry or agency:
// the letter dated last, the reply dated last. Papers may be recorded in any
// order, so dates come before times of recording.
type exchange struct {
	with          string
	letter        RecordedLetter
	reply         RecordedReply
	sent, replied bool
}

// answered reports whether the reply is to the last letter.
func (e exchange) answered() bool {
	switch {
	case !e.replied:
		return false
	case e.reply.Date == e.letter.Date:
		return !e.reply.At.Before(e.letter.At)
	}
	return e.reply.Date.After(e.letter.Date)
}

// final reports whether the last letter got an answer that settles it.
func (e exchange) final() bool { return e.answered() && e.reply.Position != AsksForMore }

// exchange gathers the letters to and replies from one agency.
func (c Case) exchange(with string) exchange {
	e := exchange{with: with}
	for _, l := range c.Standing.Letters {
		if l.To == with && (!e.sent || !l.Date.Before(e.letter.Date)) {
			e.letter, e.sent = l, true
		}
	}
	for _, r := range c.Standing.Replies {
		if r.From == with && (!e.replied || !r.Date.Before(e.reply.Date)) {
			e.reply, e.replied = r, true
		}
	}
	return e
}

// exchanges lists those whose answer a consultation waits for: the line ministry
// where the gate consults it, and everyone else who was asked.
func (c Case) exchanges(rule GateRule) []exchange {
	var asked []string
	if rule.Consulted == "line_ministry" {
		asked = append(asked, c.stated().LineMinistry)
	}
	for _, l := range c.Standing.Letters {
		if !slices.Contains(asked, l.To) {
			asked = append(asked, l.To)
		}
	}
	all := make([]exchange, len(asked))
	for i, with := range asked {
		all[i] = c.exchange(with)
	}
	return all
}

// Correspondence tells what the letters of a consultation want: one to be sent, to
// whom nobody has written yet or who asked for more, and a reply to one that was
// sent. Without a gate ("") it speaks of those alone who were written to.
func (c Case) Correspondence(gate string) (send, reply bool) {
	rule, _ := c.Rules.Gate(gate)
	for _, e := range c.exchanges(rule) {
		switch {
		case e.sent && !e.answered():
			reply = true
		case !e.final():
			send = true
		}
	}
	return send, reply
}
