package house

import (
	"slices"
	"strings"
	"testing"
)

// rule says what the packages of a room may import directly besides the
// standard library and their own room. The names in ours are rooms of this
// module, those in others whole modules or parts of them.
type rule struct {
	room          string
	ours, others  []string
	neverStandard []string
}

const temporalSDK = "go.temporal.io/sdk/"

// rules: the first that fits a package holds for it. Rooms for one machine and
// for tests, and cmd, which wires everything, have no rule here.
var rules = []rule{
	{room: "api",
		ours: []string{
			"internal/people",
			"workflows", "internal/proposal", "internal/process", "internal/calendar", "internal/catalog", "internal/ledger", "internal/password",
			"internal/notice", "internal/system",
			"internal/why", "internal/rebuild", "internal/mergepatch",
			"internal/change",
		},
		others: []string{
			"github.com/go-chi/chi/v5", "github.com/go-playground", "github.com/google/uuid", "github.com/ledongthuc/pdf",
			"github.com/prometheus/client_golang", temporalSDK + "client", temporalSDK + "temporal",
			"go.temporal.io/api", "golang.org/x/text", "golang.org/x/crypto", "github.com/alexedwards/scs/v2", "github.com/xuri/excelize/v2",
		}},
	{room: "workflows",
		ours:          []string{"activities", "internal/proposal", "internal/process"},
		others:        []string{temporalSDK + "workflow", temporalSDK + "temporal"},
		neverStandard: []string{"net/http", "encoding/json", "math/rand", "crypto/rand", "os"}},
	{room: "activities",
		ours:   []string{"internal/proposal", "internal/process", "internal/calendar", "internal/catalog"},
		others: []string{temporalSDK + "activity", temporalSDK + "temporal"}},
	{room: "seeds",
		ours:   []string{"internal/proposal", "internal/process", "internal/calendar", "internal/catalog", "internal/edition"},
		others: []string{"golang.org/x/text"}},
	{room: "internal/postgres",
		ours: []string{
			"internal/people",
			"internal/proposal", "internal/process", "internal/calendar", "internal/catalog", "internal/ledger",
			"internal/password", "internal/notice", "internal/change", "internal/rebuild",
			"internal/edition", "internal/system", "internal/why",
		},
		others: []string{
			"github.com/jackc/pgx/v5", "github.com/pressly/goose/v3", "github.com/google/uuid", "golang.org/x/crypto",
		}},
	{room: "internal/proposal"},
	{room: "internal/calendar"},
	{room: "internal/edition", ours: []string{"internal/proposal", "internal/catalog", "internal/change"}},
	{room: "internal/change", ours: []string{"internal/proposal"}},
	{room: "internal/people", ours: []string{"internal/proposal"}, others: []string{"golang.org/x/text"}},
	{room: "internal/process", ours: []string{"internal/proposal"}},
	{room: "internal/system", ours: []string{"internal/proposal", "internal/notice"}},
	{room: "internal/notice", ours: []string{"internal/proposal"}},
	{room: "internal/mail", ours: []string{"internal/notice"}, others: []string{"github.com/wneessen/go-mail"}},
	{room: "internal/catalog", others: []string{"golang.org/x/text"}},
	{room: "internal/ledger", others: []string{"golang.org/x/mod/sumdb", "golang.org/x/text"}},
	{room: "internal/why", ours: []string{"internal/proposal", "internal/process", "internal/ledger", "internal/rebuild"}},
	{room: "internal/rebuild", ours: []string{"internal/proposal", "internal/ledger", "internal/mergepatch"}},
	{room: "internal/mergepatch"},
	{room: "internal/sequencer", ours: []string{"internal/ledger"}},
	{room: "internal/blob"},
	{room: "internal/password", others: []string{"golang.org/x/crypto"}},
	{room: "internal/screening", ours: []string{"activities", "internal/catalog", "internal/proposal"}},
}

// unruled rooms import what they need; what may import them is held below.
var unruled = []string{"cmd", "internal/devstack", "internal/apitest", "internal/house"}

