// Package people holds the rules of accounts: what a user name, a role and a
// one-time password may be, who is the second person of a change to somebody's
// account, and how a file of accounts is read. It may know the domain; what is
// stored, and when, is the store's.
package people
