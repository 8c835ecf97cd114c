package testdb

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"pheduyet/internal/devstack/pgserver"
)

// Migrate brings the empty database at ownerURL to the current schema.
type Migrate func(ctx context.Context, ownerURL string) error

const template = "pheduyet_template"

// cluster is the test process's own PostgreSQL, started by the first test
// that needs it.
type cluster struct {
	mu       sync.Mutex
	server   *pgserver.Server
	dir      string
	lock     *os.File
	migrated bool
	failure  error // a failed start or migration fails every test alike
	clones   int
}

var shared cluster

// clone makes a new database: migrated, or bare where migrate is nil.
func (c *cluster) clone(ctx context.Context, migrate Migrate) (string, pgserver.Databases, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.start(ctx); err != nil {
		return "", pgserver.Databases{}, err
	}
	from := pgserver.Database
	if migrate != nil {
		if err := c.migrate(ctx, migrate); err != nil {
			return "", pgserver.Databases{}, err
		}
		from = template
	}
	c.clones++
	name := fmt.Sprintf("test_%d", c.clones)
	urls, err := c.server.CloneDatabase(ctx, from, name)
	return name, urls, err
}

func (c *cluster) start(ctx context.Context) error {
	if c.server != nil || c.failure != nil {
		return c.failure
	}
	sweep()
	c.failure = func() error {
		var err error
		if c.dir, c.lock, err = makeDir(); err != nil {
			return err
		}
		if c.server, err = pgserver.Start(ctx, pgserver.Options{DataDir: c.dir, Throwaway: true}); err != nil {
			return err
		}
		_, err = c.server.CreateDatabases(ctx)
		return err
	}()
	return c.failure
}

func (c *cluster) migrate(ctx context.Context, migrate Migrate) error {
	if c.migrated {
		return nil
	}
	urls, err := c.server.CloneDatabase(ctx, pgserver.Database, template)
	if err == nil {
		err = migrate(ctx, urls.OwnerURL)
	}
	if err != nil {
		c.failure = fmt.Errorf("migrate the template: %w", err)
		return c.failure
	}
	c.migrated = true
	return nil
}

func (c *cluster) drop(ctx context.Context, name string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.server.DropDatabase(ctx, name)
}

func (c *cluster) close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	var err error
	if c.server != nil {
		err = c.server.Stop()
	}
	if c.dir != "" {
		err = errors.Join(err, os.RemoveAll(c.dir), c.lock.Close())
	}
	return err
}

const prefix = "pheduyet-testdb-"

func makeDir() (string, *os.File, error) {
	dir, err := os.MkdirTemp("", prefix)
	if err != nil {
		return "", nil, err
	}
	// PostgreSQL's user, if another, must be able to reach the cluster.
	if err := os.Chmod(dir, 0o755); err != nil {
		return "", nil, err
	}
	lock, err := os.Create(filepath.Join(dir, "in-use"))
	if err == nil {
		err = syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	}
	return dir, lock, err
}

// sweep deletes the folders of test processes that were killed. The kernel
// has ended their servers; the age keeps off folders just being made.
func sweep() {
	dirs, _ := filepath.Glob(filepath.Join(os.TempDir(), prefix+"*"))
	for _, dir := range dirs {
		info, err := os.Stat(dir)
		if err != nil || time.Since(info.ModTime()) < time.Minute {
			continue
		}
		lock, err := os.Open(filepath.Join(dir, "in-use"))
		if err != nil {
			continue
		}
		if syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil {
			os.RemoveAll(dir)
		}
		lock.Close()
	}
}
