package api

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"pheduyet/internal/proposal"
)

// etagOf names the state of a proposal that was read. It is opaque so that nobody
// counts on its order.
func etagOf(c proposal.Case) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %d", c.ID, c.ETag))
	return `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
}

// matchETag holds a request's If-Match against the proposal as it is.
func matchETag(r *http.Request, c proposal.Case) error {
	sent := strings.Join(r.Header.Values("If-Match"), ",")
	if strings.TrimSpace(sent) == "" || strings.TrimSpace(sent) == "*" {
		return invalid(fault("If-Match", "Cần gửi If-Match với ETag của lần đọc cuối.", "Send If-Match with the ETag of the last read."))
	}
	for tag := range strings.SplitSeq(sent, ",") {
		if strings.TrimSpace(tag) == etagOf(c) {
			return nil
		}
	}
	return proposal.Errorf(proposal.CodeConflict, "Hồ sơ đã thay đổi sau lần đọc của bạn; hãy đọc lại rồi sửa.", "The proposal has changed since you read it; read it again, then change it.")
}

// headers are those of an answered proposal.
func (s *server) headers(status int, id, etag string) http.Header {
	h := http.Header{"Etag": {etag}}
	if status == http.StatusCreated {
		h.Set("Location", s.PublicURL+"/api/v1/proposals/"+id)
	}
	return h
}

// reread gives a kept proposal's headers again; other answers have none.
func (s *server) reread(status int, body []byte) http.Header {
	var p struct {
		ID   string `json:"id"`
		ETag string `json:"etag"`
	}
	if json.Unmarshal(body, &p) != nil || p.ETag == "" {
		return nil
	}
	return s.headers(status, p.ID, p.ETag)
}
