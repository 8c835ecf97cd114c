// Package workflows holds the deterministic code: one ProposalWorkflow per
// proposal puts its acts in order, asks the domain whether each may happen, has
// it recorded, and keeps where the proposal stands. It may know the domain and
// the activities' types; it does no I/O, reads no clock but the workflow's, and
// ranges over no map.
//
// messages.go is the contract that callers import: task queue, ids, names and
// message types. Payloads carry ids, not content: what an act says lies in the
// database under its command's id, so that a text sealed there is gone from
// histories too.
//
// Changing a workflow must keep old histories replaying: see the replay test and
// the README.
package workflows
