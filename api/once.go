package api

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"regexp"
	"strings"

	"pheduyet/internal/proposal"
)

// job is an act that happens once, however often it is asked for under one
// Idempotency-Key.
type job struct {
	command proposal.Command
	// judge refuses in the contract's order: 404, 403, 409, 422. It fills in what
	// the command lacks.
	judge func(ctx context.Context, c *proposal.Command) error
	// perform does what a stored command asks. Doing it again changes nothing and
	// gives the same answer.
	perform func(ctx context.Context, c proposal.Command) (answer, error)
}

// newCommand begins a command from its request. With a key the same request is
// the same command.
func (s *server) newCommand(r *http.Request, kind, bodyHash string, body []byte) (proposal.Command, error) {
	c := proposal.Command{
		Account: about(r).actor.Account, Method: r.Method, Path: r.URL.Path,
		BodyHash: bodyHash, Kind: kind, Body: body, At: s.Clock(),
	}
	keys := r.Header.Values("Idempotency-Key")
	if len(keys) == 0 {
		id := make([]byte, sha256.Size)
		rand.Read(id) // never fails
		c.ID = hex.EncodeToString(id)
		return c, nil
	}
	if len(keys) > 1 || !keyForm.MatchString(keys[0]) {
		return c, invalid(fault("Idempotency-Key", "Khóa gồm 1–128 ký tự ASCII nhìn thấy được, nêu một lần.", "A key is 1–128 visible ASCII characters, stated once."))
	}
	c.Key = keys[0]
	sum := sha256.Sum256([]byte(strings.Join([]string{c.Account, c.Method, c.Path, c.Key}, "\n")))
	c.ID = hex.EncodeToString(sum[:])
	return c, nil
}

var keyForm = regexp.MustCompile(`^[!-~]{1,128}$`)

// once answers a job: again what was answered first, or by joining an attempt
// that was never answered, or by judging and doing it. What the caller is told is
// kept under the key, unless asking again may still succeed.
func (s *server) once(r *http.Request, j job) (answer, error) {
	ctx := r.Context()
	stored, known, err := s.known(ctx, j.command)
	if err != nil {
		return answer{}, err
	}
	if !known {
		if refused := j.judge(ctx, &j.command); refused != nil {
			stored, err = s.refuse(r, j.command, refused)
		} else {
			stored, err = s.begin(ctx, j.command)
		}
		if err != nil {
			return answer{}, err
		}
	}
	if stored.Status != 0 {
		return s.kept(stored), nil
	}
	a, err := j.perform(ctx, stored)
	if err != nil {
		if !final(err) {
			return answer{}, err
		}
		a = problem(r, err)
	}
	if stored.Key == "" {
		return a, nil
	}
	return s.first(ctx, stored, a)
}

// first keeps an answer under the key and gives what is kept: where another
// attempt was faster, that one's.
func (s *server) first(ctx context.Context, c proposal.Command, a answer) (answer, error) {
	if err := s.Store.Answer(ctx, c.ID, a.status, a.body); err != nil {
		return answer{}, err
	}
	c, _, err := s.known(ctx, c)
	if err != nil {
		return answer{}, err
	}
	return s.kept(c), nil
}

// known finds the command that used the key before. The same key for anything
// else is refused.
func (s *server) known(ctx context.Context, c proposal.Command) (proposal.Command, bool, error) {
	if c.Key == "" {
		return c, false, nil
	}
	before, err := s.Store.CommandByKey(ctx, c.Account, c.Key)
	switch {
	case err != nil && proposal.CodeOf(err) == proposal.CodeNotFound:
		return c, false, nil
	case err != nil:
		return c, false, err
	case before.Method != c.Method || before.Path != c.Path || before.BodyHash != c.BodyHash:
		return c, false, invalid(fault("Idempotency-Key", "Khóa này đã được dùng cho một yêu cầu khác.", "This key was used for another request."))
	}
	return before, true, nil
}

// begin stores a command before it is done; where another request with the key
// was faster, it gives that one's.
func (s *server) begin(ctx context.Context, c proposal.Command) (proposal.Command, error) {
	err := s.Store.Begin(ctx, c)
	if err == nil || proposal.CodeOf(err) != proposal.CodeConflict {
		return c, err
	}
	first, known, again := s.known(ctx, c)
	if again != nil {
		return c, again
	}
	if !known {
		return c, err
	}
	return first, nil
}

// refuse keeps a refusal under the key, of the content nothing. Without a key, or
// where asking again may succeed, it gives the refusal back. Where another request
// with the key was faster, it gives that one's command: this one saw what that
// one had done.
func (s *server) refuse(r *http.Request, c proposal.Command, refused error) (proposal.Command, error) {
	if c.Key == "" || !final(refused) {
		return c, refused
	}
	a := problem(r, refused)
	c.Body, c.Status, c.Answer = []byte("{}"), a.status, a.body
	return s.begin(r.Context(), c)
}

// kept gives a first answer again.
func (s *server) kept(c proposal.Command) answer {
	a := answer{status: c.Status, body: c.Answer}
	if c.Status >= 400 {
		a.media = mediaProblem
		return a
	}
	a.header = s.reread(c.Status, c.Answer)
	return a
}
