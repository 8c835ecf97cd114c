package people

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"pheduyet/internal/proposal"
)

// Columns of a file of accounts, in any order; several roles or seats are parted
// by spaces or semicolons.
var columns = []string{"username", "name", "agency", "roles", "seats", "email", "from"}

// needed columns must be in the file's first line.
var needed = []string{"username", "name", "agency", "roles"}

// MaxRows bounds a file of accounts.
const MaxRows = 50_000

// Row is one account of a file with the line it begins on.
type Row struct {
	Line int
	Account
}

// LineFault is what is wrong with one line.
type LineFault struct {
	Line    int
	Field   string
	Message proposal.Text
}

func (f LineFault) Error() string {
	if f.Field == "" {
		return fmt.Sprintf("dòng %d: %s", f.Line, f.Message.VI)
	}
	return fmt.Sprintf("dòng %d, %s: %s", f.Line, f.Field, f.Message.VI)
}

// ReadFile reads a CSV of accounts (UTF-8, with or without BOM; comma or
// semicolon). It names the faults of all lines, not of the first alone.
func ReadFile(data []byte) ([]Row, []LineFault) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		return nil, []LineFault{{Line: 1, Message: proposal.T("Tệp không phải UTF-8; hãy lưu lại dạng CSV UTF-8.", "The file is not UTF-8; save it as CSV UTF-8.")}}
	}
	r := csv.NewReader(bytes.NewReader(data))
	first, _, _ := bytes.Cut(data, []byte("\n"))
	if bytes.Count(first, []byte(";")) > bytes.Count(first, []byte(",")) {
		r.Comma = ';'
	}
	r.FieldsPerRecord, r.TrimLeadingSpace = -1, true
	head, err := r.Read()
	if err != nil {
		return nil, []LineFault{{Line: 1, Message: proposal.T("Tệp trống hoặc không đọc được dòng tiêu đề.", "The file is empty or its header cannot be read.")}}
	}
	at, fault := header(head)
	if fault != nil {
		return nil, []LineFault{*fault}
	}
	return readRows(r, at)
}

// header tells in which column each field stands.
func header(head []string) (map[string]int, *LineFault) {
	at := map[string]int{}
	for i, name := range head {
		name = strings.ToLower(strings.TrimSpace(name))
		if _, twice := at[name]; twice || !slices.Contains(columns, name) {
			return nil, &LineFault{1, "", proposal.T("Không rõ cột “%[1]s”, hoặc cột có hai lần; các cột: %[2]s.", "The column “%[1]s” is unknown or there twice; the columns are %[2]s.", name, strings.Join(columns, ", "))}
		}
		at[name] = i
	}
	for _, name := range needed {
		if _, ok := at[name]; !ok {
			return nil, &LineFault{1, "", proposal.T("Thiếu cột “%s”.", "The column “%s” is missing.", name)}
		}
	}
	return at, nil
}

func readRows(r *csv.Reader, at map[string]int) ([]Row, []LineFault) {
	var rows []Row
	var bad []LineFault
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows, bad
		}
		line, _ := r.FieldPos(0)
		if parse, ok := errors.AsType[*csv.ParseError](err); ok {
			return rows, append(bad, LineFault{parse.Line, "", proposal.T("Dấu ngoặc kép đặt sai; từ dòng này tệp không đọc được.", "A quotation mark is wrong; the file cannot be read from here.")})
		}
		if err != nil {
			return rows, append(bad, LineFault{line, "", proposal.T("Không đọc được dòng này.", "This line cannot be read.")})
		}
		if len(rows) == MaxRows {
			return rows, append(bad, LineFault{line, "", proposal.T("Tệp có quá %d dòng.", "The file has more than %d lines.", MaxRows)})
		}
		if len(record) != len(at) {
			bad = append(bad, LineFault{line, "", proposal.T("Dòng có %[1]d cột, tiêu đề có %[2]d.", "The line has %[1]d columns, the header %[2]d.", len(record), len(at))})
			continue
		}
		rows = append(rows, Row{line, account(record, at)})
	}
}

func account(record []string, at map[string]int) Account {
	get := func(name string) string {
		i, ok := at[name]
		if !ok {
			return ""
		}
		return norm.NFC.String(strings.TrimSpace(record[i]))
	}
	list := func(name string) []string {
		return strings.FieldsFunc(get(name), func(r rune) bool { return r == ' ' || r == ';' || r == ',' || r == '|' })
	}
	a := Account{Username: get("username"), Name: get("name"), Email: get("email"), Agency: get("agency"), Seats: list("seats"), From: proposal.Date(get("from"))}
	for _, r := range list("roles") {
		a.Roles = append(a.Roles, proposal.Role(r))
	}
	return a
}

// CheckRows names every fault of every row: those of each account, and user names
// that are there twice or taken.
func CheckRows(rows []Row, agencies Agencies, taken func(username string) bool, today proposal.Date) []LineFault {
	var bad []LineFault
	first := make(map[string]int, len(rows))
	for _, row := range rows {
		for _, f := range row.Check(agencies, today) {
			bad = append(bad, LineFault{row.Line, f.Field, f.Message})
		}
		if line, twice := first[row.Username]; twice {
			bad = append(bad, LineFault{row.Line, "username", proposal.T("Tên đăng nhập “%[1]s” đã có ở dòng %[2]d.", "The user name “%[1]s” is on line %[2]d already.", row.Username, line)})
			continue
		}
		first[row.Username] = row.Line
		if taken(row.Username) {
			bad = append(bad, LineFault{row.Line, "username", proposal.T("Tên đăng nhập “%s” đã có trong hệ thống.", "The user name “%s” is taken.", row.Username)})
		}
	}
	return bad
}
