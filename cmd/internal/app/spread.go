package app

import (
	"context"
	"errors"
	"time"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"

	"pheduyet/internal/proposal"
	"pheduyet/workflows"
)

// spreadEvery is how often a worker looks for facts whose spreading was not
// started: the process that confirmed the change may have died before.
const spreadEvery = 30 * time.Second

// spreads is the part of the store that tells what is left to spread.
type spreads interface {
	Spreads(ctx context.Context) ([]proposal.Fact, error)
	// ApplySuccessions does what is due where agencies give way to others today.
	ApplySuccessions(ctx context.Context) error
}

// startSpreads has every fact spread that is not yet. Starting one twice is
// starting it once.
func startSpreads(ctx context.Context, s spreads, temporal client.Client) error {
	if err := s.ApplySuccessions(ctx); err != nil {
		return err
	}
	left, err := s.Spreads(ctx)
	if err != nil {
		return err
	}
	for _, f := range left {
		options := client.StartWorkflowOptions{
			ID: workflows.SpreadWorkflowID(f), TaskQueue: workflows.TaskQueue,
			WorkflowIDReusePolicy:                    enums.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY,
			WorkflowExecutionErrorWhenAlreadyStarted: true,
		}
		_, failed := temporal.ExecuteWorkflow(ctx, options, workflows.SpreadWorkflow, workflows.SpreadInput{Fact: f})
		if _, started := errors.AsType[*serviceerror.WorkflowExecutionAlreadyStarted](failed); !started {
			err = errors.Join(err, failed)
		}
	}
	return err
}

// startSpreading starts what is left to spread, now and from time to time, until
// stopSpreading.
func (p *Parts) startSpreading() {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(spreadEvery)
		defer tick.Stop()
		for ctx.Err() == nil {
			if err := p.afterChange(ctx); err != nil && ctx.Err() == nil {
				p.logger.Warn("facts not spread yet", "err", err)
			}
			if err := startSystems(ctx, p.store, p.temporal); err != nil && ctx.Err() == nil {
				p.logger.Warn("systems not kept yet", "err", err)
			}
			select {
			case <-ctx.Done():
			case <-tick.C:
			}
		}
	}()
	p.spreading = func() { cancel(); <-done }
}

func (p *Parts) stopSpreading() {
	if p.spreading != nil {
		p.spreading()
		p.spreading = nil
	}
}
