package notice

import "pheduyet/internal/proposal"

// recipient is a row of the table: what is said, to whom, and the actions of the
// same act that make it needless. A row without a kind tells nobody.
type recipient struct {
	kind   Kind
	to     func(h Happened, e proposal.Event) []Group
	unless []string
}

var nobody = recipient{}

// recipients says for every action of an event who is told. What an agency's own
// filer has just done is not told to it; what the next event of the same act says
// better is not said twice.
var recipients = map[string]recipient{
	"submitted":            {kind: Received, to: filingSide},
	"resubmitted":          {kind: Received, to: filingSide},
	"entered_from_paper":   nobody, // who confirmed it knows; the filer sends it
	"gate_opened":          {kind: GateOpened, to: holder},
	"gate_reopened":        {kind: GateReopened, to: holder},
	"deadline_changed":     {kind: DeadlineChanged, to: holder},
	"deadline_recounted":   {kind: DeadlineChanged, to: both(holder, filingSide)},
	"review_recounted":     {kind: ReviewMoved, to: filingSide},
	"screened":             nobody, // gate_opened went before
	"rescreened":           nobody, // match_found and match_advised tell what counts
	"match_found":          {kind: MatchFound, to: both(filingSide, holdersBefore)},
	"match_advised":        {kind: MatchAdvised, to: both(filingSide, checkHolder)},
	"decided":              {kind: Decided, to: filingSide, unless: []string{"returned", "rejected", "approved"}},
	"returned":             {kind: Returned, to: filingSide},
	"rejected":             {kind: Rejected, to: filingSide},
	"approved":             {kind: Approved, to: both(filingSide, authorities)},
	"withdrawn":            {kind: Withdrawn, to: holdersBefore},
	"recalled":             {kind: Recalled, to: holdersBefore},
	"reclassified":         {kind: Reclassified, to: filingSide},
	"repinned":             {kind: Repinned, to: filingSide, unless: []string{"reclassified", "submitted", "resubmitted", "moved"}},
	"moved":                {kind: Repinned, to: both(filingSide, holdersBefore)},
	"letter_recorded":      nobody, // the filer's own; deadline_changed tells the holder
	"reply_recorded":       {kind: ReplyRecorded, to: consultationHolder, unless: []string{"deadline_changed"}},
	"amount_accepted":      {kind: AmountAccepted, to: holders},
	"amount_refused":       {kind: AmountRefused, to: budgetHolder},
	"money_reserved":       nobody,                           // decided tells it
	"money_committed":      nobody,                           // approved tells it
	"money_released":       nobody,                           // rejected, withdrawn tell it
	"reservation_outgrown": {kind: Outgrown, to: filingSide}, // gate_reopened tells the authority
	"rectified":            {kind: Rectified, to: filingSide},
	"replaced":             {kind: Replaced, to: both(filingSide, holdersBefore)},
	"review_requested":     {kind: ReviewRequested, to: both(provinceHolder, holder)},
	"review_upheld":        {kind: ReviewUpheld, to: both(filingSide, holder)},
	"review_sent_back":     {kind: ReviewSentBack, to: both(filingSide, holder)},
	"revoked":              {kind: Revoked, to: both(filingSide, authorities)},
	"decision_prepared":    {kind: Prepared, to: gateHeads},
	"decision_sent_back":   {kind: SentBack, to: holder},
	"filing_presented":     {kind: FilingPresented, to: filingHeads},
	"filing_sent_back":     {kind: FilingSentBack, to: ownFilers},
	"claimed":              nobody,
	"claim_ended":          nobody, // a consequence of what two have decided of a person
	"released":             nobody,
	"reassigned":           {kind: Reassigned, to: holder},
	"gate_first_read":      nobody,
	"entry_ended":          nobody, // revoked tells it
	"deadline_provisional": {kind: ProvisionalDue, to: admins},
	"reminded":             {kind: Reminded, to: targets},
	"escalated":            {kind: Escalated, to: targets},
	"letter_drafted":       {kind: LetterDrafted, to: targets},
	"answer_overdue":       {kind: AnswerOverdue, to: targets},
	"deadline_extended":    {kind: DeadlineChanged, to: both(holder, filingSide)},
	"clock_paused":         {kind: DeadlineChanged, to: both(holder, filingSide)},
	"clock_resumed":        {kind: DeadlineChanged, to: both(holder, filingSide)},
	"succeeded":            {kind: Succeeded, to: both(filingSide, holders)},

	// Of no proposal.
	"register_loaded":         nobody, // who loads it knows
	"admin_signed_in":         nobody,
	"change_proposed":         nobody, // told to who may confirm, by who records it
	"change_confirmed":        nobody, // told to who proposed it
	"change_declined":         nobody,
	"delegated":               nobody, // told to the delegate, by who records it
	"delegation_ended":        nobody,
	"ledger_recovered":        nobody, // told to auditors, by who records it
	"account_created":         nobody, // changes by two: who confirms and who proposed are told; the owner of what else happens to an account
	"account_enabled":         nobody,
	"account_disabled":        nobody,
	"accounts_imported":       nobody,
	"first_admin_created":     nobody,
	"roles_changed":           nobody,
	"membership_changed":      nobody,
	"password_reset":          nobody,
	"password_changed":        nobody,
	"one_time_password_given": nobody,
	"edition_in_force":        nobody, // each proposal tells what it means for it
	"sealed":                  nobody, // a change by two: who confirms and who proposed are told
	"agency_succeeded":        nobody, // each proposal tells what it means for it
	"evidence_read":           nobody, // read by who audits
	"envelopes_passed":        nobody,
	"envelope_set":            nobody, // each proposal tells what it means for it
	"pack_added":              nobody,
}

