package app

import "context"

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
