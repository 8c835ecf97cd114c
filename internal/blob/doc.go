// Package blob keeps uploaded bytes as files by their sha256. It knows nothing of
// proposals: names, types and rights lie in the database.
package blob
