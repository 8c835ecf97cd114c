package rebuild

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"pheduyet/internal/ledger"
	"pheduyet/internal/proposal"
)

// Payload is what an entry about a proposal holds besides the common fields.
type Payload struct {
	Round  int                `json:"round"`
	ByRule bool               `json:"by_rule"`
	Data   json.RawMessage    `json:"data"`
	Number string             `json:"number"`
	State  *proposal.Progress `json:"state"`
	Rest   json.RawMessage    `json:"rest"`
	Timing *Timing            `json:"timing"`
	// Names are what agencies were called, by code, of those that the act brings in.
	Names map[string]string `json:"names"`
}

// Timing is, on a decision, the deadline that the gate had and how it was met, in
// working days as the calendar then stood. Entries from before it was told lack it;
// then Counted is false and only authority and deadline are known.
type Timing struct {
	Authority string             `json:"authority"`
	Deadline  *proposal.Deadline `json:"deadline"`
	Used      int                `json:"used"` // working days from the deadline's start to the decision
	Late      int                `json:"late"` // working days after the due day; negative: as many before it
	Counted   bool               `json:"counted"`
}

// Entry is one entry with its payload read and the kept texts back in their
// places.
type Entry struct {
	ledger.Entry
	Told Payload
}

// Read verifies the stored bytes of one proposal's whole chain and puts the kept
// texts back; a text that was sealed away reads as ledger.Removed.
func Read(stored [][]byte, texts []ledger.EntryText) ([]Entry, error) {
	chain, err := ledger.VerifyChain(stored)
	if err != nil {
		return nil, err
	}
	kept := map[int64][]ledger.KeptText{}
	for _, t := range texts {
		kept[t.Seq] = append(kept[t.Seq], t.KeptText)
	}
	entries := make([]Entry, len(chain))
	for i, e := range chain {
		if entries[i], err = read(e, kept[e.Seq]); err != nil {
			return nil, fmt.Errorf("ledger entry %d: %w", e.Seq, err)
		}
	}
	return entries, nil
}

func read(e ledger.Entry, kept []ledger.KeptText) (Entry, error) {
	restored, err := ledger.Restore(e.Payload, kept)
	if err != nil {
		return Entry{}, err
	}
	e.Payload = restored
	out := Entry{Entry: e}
	return out, json.Unmarshal(restored, &out.Told)
}

// happening is an entry as far as it changes a case, also one about to be written.
func (e Entry) happening() Happening {
	return Happening{
		Action: e.Action, Gate: e.Gate, Round: e.Told.Round, ByRule: e.Told.ByRule, Outcome: proposal.Outcome(e.Outcome),
		At: e.At, Account: e.Actor.Account, Number: e.Told.Number, Data: e.Told.Data,
	}
}

// Happening is one thing that happened to a proposal.
type Happening struct {
	Action  string
	Gate    string
	Round   int
	ByRule  bool
	Outcome proposal.Outcome
	At      time.Time
	Account string // who did it, "" for the system
	Number  string // the proposal's number after the act
	Data    json.RawMessage
}

func (h Happening) read(into any) error {
	if err := json.Unmarshal(h.Data, into); err != nil {
		return fmt.Errorf("%s: %w", h.Action, err)
	}
	return nil
}

// acts cuts the entries into acts: the last entry of each has the standing.
func acts(entries []Entry) [][]Entry {
	var out [][]Entry
	for len(entries) > 0 {
		n := slices.IndexFunc(entries, func(e Entry) bool { return e.Told.State != nil }) + 1
		if n == 0 {
			n = len(entries)
		}
		out = append(out, entries[:n])
		entries = entries[n:]
	}
	return out
}
