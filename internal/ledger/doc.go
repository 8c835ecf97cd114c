// Package ledger is the evidence: entries that are final once written, the
// Merkle tree over them, signed checkpoints, proofs, and the bundle that anyone
// can verify with the public key alone. It knows bytes, hashes and signatures;
// it knows nothing of databases, HTTP or the approval process, and imports
// only the standard library and golang.org/x/mod/sumdb.
//
// What follows is enough to write another verifier.
//
// # Entry bytes
//
// An entry is one JSON object in the canonical form of RFC 8785 (JCS): UTF-8,
// no spaces, keys sorted by UTF-16 code units, shortest escapes, numbers as
// ECMAScript prints them. Every field is always present:
//
//	action    string, not empty: a code such as "decided"
//	actor     {account, acting_for, agency, capacity, name}, strings, "" if none
//	at        string, server time: "2026-11-21T08:30:00.000+07:00", always +07:00
//	documents [{date, number, sha256}], strings; date 2026-11-21 or ""; sha256 of
//	          the file as 64 lower-case hex digits, or "" when no file is kept
//	gate      string, or ""
//	outcome   string, or ""
//	payload   object: what the read model is rebuilt from
//	prev      64 lower-case hex digits: hash of the entry before in the same
//	          proposal or stream; 64 zeros exactly when seq is 1
//	proposal  lower-case uuid, or "" when stream is not ""
//	rule      {citations: [{article, document}], hash, pack, version}, strings;
//	          hash is the pack's sha256, or "" when no pack applies
//	seq       1, 2, 3… without gaps within the proposal or stream
//	stream    "" when proposal is not "", else [a-z][a-z0-9-]{0,31}
//	v         1
//
// No other field is allowed, an entry has at most 1,048,576 bytes and nests at
// most 64 deep inside its payload, and a whole number that an IEEE double
// would round is not allowed. The bytes are stored as hashed; a verifier
// refuses bytes that are not exactly the canonical form of what they say.
//
//	hash = sha256("pheduyet ledger entry v1" || 0x00 || bytes)
//
// # Free text
//
// What people wrote freely is not in an entry but bound by it. In the payload
// stands, for each non-empty text,
//
//	{"salted_sha256": hex(sha256(salt || text))}
//
// with a random salt of 16 bytes and the text in UTF-8. Salt and text are kept
// beside the entry under the JSON pointer (RFC 6901) of that place. Erasing
// both seals the text away: the entry verifies as before, and the place reads
// "nội dung đã gỡ". No other object consists of that one member alone.
package ledger
