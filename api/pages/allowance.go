package pages

import (
	"sync"
	"time"
)

// keptAnHour is how much is kept in an hour of forms whose writers are not signed
// in, in bytes. Nobody knows yet who they are: without a bound anybody fills the
// database. A form is some thousands.
const keptAnHour = 64 << 20

// allowance is what may still be kept in this hour.
type allowance struct {
	mu    sync.Mutex
	since time.Time
	spent int
}

// take reports whether so many bytes more may be kept, and counts them.
func (a *allowance) take(bytes int, now time.Time) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if now.Sub(a.since).Abs() >= time.Hour {
		a.since, a.spent = now, 0
	}
	if bytes > keptAnHour-a.spent {
		return false
	}
	a.spent += bytes
	return true
}
