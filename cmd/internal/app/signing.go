package app

import (
	"context"

	"github.com/prometheus/client_golang/prometheus"
)

// startSigning runs the sequencer until stopSigning.
func (p *Parts) startSigning() {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		p.sequencer.Run(ctx)
	}()
	p.signing = func() { cancel(); <-done }
}

func (p *Parts) stopSigning() {
	if p.signing != nil {
		p.signing()
		p.signing = nil
	}
}

// Signing says why this process signs no checkpoint of the ledger, or nil.
func (p *Parts) Signing() error {
	_, fault := p.sequencer.Status()
	return fault
}

// metrics is a registry that tells how the signing goes.
func (p *Parts) metrics() (*prometheus.Registry, error) {
	r := prometheus.NewRegistry()
	size := prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "pheduyet_ledger_checkpoint_entries", Help: "Entries under the last checkpoint that this process saw.",
	}, func() float64 { signed, _ := p.sequencer.Status(); return float64(signed) })
	refused := prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "pheduyet_ledger_signing_fault", Help: "1 while no checkpoint can be signed; the log says why.",
	}, func() float64 {
		if p.Signing() != nil {
			return 1
		}
		return 0
	})
	for _, c := range []prometheus.Collector{size, refused} {
		if err := r.Register(c); err != nil {
			return nil, err
		}
	}
	return r, nil
}
