// Package password makes and checks password hashes: argon2id in the PHC string
// format, so that a hash tells by itself how it was made and costs can rise
// without a migration. It knows nothing of accounts.
package password
