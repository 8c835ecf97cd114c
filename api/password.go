package api

import (
	"crypto/sha256"
	"net/http"
	"strings"

	"pheduyet/api/signedin"
	"pheduyet/internal/password"
	"pheduyet/internal/people"
	"pheduyet/internal/proposal"
)

// codePasswordChange refuses everything to who still has a one-time password,
// but for choosing another.
const codePasswordChange proposal.Code = "password_change_required"

// passwordPath is the one call open to who has a one-time password.
const passwordPath = "/api/v1/password"

// mayAct refuses everything else while the password is a one-time one.
func mayAct(r *http.Request, a proposal.Actor) error {
	if a.MustChangePassword && (r.Method != http.MethodPost || r.URL.Path != passwordPath) {
		return proposal.Errorf(codePasswordChange, "Bạn đang dùng mật khẩu một lần; hãy đổi mật khẩu (POST %s) trước khi làm việc khác.", "You have a one-time password; change it (POST %s) before anything else.", passwordPath)
	}
	return nil
}

// passwordRequest is the body of POST /password.
type passwordRequest struct {
	Old string `json:"old" validate:"required,max=1000"`
	New string `json:"new" validate:"required,max=1000"`
}

// changePassword gives the caller the password that the caller chose; every other
// session of theirs ends. An Idempotency-Key is ignored: nothing of the request is
// kept.
func (s *server) changePassword(r *http.Request) (answer, error) {
	in, body, err := decode[passwordRequest](s, r)
	if err != nil {
		return answer{}, err
	}
	if err := body.check(in); err != nil {
		return answer{}, err
	}
	ctx, actor := r.Context(), about(r).actor
	username, err := s.Store.Username(ctx, actor.Account)
	if err != nil {
		return answer{}, err
	}
	if _, err := s.credentials(ctx, signInRequest{Username: username, Password: in.Old}); err != nil {
		if proposal.CodeOf(err) == codeUnauthenticated {
			err = invalid(fault("old", "Mật khẩu đang dùng không đúng.", "The present password is wrong."))
		}
		return answer{}, err
	}
	if bad := people.CheckPassword(username, in.Old, in.New); len(bad) > 0 {
		return answer{}, invalid(bad...)
	}
	leave, err := s.signIns.enter(ctx)
	if err != nil {
		return answer{}, err
	}
	hash := password.Hash(in.New)
	leave()
	if err := s.Store.SetPassword(ctx, actor, hash, tokenHash(r)); err != nil {
		return answer{}, err
	}
	return ok(struct {
		At string `json:"changed_at"`
	}{timeView(s.Clock())})
}

// tokenHash is what is kept of the request's token.
func tokenHash(r *http.Request) []byte {
	if hash := signedin.Token(r.Context()); hash != nil {
		return hash
	}
	_, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	sum := sha256.Sum256([]byte(strings.TrimSpace(token)))
	return sum[:]
}
