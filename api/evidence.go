package api

import (
	"cmp"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"slices"

	"github.com/go-chi/chi/v5"

	"pheduyet/internal/ledger"
	"pheduyet/internal/proposal"
	"pheduyet/internal/why"
)

// evidence gives a zip that anyone can verify with the public key alone. Who may
// read the proposal may take it, without what is hidden from them: files that they
// may not open and comparisons in which they may not see a match are left out,
// whose sha256 still stands in the entries. The read is in the ledger before the
// first byte is sent.
func (s *server) evidence(w http.ResponseWriter, r *http.Request) {
	ctx, who := r.Context(), about(r)
	c, b, files, err := s.gather(ctx, who.actor, chi.URLParam(r, "id"), r.URL.Query().Get("documents"))
	if err == nil {
		err = s.Store.EvidenceRead(ctx, who.actor, c.ID, c.Number, files)
	}
	if err != nil {
		s.refusal(r, err).write(w)
		return
	}
	out := &begun{ResponseWriter: w, name: "bang-chung-" + cmp.Or(c.Number, c.ID) + ".zip"}
	if err := s.WriteEvidence(out, b); err != nil {
		if !out.started {
			s.refusal(r, err).write(w)
			return
		}
		s.Logger.LogAttrs(ctx, slog.LevelWarn, "evidence broken off", slog.String("request_id", who.id), slog.Any("error", err))
	}
}

// begun writes the answer's head with its first byte, until which it may still
// become a refusal.
type begun struct {
	http.ResponseWriter
	name    string
	started bool
}

func (w *begun) Write(p []byte) (int, error) {
	if !w.started {
		w.started = true
		h := w.Header()
		h.Set("Content-Type", "application/zip")
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": w.name}))
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cache-Control", "private, no-store")
	}
	return w.ResponseWriter.Write(p)
}

// gather makes the evidence for a person; files tells whether documents are in it.
func (s *server) gather(ctx context.Context, a proposal.Actor, id, documents string) (c proposal.Case, b ledger.Bundle, files bool, err error) {
	if documents != "" && documents != "files" && documents != "hashes" {
		return c, b, false, invalid(fault("documents", "Chọn “files” (kèm tệp) hoặc “hashes” (chỉ mã băm).", "Choose files or hashes."))
	}
	c, access, err := s.opened(ctx, id, a)
	if err != nil {
		return c, b, false, err
	}
	if err := mayProve(c, access, a); err != nil {
		return c, b, false, err
	}
	if b, err = s.Store.Evidence(ctx, c.ID); err != nil {
		return c, b, false, err
	}
	if b.Screenings, err = s.unmasked(ctx, a, b.Screenings); err != nil {
		return c, b, false, err
	}
	files = documents != "hashes" && access == proposal.AccessFull
	if files {
		if b.Documents, err = s.sources(ctx, c, a); err != nil {
			return c, b, false, err
		}
	}
	b.Why, err = s.page(b)
	return c, b, files, err
}

// mayProve refuses who sees the register alone, and outsiders while the filing
// agency is changing what is filed: entries tell of that too.
func mayProve(c proposal.Case, access proposal.Access, a proposal.Actor) error {
	if access == proposal.AccessRegister {
		return proposal.Errorf(proposal.CodeForbidden, "Bạn chỉ được xem thông tin đăng ký của hồ sơ này.", "Of this proposal only the register's fields are for you to see.")
	}
	if unfiled(c, a) {
		return proposal.Errorf(proposal.CodeConflict, "Cơ quan đề xuất đang sửa hồ sơ; hãy lấy bộ bằng chứng sau khi hồ sơ được gửi lại.", "The filing agency is changing the proposal; take the evidence once it is resubmitted.")
	}
	return nil
}

// unfiled reports whether there are changes that the person may not see yet.
func unfiled(c proposal.Case, a proposal.Actor) bool {
	side := c.Agency == a.Agency || slices.Contains(c.Facts.CoAgencies, a.Agency) || a.Has(proposal.RoleAuditor)
	return !side && c.Filed != nil && len(proposal.Changed(*c.Filed, c.Facts)) > 0
}

// unmasked leaves out the comparisons that hold a proposal the person may not see.
func (s *server) unmasked(ctx context.Context, a proposal.Actor, all [][]byte) ([][]byte, error) {
	shown := [][]byte{}
	for _, raw := range all {
		var found proposal.Screening
		if err := json.Unmarshal(raw, &found); err != nil {
			return nil, err
		}
		matches, err := s.matches(ctx, viewer{actor: a}, slices.Concat(found.Matches, found.SetApart))
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(matches, func(m matchView) bool { return m.Masked }) {
			shown = append(shown, raw)
		}
	}
	return shown, nil
}

// sources are the proposal's files that the person may open. Of one that was sealed
// away its sha256 is left in the entries.
func (s *server) sources(ctx context.Context, c proposal.Case, a proposal.Actor) ([]ledger.SourceFile, error) {
	var files []ledger.SourceFile
	for _, attached := range c.Attachments {
		if !opens(c, attached.Kind, a) {
			continue
		}
		f, err := s.Store.File(ctx, attached.ID)
		if err != nil {
			return nil, err
		}
		if f.Sealed {
			continue
		}
		files = append(files, ledger.SourceFile{
			Ext:  extensions[f.MediaType],
			Open: func() (io.ReadCloser, error) { return s.Blobs.Open(ctx, f.SHA256) },
		})
	}
	return files, nil
}

// extensions name the media types that attachments may have.
var extensions = map[string]string{
	"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":       "xlsx",
}

// page explains the evidence to people, out of the evidence alone.
func (s *server) page(b ledger.Bundle) ([]byte, error) {
	trace, err := why.Explain(b)
	if err != nil {
		return nil, err
	}
	signed, err := ledger.OpenCheckpoint(b.Checkpoint, s.LedgerKey)
	if err != nil {
		return nil, err
	}
	return why.Page(trace, why.Sheet{
		Origin: signed.Origin, Size: signed.Size, Root: signed.Root.String(), Fingerprint: s.LedgerKey.Fingerprint().String(),
	})
}
