package api

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"pheduyet/internal/catalog"
	"pheduyet/internal/change"
	"pheduyet/internal/ledger"
	"pheduyet/internal/notice"
	"pheduyet/internal/password"
	"pheduyet/internal/process"
	"pheduyet/internal/proposal"
	"pheduyet/internal/system"
)

// world is a database, a matcher, a process and a folder of files in memory. Acts
// are recorded by the domain itself, so that what is refused here is refused for
// the domain's reasons.
type world struct {
	mu       sync.Mutex
	now      time.Time
	pack     process.Pack
	cases    map[string]proposal.Case
	order    []string
	done     []string // commands, as they were recorded
	reopened []string // workflows of later acts
	commands map[string]proposal.Command
	tokens   map[string]proposal.Actor // by the token's hash
	people   map[string]Credentials
	failed   int
	files    map[string]proposal.File
	blobs    map[string][]byte
	agencies map[string]proposal.Agency
	found    catalog.Result
	notices  []notice.Queued
	systems  map[string]system.Named
	// proposedChanges are changes by two, decided or not.
	proposedChanges []change.Change
	delegated       []proposal.DelegationRecord
	entered         int // envelopes, entered or changed
	asked           catalog.Query
	tree            tree
	reads           []evidenceRead // of evidence, as noted
	unsigned        bool           // nothing signs the ledger

	// down makes the database unavailable; lost the process, before it does
	// anything; deaf after it has done it.
	down, lost, deaf error
	onSend           func()   // happens when an update is sent
	onAnswer         func()   // happens when an answer comes to be kept
	onAttach         error    // comes instead of storing a file
	unread           error    // comes instead of a system
	sent             []string // updates that reached the process, by command
	handler          http.Handler
}

// at is the time of the world: a Saturday.
var at = time.Date(2026, 11, 21, 9, 30, 0, 0, proposal.Zone)

const secretWord = "pheduyet"

var readPack = sync.OnceValues(func() (process.Pack, error) {
	data, err := os.ReadFile("../seeds/packs/new-specialised-application@2026-08-19.json")
	if err != nil {
		return process.Pack{}, err
	}
	return process.Parse(data)
})

var hashed = sync.OnceValue(func() string { return password.Hash(secretWord) })

func newWorld(t testing.TB) *world {
	t.Helper()
	pack, err := readPack()
	if err != nil {
		t.Fatal(err)
	}
	w := &world{
		now: at, pack: pack, cases: map[string]proposal.Case{}, commands: map[string]proposal.Command{},
		tokens: map[string]proposal.Actor{}, people: map[string]Credentials{}, files: map[string]proposal.File{},
		blobs: map[string][]byte{}, agencies: map[string]proposal.Agency{}, found: catalog.Result{Verdict: catalog.Clear, Note: "không tìm thấy"},
	}
	for code, kind := range map[string]proposal.AgencyKind{
		"so-y-te": proposal.KindDepartment, "so-khcn": proposal.KindDepartment, "so-tai-chinh": proposal.KindDepartment,
		"so-noi-vu": proposal.KindDepartment, "cong-an-tinh": proposal.KindDepartment, "thanh-tra-tinh": proposal.KindDepartment,
		"ubnd-tinh": proposal.KindPeople, "to-giup-viec": proposal.KindCouncil, "bo-y-te": proposal.KindMinistry,
	} {
		w.agencies[code] = proposal.Agency{Code: code, Name: "Cơ quan " + code, Kind: kind}
	}
	for name, who := range map[string]proposal.Actor{
		"filer":      {Agency: "so-y-te", Roles: []proposal.Role{proposal.RoleFiler}},
		"other":      {Agency: "so-noi-vu", Roles: []proposal.Role{proposal.RoleFiler}},
		"reviewer":   {Agency: "so-khcn", Roles: []proposal.Role{proposal.RoleReviewer}},
		"head":       {Agency: "so-khcn", Roles: []proposal.Role{proposal.RoleHead}},
		"treasurer":  {Agency: "so-tai-chinh", Roles: []proposal.Role{proposal.RoleReviewer}},
		"police":     {Agency: "cong-an-tinh", Roles: []proposal.Role{proposal.RoleReviewer}},
		"province":   {Agency: "ubnd-tinh", Roles: []proposal.Role{proposal.RoleReviewer}},
		"provincial": {Agency: "ubnd-tinh", Roles: []proposal.Role{proposal.RoleFiler}},
		"auditor":    {Agency: "thanh-tra-tinh", Roles: []proposal.Role{proposal.RoleAuditor}},
		"admin":      {Agency: "so-khcn", Roles: []proposal.Role{proposal.RoleAdmin}},

		"second-admin": {Agency: "so-khcn", Roles: []proposal.Role{proposal.RoleAdmin}},
	} {
		who.Account, who.Name = "account-"+name, "Người "+name
		w.people[name] = Credentials{Account: who.Account, PasswordHash: hashed(), Actor: who}
	}
	w.serve(t, Limits{})
	return w
}

