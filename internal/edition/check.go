package edition

import (
	"fmt"
	"slices"

	"pheduyet/internal/proposal"
)

var (
	scopes = []string{"national", "central-in-use", "provincial-in-use", "provincial-planned", "plan"}
	states = []proposal.EntryState{proposal.EntryInUse, proposal.EntryPlanned, proposal.EntryUnknown}
)

// Known is what an edition is held against: the agencies by code, and the
// entries that are there, each with the id of its edition.
type Known struct {
	Agencies map[string]proposal.Agency
	Entries  map[string]string
}

// Check names every fault of an edition: what is missing, an id twice or taken by
// another edition, an owner or a twin that is not there.
func (e Edition) Check(k Known) []proposal.FieldError {
	c := check{known: k, edition: e, own: map[string]bool{}}
	c.head()
	for i, en := range e.Entries {
		c.at = fmt.Sprintf("entries[%d]", i)
		c.id(en)
		c.entry(en)
	}
	for i, en := range e.Entries {
		c.at = fmt.Sprintf("entries[%d]", i)
		c.twins(en)
	}
	return c.faults
}

type check struct {
	known   Known
	edition Edition
	own     map[string]bool
	at      string
	faults  []proposal.FieldError
}

func (c *check) fault(field, vi, en string, args ...any) {
	if c.at != "" {
		field = c.at + "." + field
	}
	c.faults = append(c.faults, proposal.FieldError{Field: field, Message: proposal.T(vi, en, args...)})
}

func (c *check) head() {
	e := c.edition
	if e.ID == "" {
		c.fault("id", "Phiên bản danh mục thiếu mã.", "The edition has no id.")
	}
	sound := e.EffectiveFrom.Valid() && (e.EffectiveTo == "" || e.EffectiveTo.Valid() && !e.EffectiveTo.Before(e.EffectiveFrom))
	if e.Number == "" || e.Title == "" || e.Issuer == "" || !sound {
		c.fault("number", "Phiên bản danh mục “%s”: thiếu số, tên, cơ quan ban hành hoặc ngày.", "The edition “%s” lacks its number, title, issuer or dates.", e.ID)
	}
	if len(e.Entries) == 0 {
		c.fault("entries", "Phiên bản danh mục “%s” không có mục nào.", "The edition “%s” has no entries.", e.ID)
	}
}

func (c *check) id(en Entry) {
	switch {
	case en.ID == "" || len(en.ID) > 100:
		c.fault("id", "Mục “%s”: mỗi mục cần một mã, không quá 100 ký tự.", "The entry “%s” needs an id of at most 100 characters.", en.ID)
	case c.own[en.ID]:
		c.fault("id", "Mục “%s” có hai lần trong tệp; hãy bỏ một mục hoặc đặt mã khác.", "The entry “%s” is in the file twice; take one out or give it another id.", en.ID)
	}
	c.own[en.ID] = true
	if of, taken := c.known.Entries[en.ID]; taken && of != c.edition.Replaces {
		c.fault("id", "Mục “%[1]s”: mã đã là của một mục trong phiên bản “%[2]s”; hãy đặt mã khác, hoặc ghi replaces nếu phiên bản này thay phiên bản đó.",
			"The id “%[1]s” belongs to an entry of the edition “%[2]s”; choose another, or state replaces if this one takes its place.", en.ID, of)
	}
}

func (c *check) entry(en Entry) {
	if en.Name == "" || en.Source == "" {
		c.fault("name", "Mục “%s”: thiếu tên hoặc nguồn.", "The entry “%s” lacks its name or source.", en.ID)
	}
	if !slices.Contains(scopes, en.Scope) || !slices.Contains(states, en.State) {
		c.fault("scope", "Mục “%[1]s”: phạm vi “%[2]s” hoặc trạng thái “%[3]s” không rõ.", "The entry “%[1]s”: unknown scope “%[2]s” or state “%[3]s”.", en.ID, en.Scope, en.State)
	}
	if a, ok := c.known.Agencies[en.Owner]; en.Owner != "" && !ok {
		c.fault("owner", "Mục “%[1]s”: không có cơ quan “%[2]s”.", "The entry “%[1]s”: there is no agency “%[2]s”.", en.ID, en.Owner)
	} else if a.To != "" && a.To.Before(c.edition.EffectiveFrom) {
		c.fault("owner", "Mục “%[1]s”: cơ quan “%[2]s” đã kết thúc ngày %[3]s; hãy ghi cơ quan kế thừa “%[4]s”.",
			"The entry “%[1]s”: the agency “%[2]s” ended on %[3]s; name its successor “%[4]s”.", en.ID, en.Owner, a.To, a.Successor)
	}
	if en.Reference != c.edition.Reference || (en.Reference && (en.Provinces || en.Owner != "")) {
		c.fault("reference", "Mục “%s”: mục tham khảo không thể là của tỉnh.", "The entry “%s”: what is for reference cannot be the province's own.", en.ID)
	}
}

func (c *check) twins(en Entry) {
	for _, twin := range en.SameAs {
		if _, known := c.known.Entries[twin]; (!known && !c.own[twin]) || twin == en.ID {
			c.fault("same_as", "Mục “%[1]s”: trùng với mục “%[2]s” không có.", "The entry “%[1]s” is the same as “%[2]s”, which is not there.", en.ID, twin)
		}
	}
}
