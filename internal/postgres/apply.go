package postgres

import (
	"context"
	"encoding/json"
	"errors"

	"pheduyet/internal/proposal"
)

// apply asks the domain for the transition that the command means, with what is
// true now.
func (a *act) apply(ctx context.Context) (proposal.Transition, error) {
	c, actor := a.before, a.actor
	switch a.command.Kind {
	case proposal.CommandSubmit:
		return ask(a, proposal.CanSubmit(c.Progress, actor), func(in proposal.Submission) (proposal.Transition, error) { return a.submit(ctx, in) })
	case proposal.CommandDecide:
		return ask(a, proposal.CanDecide(c.Progress, actor, a.command.Gate), func(in proposal.Decision) (proposal.Transition, error) { return a.decide(ctx, in) })
	case proposal.CommandConsult:
		return ask(a, proposal.CanConsult(c.Progress, actor), func(in proposal.Consultation) (proposal.Transition, error) {
			return c.Consult(in, a.env(nil))
		})
	case proposal.CommandAccept:
		return ask(a, proposal.CanAccept(c.Progress, actor), func(in proposal.Acceptance) (proposal.Transition, error) {
			return c.Accept(in, a.env(nil))
		})
	case proposal.CommandWithdraw:
		return ask(a, proposal.CanWithdraw(c.Progress, actor), func(in proposal.Withdrawal) (proposal.Transition, error) {
			return c.Withdraw(in, a.env(nil))
		})
	case proposal.CommandAmend:
		return ask(a, nil, func(in proposal.AmendmentRequest) (proposal.Transition, error) { return a.amend(ctx, in) })
	case proposal.CommandRequestReview:
		return ask(a, proposal.CanRequestReview(c.Progress, actor), func(in proposal.ReviewPlea) (proposal.Transition, error) {
			return c.RequestReview(in, actor, a.env(nil))
		})
	case proposal.CommandReview:
		return ask(a, proposal.CanReview(c.Progress, actor), func(in proposal.ReviewRuling) (proposal.Transition, error) {
			return c.Rule(in, actor, a.env(nil))
		})
	case proposal.CommandRevoke:
		return ask(a, proposal.CanRevoke(c.Progress, actor), func(in proposal.RevocationOrder) (proposal.Transition, error) {
			return c.Revoke(in, actor, a.env(nil))
		})
	case proposal.CommandSign, proposal.CommandSendBack, proposal.CommandClaim, proposal.CommandRelease, proposal.CommandReassign:
		return a.applyAtGate(ctx)
	case proposal.CommandPresent:
		return ask(a, proposal.CanPresent(c.Progress, actor), func(in proposal.Submission) (proposal.Transition, error) { return a.present(ctx, in) })
	case proposal.CommandReturnFiling:
		return ask(a, proposal.CanReturnFiling(c.Progress, actor), func(in proposal.SentBack) (proposal.Transition, error) {
			return c.ReturnFiling(in, actor, a.env(nil))
		})
	case proposal.CommandMove:
		return ask(a, proposal.CanMove(c.Progress, actor), a.move)
	case proposal.CommandRecall:
		return ask(a, proposal.CanRecall(c.Progress, actor), func(struct{}) (proposal.Transition, error) { return c.Recall() })
	case proposal.CommandPause, proposal.CommandResume, proposal.CommandExtend:
		return a.applyClock()
	}
	return proposal.Transition{}, proposal.Errorf(proposal.CodeInvalid, "Không rõ loại yêu cầu “%s”.", "Unknown kind of command “%s”.", a.command.Kind)
}

// ask decodes the command's content and does the act unless it may not be done.
func ask[T any](a *act, may error, do func(in T) (proposal.Transition, error)) (proposal.Transition, error) {
	if may != nil {
		return proposal.Transition{}, may
	}
	var in T
	if err := json.Unmarshal(a.command.Body, &in); err != nil {
		return proposal.Transition{}, errors.Join(proposal.Errorf(proposal.CodeInvalid, "Nội dung yêu cầu không đọc được.", "The content cannot be read."), err)
	}
	return do(in)
}

// env is the environment of the act with the catalog entries given.
func (a *act) env(entries map[string]proposal.Entry) proposal.Env {
	env := a.reg.env(a.now, entries, a.before.Rules.LateEntryDays)
	env.Actor = a.actor
	return env
}

func (a *act) submit(ctx context.Context, in proposal.Submission) (proposal.Transition, error) {
	if seen := a.command.SeenETag; seen != 0 && seen != a.before.ETag {
		return proposal.Transition{}, stale()
	}
	if err := a.before.CanSend(a.actor); err != nil {
		return proposal.Transition{}, err
	}
	filing, env, err := a.filing(ctx)
	if err != nil {
		return proposal.Transition{}, err
	}
	t, err := a.before.Submit(in, filing, env)
	if err == nil && a.before.Revision == 0 {
		err = a.enterPaper(ctx, &t, env)
	}
	if err != nil || t.Case.Process.ID == filing.Process.ID {
		return t, err
	}
	err = t.Repin(filing.Process, filing.Rules, env) // the filer changed the kind
	return t, err
}

// present lays before the head what seen was read at.
func (a *act) present(ctx context.Context, in proposal.Submission) (proposal.Transition, error) {
	if seen := a.command.SeenETag; seen != 0 && seen != a.before.ETag {
		return proposal.Transition{}, stale()
	}
	filing, env, err := a.filing(ctx)
	if err != nil {
		return proposal.Transition{}, err
	}
	return a.before.Present(in, filing, a.actor, env)
}

// filing reads what a submission now would get, and what it is judged in.
func (a *act) filing(ctx context.Context) (proposal.Filing, proposal.Env, error) {
	filing, err := filing(ctx, a.tx, a.reg, a.before, a.actor.Account)
	if err != nil {
		return filing, proposal.Env{}, err
	}
	known, err := entries(ctx, a.tx, []string{a.before.Facts.Realises, a.before.Facts.BuildsOn})
	return filing, a.reg.env(a.now, known, filing.Rules.LateEntryDays), err
}

func (a *act) decide(ctx context.Context, in proposal.Decision) (proposal.Transition, error) {
	env, err := a.envFor(ctx, in.Details)
	if err != nil {
		return proposal.Transition{}, err
	}
	t, err := a.before.Give(a.command.Gate, in, a.actor, env)
	return a.repinned(t, err, env)
}
