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
//
// # Tree
//
// All entries, of proposals and streams alike, are the leaves of one Merkle
// tree as RFC 6962 defines it; a leaf's data are the entry's bytes. Within a
// chain, positions in the tree (from 0) rise with seq. Inclusion and
// consistency proofs are RFC 6962's, hashes from the leaf upwards.
//
// # Checkpoint
//
// A checkpoint is C2SP's tlog-checkpoint without extension lines
//
//	pheduyet/<code>
//	<number of leaves, decimal>
//	<tree head, base64>
//
// as a C2SP signed note (sumdb/note) with exactly one ed25519 signature, whose
// key name is the origin in the first line. Exactly the bytes that signing
// writes are accepted: no other base64 or number spelling, no further line.
//
// # Bundle
//
// The evidence about one proposal is a zip. Nothing in it is compressed, all
// dates are 1980-01-01, there are no comments and no extra fields; a verifier
// that writes the files again so gets the same bytes. JSON files are in
// canonical form. In this order it holds
//
//	manifest.json  {checkpoint_size, entries, files: [{name, sha256, size}],
//	               format: "pheduyet-evidence/1", origin, proposal}: every file
//	               below, sorted by name; entries is how many there are
//	manifest.sig   signed note over "pheduyet-evidence/1\n<origin>\n<sha256 of
//	               manifest.json in hex>\n", by the checkpoint's key
//
// and then, sorted by name,
//
//	README.txt, vi-sao.html  for people
//	checkpoint.txt           the signed checkpoint
//	entries.jsonl            each entry's bytes and a newline, in order of seq
//	proofs.json              [{hashes: [hex], index}], one for each entry
//	texts.json               [{gone, path, salt, seq, sha256, text}], one for each
//	                         sealed reference; salt in hex; both "" when gone
//	packs/<sha256>.json      every process pack that a rule.hash names
//	screenings/<sha256>.json screenings that payloads name by their sha256
//	documents/<sha256>.<ext> document files, if wanted
//
// A file in a folder is named by its own sha256, which stands in some entry.
// Any other name is refused. The signed manifest is what makes a bundle with
// its last entries cut off, or with another vi-sao.html, a forgery.
//
// # Verdicts
//
// A *Fault carries the exit status: 1 for what reads but is not what was
// signed, 2 for what cannot be read as evidence.
package ledger