func TestRoomsImportOnlyWhomTheyMayKnow(t *testing.T) {
	for _, p := range packages(t) {
		if within(p.room(), unruled...) {
			continue
		}
		i := slices.IndexFunc(rules, func(r rule) bool { return within(p.room(), r.room) })
		if i < 0 {
			t.Errorf("%s is a new room: say in a rule whom it may know", p.room())
			continue
		}
		for _, path := range p.Imports {
			if !rules[i].allows(path) {
				t.Errorf("%s imports %s", p.room(), path)
			}
		}
	}
}

func (r rule) allows(path string) bool {
	switch {
	case standard(path):
		return !slices.Contains(r.neverStandard, path)
	case fromModule(path):
		return within(strings.TrimPrefix(path, module+"/"), append(r.ours, r.room)...)
	}
	return within(path, r.others...)
}

func TestEveryRuleHasItsRoom(t *testing.T) {
	for _, r := range rules {
		if !slices.ContainsFunc(packages(t), func(p pkg) bool { return within(p.room(), r.room) }) {
			t.Errorf("no package in %s: drop its rule", r.room)
		}
	}
}

func TestOnlyCmdWires(t *testing.T) {
	for _, p := range packages(t) {
		for _, path := range p.Imports {
			room := strings.TrimPrefix(path, module+"/")
			if within(room, "internal/postgres", "internal/blob", "internal/screening", "internal/sequencer", "internal/mail", "seeds") &&
				!within(p.room(), "cmd", "internal/apitest", room) {
				t.Errorf("%s imports %s, which only cmd wires", p.room(), room)
			}
		}
	}
}

func TestOneMachinesPartsStayInStandaloneAndTests(t *testing.T) {
	for _, p := range packages(t) {
		for _, path := range p.Imports {
			room := strings.TrimPrefix(path, module+"/")
			measures := p.room() == "cmd/pheduyet" && room == "internal/devstack/pgserver" // match --eval, on a throwaway PostgreSQL
			if within(room, "internal/devstack") && !measures && !within(p.room(), "cmd/standalone", "internal/devstack", "internal/apitest") {
				t.Errorf("%s imports %s", p.room(), room)
			}
			if within(room, "internal/apitest", "internal/devstack/testdb") && !within(p.room(), "internal/apitest") {
				t.Errorf("%s imports %s outside tests", p.room(), room)
			}
			if path == "testing" && !within(p.room(), "internal/apitest", "internal/devstack/testdb") {
				t.Errorf("%s imports testing outside tests", p.room())
			}
		}
	}
}

func TestOnlyStandaloneLinksTheTemporalServer(t *testing.T) {
	for _, p := range packages(t) {
		links := slices.ContainsFunc(p.Deps, func(path string) bool { return within(path, "go.temporal.io/server") })
		may := within(p.room(), "internal/devstack/temporalserver", "cmd/standalone")
		if links && !may {
			t.Errorf("%s links the Temporal server", p.room())
		}
		if p.room() == "cmd/standalone" && !links {
			t.Error("cmd/standalone does not link the Temporal server: this test looks for the wrong path")
		}
	}
}

// Packages that know the most stand on five at most, one upon the other: more
// and nobody follows a value from the request to where it is decided.
func TestImportChainsAreShort(t *testing.T) {
	const longest = 5
	imports := map[string][]string{}
	for _, p := range packages(t) {
		imports[p.ImportPath] = p.Imports
	}
	depths := map[string]int{}
	var depth func(path string) int
	depth = func(path string) int {
		if !fromModule(path) {
			return 0
		}
		if _, known := depths[path]; !known {
			below := 0
			for _, next := range imports[path] {
				below = max(below, depth(next))
			}
			depths[path] = below + 1
		}
		return depths[path]
	}
	for path := range imports {
		if !within(path, module+"/cmd") && depth(path) > longest {
			t.Errorf("%s heads a chain of %d packages", path, depth(path))
		}
	}
}
