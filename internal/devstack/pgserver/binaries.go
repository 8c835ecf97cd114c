package pgserver

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// OldestMajor is the oldest PostgreSQL the product runs on: 13 is the first
// that lets a database's owner create trusted extensions.
const OldestMajor = 13

// Binaries is one installation of PostgreSQL's server programs.
type Binaries struct {
	Dir   string // folder which holds initdb and postgres
	Major int    // major version, 15 for 15.12
}

func (b Binaries) path(program string) string { return filepath.Join(b.Dir, program) }

// ErrNoBinaries means that no usable PostgreSQL is installed.
var ErrNoBinaries = errors.New("PostgreSQL is not installed")

// Debian's place, then Homebrew's on Apple silicon and on Intel, then Fedora's.
var binaryGlobs = []string{
	"/usr/lib/postgresql/*/bin",
	"/opt/homebrew/opt/postgresql*/bin",
	"/usr/local/opt/postgresql*/bin",
	"/home/linuxbrew/.linuxbrew/opt/postgresql*/bin",
	"/usr/pgsql-*/bin",
}

// FindBinaries lists the installations found in PATH and in the places where
// Debian, Fedora and Homebrew put them: the newest first, each folder once.
// Those older than OldestMajor are left out. None at all is ErrNoBinaries.
func FindBinaries() ([]Binaries, error) {
	dirs := filepath.SplitList(os.Getenv("PATH"))
	for _, pattern := range binaryGlobs {
		matches, _ := filepath.Glob(pattern) // the patterns are constant and well formed
		dirs = append(dirs, matches...)
	}
	return searchBinaries(dirs)
}

func searchBinaries(dirs []string) ([]Binaries, error) {
	var found []Binaries
	for _, dir := range dirs {
		b, ok := inspect(dir)
		if ok && !slices.Contains(found, b) {
			found = append(found, b)
		}
	}
	if len(found) == 0 {
		return nil, ErrNoBinaries
	}
	slices.SortStableFunc(found, func(a, b Binaries) int { return b.Major - a.Major })
	return found, nil
}

var versionPattern = regexp.MustCompile(`\(PostgreSQL\) (\d+)`)

func inspect(dir string) (Binaries, bool) {
	// Debian links pg_ctl and friends into PATH; the server is beside the target.
	real, err := filepath.EvalSymlinks(filepath.Join(dir, "postgres"))
	if err != nil {
		return Binaries{}, false
	}
	dir = filepath.Dir(real)
	if _, err := exec.LookPath(filepath.Join(dir, "initdb")); err != nil {
		return Binaries{}, false
	}
	out, err := exec.Command(real, "--version").Output()
	if err != nil {
		return Binaries{}, false
	}
	m := versionPattern.FindSubmatch(out)
	if m == nil {
		return Binaries{}, false
	}
	major, err := strconv.Atoi(string(m[1]))
	if err != nil || major < OldestMajor {
		return Binaries{}, false
	}
	return Binaries{Dir: dir, Major: major}, true
}

// chooseBinaries takes the newest installation for a new cluster and the one
// of the same major version for an existing one, since a cluster can be read
// by its own major version only.
func chooseBinaries(found []Binaries, cluster string) (Binaries, error) {
	raw, err := os.ReadFile(filepath.Join(cluster, "PG_VERSION"))
	if errors.Is(err, os.ErrNotExist) {
		return found[0], nil
	}
	if err != nil {
		return Binaries{}, fmt.Errorf("read the cluster's version: %w", err)
	}
	want, err := strconv.Atoi(strings.TrimSpace(string(raw)))
	if err != nil {
		return Binaries{}, fmt.Errorf("the cluster in %s was made by PostgreSQL %q, which this program cannot run",
			cluster, strings.TrimSpace(string(raw)))
	}
	var have []string
	for _, b := range found {
		if b.Major == want {
			return b, nil
		}
		have = append(have, strconv.Itoa(b.Major))
	}
	return Binaries{}, fmt.Errorf("the cluster in %s was made by PostgreSQL %d, but only PostgreSQL %s is installed: install PostgreSQL %d, or choose another DATA_DIR",
		cluster, want, strings.Join(have, ", "), want)
}
