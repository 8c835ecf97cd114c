package pgserver

import (
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// account is the system user as whom PostgreSQL runs. The zero value means
// this process's own user; PostgreSQL refuses to run as root.
type account struct {
	name       string
	credential *syscall.Credential
}

func serverAccount() (account, error) {
	if os.Geteuid() != 0 {
		return account{}, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.ParseUint(u.Uid, 10, 32)
		if err != nil {
			continue
		}
		gid, err := strconv.ParseUint(u.Gid, 10, 32)
		if err != nil {
			continue
		}
		return account{name: name, credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}, nil
	}
	return account{}, fmt.Errorf("PostgreSQL does not run as root and there is no user postgres or nobody: start as an ordinary user")
}

// command prepares a program to run as the account, outside the terminal's
// process group so that Ctrl-C reaches this process alone.
func (a account) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: a.credential, Setpgid: true}
	return cmd
}

// canEnter asks the system rather than reading mode bits: access lists and
// every folder above count too.
func (a account) canEnter(dir string) bool {
	if a.credential == nil {
		return true
	}
	return a.command("/bin/sh", "-c", `cd "$0"`, dir).Run() == nil
}

// own gives a file or a folder to the account.
func (a account) own(path string) error {
	if a.credential == nil {
		return nil
	}
	return os.Chown(path, int(a.credential.Uid), int(a.credential.Gid))
}

// makeDir makes a 0700 folder of the account's.
func (a account) makeDir(path string) error {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return err
	}
	if err := a.own(path); err != nil {
		return fmt.Errorf("give %s to %s: %w", filepath.Base(path), a.name, err)
	}
	return nil
}
