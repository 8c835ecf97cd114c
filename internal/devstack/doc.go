// Package devstack is the room of what one machine needs instead of a data
// centre: pgserver runs a private PostgreSQL, temporalserver a Temporal server
// inside the process, testdb a database per test. Only cmd/standalone and
// tests may import them; of the three only temporalserver links the Temporal
// server, whose first compile takes minutes.
package devstack
