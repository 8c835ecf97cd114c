package proposal

import "time"

// Credentials is what signing in compares a password with.
type Credentials struct {
	Account      string
	PasswordHash string
	Actor        Actor
}

// File is an uploaded document. Kind is free but for "security_dossier", which
// opens to few; Readable says that its text could be searched for secrecy marks,
// Declared that it could not and the uploader declares it free of them.
type File struct {
	ID        string    `json:"id"`
	Proposal  string    `json:"proposal"`
	Kind      string    `json:"kind"`
	Title     string    `json:"title"`
	Name      string    `json:"name"`
	MediaType string    `json:"media_type"`
	Size      int64     `json:"size"`
	SHA256    string    `json:"sha256"`
	Readable  bool      `json:"readable"`
	Declared  bool      `json:"declared"`
	Sealed    bool      `json:"sealed,omitempty"` // its content was taken out
	At        time.Time `json:"at"`
}

// CatalogEntry is a catalog entry as shown: what the rules need plus where it
// comes from.
type CatalogEntry struct {
	Entry
	OwnerText    string `json:"owner_text"`
	Scope        string `json:"scope"`
	Application  string `json:"application"` // who uses it, as its source says
	Description  string `json:"description"`
	Source       string `json:"source"`
	Edition      string `json:"edition"`
	EditionTitle string `json:"edition_title"`
	ApprovedBy   string `json:"approved_by"` // number of the approved proposal behind it
}
