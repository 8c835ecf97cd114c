// Package seeds holds the data that the product ships with, one folder per thing,
// and gives them parsed and validated: agencies and their responsibilities, the
// register of legal documents, process packs, holidays, catalog editions,
// envelopes, demonstration accounts and proposals.
//
// Every row names its source and a grade: "stated" in a source document,
// "secondary" for copies found elsewhere, "province" for the province's own
// choice, "unverified" otherwise. The source documents are called nguồn 000 (KH
// 651/KH-UBND), 001 (QĐ 4520/QĐ-UBND), 002 (another province's plan), 003 (KH
// 171/KH-UBND) and 004 (an article on QĐ 1527/QĐ-BKHCN).
//
// The Parse functions read the same formats from files that an administrator
// imports. The package may know the domain's types, and nothing that does I/O.
package seeds
