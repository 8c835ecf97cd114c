package pgserver

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync"

	"github.com/jackc/pgx/v5"
)

// Options say where the cluster is and how it runs.
type Options struct {
	DataDir string       // the data folder; made if missing
	Log     func(string) // told, in a sentence, what takes long or is unusual; may be nil
	// Throwaway trades durability for speed, for clusters deleted after use.
	Throwaway bool
}

// Server is a running private cluster. Its methods may be called from any
// goroutine.
type Server struct {
	dataDir  string
	home     home
	port     int
	password string // the superuser's
	process  *process

	stopOnce sync.Once
	stopErr  error
}

// Start makes the cluster if the data folder holds none and starts it on a
// free port of 127.0.0.1. It first ends what a killed run left behind. The
// cluster is ready for connections when Start returns; ctx bounds the start
// only.
func Start(ctx context.Context, o Options) (*Server, error) {
	if o.Log == nil {
		o.Log = func(string) {}
	}
	dataDir, err := prepareDataDir(o.DataDir)
	if err != nil {
		return nil, err
	}
	found, err := findOrInstall(ctx, o.Log)
	if err != nil {
		return nil, err
	}
	// After the installation, which makes the user postgres.
	a, err := serverAccount()
	if err != nil {
		return nil, err
	}
	h, err := openHome(dataDir, a, o.Log)
	if err != nil {
		return nil, err
	}
	s, err := startIn(ctx, h, found, a, dataDir, o)
	if err != nil {
		h.close()
		return nil, err
	}
	return s, nil
}

func startIn(ctx context.Context, h home, found []Binaries, a account, dataDir string, o Options) (*Server, error) {
	b, err := chooseBinaries(found, h.cluster())
	if err != nil {
		return nil, err
	}
	if err := stopLeftover(h.cluster(), o.Log); err != nil {
		return nil, err
	}
	if err := initialise(h, b, a, dataDir, o.Throwaway); err != nil {
		return nil, err
	}
	password, err := secret(dataDir, superuser)
	if err != nil {
		return nil, err
	}
	s := &Server{dataDir: dataDir, home: h, password: password}
	// Between finding a port free and taking it another program may take it.
	for attempt := 1; ; attempt++ {
		err := s.launch(ctx, b, a, o)
		if err == nil || attempt == 3 || !strings.Contains(err.Error(), "could not bind") {
			return s, err
		}
	}
}

// launch starts the postmaster once and waits until it answers.
func (s *Server) launch(ctx context.Context, b Binaries, a account, o Options) error {
	var err error
	if s.port, err = freePort(); err != nil {
		return err
	}
	// Each start has a log of its own: what failed is what stands in it.
	log, err := os.OpenFile(s.home.log(), os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("open PostgreSQL's log: %w", err)
	}
	defer log.Close()
	cmd := a.command(b.path("postgres"), settings(s.home.cluster(), s.port, o.Throwaway)...)
	cmd.Stdout, cmd.Stderr = log, log
	if s.process, err = spawn(cmd); err != nil {
		return fmt.Errorf("start PostgreSQL: %w", err)
	}
	if err := s.waitReady(ctx, o.Log); err != nil {
		return errors.Join(err, s.process.stop())
	}
	return nil
}

// Stop shuts the cluster down in order and waits for its end; a second call
// returns what the first did.
func (s *Server) Stop() error {
	s.stopOnce.Do(func() {
		s.stopErr = s.process.stop()
		s.home.close()
	})
	return s.stopErr
}

// Done is closed when the postmaster has ended, for whatever reason.
func (s *Server) Done() <-chan struct{} { return s.process.done }

// Host is the address the cluster listens on.
func (s *Server) Host() string { return "127.0.0.1" }

// Port is the TCP port of this run; the next one has another.
func (s *Server) Port() int { return s.port }

// LogFile is the path of PostgreSQL's log of this run.
func (s *Server) LogFile() string { return s.home.log() }

func (s *Server) url(role, password, database string) string {
	u := url.URL{
		Scheme:   "postgres",
		User:     url.UserPassword(role, password),
		Host:     net.JoinHostPort(s.Host(), strconv.Itoa(s.port)),
		Path:     "/" + database,
		RawQuery: "sslmode=disable",
	}
	return u.String()
}

func (s *Server) superConn(ctx context.Context, database string) (*pgx.Conn, error) {
	return pgx.Connect(ctx, s.url(superuser, s.password, database))
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("find a free port: %w", err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
