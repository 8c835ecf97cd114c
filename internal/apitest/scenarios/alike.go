package scenarios

import (
	"strings"
	"testing"

	"pheduyet/internal/apitest"
)

// alike is what a duplication check answers of a match.
type alike struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Owner    string   `json:"owner"`
	Weighty  bool     `json:"weighty"`
	Evidence []string `json:"evidence"`
	Masked   bool     `json:"masked"`
}

// spelled are the same words about a subject of its own, as officials write them.
var spelled = []struct{ how, name string }{
	{"as filed", "Cơ sở dữ liệu hồ sơ cán bộ, công chức, viên chức trực gác đèn biển"},
	{"without accents", "co so du lieu ho so can bo, cong chuc, vien chuc truc gac den bien"},
	{"with abbreviations", "CSDL hồ sơ CBCCVC trực gác đèn biển"},
	{"in another order", "Trực gác đèn biển: hồ sơ viên chức, công chức, cán bộ (cơ sở dữ liệu)"},
}

// Alike shows that a proposal that another agency has filed is met however it is spelled,
// and tells no more than agency and number to who may not see it; once it is
// approved, its name too. Only the later of two meets the earlier.
func Alike(t testing.TB, c *apitest.Client) {
	facts := apitest.Complete("so-nnmt").With("name", spelled[0].name).
		With("summary", "Quản lý hồ sơ của người trực gác đèn biển.").With("functions", []string{"Quản lý hồ sơ người trực gác đèn biển"})
	first := c.File(t, "so-nnmt", facts)
	for _, s := range spelled {
		part(t, c, s.how, func(t testing.TB, c *apitest.Client) {
			masked(t, s.name, asked(t, c, "filer-so-y-te", s.name, *first.Number))
		})
	}
	if m := asked(t, c, "filer-so-nnmt", spelled[0].name, *first.Number); m.Masked || m.Name != spelled[0].name || len(m.Evidence) == 0 {
		t.Errorf("one's own proposal is shown as %+v", m)
	}
	later := c.File(t, "so-y-te", apitest.Complete("so-y-te").With("name", spelled[2].name).With("functions", []string{"Quản lý hồ sơ người trực gác đèn biển"}))
	masked(t, spelled[2].name, recorded(t, c.As("filer-so-y-te"), later, *first.Number))
	if m := recorded(t, c.As("reviewer-so-khcn"), later, *first.Number); m.Masked || m.Name != spelled[0].name || !m.Weighty {
		t.Errorf("the officer who judges it sees %+v", m)
	}
	if first = c.Walk(t, first, nil); first.Status != "approved" {
		t.Fatalf("the earlier of two alike ends %q", first.Status)
	}
	if m := asked(t, c, "filer-so-y-te", spelled[1].name, *first.Number); m.Masked || m.Name != spelled[0].name {
		t.Errorf("an approved proposal is shown as %+v", m)
	}
}

func masked(t testing.TB, name string, m alike) {
	t.Helper()
	if !m.Masked || m.Owner == "" || len(m.Evidence) != 0 || strings.Contains(m.Name, "đèn biển") {
		t.Errorf("%q shows another agency's open proposal as %+v", name, m)
	}
}

// asked runs a duplication check and gives its match with the id.
func asked(t testing.TB, c *apitest.Client, account, name, id string) alike {
	t.Helper()
	var found struct {
		Verdict string  `json:"verdict"`
		Matches []alike `json:"matches"`
	}
	c.As(account).POST("/duplicate-checks", map[string]any{"name": name}).Want(t, 200).JSON(&found)
	if found.Verdict != "review" {
		t.Errorf("%q is %s", name, found.Verdict)
	}
	return match(t, found.Matches, id)
}

// recorded gives a match of a filed proposal's comparison.
func recorded(t testing.TB, c *apitest.Client, p apitest.Proposal, id string) alike {
	t.Helper()
	var d struct {
		Screening struct {
			Matches []alike `json:"matches"`
		} `json:"screening"`
	}
	c.GET(p.Path("")).Want(t, 200).JSON(&d)
	return match(t, d.Screening.Matches, id)
}

func match(t testing.TB, all []alike, id string) alike {
	t.Helper()
	for _, m := range all {
		if m.ID == id {
			return m
		}
	}
	t.Errorf("%s is not among %+v", id, all)
	return alike{}
}
