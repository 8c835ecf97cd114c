package pgserver

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// serverProcesses lists the living processes of the cluster, known by what
// they show in the process list: the postmaster its -D, backends the cluster's
// name. Other users' command lines are readable where their folders are not.
func serverProcesses(cluster string) ([]int, error) {
	commands, err := processList()
	if err != nil {
		return nil, fmt.Errorf("list processes: %w", err)
	}
	var pids []int
	for pid, command := range commands {
		postmaster := strings.Contains(command, "postgres -D "+cluster+" ")
		backend := strings.HasPrefix(command, "postgres: "+clusterName(cluster)+": ")
		if postmaster || backend {
			pids = append(pids, pid)
		}
	}
	return pids, nil
}

func processList() (map[int]string, error) {
	commands := map[int]string{}
	files, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, file := range files {
		raw, err := os.ReadFile(file)
		pid, numErr := strconv.Atoi(filepath.Base(filepath.Dir(file)))
		if err == nil && numErr == nil { // else the process is gone
			commands[pid] = string(bytes.ReplaceAll(raw, []byte{0}, []byte{' '}))
		}
	}
	if len(files) > 0 {
		return commands, nil
	}
	out, err := exec.Command("ps", "-axww", "-o", "pid=,command=").Output()
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(string(out)) {
		number, command, _ := strings.Cut(strings.TrimSpace(line), " ")
		if pid, err := strconv.Atoi(number); err == nil {
			commands[pid] = command + " "
		}
	}
	return commands, nil
}

func join(pids []int) string {
	return strings.Trim(fmt.Sprint(pids), "[]")
}
