package api

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strconv"

	"pheduyet/internal/proposal"
)

// The codes that only a request can earn. Malformed and no_method are told as
// `invalid`.
const (
	codeMalformed       proposal.Code = "malformed"
	codeNoMethod        proposal.Code = "no_method"
	codeUnauthenticated proposal.Code = "unauthenticated"
	codeTooLarge        proposal.Code = "too_large"
	codeUnsupportedType proposal.Code = "unsupported_type"
	codeRateLimited     proposal.Code = "rate_limited"
)

// refusalKind is how a code is told. RetryAfter is in seconds; 0 says nothing.
type refusalKind struct {
	status     int
	code       proposal.Code
	title      proposal.Text
	retryAfter int
}

// refusals is the one table of codes and statuses.
var refusals = map[proposal.Code]refusalKind{
	codeMalformed:               {400, proposal.CodeInvalid, proposal.T("Nội dung không đọc được", "Unreadable content"), 0},
	codeUnauthenticated:         {401, codeUnauthenticated, proposal.T("Chưa đăng nhập", "Not signed in"), 0},
	proposal.CodeForbidden:      {403, proposal.CodeForbidden, proposal.T("Không có quyền", "Not allowed"), 0},
	codePasswordChange:          {403, codePasswordChange, proposal.T("Cần đổi mật khẩu", "Password change required"), 0},
	proposal.CodeNotFound:       {404, proposal.CodeNotFound, proposal.T("Không tìm thấy", "Not found"), 0},
	codeNoMethod:                {405, proposal.CodeInvalid, proposal.T("Phương thức không được nhận", "Method not allowed"), 0},
	proposal.CodeConflict:       {409, proposal.CodeConflict, proposal.T("Trạng thái không cho phép", "Not possible in this state"), 0},
	proposal.CodeBudgetExceeded: {409, proposal.CodeBudgetExceeded, proposal.T("Vượt dự toán", "Budget exceeded"), 0},
	codeTooLarge:                {413, codeTooLarge, proposal.T("Nội dung quá lớn", "Too large"), 0},
	codeUnsupportedType:         {415, codeUnsupportedType, proposal.T("Kiểu nội dung không được nhận", "Unsupported type of content"), 0},
	proposal.CodeInvalid:        {422, proposal.CodeInvalid, proposal.T("Nội dung chưa hợp lệ", "Invalid content"), 0},
	codeRateLimited:             {429, codeRateLimited, proposal.T("Quá nhiều lần thử", "Too many attempts"), 60},
	proposal.CodeInternal:       {500, proposal.CodeInternal, proposal.T("Lỗi hệ thống", "Internal error"), 0},
	proposal.CodeUnavailable:    {503, proposal.CodeUnavailable, proposal.T("Tạm thời chưa phục vụ được", "Temporarily unavailable"), 2},
}

var (
	internal    = proposal.Errorf(proposal.CodeInternal, "Hệ thống gặp lỗi; sự việc đã được ghi lại theo mã yêu cầu.", "Something went wrong; it has been logged under the request id.")
	unavailable = proposal.Errorf(proposal.CodeUnavailable, "Hệ thống tạm thời chưa phục vụ được; hãy thử lại với cùng Idempotency-Key.", "The system is not available at the moment; try again with the same Idempotency-Key.")
)

// domainError is the refusal that an error means to the caller.
func domainError(err error) *proposal.Error {
	if e, ok := errors.AsType[*proposal.Error](err); ok {
		switch {
		case e.Code == proposal.CodeInternal:
			return internal
		case e.Code == proposal.CodeUnavailable:
			return unavailable
		case refusals[e.Code].status != 0:
			return e
		}
	}
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return unavailable
	}
	return internal
}

// final reports whether asking the same again can only be refused again.
func final(err error) bool {
	status := refusals[domainError(err).Code].status
	return status >= 400 && status < 500
}

// refusal is the answer to a request that failed; what the caller is not told is
// logged.
func (s *server) refusal(r *http.Request, err error) answer {
	if a := problem(r, err); a.status < 500 {
		return a
	}
	s.Logger.LogAttrs(r.Context(), slog.LevelError, "request failed", slog.String("request_id", about(r).id), slog.Any("error", err))
	return problem(r, err)
}

// fieldProblem is one fault of the content as told.
type fieldProblem struct {
	Field   string `json:"field"`
	Message string `json:"message"`
}

// problem renders a refusal as RFC 9457 problem details in the reader's language.
func problem(r *http.Request, err error) answer {
	e := domainError(err)
	kind, lang := refusals[e.Code], about(r).lang
	told := struct {
		Type      string         `json:"type"`
		Title     string         `json:"title"`
		Status    int            `json:"status"`
		Detail    string         `json:"detail"`
		Code      proposal.Code  `json:"code"`
		Instance  string         `json:"instance"`
		RequestID string         `json:"request_id"`
		Errors    []fieldProblem `json:"errors,omitzero"`
	}{"urn:pheduyet:problem:" + string(kind.code), kind.title.In(lang), kind.status, e.Message.In(lang), kind.code, r.URL.Path, about(r).id, nil}
	if kind.status == http.StatusUnprocessableEntity {
		told.Errors = make([]fieldProblem, 0, len(e.Fields))
		for _, f := range e.Fields {
			told.Errors = append(told.Errors, fieldProblem{f.Field, f.Message.In(lang)})
		}
	}
	body, err := encode(told)
	if err != nil {
		panic(err) // strings and numbers always encode
	}
	a := answer{status: kind.status, media: mediaProblem, body: body, header: http.Header{}}
	if kind.retryAfter > 0 {
		a.header.Set("Retry-After", strconv.Itoa(kind.retryAfter))
	}
	if kind.status == http.StatusUnauthorized {
		a.header.Set("WWW-Authenticate", "Bearer")
	}
	return a
}

// invalid names faults of the content.
func invalid(fields ...proposal.FieldError) error {
	return &proposal.Error{
		Code:    proposal.CodeInvalid,
		Message: proposal.T("Nội dung chưa hợp lệ; xem từng mục bên dưới.", "The content is not valid; see each item below."),
		Fields:  fields,
	}
}

// fault names one fault of the content.
func fault(field, vi, en string, args ...any) proposal.FieldError {
	return proposal.FieldError{Field: field, Message: proposal.T(vi, en, args...)}
}
