package api

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"time"

	"pheduyet/internal/password"
	"pheduyet/internal/proposal"
)

// tokenLife is how long a sign-in lasts.
const tokenLife = 12 * time.Hour

// signInRequest is the body of POST /tokens.
type signInRequest struct {
	Username string `json:"username" validate:"required,max=100"`
	Password string `json:"password" validate:"required,max=1000"`
}

// userView is a signed-in person.
type userView struct {
	ID       string          `json:"id"`
	Username string          `json:"username"`
	Name     string          `json:"name"`
	Agency   string          `json:"agency"`
	Roles    []proposal.Role `json:"roles"`
	Seats    []string        `json:"seats"`
	// OneTime says that the password must be changed before anything else.
	OneTime bool `json:"password_change_required"`
}

// signIn answers a token for a user name and its password.
func (s *server) signIn(r *http.Request) (answer, error) {
	in, body, err := decode[signInRequest](s, r)
	if err != nil {
		return answer{}, err
	}
	if err := body.check(in); err != nil {
		return answer{}, err
	}
	found, err := s.credentials(r.Context(), in)
	if err != nil {
		return answer{}, err
	}
	token, hash := newToken()
	expires := s.Clock().Add(tokenLife)
	if err := s.Store.SaveToken(r.Context(), hash, found.Account, expires); err != nil {
		return answer{}, err
	}
	a := found.Actor
	return ok(struct {
		Token   string   `json:"token"`
		Expires string   `json:"expires_at"`
		User    userView `json:"user"`
	}{token, timeView(expires), userView{found.Account, in.Username, a.Name, a.Agency, list(a.Roles), list(a.Seats), a.MustChangePassword}})
}

// credentials checks a password. Wrong and unknown are refused alike, after the
// same time; too many failures under one name are refused unseen for a while.
func (s *server) credentials(ctx context.Context, in signInRequest) (Credentials, error) {
	failed, err := s.Store.FailedSignIns(ctx, in.Username, s.Clock().Add(-time.Minute))
	if err != nil {
		return Credentials{}, err
	}
	if failed >= s.Limits.FailedSignIns {
		return Credentials{}, proposal.Errorf(codeRateLimited, "Đăng nhập sai quá nhiều lần; hãy thử lại sau một phút.", "Too many failed sign-ins; try again in a minute.")
	}
	found, err := s.Store.Credentials(ctx, in.Username)
	unknown := err != nil && proposal.CodeOf(err) == proposal.CodeNotFound
	if err != nil && !unknown {
		return found, err
	}
	leave, err := s.signIns.enter(ctx)
	if err != nil {
		return found, err
	}
	defer leave()
	right := false
	if unknown {
		password.Pretend(in.Password)
	} else if right, err = password.Verify(found.PasswordHash, in.Password); err != nil {
		return found, err
	}
	if right {
		return found, nil
	}
	if err := s.Store.RecordFailedSignIn(ctx, in.Username); err != nil {
		return found, err
	}
	return found, proposal.Errorf(codeUnauthenticated, "Tên đăng nhập hoặc mật khẩu không đúng.", "The user name or the password is wrong.")
}

// newToken makes 256 random bits and what is kept of them.
func newToken() (token string, hash []byte) {
	raw := make([]byte, 32)
	rand.Read(raw) // never fails
	token = base64.RawURLEncoding.EncodeToString(raw)
	sum := sha256.Sum256([]byte(token))
	return token, sum[:]
}
