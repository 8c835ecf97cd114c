package process

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"

	"pheduyet/internal/proposal"
)

// Pack is a process pack: rules and what they are of. Its JSON is the outward
// shape of a process.
type Pack struct {
	ID string `json:"id"`
	// Version is the first day of the pack's period.
	Version       proposal.Date   `json:"version"`
	Kinds         []proposal.Kind `json:"kinds"`
	Title         proposal.Text   `json:"title"`
	EffectiveFrom proposal.Date   `json:"effective_from"`
	EffectiveTo   proposal.Date   `json:"effective_to"` // last day; "" while open: a later version ends it (see [NewSet])
	Notes         []proposal.Text `json:"notes"`
	Provenance    string          `json:"provenance"`
	// Citations are the documents that order the process as a whole.
	Citations []proposal.Citation `json:"citations"`
	// Labels name what no gate decides: see [LabelKeys].
	Labels map[string]proposal.Text `json:"labels"`
	proposal.Rules
	// Hash is the sha256, in hexadecimal, of the canonical bytes. [Parse] sets it;
	// a file does not state it.
	Hash string `json:"hash"`

	canonical []byte
}

// LabelKeys are the labels that every pack gives besides those of its gates'
// outcomes: of the acts withdraw and recall, of the status returned, and of a
// level approved on a complete dossier.
var LabelKeys = []string{"withdraw", "recall", "returned", "level_approved"}

// Parse reads a pack: one JSON object, unknown fields refused. It does not judge
// the content; see [Pack.Validate].
func Parse(data []byte) (Pack, error) {
	var p Pack
	if err := strict(data, &p); err != nil {
		return Pack{}, err
	}
	if p.Hash != "" {
		return Pack{}, proposal.Errorf(proposal.CodeInvalid, "Tệp quy trình không được tự ghi “hash”.", "A pack's file must not state its own “hash”.")
	}
	var err error
	if p.canonical, err = canonical(data); err != nil {
		return Pack{}, err
	}
	sum := sha256.Sum256(p.canonical)
	p.Hash = hex.EncodeToString(sum[:])
	p.present()
	return p, nil
}

// Canonical is the pack's file with sorted keys and no white space: what the hash
// is taken over, and what to store, since parsing it gives the same pack.
func (p Pack) Canonical() []byte { return bytes.Clone(p.canonical) }

// present turns absent lists into empty ones, so that answers never leave a
// documented field out.
func (p *Pack) present() {
	p.Notes = orEmpty(p.Notes)
	p.Citations = orEmpty(p.Citations)
	p.Reopens = orEmpty(p.Reopens)
	p.Gates = orEmpty(p.Gates)
	p.Level.Citations = orEmpty(p.Level.Citations)
	for i := range p.Gates {
		g := &p.Gates[i]
		g.After = orEmpty(g.After)
		g.WorkingDaysWhen = orEmpty(g.WorkingDaysWhen)
		g.Citations = orEmpty(g.Citations)
		g.Checklist = orEmpty(g.Checklist)
		g.Capacities = orEmpty(g.Capacities)
		g.Grounds = orEmpty(g.Grounds)
		g.Pauses = orEmpty(g.Pauses)
		presentClock(g)
	}
	presentReminders(p.AnswerReminders)
	presentLife(p.Life)
}

func orEmpty[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// canonical re-encodes JSON with sorted keys and numbers as written.
func canonical(data []byte) ([]byte, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return nil, unreadable(err)
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, unreadable(err)
	}
	return bytes.TrimSpace(out.Bytes()), nil
}

// strict decodes exactly one JSON value without unknown fields.
func strict(data []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return unreadable(err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return unreadable(errors.New("content after the end"))
	}
	return nil
}

func unreadable(err error) error {
	return proposal.Errorf(proposal.CodeInvalid, "JSON không đọc được: %v.", "The JSON cannot be read: %v.", err)
}
