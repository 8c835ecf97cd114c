package pgserver

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// holdEnv makes the test binary a program that starts the cluster in the named
// folder, commits a row, says so and waits to be killed.
const holdEnv = "PGSERVER_TEST_HOLD"

func TestMain(m *testing.M) {
	if dir := os.Getenv(holdEnv); dir != "" {
		if err := hold(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func hold(dir string) error {
	ctx := context.Background()
	s, err := Start(ctx, Options{DataDir: dir})
	if err != nil {
		return err
	}
	if _, err := s.CreateDatabases(ctx); err != nil {
		return err
	}
	conn, err := s.superConn(ctx, Database)
	if err != nil {
		return err
	}
	for _, statement := range []string{
		"SET ROLE " + OwnerRole, "CREATE TABLE kept (name text)", "INSERT INTO kept VALUES ('committed')",
		"BEGIN", "INSERT INTO kept VALUES ('not committed')",
	} {
		if _, err := conn.Exec(ctx, statement); err != nil {
			return err
		}
	}
	fmt.Println("holding")
	select {}
}

func TestStartAfterThisProgramWasKilled(t *testing.T) {
	dir := dataDir(t)
	holder := exec.Command(os.Args[0])
	holder.Env = append(os.Environ(), holdEnv+"="+dir)
	holder.Stderr = os.Stderr
	out, err := holder.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := holder.Start(); err != nil {
		t.Fatal(err)
	}
	defer holder.Process.Kill()
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || strings.TrimSpace(line) != "holding" {
		t.Fatalf("the program said %q, %v", line, err)
	}
	if err := holder.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	holder.Wait()
	d := databases(t, start(t, Options{DataDir: dir}))
	if got := query(t, d.OwnerURL, "SELECT string_agg(name, ',') FROM kept"); got != "committed" {
		t.Errorf("kept %q", got)
	}
}
