package main

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"
)

// measured is what the clients saw.
type measured struct {
	times []time.Duration // of each act, the shortest first
	took  time.Duration
}

// perform has a number of clients go so many paths between them. One path times
// its own acts.
func perform(b *testing.B, clients, paths int, one func(timed func(func() error) error) error) measured {
	b.Helper()
	var (
		m    measured
		mu   sync.Mutex
		all  sync.WaitGroup
		next = make(chan struct{}, paths)
	)
	for range paths {
		next <- struct{}{}
	}
	close(next)
	began := time.Now()
	for range clients {
		all.Go(func() {
			var own []time.Duration
			timed := func(act func() error) error {
				began := time.Now()
				err := act()
				own = append(own, time.Since(began))
				return err
			}
			for range next {
				if err := one(timed); err != nil {
					b.Error(err)
				}
			}
			mu.Lock()
			defer mu.Unlock()
			m.times = append(m.times, own...)
		})
	}
	all.Wait()
	m.took = time.Since(began)
	if b.Failed() {
		b.FailNow()
	}
	slices.Sort(m.times)
	return m
}

// p is a percentile of the acts' times.
func (m measured) p(percent int) time.Duration {
	return m.times[min(len(m.times)-1, len(m.times)*percent/100)]
}

// rate is acts a second.
func (m measured) rate() float64 { return float64(len(m.times)) / m.took.Seconds() }

func (m measured) String() string {
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	return fmt.Sprintf("%6.1f/s   p50 %6.1f ms   p99 %6.1f ms   (%d)", m.rate(), ms(m.p(50)), ms(m.p(99)), len(m.times))
}
