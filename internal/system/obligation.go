package system

import (
	"time"

	"pheduyet/internal/proposal"
)

// ObligationState is where an obligation stands.
type ObligationState string

// An obligation is open; who owes it says it is fulfilled, and where an authority
// must agree it is claimed until then. Closed ones ended with the system.
const (
	Open      ObligationState = "open"
	Claimed   ObligationState = "claimed"
	Fulfilled ObligationState = "fulfilled"
	Waived    ObligationState = "waived"
	Closed    ObligationState = "closed"
)

// Owed reports whether it is still to be fulfilled or agreed.
func (s ObligationState) Owed() bool { return s == Open || s == Claimed }

// Obligation is one thing owed: a condition of the approval, or what a rule of the
// pack asks.
type Obligation struct {
	ID string `json:"id"`
	// Rule is the pack's, "" for a condition that the decision of Gate set.
	Rule  string        `json:"rule"`
	Gate  string        `json:"gate"`
	Title proposal.Text `json:"title"`
	Text  proposal.Text `json:"text"`
	// Owner is the agency that owes it, Agrees the authority that agrees ("" is
	// nobody), OwnerSaid whom a condition names in its own words.
	Owner     string `json:"owner"`
	OwnerSaid string `json:"owner_said"`
	Agrees    string `json:"agrees"`
	// Starts, StartedAt, Unit and Days, or EachYear, tell how DueAt came about; it
	// is nil where only the operation waits for it.
	Starts          string              `json:"starts"`
	StartedAt       time.Time           `json:"started_at"`
	Unit            string              `json:"unit"`
	Days            int                 `json:"days"`
	EachYear        string              `json:"each_year"`
	DueAt           *time.Time          `json:"due_at"`
	Provisional     bool                `json:"provisional"`
	BeforeOperation bool                `json:"before_operation"`
	Recommended     bool                `json:"recommended"`
	Citations       []proposal.Citation `json:"citations"`
	State           ObligationState     `json:"state"`
	Proof           *Proof              `json:"proof"`
	// Answer is what the authority last said of it.
	Answer *Answer `json:"answer"`
}

// Proof is how an obligation was fulfilled, in the words of who owed it.
type Proof struct {
	Text     string             `json:"text"`
	Document *proposal.Document `json:"document"`
	By       string             `json:"by,omitempty"`
	At       time.Time          `json:"at,omitzero"`
}

// Answer is an authority's word on an obligation.
type Answer struct {
	Agreed   bool               `json:"agreed"`
	Waived   bool               `json:"waived"`
	Note     string             `json:"note"`
	Document *proposal.Document `json:"document"`
	By       string             `json:"by"`
	At       time.Time          `json:"at"`
}

// Late reports whether the obligation was or is fulfilled after its day.
func (o Obligation) Late(now time.Time) bool {
	if o.DueAt == nil {
		return false
	}
	if o.Proof != nil && o.State != Open {
		now = o.Proof.At
	}
	return (o.State.Owed() || o.State == Fulfilled) && now.After(*o.DueAt)
}

// conditions gives an obligation for every condition of the decisions. A term that
// a gate's decision left by rule is the pack's where the pack asks it.
func conditions(c proposal.Case, env Env) []Obligation {
	var all []Obligation
	for _, set := range c.Standing.Conditions {
		if set.Obligation && leftByRule(env.Rules, set.Gate) {
			continue
		}
		g, _ := c.Gate(set.Gate)
		o := Obligation{
			ID: env.NewID(), Gate: set.Gate, Text: proposal.Text{VI: set.Text}, Owner: c.Agency, OwnerSaid: set.Owner, Agrees: g.Authority,
			Title: proposal.T("Điều kiện của ý kiến, quyết định", "Condition of a decision"), Starts: proposal.StartsAtApproval, StartedAt: env.Now,
			BeforeOperation: set.Obligation, State: Open, Citations: []proposal.Citation{},
		}
		if _, known := env.Agency(set.Owner); known {
			o.Owner = set.Owner
		}
		if set.Due.Valid() {
			due := endOf(set.Due)
			o.DueAt = &due
		}
		all = append(all, o)
	}
	return all
}

func leftByRule(r proposal.Rules, gate string) bool {
	if r.Life == nil {
		return false
	}
	for _, o := range r.Life.Obligations {
		if o.LeftBy == gate {
			return true
		}
	}
	return false
}

// byRule gives what the pack's rule asks from a start on.
func (s System) byRule(r proposal.ObligationRule, start time.Time, gates []proposal.Gate, env Env) Obligation {
	o := Obligation{
		ID: env.NewID(), Rule: r.ID, Title: r.Title, Text: r.Text, Owner: r.Owner, Starts: r.Starts, StartedAt: start, Unit: r.Unit, Days: r.Days,
		EachYear: r.EachYear, BeforeOperation: r.BeforeOperation, Recommended: r.Recommended, Citations: r.Citations, State: Open,
	}
	if r.Owner == proposal.OwnerFilingAgency {
		o.Owner = s.Agency
	}
	for _, g := range gates {
		if g.ID == r.Agrees && r.Agrees != "" {
			o.Agrees = g.Authority
		}
	}
	switch {
	case r.EachYear != "":
		o.setYearly(proposal.DateOf(start), env)
	case r.Unit == proposal.WorkingDays:
		d := env.Due(start, r.Days)
		o.DueAt, o.Provisional = &d.DueAt, d.Provisional
	case r.Unit == proposal.CalendarDays:
		due := endOf(proposal.DateOf(start.AddDate(0, 0, r.Days)))
		o.DueAt = &due
	}
	return o
}

// setYearly makes it due on its day of the year, on or after the day given.
func (o *Obligation) setYearly(from proposal.Date, env Env) {
	year := from.Time().Year()
	day := proposal.Date(from[:5] + proposal.Date(o.EachYear))
	if day.Before(from) {
		year++
	}
	due := endOf(onDay(year, o.EachYear))
	o.DueAt, o.Provisional = &due, !env.Covered(year)
}

// onDay is a day MM-DD of a year; 29 February is the last of the month.
func onDay(year int, day string) proposal.Date {
	d, err := time.ParseInLocation("01-02", day, proposal.Zone)
	if err != nil {
		return ""
	}
	at := time.Date(year, d.Month(), d.Day(), 0, 0, 0, 0, proposal.Zone)
	if at.Month() != d.Month() {
		at = at.AddDate(0, 0, -at.Day())
	}
	return proposal.DateOf(at)
}

// endOf is 23:59:59 of a day.
func endOf(d proposal.Date) time.Time { return d.Time().Add(24*time.Hour - time.Second) }
