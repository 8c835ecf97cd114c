package pgserver

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// How long a leftover cluster gets for an orderly shutdown, and then for an
// immediate one.
const (
	orderlyWait   = 30 * time.Second
	immediateWait = 15 * time.Second
)

// stopLeftover ends what a killed process left running on the cluster: the
// postmaster, or, where that was killed too, the backends which have not
// noticed yet. The caller holds the home's lock, so nobody else is using it.
func stopLeftover(cluster string, log func(string)) error {
	pids, err := serverProcesses(cluster)
	if err != nil || len(pids) == 0 {
		return errors.Join(err, dropStalePidFile(cluster))
	}
	log(fmt.Sprintf("PostgreSQL of the last run is still there (processes %s): stopping it", join(pids)))
	signalPostmaster(cluster, pids, syscall.SIGINT)
	pids, err = waitForNone(cluster, orderlyWait)
	if err == nil && len(pids) > 0 {
		signalPostmaster(cluster, pids, syscall.SIGQUIT)
		pids, err = waitForNone(cluster, immediateWait)
	}
	if err != nil {
		return err
	}
	if len(pids) > 0 {
		return fmt.Errorf("PostgreSQL of the last run does not stop: end the processes %s, then start again", join(pids))
	}
	return dropStalePidFile(cluster)
}

// signalPostmaster signals the postmaster, which ends its backends in order;
// without one, the backends themselves.
func signalPostmaster(cluster string, pids []int, sig syscall.Signal) {
	pid, ok := postmasterPid(cluster)
	for _, p := range pids {
		if ok && p == pid {
			syscall.Kill(p, sig)
			return
		}
	}
	for _, p := range pids {
		syscall.Kill(p, syscall.SIGTERM)
	}
}

func waitForNone(cluster string, limit time.Duration) ([]int, error) {
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	deadline := time.After(limit)
	for {
		pids, err := serverProcesses(cluster)
		if err != nil || len(pids) == 0 {
			return pids, err
		}
		select {
		case <-tick.C:
		case <-deadline:
			return pids, nil
		}
	}
}

func postmasterPid(cluster string) (int, bool) {
	raw, err := os.ReadFile(filepath.Join(cluster, "postmaster.pid"))
	if err != nil {
		return 0, false
	}
	first, _, _ := strings.Cut(string(raw), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(first))
	return pid, err == nil && pid > 0
}

// dropStalePidFile removes the pid file of a server long dead whose number now
// belongs to a stranger, which PostgreSQL would take for itself. Every other
// pid file it judges better than we can.
func dropStalePidFile(cluster string) error {
	pid, ok := postmasterPid(cluster)
	if !ok {
		return nil
	}
	commands, err := processList()
	if err != nil {
		return fmt.Errorf("list processes: %w", err)
	}
	command, alive := commands[pid]
	if !alive || strings.Contains(command, "postgres") {
		return nil
	}
	if err := os.Remove(filepath.Join(cluster, "postmaster.pid")); err != nil {
		return fmt.Errorf("remove the former server's pid file: %w", err)
	}
	return nil
}
