package pgserver

import "syscall"

// dieWithParent has the kernel ask the child for a fast shutdown when this
// process dies. The next start still checks for leftovers.
func dieWithParent(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGINT }
