package main

import (
	"context"
	"errors"
	"fmt"

	"pheduyet/internal/postgres"
)

const adminUsage = "usage: pheduyet admin create NAME (the user name: 2–64 of a–z, 0–9, dot, dash, underscore)"

// admin makes the first admin and prints the one-time password, once.
func admin(ctx context.Context, e environment, args []string) error {
	if len(args) != 2 || args[0] != "create" {
		return errors.New(adminUsage)
	}
	url, err := ownerURL(e)
	if err != nil {
		return err
	}
	secret, err := postgres.CreateAdmin(ctx, url, args[1])
	if err != nil {
		return told(err)
	}
	fmt.Fprintf(e.out, "Đã tạo quản trị viên “%s”.\nMật khẩu dùng một lần (chỉ hiện lần này, có hiệu lực 7 ngày): %s\nHãy đăng nhập và đổi mật khẩu ngay.\n", args[1], secret)
	return nil
}

// ownerURL is where the database is reached as its owner.
func ownerURL(e environment) (string, error) {
	url := string(e.config.MigrateDatabaseURL)
	if url == "" {
		return "", errors.New("MIGRATE_DATABASE_URL is not set: write postgres://pheduyet_owner:password@host:5432/pheduyet")
	}
	return url, nil
}
