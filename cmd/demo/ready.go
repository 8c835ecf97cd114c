package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"
)

// waitReady waits until the system says it is usable, and takes the day from its
// clock.
func (c *client) waitReady(ctx context.Context, most time.Duration, out io.Writer) error {
	last := ""
	for waited := time.Duration(0); ; waited += time.Second {
		a, err := c.send(ctx, call{method: "GET", path: "/readyz"}, "")
		if err == nil && a.status == http.StatusOK {
			c.today = day(a.header.Get("Date"))
			return nil
		}
		if err == nil {
			err = fmt.Errorf("/readyz trả lời %d: %.300s", a.status, a.body)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if waited >= most {
			return fmt.Errorf("hệ thống ở %s chưa sẵn sàng sau %s (đã chạy “make run” chưa?): %w", c.base, most, err)
		}
		if err.Error() != last {
			last = err.Error()
			fmt.Fprintf(out, "Đang chờ hệ thống ở %s: %s\n", c.base, last)
		}
		if err := c.pause(ctx, time.Second); err != nil {
			return err
		}
	}
}

// day is the day of an HTTP date in the product's zone; without one, today.
func day(header string) time.Time {
	t, err := http.ParseTime(header)
	if err != nil {
		t = time.Now()
	}
	y, m, d := t.In(zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, zone)
}
