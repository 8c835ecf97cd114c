package main

import (
	"context"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"pheduyet/internal/people"
	"pheduyet/internal/postgres"
	"pheduyet/internal/proposal"
)

const importAccountsUsage = "usage: pheduyet import accounts [--dry-run] [--passwords FILE] FILE.csv (columns: username, name, agency, roles; may have seats, email, from)"

// importAccounts makes the accounts of a file, all or none. Their one-time
// passwords go into a file of their own, which only its owner can read.
func importAccounts(ctx context.Context, e environment, args []string) error {
	flags := flag.NewFlagSet("import accounts", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	dry := flags.Bool("dry-run", false, "check the file and write nothing")
	passwords := flags.String("passwords", "", "where the one-time passwords go")
	if err := flags.Parse(args); err != nil || flags.NArg() != 1 {
		return errors.New(importAccountsUsage)
	}
	file := flags.Arg(0)
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	url, err := ownerURL(e)
	if err != nil {
		return err
	}
	rows, unread := people.ReadFile(data)
	if len(rows)+len(unread) == 0 {
		return errors.New("tệp không có tài khoản nào")
	}
	if *dry {
		return dryRun(ctx, e.out, url, rows, unread)
	}
	if len(unread) > 0 {
		_, bad, err := postgres.ImportAccounts(ctx, url, rows, true) // to name every bad line
		return errors.Join(err, refused(e.out, append(unread, bad...)))
	}
	if *passwords == "" {
		*passwords = file + ".passwords"
	}
	return importRows(ctx, e.out, url, rows, *passwords)
}

func dryRun(ctx context.Context, out io.Writer, url string, rows []people.Row, unread []people.LineFault) error {
	_, bad, err := postgres.ImportAccounts(ctx, url, rows, true)
	if err != nil {
		return told(err)
	}
	if bad = append(unread, bad...); len(bad) > 0 {
		return refused(out, bad)
	}
	fmt.Fprintf(out, "Chạy thử: %d tài khoản hợp lệ, chưa ghi gì.\n", len(rows))
	return nil
}

// importRows makes the file of passwords first: accounts whose passwords are lost
// would be of no use.
func importRows(ctx context.Context, out io.Writer, url string, rows []people.Row, passwords string) error {
	f, err := os.OpenFile(passwords, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("the file for the one-time passwords cannot be made: %w", err)
	}
	made, bad, err := postgres.ImportAccounts(ctx, url, rows, false)
	if err != nil || len(bad) > 0 {
		return errors.Join(told(err), refused(out, bad), f.Close(), os.Remove(passwords))
	}
	w := csv.NewWriter(f)
	lines := [][]string{{"username", "name", "agency", "password"}}
	for _, m := range made {
		lines = append(lines, []string{m.Username, m.Name, m.Agency, m.Secret})
	}
	if err := errors.Join(w.WriteAll(lines), f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("the accounts were made, their passwords could not be written to %s (reset them): %w", passwords, err)
	}
	fmt.Fprintf(out, "Đã tạo %d tài khoản. Mật khẩu dùng một lần (hiệu lực 7 ngày) ở %s; hãy giao tận tay rồi xóa tệp.\n", len(made), passwords)
	return nil
}

// refused names every bad line; nil where there is none.
func refused(out io.Writer, bad []people.LineFault) error {
	for _, f := range bad {
		fmt.Fprintln(out, f.Error())
	}
	if len(bad) == 0 {
		return nil
	}
	return fmt.Errorf("%d lỗi; chưa ghi tài khoản nào", len(bad))
}

// told says a refusal in the words for people.
func told(err error) error {
	if e, ok := errors.AsType[*proposal.Error](err); ok && e.Code != proposal.CodeInternal && e.Code != proposal.CodeUnavailable {
		return errors.New(e.Message.VI)
	}
	return err
}
