package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"pheduyet/internal/calendar"
	"pheduyet/internal/catalog"
	"pheduyet/internal/devstack/testdb"
	"pheduyet/internal/process"
	"pheduyet/internal/proposal"
)

// shelf is a database with registers, people and whatever a test puts there.
type shelf struct {
	*Store
	t     testing.TB
	owner *pgx.Conn
	pack  process.Pack // in force on the day of the test
}

// noon is a Monday.
var noon = time.Date(2026, 10, 5, 12, 0, 0, 0, proposal.Zone)

const packID = "new-specialised-application"

func newShelf(t testing.TB) *shelf {
	t.Helper()
	db := testdb.New(t, Migrate)
	older, newer := readPack(t, "2026-07-01"), readPack(t, "2026-08-19")
	seeds := Seeds{
		Packs: []process.Pack{older, newer},
		Years: []calendar.Year{{Year: 2026}},
		Editions: []Edition{
			{ID: "old", Title: "Danh mục cũ", From: "2020-01-01", To: "2026-10-04", Detail: json.RawMessage("{}"), Entries: []EditionEntry{entry("X01", "Hệ thống đã hết hiệu lực", "")}},
			{ID: "now", Title: "Danh mục nay", From: "2026-01-01", Detail: json.RawMessage("{}"), Entries: []EditionEntry{
				entry("A01", "Cổng thông tin điện tử", "Có phần hỏi đáp về đất đai"),
				entry("A02", "Cơ sở dữ liệu đất đai", ""),
			}},
			{ID: "next", Title: "Danh mục sau", From: "2026-10-06", Detail: json.RawMessage("{}"), Entries: []EditionEntry{entry("N01", "Hệ thống năm sau", "")}},
		},
	}
	for code, kind := range map[string]proposal.AgencyKind{
		"ubnd-tinh": proposal.KindPeople, "bo-y-te": proposal.KindMinistry, "to-giup-viec": proposal.KindCouncil,
		"so-khcn": proposal.KindDepartment, "so-tai-chinh": proposal.KindDepartment, "so-y-te": proposal.KindDepartment,
		"cong-an-tinh": proposal.KindDepartment, "thanh-tra-tinh": proposal.KindDepartment, "xa-hung-nguyen": proposal.KindCommune,
	} {
		seeds.Agencies = append(seeds.Agencies, proposal.Agency{Code: code, Name: "Tên của " + code, ShortName: code, Kind: kind})
	}
	if err := LoadSeeds(t.Context(), db.OwnerURL, seeds, false); err != nil {
		t.Fatal(err)
	}
	owner, err := pgx.Connect(t.Context(), db.OwnerURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { owner.Close(context.Background()) })
	s := &shelf{Store: open(t, db.AppURL), t: t, owner: owner, pack: newer}
	s.Now = func() time.Time { return noon }
	return s
}

func readPack(t testing.TB, version string) process.Pack {
	t.Helper()
	data, err := os.ReadFile("../../seeds/packs/" + packID + "@" + version + ".json")
	if err != nil {
		t.Fatal(err)
	}
	p, err := process.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func entry(id, name, description string) EditionEntry {
	return EditionEntry{Detail: json.RawMessage("{}"), CatalogEntry: proposal.CatalogEntry{
		Entry:     proposal.Entry{ID: id, Name: name, State: proposal.EntryInUse, SameAs: []string{}},
		OwnerText: "Sở Y tế", Scope: "national", Description: description, Source: "nguồn 000",
	}}
}

// exec runs a statement as the owner: what the application may not do, a test may.
func (s *shelf) exec(sql string, args ...any) {
	s.t.Helper()
	if _, err := s.owner.Exec(s.t.Context(), sql, args...); err != nil {
		s.t.Fatalf("%s: %v", sql, err)
	}
}

func toJSON(v any) []byte {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return data
}

// person adds an account that belongs to an agency since the beginning of 2026.
func (s *shelf) person(username, agency string, roles ...proposal.Role) proposal.Actor {
	s.t.Helper()
	a := proposal.Actor{Account: newID(), Name: "Ông " + username, Agency: agency, Roles: roles, Seats: []string{}, Memberships: []proposal.Membership{{Agency: agency, From: "2026-01-01"}}}
	s.exec("INSERT INTO accounts (id, username, name, password_hash, created_at) VALUES ($1, $2, $3, 'hash of '||$2::text, $4)", a.Account, username, a.Name, noon)
	s.exec("INSERT INTO memberships (account, agency, valid_from) VALUES ($1, $2, '2026-01-01')", a.Account, agency)
	for _, r := range roles {
		s.exec("INSERT INTO account_roles (account, role, valid_from) VALUES ($1, $2, '2026-01-01')", a.Account, string(r))
	}
	return a
}

// draft is a new case of an agency, not yet stored.
func (s *shelf) draft(by proposal.Actor, name string) proposal.Case {
	c := proposal.Case{FilingKind: proposal.KindDepartment, FiledBy: proposal.Person{Account: by.Account, Name: by.Name, Agency: by.Agency}, ETag: 1, UpdatedAt: noon}
	c.ID, c.Agency, c.Status, c.DraftedAt = newID(), by.Agency, proposal.Draft, noon.AddDate(0, 0, -10)
	c.Parties = proposal.Parties{Agencies: []string{by.Agency}, Conflicted: []string{by.Agency}, Persons: []string{by.Account}}
	c.Facts = proposal.Facts{Kind: proposal.NewBuild, Name: name, LineMinistry: "bo-y-te"}
	return c
}

// filed is a case of an agency before its gates, none of them open.
func (s *shelf) filed(by proposal.Actor, name, number string) proposal.Case {
	c := s.draft(by, name)
	submitted, facts := noon.AddDate(0, 0, -7), c.Facts
	c.Number, c.Status, c.Revision, c.Filed, c.SubmittedAt, c.FirstSubmittedAt = number, proposal.InReview, 1, &facts, &submitted, &submitted
	c.Process, c.Rules = ref(s.pack), s.pack.Rules
	for _, g := range c.Rules.Gates {
		c.Gates = append(c.Gates, proposal.Gate{ID: g.ID, Kind: g.Kind, After: g.After, Authority: g.Authority, State: proposal.GatePending, Round: 1})
	}
	return c
}

// gate gives a gate of the case to change.
func gate(c *proposal.Case, id string) *proposal.Gate {
	for i := range c.Gates {
		if c.Gates[i].ID == id {
			return &c.Gates[i]
		}
	}
	panic("no gate " + id)
}

// opened opens a gate that is due after some days, counted from noon.
func opened(c *proposal.Case, id string, dueIn int) {
	g, at := gate(c, id), *c.SubmittedAt
	g.State, g.OpenedAt, g.Touched = proposal.GateOpen, &at, true
	g.Deadline = &proposal.Deadline{Days: 3, From: at, DueAt: noon.AddDate(0, 0, dueIn)}
}

// put stores a case as the write side would.
func (s *shelf) put(c proposal.Case) proposal.Case {
	s.t.Helper()
	number, filed := &c.Number, []byte(nil)
	if c.Number == "" {
		number = nil
	}
	var packID, packVersion *string
	if c.Filed != nil {
		filed, packID, packVersion = toJSON(c.Filed), &c.Process.ID, &c.Process.Version
	}
	s.exec("BEGIN") // totals are made of the whole
	s.exec(`INSERT INTO proposals (id, number, agency, co_agencies, filed_by, status, revision, version, etag, name, search, facts, filed,
			standing, parties, pack_id, pack_version, acceptance_due, drafted_at, submitted_at, first_submitted_at, updated_at)
		VALUES ($1, $2, $3, coalesce($4::text[], '{}'), $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17::text::date, $18, $19, $20, $21, $22)`,
		c.ID, number, c.Agency, c.Facts.CoAgencies, c.FiledBy.Account, string(c.Status), c.Revision, c.Version, c.ETag, c.Facts.Name,
		catalog.Fold(fmt.Sprintf("%s %s %s", c.Facts.Name, c.Facts.Summary, c.Number)), toJSON(c.Facts), filed,
		toJSON(c.Standing), toJSON(c.Parties), packID, packVersion, c.AcceptanceDue, c.DraftedAt, c.SubmittedAt, c.FirstSubmittedAt, c.UpdatedAt)
	for i, g := range c.Gates {
		var deadline []byte
		var due *time.Time
		if g.Deadline != nil {
			deadline, due = toJSON(g.Deadline), &g.Deadline.DueAt
		}
		s.exec(`INSERT INTO gates (proposal, gate, position, kind, after, authority, state, round, opened_at, deadline, due_at, decided_at, outcome, by_rule, screened, touched)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
			c.ID, g.ID, i, string(g.Kind), g.After, g.Authority, string(g.State), g.Round, g.OpenedAt, deadline, due, g.DecidedAt, string(g.Outcome), g.ByRule, g.Screened, g.Touched)
	}
	s.exec("COMMIT")
	return c
}

func refused(t testing.TB, err error, want proposal.Code) {
	t.Helper()
	if err == nil || proposal.CodeOf(err) != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

// somewhere is an id that nothing has.
func somewhere() string { return uuid.NewString() }