func filingSide(h Happened, _ proposal.Event) []Group {
	groups := []Group{Files(h.After.Agency)}
	for _, co := range h.After.Facts.CoAgencies {
		groups = append(groups, Files(co))
	}
	return groups
}

// filingHeads are the heads of the filing agency, ownFilers all who file for it.
func filingHeads(h Happened, _ proposal.Event) []Group { return []Group{Heads(h.After.Agency)} }
func ownFilers(h Happened, _ proposal.Event) []Group   { return []Group{Files(h.After.Agency)} }

// targets are the people whom a reminder names.
func targets(_ Happened, e proposal.Event) []Group {
	r, _ := e.Data.(proposal.ReminderData)
	var groups []Group
	for _, t := range r.Targets {
		switch t.Group {
		case proposal.ForHeads:
			groups = append(groups, Heads(t.Agency))
		case proposal.ForFilers:
			groups = append(groups, Files(t.Agency))
		default:
			groups = append(groups, Decides(t.Agency))
		}
	}
	return groups
}

func admins(Happened, proposal.Event) []Group { return []Group{All(proposal.RoleAdmin)} }

// holder is who decides the event's gate.
func holder(h Happened, e proposal.Event) []Group {
	g, ok := h.After.Gate(e.Gate)
	if !ok {
		return nil
	}
	return []Group{Decides(g.Authority)}
}

// holders are who decides the gates that are open after the act, holdersBefore
// those that were before it.
func holders(h Happened, _ proposal.Event) []Group       { return open(h.After) }
func holdersBefore(h Happened, _ proposal.Event) []Group { return open(h.Before) }

func open(c proposal.Case) []Group {
	return decidersOf(c, func(g proposal.Gate) bool { return g.State == proposal.GateOpen })
}

func authorities(h Happened, _ proposal.Event) []Group {
	return decidersOf(h.After, func(proposal.Gate) bool { return true })
}

func consultationHolder(h Happened, _ proposal.Event) []Group {
	return decidersOf(h.After, func(g proposal.Gate) bool {
		return g.Kind == proposal.KindConsultation && g.State == proposal.GateOpen
	})
}

// checkHolder is who decides the duplication check.
func checkHolder(h Happened, _ proposal.Event) []Group {
	return decidersOf(h.After, func(g proposal.Gate) bool { return g.Kind == proposal.KindDuplication })
}

func budgetHolder(h Happened, _ proposal.Event) []Group {
	return decidersOf(h.After, func(g proposal.Gate) bool { return g.Kind == proposal.KindBudget })
}

// provinceHolder is who decides for the province.
func provinceHolder(h Happened, _ proposal.Event) []Group {
	return decidersOf(h.After, func(g proposal.Gate) bool { return g.Kind == proposal.KindProvincial })
}

// gateHeads are the heads of the gate's authority.
func gateHeads(h Happened, e proposal.Event) []Group {
	g, _ := h.After.Gate(e.Gate)
	return []Group{Heads(g.Authority)}
}

func decidersOf(c proposal.Case, which func(proposal.Gate) bool) []Group {
	var groups []Group
	for _, g := range c.Gates {
		if which(g) {
			groups = append(groups, Decides(g.Authority))
		}
	}
	return groups
}

func both(a, b func(Happened, proposal.Event) []Group) func(Happened, proposal.Event) []Group {
	return func(h Happened, e proposal.Event) []Group { return append(a(h, e), b(h, e)...) }
}
