package temporalserver

import (
	"fmt"
	"net"
	"strconv"

	"go.temporal.io/server/common/cluster"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/dynamicconfig"
	"go.temporal.io/server/common/membership/static"
	// Registers the persistence plugin postgres12_pgx.
	_ "go.temporal.io/server/common/persistence/sql/sqlplugin/postgresql"
	"go.temporal.io/server/common/primitives"
)

const (
	loopback = "127.0.0.1"
	plugin   = "postgres12_pgx"

	// historyShards is fixed for the life of a database.
	historyShards = 4

	// Connections per pool. Each of the four services has a pool into either
	// database: 4·(20+5) at most, which leaves half of the private cluster's.
	storeConns, visibilityConns = 20, 5
)

var services = []primitives.ServiceName{
	primitives.FrontendService, primitives.HistoryService,
	primitives.MatchingService, primitives.WorkerService,
}

// ports are the loopback ports of one service.
type ports struct{ grpc, membership int }

func (p ports) address() string { return net.JoinHostPort(loopback, strconv.Itoa(p.grpc)) }

// freePorts finds ports for all services. All are held until the last is
// found, so that no two are the same.
func freePorts() (map[primitives.ServiceName]ports, error) {
	var held []net.Listener
	defer func() {
		for _, l := range held {
			l.Close()
		}
	}()
	free := func() (int, error) {
		l, err := net.Listen("tcp", loopback+":0")
		if err != nil {
			return 0, fmt.Errorf("find a free port for Temporal: %w", err)
		}
		held = append(held, l)
		return l.Addr().(*net.TCPAddr).Port, nil
	}
	found := map[primitives.ServiceName]ports{}
	for _, name := range services {
		grpc, err := free()
		if err != nil {
			return nil, err
		}
		membership, err := free()
		if err != nil {
			return nil, err
		}
		found[name] = ports{grpc: grpc, membership: membership}
	}
	return found, nil
}

func staticHosts(at map[primitives.ServiceName]ports) map[primitives.ServiceName]static.Hosts {
	hosts := map[primitives.ServiceName]static.Hosts{}
	for name, p := range at {
		hosts[name] = static.SingleLocalHost(p.address())
	}
	return hosts
}

func (o Options) sql(database string, conns int) *config.SQL {
	return &config.SQL{
		PluginName:      plugin,
		ConnectProtocol: "tcp",
		ConnectAddr:     net.JoinHostPort(o.Host, strconv.Itoa(o.Port)),
		User:            o.User,
		Password:        o.Password,
		DatabaseName:    database,
		MaxConns:        conns,
		MaxIdleConns:    conns, // else every burst reconnects
	}
}

func serverConfig(o Options, at map[primitives.ServiceName]ports) *config.Config {
	frontend := at[primitives.FrontendService].address()
	const cluster0, off = "active", "disabled"
	c := &config.Config{
		Persistence: config.Persistence{
			DefaultStore:     "default",
			VisibilityStore:  "visibility",
			NumHistoryShards: historyShards,
			DataStores: map[string]config.DataStore{
				"default":    {SQL: o.sql(o.Database, storeConns)},
				"visibility": {SQL: o.sql(o.VisibilityDatabase, visibilityConns)},
			},
		},
		ClusterMetadata: &cluster.Config{
			FailoverVersionIncrement: 10,
			MasterClusterName:        cluster0,
			CurrentClusterName:       cluster0,
			ClusterInformation: map[string]cluster.ClusterInformation{
				cluster0: {Enabled: true, InitialFailoverVersion: 1, RPCAddress: frontend},
			},
		},
		DCRedirectionPolicy: config.DCRedirectionPolicy{Policy: "noop"},
		// Without it the server's own worker panics.
		PublicClient: config.PublicClient{HostPort: frontend},
		Archival: config.Archival{
			History:    config.HistoryArchival{State: off},
			Visibility: config.VisibilityArchival{State: off},
		},
		NamespaceDefaults: config.NamespaceDefaults{Archival: config.ArchivalNamespaceDefaults{
			History:    config.HistoryArchivalNamespaceDefaults{State: off},
			Visibility: config.VisibilityArchivalNamespaceDefaults{State: off},
		}},
		Services: map[string]config.Service{},
	}
	c.Global.Membership.BroadcastAddress = loopback
	for name, p := range at {
		c.Services[string(name)] = config.Service{RPC: config.RPC{
			GRPCPort: p.grpc, MembershipPort: p.membership, BindOnIP: loopback,
		}}
	}
	return c
}

// dynamicConfig leaves every limit at the server's default. It holds the
// history cache to a small machine's memory and keeps the server from asking
// its makers over the network whether there is a newer version.
func dynamicConfig() dynamicconfig.Client {
	return dynamicconfig.StaticClient{
		dynamicconfig.HistoryCacheHostLevelMaxSize.Key(): 8096,
		// One process serves every queue: partitions would only leave tasks waiting
		// in one while pollers ask at another.
		dynamicconfig.MatchingNumTaskqueueReadPartitions.Key():  1,
		dynamicconfig.MatchingNumTaskqueueWritePartitions.Key(): 1,
		dynamicconfig.EnableServerVersionCheck.Key():            false,
	}
}
