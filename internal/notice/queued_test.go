package notice

import (
	"testing"
	"time"
)

func TestAttemptsComeSlowerAndEnd(t *testing.T) {
	var sum, last time.Duration
	tries := 0
	for more := true; more; tries++ {
		var wait time.Duration
		wait, more = Again(tries + 1)
		if wait < last || wait > longestWait {
			t.Errorf("after %d attempts %v, before %v", tries+1, wait, last)
		}
		if last = wait; more {
			sum += wait
		}
	}
	if tries != mostTries || sum < 3*24*time.Hour || sum > 5*24*time.Hour {
		t.Errorf("%d attempts over %v", tries, sum)
	}
	if wait, _ := Again(1); wait != time.Minute {
		t.Errorf("first %v", wait)
	}
}
