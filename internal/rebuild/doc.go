// Package rebuild makes the read model of a proposal out of its ledger: the
// entries, the texts kept beside them, and nothing else. It is pure: it knows the
// domain's types and the ledger's bytes, no database, and decides nothing.
//
// Three things in an entry's payload tell what the act did.
//
//   - data is the act as it was done. Of some actions it is known what they do to
//     the case: a draft sets the facts, a letter joins the letters. See [Tell].
//   - state, on the last entry of an act, is the standing after it: status, gates,
//     deadlines, parties.
//   - rest, beside state, is a JSON merge patch (RFC 7396) of whatever else the act
//     changed. Who writes an entry tells its data to the case before, compares that
//     with the case after and writes down the difference, so that an act of any
//     kind is rebuilt exactly; see [Rest].
//
// What [Tell] makes of an action in an entry once written must stay as it is for
// ever, since rest was measured against it.
package rebuild
