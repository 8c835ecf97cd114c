package ledger

import (
	"errors"
	"fmt"
)

// Exit statuses of a verification.
const (
	ExitVerified   = 0
	ExitTampered   = 1 // readable, and not what was signed
	ExitUnreadable = 2 // not readable as evidence at all
)

// Fault is the first thing wrong with evidence.
type Fault struct {
	Exit    int    // ExitTampered or ExitUnreadable
	File    string // inside the bundle, or ""
	Index   int64  // of the entry, from 0, in the bundle or the tree; -1 when none
	Subject string // "proposal/<uuid>" or "stream/<name>", or ""
	Err     error
}

// Error is one line in Vietnamese that starts with the verdict.
func (f *Fault) Error() string {
	verdict := "ĐÃ BỊ SỬA ĐỔI"
	if f.Exit == ExitUnreadable {
		verdict = "KHÔNG ĐỌC ĐƯỢC"
	}
	where := ""
	if f.File != "" {
		where += fmt.Sprintf(" %.100s:", f.File)
	}
	if f.Index >= 0 {
		where += fmt.Sprintf(" mục thứ %d:", f.Index+1)
	}
	if f.Subject != "" {
		where += fmt.Sprintf(" %s:", f.Subject)
	}
	return fmt.Sprintf("%s —%s %v", verdict, where, f.Err)
}

// Unwrap gives the reason without the place.
func (f *Fault) Unwrap() error { return f.Err }

// ExitStatus is what a verifying program ends with. What is no *Fault could
// not be read.
func ExitStatus(err error) int {
	var f *Fault
	switch {
	case err == nil:
		return ExitVerified
	case errors.As(err, &f):
		return f.Exit
	}
	return ExitUnreadable
}

func tampered(file string, err error) error {
	return &Fault{Exit: ExitTampered, File: file, Index: -1, Err: err}
}

func tamperedEntry(index int64, subject string, err error) error {
	return &Fault{Exit: ExitTampered, Index: index, Subject: subject, Err: err}
}

func unreadable(file string, err error) error {
	return &Fault{Exit: ExitUnreadable, File: file, Index: -1, Err: err}
}
