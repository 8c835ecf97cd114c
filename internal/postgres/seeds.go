package postgres

import (
	"encoding/json"

	"pheduyet/internal/calendar"
	"pheduyet/internal/catalog"
	"pheduyet/internal/process"
	"pheduyet/internal/proposal"
)

// Seeds are the registers that an installation starts with, already validated.
// Accounts and Envelopes are loaded for a demonstration only.
type Seeds struct {
	Agencies         []proposal.Agency
	Responsibilities []Responsibility
	Documents        []process.Document
	Packs            []process.Pack
	Years            []calendar.Year
	Editions         []Edition
	Envelopes        []Envelope
	Accounts         []Account
}

// Responsibility is what an agency is charged with, and when. Detail is the row
// as its source file states it.
type Responsibility struct {
	Duty     string
	Agency   string
	From, To proposal.Date
	Detail   json.RawMessage
}

// Edition is one edition of the catalog with its entries in order. Detail is its
// head as the source file states it.
type Edition struct {
	ID       string
	Title    string
	From, To proposal.Date
	Detail   json.RawMessage
	Entries  []EditionEntry
}

// EditionEntry is one system of an edition, what it does in officials' words, and
// the row as its source file states it. The edition's fields and ApprovedBy of
// CatalogEntry are not read.
type EditionEntry struct {
	proposal.CatalogEntry
	Profile catalog.Profile
	Detail  json.RawMessage
}

// Envelope is a fiscal year's money from one source, in đồng. Document is JSON.
type Envelope struct {
	proposal.EnvelopeKey
	AmountVND int64
	State     string
	Document  json.RawMessage
}

// Account is a person with a password in the clear; only its hash is kept. The
// membership begins on Since.
type Account struct {
	Username string
	Name     string
	Email    string // "" for none
	Password string `json:"-"`
	Agency   string
	Roles    []proposal.Role
	Seats    []string
	Since    proposal.Date
}
