package postgres

import (
	"encoding/base64"
	"encoding/binary"
	"time"

	"github.com/google/uuid"

	"pheduyet/internal/proposal"
)

// cursor is the last row of a page: the next page begins right after it.
type cursor struct {
	updated time.Time // whole microseconds, as the database keeps them
	id      uuid.UUID
}

// String writes a cursor as opaque text: the time in microseconds and the id.
func (c cursor) String() string {
	b := binary.BigEndian.AppendUint64(nil, uint64(c.updated.UnixMicro()))
	return base64.RawURLEncoding.EncodeToString(append(b, c.id[:]...))
}

// parseCursor reads what String wrote and refuses all else with an invalid error.
func parseCursor(s string) (cursor, error) {
	b, err := base64.RawURLEncoding.Strict().DecodeString(s)
	if err != nil || len(b) != 8+len(uuid.UUID{}) {
		return cursor{}, badCursor()
	}
	c := cursor{updated: time.UnixMicro(int64(binary.BigEndian.Uint64(b))).In(proposal.Zone), id: uuid.UUID(b[8:])}
	if year := c.updated.Year(); year < 1970 || year > 9999 || c.id.Variant() != uuid.RFC4122 {
		return cursor{}, badCursor()
	}
	return c, nil
}

func badCursor() error {
	return invalidField("cursor", proposal.T("Con trỏ trang không hợp lệ; hãy dùng next_cursor của trang trước.", "The cursor is not valid; use next_cursor of the page before."))
}

func invalidField(field string, m proposal.Text) error {
	return &proposal.Error{Code: proposal.CodeInvalid, Message: m, Fields: []proposal.FieldError{{Field: field, Message: m}}}
}
