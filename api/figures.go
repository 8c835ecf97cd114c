package api

import (
	"encoding/json"
	"sync"
	"time"

	"pheduyet/internal/proposal"
)

// figures remembers answers that count over many proposals, by who may see the
// same and what was asked.
type figures struct {
	mu   sync.Mutex
	kept map[string]*figure
}

// figure is one answer. Who asks while it is counted waits for it.
type figure struct {
	mu      sync.Mutex
	counted time.Time
	answer  answer
}

// figuresLast is how old figures may be. The answer says as of when they are.
const figuresLast = time.Minute

// get gives what is remembered; where it is old or there is none, it counts.
func (f *figures) get(key string, now time.Time, count func() (answer, error)) (answer, error) {
	one := f.place(key, now)
	one.mu.Lock()
	defer one.mu.Unlock()
	if one.fresh(now) {
		return one.answer, nil
	}
	a, err := count()
	if err != nil {
		return a, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	one.counted, one.answer = now, a
	f.kept[key] = one // it may have been dropped as old meanwhile
	return a, nil
}

// place finds the key's figure, or makes a new one and drops what is old.
func (f *figures) place(key string, now time.Time) *figure {
	f.mu.Lock()
	defer f.mu.Unlock()
	one := f.kept[key]
	if one != nil {
		return one
	}
	for k, old := range f.kept {
		if !old.fresh(now) {
			delete(f.kept, k)
		}
	}
	if f.kept == nil {
		f.kept = map[string]*figure{}
	}
	one = &figure{}
	f.kept[key] = one
	return one
}

func (f *figure) fresh(now time.Time) bool {
	return !f.counted.IsZero() && now.Sub(f.counted).Abs() < figuresLast
}

// scopeOf tells apart people who may see different things: all that is known of
// an actor but who it is.
func scopeOf(a proposal.Actor) (string, error) {
	a.Account, a.Name = "", ""
	scope, err := json.Marshal(a)
	return string(scope), err
}
