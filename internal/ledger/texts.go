package ledger

import (
	"encoding/hex"
	"errors"
)

// textRecord is an EntryText as texts.json holds it.
type textRecord struct {
	Seq    int64  `json:"seq"`
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	Salt   string `json:"salt"` // 32 hex digits, or "" when gone
	Text   string `json:"text"`
	Gone   bool   `json:"gone"`
}

func encodeTexts(texts []EntryText) ([]byte, error) {
	records := make([]textRecord, len(texts))
	for i, t := range texts {
		records[i] = textRecord{Seq: t.Seq, Path: t.Path, SHA256: t.SHA256, Gone: t.Gone}
		if !t.Gone {
			records[i].Salt, records[i].Text = hex.EncodeToString(t.Salt[:]), t.Text
		}
	}
	return Canonical(records)
}

// decodeTexts reads texts.json, grouped by seq.
func decodeTexts(raw []byte) (map[int64][]KeptText, error) {
	var records []textRecord
	if err := decodeExact(raw, &records); err != nil {
		return nil, err
	}
	texts := map[int64][]KeptText{}
	for _, r := range records {
		k := KeptText{Path: r.Path, SHA256: r.SHA256, Text: r.Text, Gone: r.Gone}
		salt, err := hex.DecodeString(r.Salt)
		if r.Gone && (r.Salt != "" || r.Text != "") || !r.Gone && len(salt) != len(k.Salt) || err != nil {
			return nil, errors.New("muối của nội dung lưu kèm sai dạng")
		}
		copy(k.Salt[:], salt)
		if !r.Gone && hex.EncodeToString(salt) != r.Salt {
			return nil, errors.New("muối của nội dung lưu kèm không ở dạng chuẩn")
		}
		texts[r.Seq] = append(texts[r.Seq], k)
	}
	return texts, nil
}

// checkTexts restores every entry's payload from the kept texts, which must
// be there for each sealed reference, if only to say that the text is gone.
func checkTexts(entries []Entry, texts map[int64][]KeptText) (gone int, err error) {
	for i, e := range entries {
		kept := texts[e.Seq]
		delete(texts, e.Seq)
		_, err := Restore(e.Payload, kept)
		if err == nil && sealedCount(e.Payload) != len(kept) {
			err = errors.New("thiếu nội dung lưu kèm")
		}
		if err != nil {
			return 0, tamperedEntry(int64(i), e.Subject(), err)
		}
		for _, k := range kept {
			if k.Gone {
				gone++
			}
		}
	}
	if len(texts) > 0 {
		return 0, tampered(fileTexts, errors.New("có nội dung không thuộc mục nhật ký nào"))
	}
	return gone, nil
}
