package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"

	"pheduyet/internal/proposal"
	"pheduyet/workflows"
)

var nothing = proposal.Errorf(proposal.CodeNotFound, "Không có.", "None.")

func (w *world) Credentials(_ context.Context, username string) (Credentials, error) {
	if c, ok := w.people[username]; ok {
		return c, w.fault()
	}
	return Credentials{}, errors.Join(w.fault(), nothing)
}

func (w *world) SaveToken(_ context.Context, hash []byte, account string, _ time.Time) error {
	for _, c := range w.people {
		if c.Account == account {
			w.tokens[string(hash)] = c.Actor
		}
	}
	return w.fault()
}

func (w *world) Actor(_ context.Context, hash []byte) (proposal.Actor, error) {
	if err := w.fault(); err != nil {
		return proposal.Actor{}, err
	}
	a, ok := w.tokens[string(hash)]
	if !ok {
		return a, nothing
	}
	return a, nil
}

func (w *world) FailedSignIns(context.Context, string, time.Time) (int, error) {
	return w.failed, w.fault()
}
func (w *world) RecordFailedSignIn(context.Context, string) error { w.failed++; return w.fault() }

func (w *world) CommandByKey(_ context.Context, account, key string) (proposal.Command, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.commands {
		if c.Account == account && c.Key == key {
			return c, w.fault()
		}
	}
	return proposal.Command{}, nothing
}

func (w *world) Begin(_ context.Context, c proposal.Command) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, there := w.commands[c.ID]; there {
		return proposal.Errorf(proposal.CodeConflict, "Đã nhận.", "Received.")
	}
	if c.ProposalID != "" {
		if _, known := w.cases[c.ProposalID]; !known {
			return fmt.Errorf("no proposal %q", c.ProposalID)
		}
	}
	if !json.Valid(c.Body) || bytes.Contains(c.Body, []byte(`\u0000`)) {
		return fmt.Errorf("jsonb does not take %q", c.Body)
	}
	w.commands[c.ID] = c
	return w.fault()
}

func (w *world) Answer(_ context.Context, id string, status int, body []byte) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.onAnswer != nil {
		w.onAnswer()
	}
	if c := w.commands[id]; c.Status == 0 {
		c.Status, c.Answer = status, body
		w.commands[id] = c
	}
	return w.fault()
}

func (w *world) Case(_ context.Context, id string) (proposal.Case, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	c, ok := w.cases[id]
	if !ok {
		return c, errors.Join(w.fault(), nothing)
	}
	return c, w.fault()
}

func (w *world) List(_ context.Context, a proposal.Actor, f proposal.Filter) ([]proposal.Case, string, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []proposal.Case
	for _, id := range slices.Backward(w.order) {
		c := w.cases[id]
		sees := proposal.AccessTo(c.Progress, c.Facts.CoAgencies, a) != proposal.AccessNone
		if sees && (f.Status == "" || c.Status == f.Status) && strings.Contains(c.Number+" "+c.Facts.Name, f.Query) {
			out = append(out, c)
		}
	}
	if len(out) > f.Limit {
		return out[:f.Limit], "next", nil
	}
	return out, "", w.fault()
}

func (w *world) Seen(_ context.Context, a proposal.Actor, numbers []string) ([]string, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var seen []string
	for _, c := range w.cases {
		if slices.Contains(numbers, c.Number) && proposal.AccessTo(c.Progress, c.Facts.CoAgencies, a) != proposal.AccessNone {
			seen = append(seen, c.Number)
		}
	}
	return seen, w.fault()
}

func (w *world) CreateDraft(_ context.Context, command string) (proposal.Case, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	cmd := w.commands[command]
	if c, done := w.cases[cmd.ProposalID]; done {
		return c, nil
	}
	var c proposal.Case
	if err := json.Unmarshal(cmd.Body, &c.Facts); err != nil {
		return c, err
	}
	author := w.person(cmd.Account)
	c.ID, c.Status, c.Agency, c.DraftedAt, c.UpdatedAt, c.ETag = newID(), proposal.Draft, author.Agency, w.now, w.now, 1
	c.FiledBy = proposal.Person{Account: author.Account, Name: author.Name, Agency: author.Agency}
	c.Envelopes = []proposal.EnvelopeKey{{FiscalYear: 2027, Source: "chi-thuong-xuyen", Owner: "province"}}
	w.cases[c.ID] = c
	w.order = append(w.order, c.ID)
	cmd.ProposalID, cmd.Recorded = c.ID, true
	w.commands[command] = cmd
	return c, w.fault()
}

func (w *world) person(account string) proposal.Actor {
	for _, c := range w.people {
		if c.Account == account {
			return c.Actor
		}
	}
	return proposal.Actor{}
}

func (w *world) Edit(_ context.Context, _ proposal.Actor, id string, etag int64, f proposal.Facts) (proposal.Case, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	c := w.cases[id]
	if c.ETag != etag {
		return c, proposal.Errorf(proposal.CodeConflict, "Đã thay đổi.", "Changed.")
	}
	c.Facts, c.ETag = f, c.ETag+1
	w.cases[id] = c
	return c, w.fault()
}

