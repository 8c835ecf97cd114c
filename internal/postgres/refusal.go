package postgres

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"pheduyet/internal/proposal"
)

// refusal turns any error into one that carries a *proposal.Error and keeps the
// cause for the log: what a constraint refused by its name, what the connection
// did as unavailable, everything else as internal.
func refusal(err error) error {
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*proposal.Error](err); ok {
		return err
	}
	if e := byConstraint(err); e != nil {
		return e
	}
	if errors.Is(err, pgx.ErrNoRows) {
		return notFound()
	}
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok && pg.Code == notInEncoding {
		return fmt.Errorf("%w: %w", proposal.Errorf(proposal.CodeInvalid, "Có ký tự không hợp lệ.", "There is a character that is not valid."), err)
	}
	if unavailable(err) {
		return fmt.Errorf("%w: %w", proposal.Errorf(proposal.CodeUnavailable, "Hệ thống tạm thời chưa phục vụ được; hãy thử lại sau ít phút.", "The system is not available at the moment; try again shortly."), err)
	}
	return fmt.Errorf("%w: %w", proposal.Errorf(proposal.CodeInternal, "Hệ thống gặp lỗi; sự việc đã được ghi lại.", "Something went wrong; it has been logged."), err)
}

// notInEncoding is the SQLSTATE of a text that is no UTF-8 or holds NUL.
const notInEncoding = "22021"

func notFound() *proposal.Error {
	return proposal.Errorf(proposal.CodeNotFound, "Không tìm thấy.", "Not found.")
}

// constraints says what the violation of a constraint means to a person.
var constraints = map[string]*proposal.Error{
	"envelope_not_overdrawn":       proposal.Errorf(proposal.CodeBudgetExceeded, "Dự toán không còn đủ: mức bố trí vượt số còn lại.", "The envelope does not hold enough: the allocation exceeds what is left."),
	"decisions_pkey":               proposal.Errorf(proposal.CodeConflict, "Bước này đã có ý kiến.", "This gate has been decided."),
	"commands_pkey":                proposal.Errorf(proposal.CodeConflict, "Yêu cầu này đã được nhận.", "This request has been received already."),
	"one_use_of_a_key":             proposal.Errorf(proposal.CodeConflict, "Khóa Idempotency-Key này đã được dùng.", "This Idempotency-Key has been used."),
	"ledger_entries_event_key_key": proposal.Errorf(proposal.CodeConflict, "Việc này đã được ghi nhận.", "This act has been recorded already."),
}

func byConstraint(err error) error {
	pg, ok := errors.AsType[*pgconn.PgError](err)
	if !ok {
		return nil
	}
	if e := constraints[pg.ConstraintName]; e != nil {
		return fmt.Errorf("%w: %w", e, err)
	}
	return nil
}

// unavailable reports whether trying again later may help: no connection, a
// server that stops or is full, a deadlock, a time-out.
func unavailable(err error) bool {
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok {
		for _, class := range []string{"08", "40", "53", "55P03", "57"} {
			if strings.HasPrefix(pg.Code, class) {
				return true
			}
		}
		return false
	}
	_, connecting := errors.AsType[*pgconn.ConnectError](err)
	_, network := errors.AsType[net.Error](err)
	return connecting || network || pgconn.SafeToRetry(err) || pgconn.Timeout(err) ||
		errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

// deadlocked reports whether the transaction was undone because it and others
// waited for each other in a circle.
func deadlocked(err error) bool {
	pg, ok := errors.AsType[*pgconn.PgError](err)
	return ok && pg.Code == "40P01"
}

func unknownProposal() *proposal.Error {
	return proposal.Errorf(proposal.CodeNotFound, "Không có hồ sơ này.", "There is no such proposal.")
}
