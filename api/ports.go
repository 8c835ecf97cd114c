package api

import (
	"context"
	"encoding/json"
	"io"
	"time"

	"pheduyet/internal/catalog"
	"pheduyet/internal/ledger"
	"pheduyet/internal/people"
	"pheduyet/internal/proposal"
	"pheduyet/internal/why"
	"pheduyet/workflows"
)

// Store is what the API needs of the database. Errors are *proposal.Error:
// not_found where nothing is there, unavailable where the database does not
// answer. It leaves the question who may read to the API, except in lists, which
// hold only what the actor may see.
type Store interface {
	Accounts
	Delegations
	People
	Commands
	Proposals
	Registers
	Calendar
	Envelopes
	Notices
	Holidays
	Systems
	LedgerTree
	Changes
	Moves
}

// Accounts signs people in.
type Accounts interface {
	// Credentials finds an account that is not disabled by its user name.
	Credentials(ctx context.Context, username string) (Credentials, error)
	// SaveToken keeps a token's sha256 until it expires.
	SaveToken(ctx context.Context, hash []byte, account string, expires time.Time) error
	// Actor finds who holds an unexpired token: roles, agency and seats as of now.
	Actor(ctx context.Context, tokenHash []byte) (proposal.Actor, error)
	// Colleague finds an active account by its user name; nil where there is none.
	Colleague(ctx context.Context, username string) (*proposal.Actor, error)
	// Colleagues lists the active people who belong or sit today in one of the
	// agencies, by name.
	Colleagues(ctx context.Context, agencies []string) ([]people.Colleague, error)
	// ForgetTokens takes back every token of an account.
	ForgetTokens(ctx context.Context, account string) error
	// FailedSignIns counts the failures of a user name since a time; RecordFailedSignIn
	// adds one. The name is stored hashed.
	FailedSignIns(ctx context.Context, username string, since time.Time) (int, error)
	RecordFailedSignIn(ctx context.Context, username string) error
}

// Credentials is what signing in compares with.
type Credentials = proposal.Credentials

// Commands keeps what people asked and what they were answered.
type Commands interface {
	// CommandByKey finds the command that used an Idempotency-Key of the account.
	CommandByKey(ctx context.Context, account, key string) (proposal.Command, error)
	// Begin stores a command before it is done. A second one with the same id or
	// the same key is a conflict error; find the first with CommandByKey. One that
	// was refused comes with its Status and Answer, is stored with them, has the
	// Body {} and, where the proposal is unknown, no ProposalID; it is never done.
	Begin(ctx context.Context, c proposal.Command) error
	// Answer keeps what the caller was told; a first answer stays.
	Answer(ctx context.Context, id string, status int, body []byte) error
}

// Proposals reads proposals and records what happens outside the workflow: what
// is done to a draft.
type Proposals interface {
	// Case reads the whole of a proposal.
	Case(ctx context.Context, id string) (proposal.Case, error)
	// List answers the proposals that the actor may see, newest change first, and
	// the cursor of the next page ("" at the end).
	List(ctx context.Context, a proposal.Actor, f proposal.Filter) ([]proposal.Case, string, error)
	// Seen tells which of the proposals with these numbers the actor may see.
	Seen(ctx context.Context, a proposal.Actor, numbers []string) ([]string, error)
	Trace(ctx context.Context, id string) (why.Trace, error)
	// Evidence gives the proposal's part of the ledger with the first checkpoint
	// that covers its last entry; unavailable while nothing signs one.
	Evidence(ctx context.Context, id string) (ledger.Bundle, error)
	// EvidenceRead notes in the ledger who took evidence, with the files or without.
	EvidenceRead(ctx context.Context, a proposal.Actor, id, number string, files bool) error
	Worklist(ctx context.Context, a proposal.Actor) ([]proposal.WorkItem, error)
	// CreateDraft records a stored create command, once, and answers the new
	// proposal. Body is proposal.Facts.
	CreateDraft(ctx context.Context, command string) (proposal.Case, error)
	// Edit changes the facts of a draft or returned proposal at the etag read; a
	// stale etag is a conflict.
	Edit(ctx context.Context, a proposal.Actor, id string, etag int64, f proposal.Facts) (proposal.Case, error)
	// Record applies a stored command, as the activity of the same name does; the
	// API calls it for acts on a proposal that was never submitted.
	Record(ctx context.Context, proposalID, command string) (proposal.Progress, error)
	// Related reads the proposals related to one, whoever may see them.
	Related(ctx context.Context, id string) (proposal.Related, error)
	// Revisions reads what was filed, oldest first.
	Revisions(ctx context.Context, id string) ([]proposal.Revision, error)
	// InForce gives the decision that counts at a gate now, as corrected.
	InForce(ctx context.Context, id, gate string) (proposal.Decision, error)
	// FirstRead notes who of a gate's authority has read the proposal first.
	FirstRead(ctx context.Context, id string, reader proposal.Actor) error
	// Opened notes that somebody of another agency has read the submission.
	Opened(ctx context.Context, id string) error
	// Attach records a stored attach command whose bytes are kept, once. Body is
	// proposal.File.
	Attach(ctx context.Context, command string) (proposal.File, error)
	File(ctx context.Context, id string) (proposal.File, error)
	// Env gives the look-ups and the clock that early content checks need.
	Env(ctx context.Context) (proposal.Env, error)
	// RulesNow gives the rules that a proposal of the kind would get today.
	RulesNow(ctx context.Context, kind proposal.Kind) (proposal.Rules, error)
	// Filing gives the pack and the parties that a submission now would get.
	Filing(ctx context.Context, id string) (proposal.Filing, error)
}