func (w *world) serve(t testing.TB, limits Limits) {
	t.Helper()
	var err error
	w.handler, err = New(Deps{
		Store: w, Matcher: w, Process: w.process(), Blobs: (*folder)(w), Clock: func() time.Time { return w.now },
		Logger: slog.New(slog.NewJSONHandler(io.Discard, nil)), Registry: prometheus.NewRegistry(),
		PublicURL: "https://pheduyet.example.vn", Limits: limits, LedgerKey: w.tree.key.Public(),
		WriteEvidence: func(out io.Writer, b ledger.Bundle) error { return ledger.WriteBundle(out, b, w.tree.key) },
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (w *world) env() proposal.Env {
	return proposal.Env{
		Now:     w.now,
		Due:     func(from time.Time, days int, _ ...proposal.Pause) proposal.Deadline { return due(from, days) },
		Workday: func(t time.Time, n int) time.Time { return t.AddDate(0, 0, n) },
		Late:    func(d proposal.Date) bool { return d.Before(proposal.DateOf(w.now.AddDate(0, 0, -7))) },
		Entry: func(id string) (proposal.Entry, bool) {
			return proposal.Entry{ID: id, Name: "Mục " + id, State: proposal.EntryInUse}, id == "1527-01"
		},
		Agency: func(code string) (proposal.Agency, bool) { a, ok := w.agencies[code]; return a, ok },
		NewID:  newID,
	}
}

// due counts every day as a working day.
func due(from time.Time, days int) proposal.Deadline {
	y, m, d := from.In(proposal.Zone).Date()
	return proposal.Deadline{Days: days, From: from, DueAt: time.Date(y, m, d+days, 23, 59, 59, 0, proposal.Zone)}
}

// facts are enough to be submitted.
func facts() map[string]any {
	return map[string]any{
		"kind": "new_build", "name": "Hệ thống quản lý tiêm chủng", "summary": "Quản lý lịch tiêm và mũi tiêm",
		"functions": []any{"Lập lịch tiêm"}, "sector": "Y tế", "line_ministry": "bo-y-te", "scope": "province",
		"users": []any{"Trạm y tế"}, "architecture_layer": 3,
		"budget":              []any{map[string]any{"fiscal_year": 2027, "source": "chi-thuong-xuyen", "amount_vnd": 2_000_000_000}},
		"security":            map[string]any{"proposed_level": 2, "audience": "internal", "information": "personal", "infrastructure": "one_agency", "personal_data_subjects": 10, "sensitive_data_subjects": 0, "handles_tthc": false, "state_secret": false},
		"expected_completion": "2027-12-31",
	}
}

// unavailable tells that the database is down.
func (w *world) fault() error {
	if w.down != nil {
		return w.down
	}
	return nil
}

// Check is a Matcher that finds what it is told to.
func (w *world) Check(_ context.Context, q catalog.Query) (catalog.Result, error) {
	w.asked = q
	return w.found, w.fault()
}

func raw(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}
