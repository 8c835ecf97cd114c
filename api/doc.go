// Package api is the outward HTTP contract: it authenticates, decodes strictly,
// refuses in the contract's order, stores what a person asks before it is done,
// has it done by the proposal's workflow, and answers from the database. It may
// know the domain, the packs, the catalog's types and the workflows' messages,
// never the database nor the activities: what it needs of others it declares in
// ports.go.
//
// The way of an act (act.go):
//
//	decode → a known Idempotency-Key? (once.go) → may the actor? is the content
//	enough? (both the domain's questions) → Begin → workflow → answer, kept
//
// errors.go is the only place with status numbers of refusals; view_*.go the only
// place that knows how a proposal looks outside.
package api
