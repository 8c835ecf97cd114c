package pgserver

import (
	"crypto/sha256"
	"fmt"
	"strconv"
)

// settings fit a machine of two cores and a few gigabytes. Every commit is
// flushed to disk before it is answered; only throwaway clusters do without.
// No standby reads the log, so it carries the least.
func settings(cluster string, port int, throwaway bool) []string {
	values := []string{
		"listen_addresses=127.0.0.1",
		"port=" + strconv.Itoa(port),
		"unix_socket_directories=",
		"cluster_name=" + clusterName(cluster),
		"max_connections=200",
		"shared_buffers=128MB",
		"wal_level=minimal",
		"max_wal_senders=0",
		"max_wal_size=1GB",
		"jit=off",
		"timezone=UTC",
		"log_timezone=UTC",
		"password_encryption=scram-sha-256",
		"log_line_prefix=%m [%p] %q%u@%d ",
	}
	if throwaway {
		values = append(values, "fsync=off", "synchronous_commit=off", "full_page_writes=off")
	} else {
		values = append(values, "fsync=on", "synchronous_commit=on", "full_page_writes=on")
	}
	args := []string{"-D", cluster}
	for _, v := range values {
		args = append(args, "-c", v)
	}
	return args
}

// clusterName marks the cluster's processes in the process list.
func clusterName(cluster string) string {
	return fmt.Sprintf("pheduyet-%x", sha256.Sum256([]byte(cluster)))[:9+12]
}
