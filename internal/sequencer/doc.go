// Package sequencer makes the ledger's tree grow and signs it: it gives every
// committed entry its place, signs a checkpoint at most every few seconds and on
// demand, and keeps each checkpoint in a folder outside the database too.
//
// Before it signs it looks back: a tree that is smaller than the last checkpoint
// kept outside, or does not begin as that one, was rolled back or rewritten. It
// then signs nothing, says which entries are lost, and goes on only once two
// people have recorded that they give that checkpoint up.
//
// Any number may run at once, in any number of processes. The package may know
// the ledger's hashes and signatures; never the database, the domain or HTTP.
package sequencer
