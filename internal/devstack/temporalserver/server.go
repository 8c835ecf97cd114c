package temporalserver

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"go.temporal.io/server/common/authorization"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/primitives"
	"go.temporal.io/server/temporal"
)

// Options say where the databases are, which must exist and belong to User,
// and what the namespace is.
type Options struct {
	Host, User, Password         string
	Port                         int
	Database, VisibilityDatabase string

	Namespace string        // made if missing
	Retention time.Duration // how long closed workflows are kept, when the namespace is made; at least a day

	Logger *slog.Logger // gets warnings and errors of the server
}

// Server is a running Temporal server. Its methods may be called from any
// goroutine.
type Server struct {
	server    temporal.Server
	hostPort  string
	namespace string
	stopping  *atomic.Bool

	stopOnce sync.Once
	stopErr  error
}

// Start brings the databases to the server's schema, starts the server on
// free loopback ports and returns when the namespace answers. ctx bounds the
// start only. If a port is taken by somebody else in the middle of the start,
// the linked server ends the process.
func Start(ctx context.Context, o Options) (*Server, error) {
	l := logger{to: o.Logger, stopping: &atomic.Bool{}}
	if err := migrate(o, l); err != nil {
		return nil, err
	}
	at, err := freePorts()
	if err != nil {
		return nil, err
	}
	server, err := temporal.NewServer(
		temporal.WithConfig(serverConfig(o, at)),
		temporal.ForServices(temporal.DefaultServices),
		temporal.WithStaticHosts(staticHosts(at)),
		temporal.WithDynamicConfigClient(dynamicConfig()),
		temporal.WithLogger(l),
		// Loopback only; said explicitly, since otherwise the server warns.
		temporal.WithAuthorizer(authorization.NewNoopAuthorizer()),
		temporal.WithClaimMapper(func(*config.Config) authorization.ClaimMapper {
			return authorization.NewNoopClaimMapper()
		}),
	)
	if err != nil {
		return nil, fmt.Errorf("set up Temporal: %w", err)
	}
	if err := server.Start(); err != nil {
		return nil, errors.Join(fmt.Errorf("start Temporal: %w", err), server.Stop())
	}
	s := &Server{
		server: server, hostPort: at[primitives.FrontendService].address(),
		namespace: o.Namespace, stopping: l.stopping,
	}
	if err := s.openNamespace(ctx, o.Retention); err != nil {
		return nil, errors.Join(err, s.Stop())
	}
	return s, nil
}

// HostPort is the frontend's address, for client.Options; the next run has
// another.
func (s *Server) HostPort() string { return s.hostPort }

// Namespace is the one given in Options, ready for use.
func (s *Server) Namespace() string { return s.namespace }

// Stop ends the server's services in order. Clients and workers go first,
// PostgreSQL after. A second call returns what the first did.
func (s *Server) Stop() error {
	s.stopOnce.Do(func() {
		s.stopping.Store(true)
		if err := s.server.Stop(); err != nil {
			s.stopErr = fmt.Errorf("stop Temporal: %w", err)
		}
	})
	return s.stopErr
}