// Record has the domain apply a command.
func (w *world) Record(_ context.Context, id, command string) (proposal.Progress, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	cmd, known := w.commands[command]
	if !known || cmd.Status != 0 {
		return proposal.Progress{}, fmt.Errorf("command %q was not begun", command)
	}
	c := w.cases[id]
	if cmd.Recorded {
		return c.Progress, nil
	}
	t, err := w.apply(c, cmd)
	if err != nil {
		return proposal.Progress{}, err
	}
	c = t.Case
	if c.Number == "" && c.Filed != nil {
		c.Number = fmt.Sprintf("DX-2026-%06d", len(w.commands))
	}
	if gate, ok := c.AwaitsScreening(); ok {
		screened, err := c.Screened(gate, proposal.Screening{ID: newID(), Revision: c.Revision, Verdict: "clear", Note: "không tìm thấy", At: w.now}, w.env())
		if err != nil {
			return proposal.Progress{}, err
		}
		c = screened.Case
	}
	c.ETag++
	w.cases[id] = c
	cmd.Recorded = true
	w.commands[command] = cmd
	w.done = append(w.done, command)
	return c.Progress, w.fault()
}

func (w *world) apply(c proposal.Case, cmd proposal.Command) (proposal.Transition, error) {
	var t proposal.Transition
	var err error
	switch cmd.Kind {
	case proposal.CommandSubmit:
		if cmd.SeenETag != c.ETag {
			return t, proposal.Errorf(proposal.CodeConflict, "Đã thay đổi.", "Changed.")
		}
		t, err = c.Submit(body[proposal.Submission](cmd), w.filing(c), w.env())
	case proposal.CommandConsult:
		t, err = c.Consult(body[proposal.Consultation](cmd), w.env())
	case proposal.CommandDecide:
		if err = proposal.CanDecide(c.Progress, w.person(cmd.Account), cmd.Gate); err == nil {
			env := w.env()
			env.Actor = w.person(cmd.Account)
			t, err = c.Give(cmd.Gate, body[proposal.Decision](cmd), env.Actor, env)
		}
	case proposal.CommandAccept:
		t, err = c.Accept(body[proposal.Acceptance](cmd), w.env())
	case proposal.CommandWithdraw:
		t, err = c.Withdraw(body[proposal.Withdrawal](cmd), w.env())
	case proposal.CommandMove:
		t, err = c.Move(body[proposal.MoveOrder](cmd), w.target(), w.env())
	case proposal.CommandRecall:
		t, err = c.Recall()
	case proposal.CommandAmend:
		was, _ := w.inForce(c, cmd.Gate)
		t, err = c.Amend(cmd.Gate, body[proposal.AmendmentRequest](cmd), was, w.person(cmd.Account), w.env())
	case proposal.CommandRequestReview:
		t, err = c.RequestReview(body[proposal.ReviewPlea](cmd), w.person(cmd.Account), w.env())
	case proposal.CommandReview:
		t, err = c.Rule(body[proposal.ReviewRuling](cmd), w.person(cmd.Account), w.env())
	case proposal.CommandRevoke:
		t, err = c.Revoke(body[proposal.RevocationOrder](cmd), w.person(cmd.Account), w.env())
	case proposal.CommandPause:
		t, err = c.Pause(cmd.Gate, body[proposal.PauseRequest](cmd), w.env())
	case proposal.CommandResume:
		t, err = c.Resume(cmd.Gate, body[proposal.Resumption](cmd), w.env())
	case proposal.CommandExtend:
		t, err = c.Extend(cmd.Gate, body[proposal.ExtensionRequest](cmd), w.env())
	case proposal.CommandSign:
		env := w.env()
		env.Actor = w.person(cmd.Account)
		t, err = c.Sign(cmd.Gate, body[proposal.Signature](cmd), env)
	case proposal.CommandSendBack:
		t, err = c.SendBackPrepared(cmd.Gate, body[proposal.SentBack](cmd), w.person(cmd.Account), w.env())
	case proposal.CommandClaim:
		t, err = c.Claim(cmd.Gate, w.person(cmd.Account), w.env())
	case proposal.CommandRelease:
		t, err = c.Release(cmd.Gate)
	case proposal.CommandReassign:
		in := body[proposal.Reassignment](cmd)
		to, _ := w.Colleague(context.Background(), in.Account)
		t, err = c.Reassign(cmd.Gate, in, to, w.env())
	default:
		err = fmt.Errorf("no act %q", cmd.Kind)
	}
	return t, err
}

// Related gives what the case follows.
func (w *world) Related(_ context.Context, id string) (out proposal.Related, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, f := range w.cases[id].Facts.Follows {
		for _, c := range w.cases {
			if c.Number == f.Number {
				out.Relatives = append(out.Relatives, proposal.Relative{Direction: proposal.Predecessor, Relation: f.Relation, Case: c})
			}
		}
	}
	return out, w.fault()
}

