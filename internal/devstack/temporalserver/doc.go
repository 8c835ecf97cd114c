// Package temporalserver runs a Temporal server inside this process, with its
// persistence and visibility in a PostgreSQL given by address. It is meant for
// one machine: for trials, teaching and a small office. Production uses a
// Temporal cluster by address, with the same workers and the same server of
// ours.
//
// It links the whole Temporal server. It knows nothing of the product's
// workflows.
package temporalserver