// Registers reads the catalog, the packs and the envelopes.
type Registers interface {
	// SearchCatalog lists the entries that hold every word of q, accents ignored;
	// "" lists all.
	SearchCatalog(ctx context.Context, q string) ([]proposal.CatalogEntry, error)
	CatalogEntry(ctx context.Context, id string) (proposal.CatalogEntry, error)
	// Packs lists every version of every pack, as their canonical JSON; Pack finds
	// one (version "" is that in force today).
	Packs(ctx context.Context) ([]json.RawMessage, error)
	Pack(ctx context.Context, id, version string) (json.RawMessage, error)
	// Envelopes lists those of a fiscal year; 0 is every year.
	Envelopes(ctx context.Context, year int) ([]proposal.Envelope, error)
	// Statistics counts the proposals that the actor may see, and decisions since a
	// time; where that is zero, only what is asked of the envelopes.
	Statistics(ctx context.Context, a proposal.Actor, since time.Time) (proposal.Statistics, error)
	Agency(ctx context.Context, code string) (proposal.Agency, error)
	// Agencies lists all there are and were, by code.
	Agencies(ctx context.Context) ([]proposal.Agency, error)
}

// LedgerTree reads the ledger as a whole: entries by their places in the tree,
// checkpoints, proofs. A checkpoint that is not there is not_found; a position or
// size outside the tree is invalid.
type LedgerTree interface {
	LatestCheckpoint(ctx context.Context) (ledger.Signed, error)
	CheckpointAt(ctx context.Context, size int64) (ledger.Signed, error)
	// CheckpointTime is when the last of that many entries was written.
	CheckpointTime(ctx context.Context, size int64) (time.Time, error)
	// SigningLag is how long the first entry that no checkpoint covers has waited
	// for one; 0 where all are covered.
	SigningLag(ctx context.Context) (time.Duration, error)
	PlacedEntries(ctx context.Context, from int64, limit int) ([]ledger.Placed, error)
	InclusionProof(ctx context.Context, size, position int64) (ledger.Proof, error)
	ConsistencyProof(ctx context.Context, size, older int64) ([]ledger.Hash, error)
	// Losses are why nothing is signed; none is the rule.
	Losses(ctx context.Context) ([]ledger.Loss, error)
}

// Matcher compares a description with all that exists, is planned or proposed.
type Matcher interface {
	Check(ctx context.Context, q catalog.Query) (catalog.Result, error)
}

// Blobs keeps uploaded bytes by their sha256 (hex).
type Blobs interface {
	Put(ctx context.Context, sha256 string, r io.Reader) error
	Open(ctx context.Context, sha256 string) (io.ReadCloser, error)
}

// Act is one act for a workflow.
type Act = workflows.Act

// Process sends acts to a proposal's workflow and waits for their outcome. A
// refusal is a *proposal.Error; no worker or no Temporal in time is unavailable;
// where no workflow runs the error is [ErrNoWorkflow].
type Process interface {
	// Submit starts the workflow where there is none, in the same request.
	Submit(ctx context.Context, proposalID string, act Act) error
	// Reopen does a later act on a proposal that has ended in the workflow act.Run of
	// its own, starting it where there is none, in the same request.
	Reopen(ctx context.Context, proposalID, update string, act Act) error
	// Do sends any other act to the workflow act.Run; update is its name in
	// workflows.
	Do(ctx context.Context, proposalID, update string, act Act) error
	// DoSystem sends an act to an approved system's workflow, starting it where
	// there is none, in the same request.
	DoSystem(ctx context.Context, systemID string, act Act) error
}
