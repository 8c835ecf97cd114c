package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/calendar"
	"pheduyet/internal/catalog"
	"pheduyet/internal/devstack/testdb"
	"pheduyet/internal/ledger"
	"pheduyet/internal/process"
	"pheduyet/internal/proposal"
)

// world is a loaded database and its people, by user name, to act in.
type world struct {
	*Store
	t        testing.TB
	owner    *pgx.Conn
	ownerURL string
	commands atomic.Int64
	people   map[string]string // account ids
	forged   bool              // the test changes rows behind the ledger's back
}

// monday is a working day on which the newest packs are in force.
var monday = time.Date(2026, 9, 14, 9, 0, 0, 0, proposal.Zone)

const billion = 1_000_000_000

func newWorld(t testing.TB) *world {
	t.Helper()
	db := testdb.New(t, Migrate)
	if err := LoadSeeds(t.Context(), db.OwnerURL, worldSeeds(t), true); err != nil {
		t.Fatal(err)
	}
	owner, err := pgx.Connect(t.Context(), db.OwnerURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { owner.Close(context.Background()) })
	w := &world{Store: open(t, db.AppURL), t: t, owner: owner, ownerURL: db.OwnerURL, people: map[string]string{}}
	w.Now = func() time.Time { return monday }
	t.Cleanup(func() {
		if !w.forged {
			asTold(t, w.Store)
		}
	})
	rows, _ := owner.Query(t.Context(), "SELECT username, id::text FROM accounts")
	var name, id string
	if _, err := pgx.ForEachRow(rows, []any{&name, &id}, func() error { w.people[name] = id; return nil }); err != nil {
		t.Fatal(err)
	}
	return w
}

func worldSeeds(t testing.TB) Seeds {
	s := Seeds{Years: []calendar.Year{{Year: 2026}, {Year: 2027}}}
	for _, a := range []proposal.Agency{
		{Code: "ubnd-tinh", Kind: proposal.KindPeople}, {Code: "bo-y-te", Kind: proposal.KindMinistry},
		{Code: "so-khcn", Kind: proposal.KindDepartment}, {Code: "so-tai-chinh", Kind: proposal.KindDepartment},
		{Code: "cong-an-tinh", Kind: proposal.KindDepartment}, {Code: "so-y-te", Kind: proposal.KindDepartment},
		{Code: "benh-vien", Kind: proposal.KindUnit, Parent: "so-y-te"}, {Code: "khoa", Kind: proposal.KindUnit, Parent: "benh-vien"},
		{Code: "to-giup-viec", Kind: proposal.KindCouncil}, {Code: "hoi-dong-tham-dinh", Kind: proposal.KindCouncil},
		{Code: "xa-hung-nguyen", Kind: proposal.KindCommune},
	} {
		a.Name, a.ShortName = "Tên của "+a.Code, a.Code
		s.Agencies = append(s.Agencies, a)
	}
	for _, a := range []Account{
		{Username: "filer", Agency: "so-y-te", Roles: []proposal.Role{proposal.RoleFiler}},
		{Username: "colleague", Agency: "so-y-te", Roles: []proposal.Role{proposal.RoleFiler}},
		{Username: "commune", Agency: "xa-hung-nguyen", Roles: []proposal.Role{proposal.RoleFiler}},
		{Username: "khcn-filer", Agency: "so-khcn", Roles: []proposal.Role{proposal.RoleFiler}},
		{Username: "khcn", Agency: "so-khcn", Roles: []proposal.Role{proposal.RoleReviewer}},
		{Username: "taichinh", Agency: "so-tai-chinh", Roles: []proposal.Role{proposal.RoleReviewer}, Seats: []string{"to-giup-viec"}},
		{Username: "congan", Agency: "cong-an-tinh", Roles: []proposal.Role{proposal.RoleReviewer}},
		{Username: "ubnd", Agency: "ubnd-tinh", Roles: []proposal.Role{proposal.RoleReviewer, proposal.RoleFiler}},
	} {
		a.Name, a.Password, a.Since = "Ông "+a.Username, "mật khẩu", "2026-01-01"
		s.Accounts = append(s.Accounts, a)
	}
	for _, year := range []int{2026, 2027} {
		s.Envelopes = append(s.Envelopes, Envelope{
			EnvelopeKey: proposal.EnvelopeKey{FiscalYear: year, Source: "chi-thuong-xuyen", Owner: "ubnd-tinh"},
			AmountVND:   10 * billion, State: "assigned", Document: json.RawMessage("{}"),
		})
	}
	planned := EditionEntry{Detail: json.RawMessage("{}"), Profile: catalog.Profile{Does: []string{"quản lý hồ sơ sức khỏe"}}}
	planned.Entry = proposal.Entry{ID: "B01", Name: "Cơ sở dữ liệu y tế", Owner: "so-y-te", State: proposal.EntryPlanned, Provinces: true}
	used := EditionEntry{Detail: json.RawMessage("{}")}
	used.Entry = proposal.Entry{ID: "A01", Name: "Cổng thông tin", Owner: "so-y-te", State: proposal.EntryInUse, Provinces: true}
	s.Editions = []Edition{{ID: "now", Title: "Danh mục", From: "2026-01-01", Detail: json.RawMessage("{}"), Entries: []EditionEntry{used, planned}}}
	s.Packs = worldPacks(t)
	return s
}

