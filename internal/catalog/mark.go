package catalog

// markWords classes the words of a text and mutes function words. A strict reading
// also mutes boilerplate and integrations: an integration runs from its cue to
// the end of the sentence, or to a clause that starts with an action.
func (r *reading) markWords(strict bool) {
	integration := false
	covered := 0 // exclusive end of the last phrase that makes its words content
	phrases := r.found
	for i := range r.tokens {
		t := &r.tokens[i]
		var here int
		for here < len(phrases) && phrases[here].start == i {
			here++
		}
		found := r.markers(phrases[:here])
		phrases = phrases[here:]
		if n := max(found.concept, found.action); n > 1 {
			covered = max(covered, i+n)
		}
		if i >= covered && isFunctionWord(t, r.plain) {
			r.mute[i] = true
		}
		r.lower(i, found.weak, classWeak)
		r.lower(i, found.action, classAction)
		if i+found.empty > covered {
			r.lower(i, found.empty, classEmpty)
		}
		if !strict {
			continue
		}
		r.muteSpan(i, found.boilerplate)
		if t.ends || t.breaks && found.action > 0 {
			integration = false
		}
		if found.cue > 0 {
			integration = true
		}
		if found.enclosed > 0 {
			r.muteSpan(i, found.enclosed)
			r.integrations = append(r.integrations, span{i, found.enclosed})
		}
		if integration {
			r.mute[i] = true
			r.integrates(i, found.cue > 0)
		}
	}
}

// markers are the lengths of the longest phrases of each role at a token.
type markers struct {
	concept, action, boilerplate, empty, weak int
	cue                                       int
	enclosed                                  int // an integration with its own end
}

// markers sums up the phrases that start at one token.
func (r *reading) markers(phrases []foundPhrase) (found markers) {
	for _, p := range phrases {
		switch p.role {
		case roleConcept:
			found.concept = max(found.concept, p.n)
		case roleAction:
			found.action = max(found.action, p.n)
		case roleBoilerplate:
			found.boilerplate = max(found.boilerplate, p.n)
		case roleEmpty:
			found.empty = max(found.empty, p.n)
		case roleWeak:
			found.weak = max(found.weak, p.n)
		case roleIntegration:
			if len(p.until) == 0 {
				found.cue = max(found.cue, p.n)
			} else {
				found.enclosed = max(found.enclosed, enclosed(r.tokens, p.start, p.n, p.until))
			}
		}
	}
	return found
}

// enclosed is the length from i to the end of the closing words, 0 when the
// sentence ends without them.
func enclosed(tokens []token, i, n int, until []uint64) int {
	for j := i + n; j+len(until) <= len(tokens) && !tokens[j].ends; j++ {
		k := 0
		for k < len(until) && tokens[j+k].bare == until[k] {
			k++
		}
		if k == len(until) {
			return j + k - i
		}
	}
	return 0
}

// integrates notes token i as part of the last integration, or of a new one.
func (r *reading) integrates(i int, starts bool) {
	last := len(r.integrations) - 1
	if last >= 0 && r.integrations[last].start+r.integrations[last].n == i {
		r.integrations[last].n++
	} else if starts {
		r.integrations = append(r.integrations, span{i, 1})
	}
}

func (r *reading) muteSpan(i, n int) {
	for j := i; j < i+n; j++ {
		r.mute[j] = true
	}
}

// lower gives the tokens of a span the emptier of two classes.
func (r *reading) lower(i, n int, c class) {
	for j := i; j < i+n; j++ {
		r.class[j] = max(r.class[j], c)
	}
}
