package postgres

import "pheduyet/internal/proposal"

// noteCalendar counts the open deadlines again by the holiday data of now.
func (a *act) noteCalendar() (proposal.Transition, error) {
	return a.before.Recount(a.env(nil)), nil
}
