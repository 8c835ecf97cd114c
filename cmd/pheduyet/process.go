package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
)

const processUsage = `process simulate PACK [--server URL] [--account NAME]
  PACK is a file, or ID or ID@VERSION of a known process: what following it would
  change for every open proposal; nothing is touched`

// differs is what a pack would change for one proposal.
type differs struct {
	Number string
	Starts []string
	Gates  []struct {
		Gate         string
		Was, Becomes *struct {
			State, Authority string
			WorkingDays      int     `json:"working_days"`
			DueAt            *string `json:"due_at"`
		}
	}
	RequiredLevel struct{ Was, Becomes int } `json:"required_level"`
}

// simulate asks the server what a pack would change and prints it.
func simulate(ctx context.Context, e environment, args []string) error {
	if len(args) < 2 || args[0] != "simulate" {
		return calledWrongly(processUsage)
	}
	flags := flag.NewFlagSet("process", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	server, account := flags.String("server", e.config.PublicURL, ""), flags.String("account", "", "")
	if err := flags.Parse(args[2:]); err != nil || flags.NArg() > 0 {
		return errors.Join(err, calledWrongly(processUsage))
	}
	asked, err := simulated(args[1])
	if err != nil {
		return err
	}
	c := client{base: strings.TrimSuffix(*server, "/") + "/api/v1", token: e.getenv("PHEDUYET_TOKEN")}
	if c.token == "" {
		if err := c.signIn(ctx, *account, os.Stdin); err != nil {
			return err
		}
	}
	var found struct{ Items []differs }
	if err := c.ask(ctx, "POST", "/processes/simulation", asked, &found); err != nil {
		return err
	}
	for _, d := range found.Items {
		d.print(e.out)
	}
	fmt.Fprintf(e.out, "%d hồ sơ đang xử lý sẽ khác đi; chưa có gì thay đổi.\n", len(found.Items))
	return nil
}

// simulated is the pack as the API takes it: the content of a file, or a name.
func simulated(pack string) (map[string]any, error) {
	data, err := os.ReadFile(pack)
	if errors.Is(err, os.ErrNotExist) && !strings.HasSuffix(pack, ".json") {
		id, version, _ := strings.Cut(pack, "@")
		return map[string]any{"id": id, "version": version}, nil
	}
	if err != nil {
		return nil, err
	}
	if !json.Valid(data) {
		return nil, fmt.Errorf("%s: không phải là JSON đọc được", pack)
	}
	return map[string]any{"pack": json.RawMessage(data)}, nil
}

func (d differs) print(out io.Writer) {
	fmt.Fprintf(out, "%s\n", d.Number)
	for _, g := range d.Gates {
		switch {
		case g.Was == nil:
			fmt.Fprintf(out, "  + %s: %s\n", g.Gate, g.Becomes.Authority)
		case g.Becomes == nil:
			fmt.Fprintf(out, "  - %s\n", g.Gate)
		default:
			fmt.Fprintf(out, "  ~ %s: %s, %s, %d ngày%s → %s, %s, %d ngày%s\n", g.Gate,
				g.Was.State, g.Was.Authority, g.Was.WorkingDays, due(g.Was.DueAt),
				g.Becomes.State, g.Becomes.Authority, g.Becomes.WorkingDays, due(g.Becomes.DueAt))
		}
	}
	if len(d.Starts) > 0 {
		fmt.Fprintf(out, "  ↻ làm lại: %s\n", strings.Join(d.Starts, ", "))
	}
	if l := d.RequiredLevel; l.Was != l.Becomes {
		fmt.Fprintf(out, "  cấp độ tối thiểu: %d → %d\n", l.Was, l.Becomes)
	}
}

func due(at *string) string {
	if at == nil || len(*at) < len("2026-11-22") {
		return ""
	}
	return " (hạn " + (*at)[:len("2026-11-22")] + ")"
}
