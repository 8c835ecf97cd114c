// Package change holds the rules of changes by two: what alters a register (the
// catalog, the packs, the holidays, people) is proposed by one person, shown as a
// preview, and takes effect when a second one confirms it. What each kind does is
// the store's; who may, and when, is decided here. It may know the domain.
package change
