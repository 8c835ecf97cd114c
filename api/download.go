package api

import (
	"context"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"pheduyet/internal/proposal"
	"pheduyet/internal/system"
)

// opens reports whether a person who may read a proposal's files may open one of
// a kind.
func opens(c proposal.Case, kind string, a proposal.Actor) bool {
	return kind != kindDossier || proposal.OpensDossier(c.Progress, dossierReaders(c), a)
}

// dossierReaders are the authorities, besides that of the security gate, that a
// security dossier opens to: those of the technology review (Sở KH&CN) and of the
// provincial decision (UBND tỉnh).
func dossierReaders(c proposal.Case) []string {
	var readers []string
	for _, g := range c.Rules.Gates {
		if g.Kind == proposal.KindTechnology || g.Kind == proposal.KindProvincial {
			readers = append(readers, g.Authority)
		}
	}
	return readers
}

// download gives a file to who may open it.
func (s *server) download(w http.ResponseWriter, r *http.Request) {
	f, err := s.file(r.Context(), chi.URLParam(r, "id"), about(r).actor)
	if err != nil {
		s.refusal(r, err).write(w)
		return
	}
	content, err := s.Blobs.Open(r.Context(), f.SHA256)
	if err != nil {
		s.refusal(r, err).write(w)
		return
	}
	defer content.Close()
	h := w.Header()
	h.Set("Content-Type", f.MediaType)
	h.Set("Content-Length", strconv.FormatInt(f.Size, 10))
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cache-Control", "private, no-store")
	if _, err := io.Copy(w, content); err != nil {
		s.Logger.LogAttrs(r.Context(), slog.LevelWarn, "download broken off", slog.String("request_id", about(r).id), slog.Any("error", err))
	}
}

// file finds a file for a person. Of a proposal that the person may not see there
// is none.
func (s *server) file(ctx context.Context, id string, a proposal.Actor) (proposal.File, error) {
	f, err := s.Store.File(ctx, id)
	if err != nil {
		return f, err
	}
	c, access, err := s.opened(ctx, f.Proposal, a)
	if err != nil {
		return f, err
	}
	open := access == proposal.AccessFull && opens(c, f.Kind, a)
	if !open {
		if open, err = s.proves(ctx, c, f, a); err != nil {
			return f, err
		}
	}
	if !open {
		return f, proposal.Errorf(proposal.CodeForbidden, "Bạn không được mở tệp này.", "This file is not for you to open.")
	}
	if f.Sealed {
		return f, proposal.Errorf(proposal.CodeNotFound, "Nội dung đã gỡ: tệp này được nhập nhầm; bản ghi và mã băm vẫn còn trong nhật ký.", "The content was taken out: this file was entered by mistake; its record and hash remain in the ledger.")
	}
	return f, nil
}

// proves reports whether the file is a proof of what is owed for the approved
// system, which those open who owe it or agree to it. A security dossier opens to
// its few readers alone.
func (s *server) proves(ctx context.Context, c proposal.Case, f proposal.File, a proposal.Actor) (bool, error) {
	if c.Status != proposal.Approved || f.Kind == kindDossier {
		return false, nil
	}
	y, err := s.Store.System(ctx, c.ID)
	if proposal.CodeOf(err) == proposal.CodeNotFound {
		return false, nil
	}
	return err == nil && system.Shows(y.System, a, f.ID), err
}
