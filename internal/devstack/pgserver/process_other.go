//go:build !linux

package pgserver

import "syscall"

// dieWithParent does nothing where the kernel has no such signal: a cluster
// left behind is stopped by the next start.
func dieWithParent(*syscall.SysProcAttr) {}
