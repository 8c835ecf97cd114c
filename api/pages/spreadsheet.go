package pages

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"pheduyet/api/html"
)

// registerFile gives the register, as the filters keep it, as a spreadsheet. However
// long it is, only a part of it is in memory.
func (v *visit) registerFile() error {
	q := v.query()
	file := excelize.NewFile()
	defer func() { _ = file.Close() }() // a long one lies on disk until now
	err := v.writeRegister(file, q)
	if errors.Is(err, errTooMany) {
		return &problem{Status: http.StatusUnprocessableEntity, Detail: html.Words(v.lang, "register.toomany")}
	}
	if err != nil {
		return err
	}
	// Reading may have used up the time for writing.
	if err := http.NewResponseController(v.w).SetWriteDeadline(time.Now().Add(delivery)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	h := v.w.Header()
	h.Set("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	h.Set("Content-Disposition", `attachment; filename="so-dang-ky-`+registerKind(q)+"-"+v.Clock().Format("2006-01-02")+`.xlsx"`)
	return file.Write(v.w)
}

// delivery is how long a spreadsheet may be on its way.
const delivery = 2 * time.Minute

var errTooMany = errors.New("more rows than a sheet holds")

// sheet is what the one sheet is called; Excel takes 31 characters.
const sheet = "Sổ đăng ký"

var registerColumns = []struct {
	key   string
	width float64
}{
	{"proposals.number", 18}, {"proposals.name", 60}, {"register.agency", 34}, {"register.kind", 16},
	{"proposals.status", 26}, {"register.decided", 16}, {"register.level", 10}, {"register.amount", 22},
}

func (v *visit) writeRegister(file *excelize.File, q url.Values) error {
	if err := file.SetSheetName("Sheet1", sheet); err != nil {
		return err
	}
	w, err := file.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	if err := v.registerHead(file, w); err != nil {
		return err
	}
	money, err := file.NewStyle(&excelize.Style{NumFmt: 3})
	if err != nil {
		return err
	}
	row := 1 // the last written
	err = v.registeredParts(q, func(part []registered) error {
		if row+len(part) > excelize.TotalRows {
			return errTooMany
		}
		for _, line := range v.registerLines(part, money) {
			row++
			if err := w.SetRow("A"+strconv.Itoa(row), line); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return w.Flush()
}

func (v *visit) registerHead(file *excelize.File, w *excelize.StreamWriter) error {
	bold, err := file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return err
	}
	head := make([]any, len(registerColumns))
	for i, c := range registerColumns {
		head[i] = excelize.Cell{StyleID: bold, Value: html.Words(v.lang, c.key)}
		if err := w.SetColWidth(i+1, i+1, c.width); err != nil {
			return err
		}
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	return w.SetRow("A1", head)
}

func (v *visit) registerLines(rows []registered, money int) [][]any {
	lines := make([][]any, len(rows))
	for i, r := range rows {
		day, _, _ := strings.Cut(r.DecidedAt, "T")
		line := []any{r.Number, asText(r.Name), asText(v.agencyName(r.Agency, false)), "", html.Words(v.lang, "register."+r.Status), day, nil, nil}
		if r.Kind != "" {
			line[3] = html.Words(v.lang, "kind."+r.Kind)
		}
		if r.Level > 0 {
			line[6] = r.Level
		}
		if r.Amount > 0 {
			line[7] = excelize.Cell{StyleID: money, Value: r.Amount}
		}
		lines[i] = line
	}
	return lines
}

// asText keeps what people wrote from being read as a formula by whatever opens the
// file or a copy of it.
func asText(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
