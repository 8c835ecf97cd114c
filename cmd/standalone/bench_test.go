package main

import (
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"pheduyet/api"
	"pheduyet/internal/devstack/testdb"
)

// How much is measured: enough for a p99, little enough for two minutes on two
// cores.
const (
	clients   = 32
	alone     = 40  // paths of one client, for each side
	bareMany  = 400 // bare workflows under all clients
	pathsMany = 160 // proposals under all clients
)

// BenchmarkDecisions measures a decision, with all that it is judged by and all
// that it leaves behind, over HTTP, against what Temporal alone takes for an
// Update, on the same server in the same run. Both sides count five to a path:
// the Updates of a bare workflow, the decisions between a submission and its
// end; starting the one and submitting the other is in the time of both.
func BenchmarkDecisions(b *testing.B) {
	m := patient(b)
	bare := newBareUpdates(b, m)
	for b.Loop() {
		paths := newPaths(b, m, alone+pathsMany)
		bareAlone, decisionAlone := perform(b, 1, alone, bare.one), perform(b, 1, alone, paths.one)
		bareRush, decisionRush := perform(b, clients, bareMany, bare.one), perform(b, clients, pathsMany, paths.one)

		b.ReportMetric(bareRush.rate(), "bare-updates/s")
		b.ReportMetric(decisionRush.rate(), "decisions/s")
		b.ReportMetric(decisionRush.rate()/bareRush.rate(), "rate-ratio")
		b.ReportMetric(decisionAlone.p(50).Seconds()/bareAlone.p(50).Seconds(), "p50-ratio")
		b.Log("\n" + strings.Join([]string{
			fmt.Sprintf("one client   bare Update   %v", bareAlone),
			fmt.Sprintf("             decision      %v   p50 %.2f times a bare Update", decisionAlone, decisionAlone.p(50).Seconds()/bareAlone.p(50).Seconds()),
			fmt.Sprintf("%d clients   bare Update   %v", clients, bareRush),
			fmt.Sprintf("             decision      %v   %.2f of the bare rate", decisionRush, decisionRush.rate()/bareRush.rate()),
			fmt.Sprintf("officers wanted at the duplication check: %d of %d; resident memory %d MB, PostgreSQL apart",
				paths.officers.Load(), alone+pathsMany, residentMB(b)),
		}, "\n"))
	}
	b.ReportMetric(0, "ns/op")
}

// patient starts a machine whose API never gives up on a workflow: what is asked
// for here is the time it takes.
func patient(b *testing.B) *machine {
	b.Helper()
	m := newMachine(testdb.DataDir(b))
	m.config.Limits = api.DefaultLimits
	m.config.Limits.Process, m.config.Limits.Request = time.Minute, time.Minute
	if err := m.bring(); err != nil {
		b.Fatal(m.stop(err))
	}
	b.Cleanup(func() {
		if err := m.stop(nil); err != nil {
			b.Error(err)
		}
	})
	return m
}

// residentMB is the memory of this process: Temporal, the worker, the API and
// the clients that load them.
func residentMB(b *testing.B) int {
	out, err := exec.Command("ps", "-o", "rss=", "-p", strconv.Itoa(os.Getpid())).Output()
	if err != nil {
		b.Fatal(err)
	}
	kb, err := strconv.Atoi(strings.TrimSpace(string(out)))
	if err != nil {
		b.Fatal(err)
	}
	return kb / 1024
}
