// Package pgserver runs a private PostgreSQL cluster as a child of this
// process: it finds (or installs) the binaries, makes the cluster in the data
// folder, starts it on a free loopback port, creates the roles and databases
// of the product, and stops it again.
//
// It knows PostgreSQL and the layout of the data folder, nothing of the
// product's tables and nothing of Temporal. Production does not use it: there
// a database is given by address.
//
// What lies in the data folder:
//
//	VERSION           layout of the folder, see checkLayout
//	secrets/          generated passwords, one file each, mode 0600
//	postgres/         the cluster's home: lock, server log and cluster/
//	postgres.path     instead of postgres/ where the home lies elsewhere
package pgserver
