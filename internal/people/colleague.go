package people

import "pheduyet/internal/proposal"

// Colleague is a person as others of the same office hand work to them.
type Colleague struct {
	Username string
	proposal.Actor
}
