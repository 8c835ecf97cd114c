package sequencer

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"pheduyet/internal/ledger"
)

// errNothingNew says that the tree is signed as it stands.
var errNothingNew = errors.New("nothing new to sign")

// LossError refuses to sign a tree that lacks what was signed before.
type LossError struct{ ledger.Loss }

// named is how many lost entries an error names, listed a loss.
const (
	named  = 20
	listed = 10_000
)

// Error is in Vietnamese, for the keeper: what is missing, and what to do.
func (e *LossError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "nhật ký không nối tiếp mốc xác thực giữ ngoài cơ sở dữ liệu (%d mục, gốc %s): cây trong cơ sở dữ liệu có %d mục; %d mục đầu còn nguyên, các mục thứ %d đến %d đã mất hoặc bị thay",
		e.Kept, e.KeptRoot, e.Size, e.Intact, e.Intact+1, e.Kept)
	for i, l := range e.Lost {
		if i == named {
			fmt.Fprintf(&b, "; và %d mục nữa", len(e.Lost)-named)
			break
		}
		fmt.Fprintf(&b, "; mục thứ %d: %s số %d %s", l.Position+1, l.Subject, l.Seq, l.Action)
	}
	b.WriteString(". Không ký cho đến khi hai người ghi nhận việc khôi phục nhật ký")
	return b.String()
}

// sign signs the tree once it is known to extend the checkpoints kept outside and
// in the database. The note is outside before the database has it, so what the
// database forgets is remembered there.
func (s *Sequencer) sign(ctx context.Context, kept, stored ledger.Signed) (ledger.Signed, error) {
	var outside ledger.Signed // what the folder holds afterwards
	_, err := s.ledger.SignTree(ctx, func(size int64, root ledger.Hash, tree ledger.HashReader) ([]byte, error) {
		if whole, err := kept.ExtendedBy(size, tree); err != nil {
			return nil, err
		} else if !whole {
			return nil, s.loss(kept, size, root, tree)
		}
		if whole, err := stored.ExtendedBy(size, tree); err != nil {
			return nil, err
		} else if !whole {
			return nil, fmt.Errorf("cây trong cơ sở dữ liệu (%d mục) không khớp mốc xác thực %d mục cũng trong đó: hãy khôi phục cơ sở dữ liệu từ một bản sao lưu trọn vẹn", size, stored.Size)
		}
		outside = kept
		if stored.Size < kept.Size && kept.Size < size { // the database never heard of it
			if err := s.ledger.KeepCheckpoint(ctx, kept); err != nil {
				return nil, err
			}
		}
		if size == 0 || size == kept.Size && size == stored.Size {
			return nil, errNothingNew
		}
		leaves, err := s.ledger.Leaves(ctx, kept.Size, size)
		if err != nil {
			return nil, err
		}
		note, err := ledger.SignCheckpoint(ledger.Checkpoint{Origin: s.key.Origin(), Size: size, Root: root}, s.key)
		if err != nil {
			return nil, err
		}
		next := ledger.Signed{Size: size, Root: root, Note: note}
		if err := s.folder.keep(next, leaves); err != nil {
			return nil, err
		}
		outside = next
		return note, nil
	})
	if errors.Is(err, errNothingNew) {
		err = nil
	}
	return outside, err
}

// loss says what the tree lacks of the checkpoint.
func (s *Sequencer) loss(kept ledger.Signed, size int64, root ledger.Hash, tree ledger.HashReader) error {
	l := ledger.Loss{Kept: kept.Size, KeptRoot: kept.Root, Note: string(kept.Note), Size: size, Root: root}
	var err error
	if l.Intact, err = s.folder.intact(size, tree, s.key.Public()); err != nil {
		return err
	}
	if l.Lost, err = s.folder.leaves(l.Intact, l.Kept); err != nil {
		return err
	}
	l.Lost = l.Lost[:min(len(l.Lost), listed)] // the folder keeps the whole list
	return &LossError{l}
}

// lose records the loss. Once two people have given the checkpoint up, it and all
// that the tree lacks are put aside, and signing goes on.
func (s *Sequencer) lose(ctx context.Context, lost *LossError) error {
	recovered, err := s.ledger.Recovered(ctx, lost.Kept, lost.KeptRoot)
	if err != nil {
		return errors.Join(lost, err)
	}
	if !recovered {
		return errors.Join(lost, s.ledger.KeepLoss(ctx, lost.Loss))
	}
	if err := s.folder.putAside(lost.Intact, lost.Kept, lost.KeptRoot); err != nil {
		return err
	}
	s.logger.Warn("ledger: two people gave a checkpoint up; signing goes on",
		"size", lost.Kept, "root", lost.KeptRoot.String(), "intact", lost.Intact, "tree", lost.Size)
	s.kept = nil
	return s.Pass(ctx)
}

// last gives the last checkpoint kept outside and the last in the database; of
// the latter only what the key has signed is believed.
func (s *Sequencer) last(ctx context.Context) (kept, stored ledger.Signed, err error) {
	if s.kept == nil {
		if kept, err = s.folder.last(s.key.Public()); err != nil {
			return kept, stored, err
		}
		s.kept = &kept
	}
	since, err := s.ledger.CheckpointsAfter(ctx, s.kept.Size-1)
	if err != nil || len(since) == 0 {
		return *s.kept, stored, err
	}
	stored = since[len(since)-1]
	opened, err := ledger.OpenCheckpoint(stored.Note, s.key.Public())
	if err == nil && (opened.Size != stored.Size || opened.Root != stored.Root) {
		err = errors.New("không khớp văn bản đã ký của nó")
	}
	if err != nil {
		err = fmt.Errorf("mốc xác thực %d mục trong cơ sở dữ liệu: %w", stored.Size, err)
	}
	return *s.kept, stored, err
}
