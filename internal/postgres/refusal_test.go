package postgres

import (
	"testing"

	"pheduyet/internal/proposal"
)

// What no text of the database can hold is the asker's fault, not the system's.
func TestTextThatIsNoTextIsInvalid(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	for _, text := range []string{"a\x00b", "\xff"} {
		_, err := s.CatalogEntry(t.Context(), text)
		refused(t, err, proposal.CodeInvalid)
	}
}
