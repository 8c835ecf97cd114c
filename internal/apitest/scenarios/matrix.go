package scenarios

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"pheduyet/internal/apitest"
)

//go:embed matrix.txt
var matrixTable string

// matrixPeople are the accounts of the table's columns; "" is nobody.
var matrixPeople = map[string]string{
	"F.yt": "filer-so-y-te", "H.yt": "head-so-y-te", "F.nn": "filer-so-nnmt", "H.nn": "head-so-nnmt", "F.ct": "filer-so-cong-thuong",
	"R.kh": "reviewer-so-khcn", "H.kh": "head-so-khcn", "F.kh": "filer-so-khcn", "R.tc": "reviewer-so-tai-chinh", "R.ca": "reviewer-cong-an-tinh",
	"R.ub": "reviewer-ubnd-tinh", "H.ub": "head-ubnd-tinh", "R.gv": "reviewer-to-giup-viec", "AU": "auditor", "AD": "admin", "-": "",
}

// matrixRow is one action in one state with the status that each person is told.
type matrixRow struct {
	state, action string
	want          map[string]int
}

// matrix reads the table; a line that does not fit fails the test.
func matrix(t testing.TB) []matrixRow {
	t.Helper()
	var rows []matrixRow
	var people []string
	state := ""
	for n, line := range strings.Split(matrixTable, "\n") {
		cells := strings.Fields(line)
		switch {
		case len(cells) == 0 || strings.HasPrefix(line, "#"):
			continue
		case strings.HasPrefix(line, "["):
			state = strings.Trim(line, "[]")
			continue
		case cells[0] == "person":
			people = cells[1:]
			continue
		case len(cells) != len(people)+1:
			t.Fatalf("matrix.txt line %d has %d cells, want %d", n+1, len(cells)-1, len(people))
		}
		row := matrixRow{state, cells[0], map[string]int{}}
		for i, cell := range cells[1:] {
			status, err := strconv.Atoi(cell)
			if err != nil {
				t.Fatalf("matrix.txt line %d: %q is no status", n+1, cell)
			}
			row.want[people[i]] = status
		}
		rows = append(rows, row)
	}
	return rows
}

// subject is what the actions of a state are about.
type subject struct {
	apitest.Proposal
	file, dossier string
}

// Matrix tries every cell of the table over HTTP.
func Matrix(t testing.TB, c *apitest.Client) {
	facts := apitest.Complete("so-y-te").With("co_agencies", []string{"so-nnmt"})
	subjects := map[string]subject{"registers": {}}
	attached := func(p apitest.Proposal, kind string) string {
		picture := scan(t, "tai-lieu.png")
		picture.Kind, picture.Declared = kind, "true"
		var f struct{ ID string }
		c.As(p.Filer()).Attach(p.ID, picture).Want(t, 201).JSON(&f)
		return f.ID
	}
	draft := c.Draft(t, "so-y-te", apitest.Facts{"kind": "new_build", "name": "Nháp " + apitest.Unique(), "co_agencies": []string{"so-nnmt"}})
	subjects["draft"] = subject{draft, attached(draft, "other"), ""}
	open := c.Draft(t, "so-y-te", facts)
	openFiles := subject{open, attached(open, "other"), attached(open, "security_dossier")}
	openFiles.Proposal = c.WalkTo(t, c.Submit(t, open), "technology_review", nil)
	subjects["in_review"] = openFiles
	done := c.Draft(t, "so-y-te", facts.With("name", "Đã duyệt "+apitest.Unique()))
	doneFiles := subject{done, attached(done, "other"), attached(done, "security_dossier")}
	doneFiles.Proposal = c.Walk(t, c.Submit(t, done), nil)
	subjects["approved"] = doneFiles
	refusedOne := c.WalkTo(t, c.File(t, "so-y-te", facts.With("name", "Bị từ chối "+apitest.Unique())), technology, nil)
	subjects["rejected"] = subject{Proposal: c.Decide(t, refusedOne, technology, apitest.Reject("Chưa đủ căn cứ."))}

	tried := map[string]bool{}
	for _, row := range matrix(t) {
		act, known := actions[row.action]
		s, there := subjects[row.state]
		if !known || !there {
			t.Fatalf("matrix.txt names an action or state that is not there: %s in %s", row.action, row.state)
		}
		tried[row.action] = true
		part(t, c, fmt.Sprintf("%s %s", row.state, row.action), func(t testing.TB, c *apitest.Client) {
			for person, want := range row.want {
				as := c.Nobody()
				if account := matrixPeople[person]; account != "" {
					as = c.As(account)
				}
				if r := act(as.Unchecked(), s); r.Status != want {
					t.Errorf("%s (%s) is told %d, want %d\n%.300s", person, matrixPeople[person], r.Status, want, r.Body)
				}
			}
		})
	}
	for action := range actions {
		if !tried[action] {
			t.Errorf("the action %s is in no row of the table", action)
		}
	}
}
