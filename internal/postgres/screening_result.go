package postgres

import (
	"time"

	"pheduyet/internal/catalog"
	"pheduyet/internal/proposal"
)

// screeningOf writes what the engine found as the domain keeps it.
func screeningOf(r catalog.Result, revision int, at time.Time) proposal.Screening {
	s := proposal.Screening{
		ID: newID(), Revision: revision, Verdict: r.Verdict, Note: r.Note, Compared: r.Compared,
		Matches: matchesOf(r.Matches), SetApart: matchesOf(r.SetApart), Editions: []string{},
		NotCompared: append([]string{}, r.NotCompared...), Engine: r.EngineVersion + " · " + r.Calibration, At: at,
	}
	for _, e := range r.Editions {
		s.Editions = append(s.Editions, e.ID)
	}
	return s
}

func matchesOf(found []catalog.Match) []proposal.Match {
	out := make([]proposal.Match, 0, len(found))
	for _, m := range found {
		out = append(out, proposal.Match{
			ID: m.ID, Name: m.Name, Owner: m.Owner, Scope: m.Scope, Source: m.Source, State: proposal.EntryState(m.State),
			Score: m.Score, Weighty: m.Weighty, Evidence: append([]string{}, m.Evidence...), Twins: append([]string{}, m.Twins...),
			Reference: m.Reference, History: m.History, Proposal: m.Kind == catalog.KindOpen || m.Kind == catalog.KindApproved,
		})
	}
	return out
}
