package pgserver

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// elsewhere holds the homes of clusters whose data folder the server's
// account cannot enter. A variable for the tests.
var elsewhere = "/var/lib/pheduyet"

// home is the folder of one cluster and the lock that keeps a second process
// out of it. The lock goes with the process, however that ends.
type home struct {
	dir  string
	lock *os.File
}

func (h home) cluster() string { return filepath.Join(h.dir, "cluster") }
func (h home) log() string     { return filepath.Join(h.dir, "server.log") }

// openHome finds or makes the cluster's home for a data folder: inside it,
// or, where the account cannot enter it, under elsewhere with a pointer left
// in the data folder.
func openHome(dataDir string, a account, log func(string)) (home, error) {
	pointer := filepath.Join(dataDir, "postgres.path")
	if raw, err := os.ReadFile(pointer); err == nil {
		return lockHome(strings.TrimSpace(string(raw)), a)
	} else if !errors.Is(err, os.ErrNotExist) {
		return home{}, fmt.Errorf("read where the cluster is: %w", err)
	}
	inside := filepath.Join(dataDir, "postgres")
	_, err := os.Stat(inside)
	existed := err == nil
	if err := a.makeDir(inside); err != nil {
		return home{}, fmt.Errorf("make the cluster's home: %w", err)
	}
	if a.canEnter(inside) {
		return lockHome(inside, a)
	}
	if existed {
		return home{}, fmt.Errorf("the user %s can no longer enter %s, where the cluster is: open the folders above it again", a.name, inside)
	}
	if err := os.Remove(inside); err != nil {
		return home{}, fmt.Errorf("move the cluster's home: %w", err)
	}
	h, err := openElsewhere(dataDir, a, log)
	if err != nil {
		return home{}, err
	}
	log(fmt.Sprintf("the user %s cannot enter %s: the database goes to %s", a.name, dataDir, h.dir))
	if err := os.WriteFile(pointer, []byte(h.dir+"\n"), 0o644); err != nil {
		h.close()
		return home{}, fmt.Errorf("note where the cluster is: %w", err)
	}
	return h, nil
}

// openElsewhere makes a fresh home for dataDir. One left there by a data
// folder that was deleted since is set aside, never deleted and never reused:
// its passwords are gone with the folder.
func openElsewhere(dataDir string, a account, log func(string)) (home, error) {
	dir := filepath.Join(elsewhere, fmt.Sprintf("%x", sha256.Sum256([]byte(dataDir)))[:16])
	if err := os.MkdirAll(elsewhere, 0o755); err != nil {
		return home{}, fmt.Errorf("make the cluster's home: %w", err)
	}
	if err := os.Chmod(elsewhere, 0o755); err != nil { // whatever the umask
		return home{}, fmt.Errorf("make the cluster's home: %w", err)
	}
	if _, err := os.Stat(dir); err == nil {
		old, err := lockHome(dir, a)
		if err != nil {
			return home{}, err
		}
		defer old.close()
		if err := stopLeftover(old.cluster(), log); err != nil {
			return home{}, err
		}
		aside := dir + ".old-" + time.Now().Format("20060102-150405.000")
		if err := os.Rename(dir, aside); err != nil {
			return home{}, fmt.Errorf("set the former cluster aside: %w", err)
		}
		log("a former database of this folder was set aside in " + aside)
	}
	if err := a.makeDir(dir); err != nil {
		return home{}, fmt.Errorf("make the cluster's home: %w", err)
	}
	if !a.canEnter(dir) {
		return home{}, fmt.Errorf("the user %s can enter neither %s nor %s: choose another DATA_DIR", a.name, dataDir, dir)
	}
	return lockHome(dir, a)
}

func lockHome(dir string, a account) (home, error) {
	if err := a.makeDir(dir); err != nil {
		return home{}, fmt.Errorf("open the cluster's home: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return home{}, fmt.Errorf("lock the cluster's home: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return home{}, fmt.Errorf("the database in %s is in use by another running program: stop it first, or choose another DATA_DIR", dir)
	}
	return home{dir: dir, lock: f}, nil
}

func (h home) close() { h.lock.Close() }
