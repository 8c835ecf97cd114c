package pages

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"pheduyet/api/html"
)

// changeTold is a change in words: what is proposed, and what it would do.
type changeTold struct {
	Rows   []toldRow
	Table  *toldTable
	Groups []previewGroup
	// Differences are what a process would change for open proposals, were they moved
	// to it: the first of all that Differs counts. Simulated says that this was asked.
	Differences []moved
	Differs     int
	Simulated   bool

	names map[string]string // of what the change brings, by its code
}

// Of what a process would change so many proposals are told, and more than few of
// them folded up; `process simulate` tells all.
const (
	toldDifferences = 50
	fewDifferences  = 10
)

// Many says that what a process would change is folded up.
func (t *changeTold) Many() bool { return t.Differs > fewDifferences }

// Omitted is how many proposals are not told.
func (t *changeTold) Omitted() int { return t.Differs - len(t.Differences) }

// toldRow is one thing that is proposed: the key of its name, or the name itself,
// and its lines.
type toldRow struct {
	Key   string
	Name  string
	Lines []string
}

// toldTable is a list that is proposed, under the keys of its heads.
type toldTable struct {
	Key   string
	Heads []string
	Rows  [][]string
}

// row adds what is proposed under a name; several under one name stand together.
func (t *changeTold) row(key string, lines ...string) {
	lines = slices.DeleteFunc(lines, func(s string) bool { return s == "" })
	if n := len(t.Rows); n > 0 && t.Rows[n-1].Key == key {
		t.Rows[n-1].Lines = append(t.Rows[n-1].Lines, lines...)
	} else if len(lines) > 0 {
		t.Rows = append(t.Rows, toldRow{Key: key, Lines: lines})
	}
}

// name tells what a code will stand for.
func (t *changeTold) name(code, name string) {
	if t.names == nil {
		t.names = map[string]string{}
	}
	t.names[code] = name
}

// previewLine is one thing that a change would do.
type previewLine struct {
	Effect  string `json:"effect"`
	Subject string `json:"subject"`
	Text    string `json:"text"`
}

// previewGroup are the lines of one effect.
type previewGroup struct {
	Effect string
	Lines  []previewLine
}

// Long says that a group is folded up.
func (g previewGroup) Long() bool { return len(g.Lines) > 40 }

// tellers put the content of a kind of change into words.
var tellers = map[string]func(v *visit, raw []byte, t *changeTold) error{
	"account": (*visit).tellPerson, "roles": (*visit).tellPerson, "membership": (*visit).tellPerson,
	"password_reset": (*visit).tellPerson, "account_enable": (*visit).tellPerson, filingSign: (*visit).tellPerson,
	"agency_succession": (*visit).tellSuccession, "holidays": (*visit).tellHolidays,
	"catalog_edition": (*visit).tellEdition, "process_pack": (*visit).tellPack, "agencies": (*visit).tellAgencies,
	sealing: (*visit).tellSealing, paperDossier: (*visit).tellPaper, "ledger_recovery": (*visit).tellRecovery,
}

// tell puts a change into words. With ahead it is still to be decided, and what a
// process would change for open proposals is asked.
func (v *visit) tell(kind string, raw json.RawMessage, lines []previewLine, ahead bool) (*changeTold, error) {
	t := &changeTold{}
	if teller := tellers[kind]; teller != nil && len(raw) > 0 {
		if err := teller(v, raw, t); err != nil {
			return nil, err
		}
	}
	for _, l := range lines {
		if name := t.names[l.Subject]; name != "" {
			l.Subject = v.words("told.named", name, l.Subject)
		} else {
			l.Subject = v.subject(l.Subject)
		}
		l.Text = v.withDays(l.Text)
		i := slices.IndexFunc(t.Groups, func(g previewGroup) bool { return g.Effect == l.Effect })
		if i < 0 {
			i, t.Groups = len(t.Groups), append(t.Groups, previewGroup{Effect: l.Effect})
		}
		t.Groups[i].Lines = append(t.Groups[i].Lines, l)
	}
	if kind == "process_pack" && ahead {
		var got struct{ Items []moved }
		if err := v.send(&form{}, http.MethodPost, "/processes/simulation", nil, map[string]any{"pack": raw}, &got); err != nil {
			return nil, err
		}
		t.Differs, t.Simulated = len(got.Items), true
		t.Differences = got.Items[:min(len(got.Items), toldDifferences)]
	}
	return t, nil
}

var (
	aDay   = regexp.MustCompile(`\b\d{4}-\d\d-\d\d\b`)
	aPlace = regexp.MustCompile(`^(\d+)(/.+)$`) // a text in an entry of the ledger
	anID   = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)
)

// withDays writes the days in a text as people write them.
func (v *visit) withDays(text string) string {
	return aDay.ReplaceAllStringFunc(text, func(day string) string { return html.Date(v.lang, day) })
}

// subject names what a preview's line is about as people call it.
func (v *visit) subject(of string) string {
	if _, version, ok := strings.Cut(of, "@"); ok { // a version of a process
		return v.words("told.pack", v.withDays(version))
	}
	if anID.MatchString(of) { // nobody calls anything so
		return ""
	}
	if aDay.MatchString(of) {
		return v.withDays(of)
	}
	if at := aPlace.FindStringSubmatch(of); at != nil {
		return v.words("sealing.entry", at[1], v.fieldAt(at[2]))
	}
	if name := v.agencyName(of, false); name != of {
		return name
	}
	return v.gateTitle(of)
}

// readBody reads the content of a stored change, which its kind has judged.
func readBody(raw []byte, into any) error { return json.Unmarshal(raw, into) }

// tellPerson tells what is proposed for an account.
func (v *visit) tellPerson(raw []byte, t *changeTold) error {
	var in struct {
		Username, Name, Email, Agency, Leaves string
		Roles, Seats                          []string
		LastDay                               string `json:"last_day"`
		From, Sign                            string
	}
	if err := readBody(raw, &in); err != nil {
		return err
	}
	t.row("field.body.username", in.Username)
	t.row("field.body.name", in.Name)
	t.row("field.body.email", in.Email)
	t.row("field.body.leaves", v.agencyName(in.Leaves, false))
	t.row("field.body.last_day", html.Date(v.lang, in.LastDay))
	t.row("field.body.agency", v.agencyName(in.Agency, false))
	for _, r := range in.Roles {
		t.row("field.body.roles:list", v.words("role."+r))
	}
	for _, s := range in.Seats {
		t.row("field.body.seats:list", v.agencyName(s, false))
	}
	t.row("field.body.from", html.Date(v.lang, in.From))
	if in.Sign != "" {
		t.row("field.body.sign", v.words("sign."+in.Sign))
	}
	return nil
}

// tellRecovery tells from which checkpoint on signing goes on.
func (v *visit) tellRecovery(raw []byte, t *changeTold) error {
	var in struct {
		Size int64
		Root string
	}
	if err := readBody(raw, &in); err != nil {
		return err
	}
	t.row("told.checkpoint", v.words("told.checkpoint.size", html.Number(in.Size)), in.Root)
	return nil
}
