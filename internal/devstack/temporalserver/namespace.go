package temporalserver

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
	"google.golang.org/protobuf/types/known/durationpb"
)

// openWait bounds the wait for the server's first answers.
const openWait = time.Minute

// openNamespace makes the namespace if it is missing and waits until the
// whole server works in it: a namespace is known to every service only a
// second after it was made.
func (s *Server) openNamespace(ctx context.Context, retention time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, openWait)
	defer cancel()
	quiet := log.NewStructuredLogger(slog.New(slog.NewTextHandler(io.Discard, nil)))
	c, err := client.NewLazyClient(client.Options{HostPort: s.hostPort, Namespace: s.namespace, Logger: quiet})
	if err != nil {
		return fmt.Errorf("reach Temporal: %w", err)
	}
	defer c.Close()
	for _, step := range []func(context.Context) error{
		func(ctx context.Context) error { return register(ctx, c, s.namespace, retention) },
		func(ctx context.Context) error { return probe(ctx, c) },
	} {
		if err := retry(ctx, step); err != nil {
			return fmt.Errorf("open Temporal's namespace %s: %w", s.namespace, err)
		}
	}
	return nil
}

func register(ctx context.Context, c client.Client, namespace string, retention time.Duration) error {
	_, err := c.WorkflowService().RegisterNamespace(ctx, &workflowservice.RegisterNamespaceRequest{
		Namespace:                        namespace,
		WorkflowExecutionRetentionPeriod: durationpb.New(retention),
	})
	var exists *serviceerror.NamespaceAlreadyExists
	if errors.As(err, &exists) {
		return nil
	}
	return err
}

// probe asks the visibility store and then the history service, which know
// the namespace when one counts and the other misses a workflow.
func probe(ctx context.Context, c client.Client) error {
	if _, err := c.CountWorkflow(ctx, &workflowservice.CountWorkflowExecutionsRequest{}); err != nil {
		return err
	}
	_, err := c.DescribeWorkflowExecution(ctx, "no-such-workflow", "")
	var missing *serviceerror.NotFound
	if errors.As(err, &missing) {
		return nil
	}
	return err
}

// retry repeats the step until it succeeds, fails for good or the time is up.
func retry(ctx context.Context, step func(context.Context) error) error {
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		attempt, cancel := context.WithTimeout(ctx, 5*time.Second)
		err := step(attempt)
		cancel()
		var invalid *serviceerror.InvalidArgument
		if err == nil || errors.As(err, &invalid) {
			return err
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return fmt.Errorf("%w: %w", ctx.Err(), err)
		}
	}
}
