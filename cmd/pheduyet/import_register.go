package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"pheduyet/internal/calendar"
)

const importUsage = `import catalog|packs|holidays|agencies FILE --document NUMBER --date DAY [--note TEXT]
  proposes what the file says and shows what it would do; nothing happens yet
import show ID, import confirm ID [--note TEXT], import decline ID --note TEXT
  by a second person: another admin, or the head of the proposer's agency
Both ask the server at --server (PUBLIC_URL) as --account NAME, whose password is
read from the standard input, or with the token in PHEDUYET_TOKEN.`

// calledWrongly is the error of who calls a command otherwise than it is called.
func calledWrongly(how string) error { return fmt.Errorf("usage: pheduyet %s", how) }

// importKinds are what a file may hold, by the word of the command.
var importKinds = map[string]string{
	"catalog": "catalog_edition", "packs": "process_pack", "holidays": "holidays", "agencies": "agencies",
}

// importing is an import command with what its flags say.
type importing struct {
	environment
	client         client
	document, date string
	note           string
}

// changing proposes or decides a change of a register by two people. It goes
// through the API, so that who imports is recorded as for any other act.
func changing(what string) func(ctx context.Context, e environment, args []string) error {
	return func(ctx context.Context, e environment, args []string) error {
		return changeRegister(ctx, e, what, args)
	}
}

func changeRegister(ctx context.Context, e environment, what string, args []string) error {
	if len(args) == 0 {
		return calledWrongly(importUsage)
	}
	i := importing{environment: e}
	flags := flag.NewFlagSet("import", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	server, account := flags.String("server", e.config.PublicURL, ""), flags.String("account", "", "")
	flags.StringVar(&i.document, "document", "", "")
	flags.StringVar(&i.date, "date", "", "")
	flags.StringVar(&i.note, "note", "", "")
	if err := flags.Parse(args[1:]); err != nil || flags.NArg() > 0 {
		return errors.Join(err, calledWrongly(importUsage))
	}
	i.client = client{base: strings.TrimSuffix(*server, "/") + "/api/v1", token: e.getenv("PHEDUYET_TOKEN")}
	of := args[0]
	kind, proposes := importKinds[what]
	var body json.RawMessage
	if proposes {
		var err error
		if body, err = readImport(what, of); err != nil {
			return err
		}
	}
	if i.client.token == "" {
		if err := i.client.signIn(ctx, *account, os.Stdin); err != nil {
			return err
		}
	}
	switch {
	case proposes:
		return i.propose(ctx, kind, body)
	case what == "show":
		return i.tell(i.client.do(ctx, "GET", "/changes/"+of, nil))
	case what == "confirm", what == "decline":
		return i.tell(i.client.do(ctx, "POST", "/changes/"+of+"/confirmation", map[string]any{"confirmed": what == "confirm", "note": i.note}))
	}
	return calledWrongly(importUsage)
}

// readImport reads the file; faults of a holiday file are told by their lines.
func readImport(what, file string) (json.RawMessage, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	if what == "holidays" {
		if _, err := calendar.ParseYear(filepath.Base(file), data); err != nil {
			return nil, err
		}
	}
	if !json.Valid(data) {
		return nil, fmt.Errorf("%s: không phải là JSON đọc được; chưa có gì được gửi", file)
	}
	return data, nil
}

func (i importing) propose(ctx context.Context, kind string, body json.RawMessage) error {
	asked := map[string]any{"kind": kind, "body": body, "note": i.note}
	if i.document != "" || i.date != "" {
		asked["document"] = map[string]any{"number": i.document, "date": i.date}
	}
	return i.tell(i.client.do(ctx, "POST", "/changes", asked))
}

// marks stand before a line of a preview.
var marks = map[string]string{"adds": "+", "changes": "~", "ends": "-", "keeps": "=", "reopens": "↻", "warns": "!"}

// tell prints a change and what comes next.
func (i importing) tell(c changeShown, err error) error {
	if err != nil {
		return err
	}
	for _, l := range c.Preview.Lines {
		fmt.Fprintf(i.out, "%s %s: %s\n", marks[l.Effect], l.Subject, l.Text)
	}
	switch c.State {
	case "proposed":
		fmt.Fprintf(i.out, "Chờ người thứ hai xác nhận: pheduyet import confirm %s --account TÊN\n", c.ID)
	case "confirmed":
		fmt.Fprintln(i.out, "Đã xác nhận, có hiệu lực.")
	case "declined":
		fmt.Fprintln(i.out, "Đã bác bỏ, không có gì thay đổi.")
	}
	return nil
}
