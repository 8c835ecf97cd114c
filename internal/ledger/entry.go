package ledger

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"time"
	"unicode/utf8"
)

// Version is the only entry format that this package writes and reads.
const Version = 1

// MaxEntryBytes is the longest entry: larger parts are kept beside the ledger
// and named by their sha256.
const MaxEntryBytes = 1 << 20

// Entry is one act, final once written. In the stored bytes every field is
// present: an unknown or inapplicable text is "", a list without items [].
type Entry struct {
	V         int             // Version
	Proposal  string          // uuid, or "" when the entry is not about a proposal
	Stream    string          // "" for a proposal's entry, else for instance "admin"
	Seq       int64           // 1, 2, 3… within the proposal or stream
	At        time.Time       // server time, whole milliseconds, +07:00
	Actor     Actor           // who
	Action    string          // what, as code: "decided"
	Gate      string          // on which gate, or ""
	Outcome   string          // with which outcome, or ""
	Rule      Rule            // under which rule
	Documents []Document      // on which documents; nil when none
	Payload   json.RawMessage // canonical object: what the read model is rebuilt from
	Prev      Hash            // Hash of the entry before in the same proposal or stream
	Hash      Hash            // of the stored bytes; not among them
}

// Actor is the person, or the system itself when Account is "".
type Actor struct {
	Account   string // account id
	Name      string // as written at that time
	Agency    string // agency code
	Capacity  string // "KT.", "TUQ."…
	ActingFor string // account or agency acted for under a delegation
}

// Rule is the process pack, and the legal basis, that allowed the act.
type Rule struct {
	Pack      string
	Version   string
	Hash      string // 64 hex digits, or "" when no pack applies
	Citations []Citation
}

// Citation names a legal document and the place in it.
type Citation struct{ Document, Article string }

// Document is a paper that the act rests on.
type Document struct {
	Number string // as printed: "1234/QĐ-UBND"
	Date   string // 2026-11-21, or ""
	SHA256 string // of the file, 64 hex digits, or "" when no file is kept
}

// Head is the end of a chain: the zero Head is the end of one without entries.
type Head struct {
	Seq  int64
	Hash Hash
}

// Head is the chain's end once e is its last entry.
func (e Entry) Head() Head { return Head{Seq: e.Seq, Hash: e.Hash} }

// Subject names the chain that e belongs to: "proposal/<uuid>" or "stream/<name>".
func (e Entry) Subject() string {
	if e.Proposal != "" {
		return "proposal/" + e.Proposal
	}
	return "stream/" + e.Stream
}

// zone is Vietnam's, without daylight saving; LoadLocation would depend on the host.
var zone = time.FixedZone("+07:00", 7*60*60)

const timeLayout = "2006-01-02T15:04:05.000-07:00"

var (
	uuidForm   = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)
	streamForm = regexp.MustCompile(`^[a-z][a-z0-9-]{0,31}$`)
)

// New makes the entry that follows prev and the bytes to store, exactly as
// hashed. It sets V, Seq, Prev and Hash, cuts At to milliseconds, puts the
// payload (nil means {}) into canonical form, and refuses what Parse would refuse.
func New(prev Head, e Entry) (Entry, []byte, error) {
	e.V, e.Seq, e.Prev = Version, prev.Seq+1, prev.Hash
	e.At = e.At.Truncate(time.Millisecond).In(zone)
	if e.Payload == nil {
		e.Payload = json.RawMessage("{}")
	}
	payload, err := Canonicalize(e.Payload)
	if err != nil {
		return Entry{}, nil, fmt.Errorf("nội dung mục nhật ký: %w", err)
	}
	e.Payload = payload
	raw := e.append(make([]byte, 0, 640+len(payload)))
	if !utf8.Valid(raw) {
		return Entry{}, nil, errors.New("mục nhật ký không phải UTF-8 hợp lệ")
	}
	e, err = Parse(raw)
	return e, raw, err
}

// check refuses fields whose form is wrong, whatever the encoding.
func (e Entry) check() error {
	switch {
	case e.V != Version:
		return fmt.Errorf("không biết phiên bản mục nhật ký %d", e.V)
	case (e.Proposal == "") == (e.Stream == ""):
		return errors.New("mục nhật ký phải thuộc đúng một hồ sơ hoặc một dòng nhật ký")
	case e.Proposal != "" && !uuidForm.MatchString(e.Proposal):
		return fmt.Errorf("mã hồ sơ không phải uuid: %.80q", e.Proposal)
	case e.Stream != "" && !streamForm.MatchString(e.Stream):
		return fmt.Errorf("tên dòng nhật ký sai: %.80q", e.Stream)
	case e.Seq < 1 || e.Seq > maxSeq:
		return fmt.Errorf("số thứ tự %d ngoài phạm vi", e.Seq)
	case (e.Seq == 1) != (e.Prev == Hash{}):
		return errors.New("chỉ mục đầu tiên mới có mã băm trước bằng không")
	case e.Action == "":
		return errors.New("mục nhật ký thiếu hành động")
	case e.Rule.Hash != "" && !isHex64(e.Rule.Hash):
		return errors.New("mã băm quy trình sai dạng")
	}
	for _, d := range e.Documents {
		if d.SHA256 != "" && !isHex64(d.SHA256) {
			return fmt.Errorf("mã băm văn bản %.80q sai dạng", d.Number)
		}
		if _, err := time.Parse(time.DateOnly, d.Date); err != nil && d.Date != "" {
			return fmt.Errorf("ngày văn bản sai: %.40q", d.Date)
		}
	}
	return nil
}

// maxSeq is the largest whole number that every JSON reader holds exactly.
const maxSeq = 1<<53 - 1
