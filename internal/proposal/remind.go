package proposal

import "time"

// The groups of people that a reminder is for.
const (
	ForDeciders = "decides" // who decides for the agency
	ForFilers   = "files"   // who files for it
	ForHeads    = "heads"   // its heads
)

// Target is a group of people of an agency.
type Target struct {
	Agency string `json:"agency"`
	Group  string `json:"group"`
}

// ReminderData is what a reminder tells: of what, how near, due when, for whom.
// Scheduled is when it fell due; Letter is set where one was drafted.
type ReminderData struct {
	Of        string       `json:"of"`
	Stage     string       `json:"stage"`
	Scheduled time.Time    `json:"scheduled"`
	DueAt     time.Time    `json:"due_at"`
	Stretch   string       `json:"stretch,omitempty"`
	Targets   []Target     `json:"targets"`
	Letter    *DraftLetter `json:"letter,omitempty"`
}

// Remind does the reminder whose time has come, one at a time, if there is one. It
// passes nothing: at the most, an answer that did not come is marked, so that the
// authority may reject.
func (c Case) Remind(env Env) Transition {
	t := c.begin()
	f, ok := c.NextFiring(env)
	if !ok || f.At.After(env.Now) {
		return t
	}
	g := &t.Case.Gates[t.Case.index(f.Gate)]
	at := f.At
	g.Clock.Reminded = &at
	data := ReminderData{Of: f.Of, Stage: f.Stage, Scheduled: f.At}
	action := "reminded"
	switch {
	case f.Of == OfAnswer:
		data.DueAt, data.Targets = g.Clock.AnswerBy.DueAt, c.answerTargets(*g, f.Stage)
		if f.Stage == StageAfter {
			g.Clock.Unanswered = true
			action = "answer_overdue"
		}
	case f.Letter:
		action = "letter_drafted"
		data.DueAt, data.Stretch, data.Targets = g.Deadline.DueAt, g.Deadline.Stretch, c.targets(*g, f.Stage)
		data.Letter = t.draftLetter(*g, env)
	default:
		if f.Stage != StageBefore {
			action = "escalated"
		}
		data.DueAt, data.Stretch, data.Targets = g.Deadline.DueAt, g.Deadline.Stretch, c.targets(*g, f.Stage)
	}
	t.happened(Event{Action: action, Gate: g.ID, Round: g.Round, ByRule: true, Data: data})
	return t
}

// targets are whoever holds the gate, before its due day; on it and after it the
// heads of the authority, of the holder too where that is another agency of the
// province, and who the pack wants informed. Nobody reminds a ministry but by
// letter: its filing agency sends it.
func (c Case) targets(g Gate, stage string) []Target {
	rule, _ := c.Rules.Gate(g.ID)
	filing := g.Deadline.Stretch == StretchSend || g.Deadline.Stretch == StretchReply
	if stage == StageBefore {
		if filing {
			return []Target{{c.Agency, ForFilers}}
		}
		return []Target{{g.Authority, ForDeciders}}
	}
	to := []Target{{g.Authority, ForHeads}}
	if filing {
		to = append(to, Target{c.Agency, ForFilers})
	}
	for _, code := range rule.Reminders.Inform {
		to = append(to, Target{code, ForDeciders})
	}
	return to
}

// answerTargets are those who owe the answer; once it is overdue also who decides
// the gate, since they may now reject, and who the pack wants informed.
func (c Case) answerTargets(g Gate, stage string) []Target {
	to := []Target{{c.Agency, ForFilers}}
	if stage == StageBefore {
		return to
	}
	to = append(to, Target{g.Authority, ForDeciders})
	for _, code := range c.Rules.AnswerReminders.Inform {
		to = append(to, Target{code, ForDeciders})
	}
	return to
}

// moved rewinds the reminders where the due time is another.
func (g *Gate) moved(before, after Deadline, now time.Time) {
	if !before.DueAt.Equal(after.DueAt) {
		g.rewind(now)
	}
}

// rewind has the reminders of a deadline that has moved begin anew from now.
func (g *Gate) rewind(now time.Time) { g.Clock.Reminded = &now }
