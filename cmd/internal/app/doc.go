// Package app holds what both programs share: the settings, and how the parts
// are wired into a server and a worker. It may know every part but the private
// PostgreSQL and the in-process Temporal, which only standalone uses.
package app
