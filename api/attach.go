package api

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"pheduyet/api/upload"
	"pheduyet/internal/proposal"
	"pheduyet/internal/system"
)

// kindDossier is the kind of file that opens to few.
const kindDossier = "security_dossier"

// kindDocument is that of a file of which nothing is said.
const kindDocument = "document"

// readingTime bounds the search of one document for marks.
const readingTime = 10 * time.Second

// fileView is a stored file. Readable tells whether its text could be searched for
// secrecy marks; where not, Declared tells that the uploader said there is none.
type fileView struct {
	ID        string  `json:"id"`
	Proposal  string  `json:"proposal_id"`
	Kind      string  `json:"kind"`
	Title     *string `json:"title"`
	Name      string  `json:"name"`
	MediaType string  `json:"media_type"`
	Size      int64   `json:"size"`
	SHA256    string  `json:"sha256"`
	Readable  bool    `json:"readable"`
	Declared  bool    `json:"declared"`
	At        string  `json:"at"`
}

// attach stores a file of a proposal. The bytes stay in memory until they are
// known to carry no mark.
func (s *server) attach(r *http.Request) (answer, error) {
	leave, err := s.uploads.enter(r.Context())
	if err != nil {
		return answer{}, err
	}
	defer leave()
	form, err := s.form(r)
	if err != nil {
		return answer{}, err
	}
	command, err := s.newCommand(r, proposal.CommandAttach, form.hash(), nil)
	if err != nil {
		return answer{}, err
	}
	id, actor := chi.URLParam(r, "id"), about(r).actor
	return s.once(r, job{
		command: command,
		judge: func(ctx context.Context, cmd *proposal.Command) error {
			c, _, err := s.visible(ctx, id, actor)
			if err != nil {
				return err
			}
			cmd.ProposalID = c.ID
			if err := s.mayAttach(ctx, c.Progress, actor); err != nil {
				return err
			}
			if err := form.check(); err != nil {
				return err
			}
			readable, err := unmarked(ctx, form)
			if err != nil {
				return err
			}
			cmd.Body, err = json.Marshal(proposal.File{
				ID: newID(), Proposal: c.ID, Kind: form.kind(), Title: form.title(), Name: form.name, MediaType: form.media,
				Size: int64(len(form.data)), SHA256: form.sha256(), Readable: readable, Declared: form.declares(), At: s.Clock(),
			})
			return err
		},
		perform: func(ctx context.Context, cmd proposal.Command) (answer, error) {
			if err := s.Blobs.Put(ctx, form.sha256(), bytes.NewReader(form.data)); err != nil {
				return answer{}, err
			}
			stored, err := s.Store.Attach(ctx, cmd.ID)
			if err != nil {
				return answer{}, err
			}
			a, err := ok(viewFile(stored))
			a.status = http.StatusCreated
			return a, err
		},
	})
}

func viewFile(f proposal.File) fileView {
	return fileView{f.ID, f.Proposal, f.Kind, orNull(f.Title), f.Name, f.MediaType, f.Size, f.SHA256, f.Readable, f.Declared, timeView(f.At)}
}

// mayAttach answers whether a person may add a file: of the filing agency, or
// holding an open gate.
func mayAttach(p proposal.Progress, a proposal.Actor) error {
	if a.Files(p.Agency) {
		return nil
	}
	for _, g := range p.Gates {
		if !a.Decides(g.Authority) {
			continue
		}
		if err := proposal.CanDecide(p, a, g.ID); err == nil || proposal.CodeOf(err) == proposal.CodeForbidden {
			return err
		}
	}
	if slices.ContainsFunc(p.Gates, func(g proposal.Gate) bool { return a.Decides(g.Authority) }) {
		return proposal.Errorf(proposal.CodeConflict, "Bước của cơ quan bạn hiện không mở; chưa đính kèm tệp được.", "Your authority's gate is not open now; no file can be attached.")
	}
	return proposal.Errorf(proposal.CodeForbidden, "Chỉ cơ quan đề xuất và cơ quan đang giữ một bước được đính kèm tệp.", "Only the filing agency and whoever holds an open gate may attach files.")
}

// mayAttach lets in who owes a proof for the approved system as well.
func (s *server) mayAttach(ctx context.Context, p proposal.Progress, a proposal.Actor) error {
	err := mayAttach(p, a)
	if err == nil || p.Status != proposal.Approved {
		return err
	}
	y, unread := s.Store.System(ctx, p.ID)
	switch {
	case unread != nil && proposal.CodeOf(unread) != proposal.CodeNotFound:
		return unread
	case unread == nil && system.CanProve(y.System, a) == nil:
		return nil
	}
	return err
}

// unmarked searches a document, its title and its name for secrecy marks and tells
// whether it could be read.
func unmarked(ctx context.Context, f form) (readable bool, err error) {
	if upload.Marked(f.title()) {
		return false, secret("title")
	}
	if upload.Marked(strings.TrimSuffix(f.name, path.Ext(f.name))) {
		return false, secret("file")
	}
	ctx, cancel := context.WithTimeout(ctx, readingTime)
	defer cancel()
	text, readable := upload.Text(ctx, f.media, f.data)
	if upload.Marked(text) {
		return readable, secret("file")
	}
	return readable, nil
}

// secret refuses what must not enter.
func secret(field string) error {
	return invalid(fault(field, "Tài liệu có dấu chỉ độ mật không được đưa vào hệ thống này và chưa được lưu; hãy xử lý theo quy định về bảo vệ bí mật nhà nước.", "A document with a secrecy mark must not enter this system and was not stored; handle it under the secrecy rules."))
}
