package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"pheduyet/seeds"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	only := flag.String("only", "", "chỉ chạy đề xuất có mã này")
	flag.Parse()
	base := strings.TrimSuffix(cmp.Or(os.Getenv("BASE_URL"), "http://127.0.0.1:8080"), "/")
	if err := run(ctx, base, *only, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "demo:", err)
		stop()
		os.Exit(1)
	}
}

// ready bounds the wait for a system that is still starting.
const ready = 3 * time.Minute

// run files the proposals, prints what came of them and names every difference
// from what their files expect.
func run(ctx context.Context, base, only string, out io.Writer) error {
	all, err := chosen(only)
	if err != nil {
		return err
	}
	desks, err := seeds.Desks()
	if err != nil {
		return err
	}
	c := newClient(base, &http.Client{Timeout: time.Minute})
	if err := c.waitReady(ctx, ready, out); err != nil {
		return err
	}
	r := runner{client: c, desks: byAuthority(desks)}
	var results []result
	for _, d := range all {
		fmt.Fprintf(out, "… %s\n", d.seed.ID)
		results = append(results, r.run(ctx, d.at, d.seed))
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	printTable(out, results)
	printReminders(out, results)
	for i, d := range all {
		if !d.seed.Trace {
			continue
		}
		printTrace(out, results[i])
		if results[i].failed == nil {
			if err := printEvidence(ctx, c, out, results[i].view.ID); err != nil {
				return err
			}
		}
	}
	if only != "" {
		return differences(results)
	}
	return errors.Join(differences(results), showFurther(ctx, r, out, results))
}

// numbered is a demonstration with its place in the whole list, from 1.
type numbered struct {
	at   int
	seed seeds.Demonstration
}

func chosen(only string) ([]numbered, error) {
	all, err := seeds.Demonstrations()
	if err != nil {
		return nil, err
	}
	var list []numbered
	for i, d := range all {
		if only == "" || d.ID == only {
			list = append(list, numbered{i + 1, d})
		}
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("không có đề xuất nào mang mã “%s” trong seeds/proposals", only)
	}
	return list, nil
}

func byAuthority(desks []seeds.Desk) map[string]seeds.Desk {
	m := map[string]seeds.Desk{}
	for _, d := range desks {
		m[d.Authority] = d
	}
	return m
}

// differences is nil when everything came as expected.
func differences(results []result) error {
	var lines []string
	for _, r := range results {
		for _, d := range r.differences() {
			lines = append(lines, "  "+r.seed.ID+": "+d)
		}
	}
	if len(lines) == 0 {
		return nil
	}
	return fmt.Errorf("%d điểm khác với kết quả mong đợi:\n%s", len(lines), strings.Join(lines, "\n"))
}