// Revisions gives the last one: the world keeps no others.
func (w *world) Revisions(_ context.Context, id string) ([]proposal.Revision, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	c := w.cases[id]
	if c.Filed == nil {
		return nil, w.fault()
	}
	return []proposal.Revision{{Revision: c.Revision, Facts: *c.Filed, By: c.FiledBy, At: w.now}}, w.fault()
}

func (w *world) Colleague(_ context.Context, username string) (*proposal.Actor, error) {
	p, ok := w.people[username]
	if !ok {
		return nil, w.fault()
	}
	return &p.Actor, w.fault()
}

func (w *world) FirstRead(_ context.Context, id string, reader proposal.Actor) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	t, _ := w.cases[id].FirstReading(reader, w.env())
	w.cases[id] = t.Case
	return w.fault()
}

// inForce finds the command that decided the gate last.
func (w *world) inForce(c proposal.Case, gate string) (proposal.Decision, error) {
	for _, id := range slices.Backward(w.done) {
		cmd := w.commands[id]
		if cmd.ProposalID != c.ID || cmd.Gate != gate {
			continue
		}
		if cmd.Kind == proposal.CommandDecide {
			return body[proposal.Decision](cmd), w.fault()
		}
		return *body[proposal.AmendmentRequest](cmd).Decision, w.fault()
	}
	return proposal.Decision{}, nothing
}

func (w *world) InForce(_ context.Context, id, gate string) (proposal.Decision, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.inForce(w.cases[id], gate)
}

func body[T any](c proposal.Command) T {
	var v T
	if err := json.Unmarshal(c.Body, &v); err != nil {
		panic(err)
	}
	return v
}

func (w *world) filing(c proposal.Case) proposal.Filing {
	return proposal.Filing{
		Process: proposal.PackRef{ID: w.pack.ID, Version: string(w.pack.Version), Hash: w.pack.Hash}, Rules: w.pack.Rules,
		Parties: proposal.Parties{Agencies: []string{c.Agency}, Conflicted: []string{c.Agency}, Persons: []string{c.FiledBy.Account}},
	}
}

func (w *world) Opened(_ context.Context, id string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	c := w.cases[id]
	c.Standing.OpenedByOther = true
	w.cases[id] = c
	return w.fault()
}

func (w *world) Attach(_ context.Context, command string) (proposal.File, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	f := body[proposal.File](w.commands[command])
	if w.onAttach != nil {
		return f, w.onAttach
	}
	if _, kept := w.blobs[f.SHA256]; !kept {
		return f, errors.New("the bytes are not kept")
	}
	if _, there := w.files[f.ID]; !there {
		c := w.cases[f.Proposal]
		c.Attachments = append(slices.Clone(c.Attachments), proposal.Attachment{
			ID: f.ID, Kind: f.Kind, Title: f.Title, Name: f.Name, MediaType: f.MediaType, Size: f.Size, SHA256: f.SHA256, Readable: f.Readable,
		})
		w.cases[f.Proposal] = c
		w.files[f.ID] = f
	}
	return f, w.fault()
}

func (w *world) File(_ context.Context, id string) (proposal.File, error) {
	f, ok := w.files[id]
	if !ok {
		return f, nothing
	}
	return f, w.fault()
}

func (w *world) RulesNow(context.Context, proposal.Kind) (proposal.Rules, error) {
	return w.pack.Rules, w.fault()
}

func (w *world) Env(context.Context) (proposal.Env, error) { return w.env(), w.fault() }

func (w *world) Filing(_ context.Context, id string) (proposal.Filing, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.filing(w.cases[id]), w.fault()
}

// line is the process as the API knows it.
type line struct{ w *world }

func (w *world) process() Process { return line{w} }

func (l line) Submit(ctx context.Context, id string, act Act) error {
	return l.Do(ctx, id, workflows.UpdateSubmit, act)
}

// Reopen is done like any act: the world has no workflows that end.
func (l line) Reopen(ctx context.Context, id, update string, act Act) error {
	l.w.reopened = append(l.w.reopened, workflows.RunWorkflowID(id, act.Run))
	return l.Do(ctx, id, update, act)
}

func (l line) Do(ctx context.Context, id, _ string, act Act) error {
	if act.Actor.Name != "" {
		return errors.New("a name would enter a history")
	}
	l.w.mu.Lock()
	l.w.sent = append(l.w.sent, act.Command)
	lost, deaf := l.w.lost, l.w.deaf
	if l.w.onSend != nil {
		l.w.onSend()
	}
	l.w.mu.Unlock()
	if lost != nil {
		return lost
	}
	_, err := l.w.Record(ctx, id, act.Command)
	if deaf != nil {
		return deaf
	}
	return err
}

// folder is the world's files.
type folder world

func (f *folder) Put(_ context.Context, digest string, r io.Reader) error {
	data, err := io.ReadAll(r)
	f.blobs[digest] = data
	return err
}

func (f *folder) Open(_ context.Context, digest string) (io.ReadCloser, error) {
	data, ok := f.blobs[digest]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return io.NopCloser(bytes.NewReader(data)), nil
}

func (w *world) ForgetTokens(_ context.Context, account string) error {
	maps.DeleteFunc(w.tokens, func(_ string, a proposal.Actor) bool { return a.Account == account })
	return w.fault()
}
