package pages

import (
	"sync"
	"time"
)

// memo remembers for a while what every page says and anybody may read.
type memo[T any] struct {
	mu    sync.Mutex
	read  time.Time
	value T
}

// fresh is how old what is remembered may be.
const fresh = time.Minute

// get gives what is remembered, read anew where it is old.
func (m *memo[T]) get(now time.Time, read func() (T, error)) (T, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.read.IsZero() && now.Sub(m.read) < fresh {
		return m.value, nil
	}
	value, err := read()
	if err != nil {
		return value, err
	}
	m.value, m.read = value, now
	return value, nil
}
