package app

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/taskqueue/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/contrib/envconfig"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/worker"

	"pheduyet/activities"
	"pheduyet/workflows"
)

// Dial connects to Temporal and tells the namespace.
type Dial func(*slog.Logger) (client.Client, string, error)

// DialTemporal connects as Temporal's own environment configuration says
// (TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TLS, API key …). The connection is lazy:
// a cluster that is down makes the server not ready rather than dead.
func DialTemporal(logger *slog.Logger) (client.Client, string, error) {
	opts, err := envconfig.LoadDefaultClientOptions()
	if err != nil {
		return nil, "", fmt.Errorf("temporal settings: %w", err)
	}
	return newClient(opts, logger)
}

// DialTemporalAt connects to a Temporal of our own.
func DialTemporalAt(hostPort, namespace string) Dial {
	return func(logger *slog.Logger) (client.Client, string, error) {
		return newClient(client.Options{HostPort: hostPort, Namespace: namespace}, logger)
	}
}

func newClient(opts client.Options, logger *slog.Logger) (client.Client, string, error) {
	opts.Logger = log.NewStructuredLogger(logger)
	if opts.Namespace == "" {
		opts.Namespace = client.DefaultNamespace
	}
	c, err := client.NewLazyClient(opts)
	if err != nil {
		return nil, "", fmt.Errorf("connecting to Temporal: %w", err)
	}
	return c, opts.Namespace, nil
}

// workerStops is how long what a worker does may take to end.
const workerStops = 10 * time.Second

// NewWorker registers the workflows and activities.
func NewWorker(c client.Client, a *activities.Activities) worker.Worker {
	w := worker.New(c, workflows.TaskQueue, worker.Options{
		WorkerStopTimeout: workerStops,
		// Every act is a few short tasks: with the default of two pollers they queue
		// up behind each other when officers act at once.
		MaxConcurrentWorkflowTaskPollers: 8,
		MaxConcurrentActivityTaskPollers: 8,
	})
	w.RegisterWorkflow(workflows.ProposalWorkflow)
	w.RegisterWorkflow(workflows.SpreadWorkflow)
	w.RegisterWorkflow(workflows.SystemWorkflow)
	w.RegisterActivity(a)
	return w
}

// workerAlive reports an error unless a worker has asked for work lately.
func workerAlive(ctx context.Context, c client.Client, namespace string) error {
	r, err := c.WorkflowService().DescribeTaskQueue(ctx, &workflowservice.DescribeTaskQueueRequest{
		Namespace:     namespace,
		TaskQueue:     &taskqueue.TaskQueue{Name: workflows.TaskQueue},
		TaskQueueType: enums.TASK_QUEUE_TYPE_WORKFLOW,
	})
	if err != nil {
		return fmt.Errorf("temporal: %w", err)
	}
	for _, p := range r.GetPollers() {
		if time.Since(p.GetLastAccessTime().AsTime()) < 2*time.Minute {
			return nil
		}
	}
	return fmt.Errorf("no worker is listening on task queue %q", workflows.TaskQueue)
}
