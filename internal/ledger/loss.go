package ledger

// Leaf names an entry by its place, for people who must find what is missing.
type Leaf struct {
	Position int64  `json:"position"` // in the tree, from 0
	Subject  string `json:"subject"`  // "proposal/<uuid>" or "stream/<name>"
	Seq      int64  `json:"seq"`      // within the subject
	Action   string `json:"action"`
}

// Loss is what a tree lacks of a checkpoint that was signed before: entries cut
// off, or others in their places. All between Intact and Kept is not proved to
// be what it was; Lost names those of it that were listed outside the database.
type Loss struct {
	Kept     int64  `json:"kept"`      // leaves of the checkpoint kept outside
	KeptRoot Hash   `json:"kept_root"` // its root
	Note     string `json:"note"`      // its signed text
	Size     int64  `json:"size"`      // leaves of the tree as it was found
	Root     Hash   `json:"root"`
	Intact   int64  `json:"intact"` // the first that many leaves are as an older checkpoint has them
	Lost     []Leaf `json:"lost"`
}

// ExtendedBy reports whether the stored tree of that size begins with the tree that
// the checkpoint signs; every tree extends the zero Signed.
func (s Signed) ExtendedBy(size int64, tree HashReader) (bool, error) {
	if s.Size == 0 || s.Size > size {
		return s.Size == 0, nil
	}
	root, err := Root(s.Size, tree)
	return root == s.Root, err
}

// Placed is an entry's stored bytes and its place in the tree.
type Placed struct {
	Position int64
	Bytes    []byte
}
