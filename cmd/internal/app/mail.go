package app

import (
	"context"
	"time"

	"pheduyet/internal/mail"
)

// lookForNotices is how often a worker looks for letters to send.
const lookForNotices = 5 * time.Second

// startSender sends the outbox beside the worker, where a mail server is set.
func (p *Parts) startSender() {
	if p.mailServer == nil {
		p.logger.Warn("SMTP_URL is not set: notices wait in the outbox")
		return
	}
	sender := &mail.Sender{Outbox: p.store, Server: *p.mailServer, Link: p.publicURL, Logger: p.logger}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		sender.Run(ctx, lookForNotices)
	}()
	p.stopSender = func() {
		cancel()
		select {
		case <-done:
		case <-time.After(workerStops): // a hanging server; the letter goes out again later
		}
	}
}
