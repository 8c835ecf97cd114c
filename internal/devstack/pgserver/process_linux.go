package pgserver

import "syscall"

// dieWithParent has the kernel interrupt the child, which for PostgreSQL means
// a fast shutdown, when this process dies. The next start still checks for
// leftovers.
func dieWithParent(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGINT }
