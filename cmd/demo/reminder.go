package main

import (
	"context"
	"fmt"
	"io"
	"time"
)

// letter is a reminder letter that the system drafted.
type letter struct {
	N      int    `json:"n"`
	To     string `json:"to"`
	SignBy string `json:"sign_by"`
	Sent   string `json:"sent"`
	Title  string `json:"title"`
}

// reminder bounds the wait for a timer that is due at once, in seconds.
const reminder = 60

// reminded waits until the system has reminded of a gate.
func (f *filing) reminded(ctx context.Context, gate string) error {
	for range reminder {
		if place, done := f.past.after(f.cursor, "reminder", gate); done {
			f.cursor = place
			return nil
		}
		if err := f.client.pause(ctx, time.Second); err != nil {
			return err
		}
		if err := f.refresh(ctx); err != nil {
			return err
		}
	}
	return fmt.Errorf("hệ thống chưa nhắc sau %d giây", reminder)
}

func (l letter) line() string {
	return fmt.Sprintf("hỏi %s ngày %s; dự thảo công văn nhắc lần %d, %s ký: %s", l.To, l.Sent, l.N, l.SignBy, l.Title)
}

// printReminders prints the letters that were drafted to ministries that are late.
// The demonstration lets no time pass and uses no pack with shorter days: its
// letter is older than the filing, so that the ministry's time was over when the
// gate opened.
func printReminders(out io.Writer, results []result) {
	said := false
	for _, r := range results {
		for _, l := range r.view.Letters {
			if !said {
				fmt.Fprintln(out, "\nNhắc Bộ, ngành chậm trả lời (công văn hỏi được gửi từ trước khi nộp hồ sơ nên thời hạn trả lời đã hết khi bước mở; số ngày theo đúng gói quy trình, không rút ngắn):")
				said = true
			}
			fmt.Fprintf(out, "  %s: %s\n", r.view.Number, l.line())
		}
	}
}
