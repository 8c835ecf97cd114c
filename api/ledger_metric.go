package api

import (
	"context"

	"github.com/prometheus/client_golang/prometheus"
)

// ledgerMetric tells how the signing goes whenever it is scraped. It asks the
// database, so that each server tells the truth whichever worker signs.
type ledgerMetric struct{ store LedgerTree }

var (
	ledgerUnsigned = prometheus.NewDesc("pheduyet_ledger_unsigned_seconds",
		"How long the first entry that no checkpoint covers has waited for one; seconds, unless nothing is signed.", nil, nil)
	ledgerLosses = prometheus.NewDesc("pheduyet_ledger_losses",
		"Losses that two people have not settled yet; while there is one, no checkpoint is signed.", nil, nil)
)

// Describe tells what is told.
func (ledgerMetric) Describe(to chan<- *prometheus.Desc) {
	to <- ledgerUnsigned
	to <- ledgerLosses
}

// Collect asks; where the database does not answer, the scrape fails.
func (m ledgerMetric) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), countingTime)
	defer cancel()
	lag, err := m.store.SigningLag(ctx)
	tell(to, ledgerUnsigned, lag.Seconds(), err)
	losses, err := m.store.Losses(ctx)
	tell(to, ledgerLosses, float64(len(losses)), err)
}

func tell(to chan<- prometheus.Metric, what *prometheus.Desc, value float64, err error) {
	if err != nil {
		to <- prometheus.NewInvalidMetric(what, err)
		return
	}
	to <- prometheus.MustNewConstMetric(what, prometheus.GaugeValue, value)
}