func worldPacks(t testing.TB) []process.Pack { return packsOf(t, "2026-08-19") }

// packsOf reads the shipped packs of a version.
func packsOf(t testing.TB, version string) []process.Pack {
	names, err := filepath.Glob("../../seeds/packs/*@" + version + ".json")
	if err != nil || len(names) == 0 {
		t.Fatal("no packs", err)
	}
	var packs []process.Pack
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		p, err := process.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		packs = append(packs, p)
	}
	return packs
}

// facts are complete, ask for an amount of this and next year's money each, and
// name nothing that exists.
func facts(amount int64) proposal.Facts {
	layer, level, none, no := 3, 2, int64(0), false
	return proposal.Facts{
		Kind: proposal.NewBuild, Name: "Phần mềm quản lý tiêm chủng", Summary: "Theo dõi tiêm chủng của trẻ em",
		Functions: []string{"lập lịch tiêm", "theo dõi phản ứng sau tiêm"}, Sector: "Y tế", LineMinistry: "bo-y-te",
		Scope: proposal.ScopeProvince, Users: []string{"trạm y tế"}, ArchitectureLayer: &layer,
		Budget: []proposal.BudgetLine{{FiscalYear: 2026, Source: "chi-thuong-xuyen", AmountVND: amount}, {FiscalYear: 2027, Source: "chi-thuong-xuyen", AmountVND: amount}},
		Security: &proposal.Security{
			ProposedLevel: &level, Audience: "internal", Information: "personal", Infrastructure: "one_agency",
			PersonalDataSubjects: &none, SensitiveDataSubjects: &none, HandlesTTHC: &no, StateSecret: &no,
		},
		ExpectedCompletion: "2027-12-31",
	}
}

// command stores what a person asks and gives its id.
func (w *world) command(who, id, kind, gate string, body any) string {
	w.t.Helper()
	content, err := json.Marshal(body)
	if err != nil {
		w.t.Fatal(err)
	}
	c := proposal.Command{
		ID: fmt.Sprintf("command-%d", w.commands.Add(1)), Account: w.people[who], Method: "POST", Path: "/" + kind,
		BodyHash: "h", ProposalID: id, Kind: kind, Gate: gate, Body: content,
	}
	if err := w.Begin(w.t.Context(), c); err != nil {
		w.t.Fatal(err)
	}
	return c.ID
}

// try asks and gives the outcome; do expects it to be done.
func (w *world) try(who, id, kind, gate string, body any) (proposal.Progress, error) {
	w.t.Helper()
	return w.Record(w.t.Context(), id, w.command(who, id, kind, gate, body))
}

func (w *world) do(who, id, kind, gate string, body any) proposal.Progress {
	w.t.Helper()
	p, err := w.try(who, id, kind, gate, body)
	if err != nil {
		w.t.Fatalf("%s %s %s: %v", who, kind, gate, describe(err))
	}
	return p
}

// describe shows every unmet condition of a refusal.
func describe(err error) string {
	var b strings.Builder
	fmt.Fprint(&b, err)
	if e, ok := asRefusal(err); ok {
		for _, f := range e.Fields {
			fmt.Fprintf(&b, "\n\t%s: %s", f.Field, f.Message.EN)
		}
	}
	return b.String()
}

func (w *world) draft(who string, f proposal.Facts) string {
	w.t.Helper()
	c, err := w.CreateDraft(w.t.Context(), w.command(who, "", proposal.CommandCreate, "", f))
	if err != nil {
		w.t.Fatal(describe(err))
	}
	return c.ID
}

func (w *world) kase(id string) proposal.Case {
	w.t.Helper()
	c, err := w.loadCase(w.t.Context(), w.pool, id, false)
	if err != nil {
		w.t.Fatal(err)
	}
	return c
}

// count counts what a query finds.
func (w *world) count(sql string, args ...any) (n int) {
	w.t.Helper()
	if err := w.owner.QueryRow(w.t.Context(), sql, args...).Scan(&n); err != nil {
		w.t.Fatal(err)
	}
	return n
}

// ledgerOf verifies a proposal's chain and gives its entries.
func (w *world) ledgerOf(id string) []ledger.Entry {
	w.t.Helper()
	rows, _ := w.owner.Query(w.t.Context(), "SELECT bytes FROM ledger_entries WHERE proposal = $1 ORDER BY seq", id)
	stored, err := pgx.CollectRows(rows, pgx.RowTo[[]byte])
	if err != nil {
		w.t.Fatal(err)
	}
	entries, err := ledger.VerifyChain(stored)
	if err != nil {
		w.t.Fatal(err)
	}
	return entries
}
