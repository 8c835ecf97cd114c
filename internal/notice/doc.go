// Package notice tells whom an event concerns and what they are told. One table
// leads from the action of an event to its recipients, one from the kind of a
// notice to its words.
//
// A notice says a proposal's number, name, gate and due date and never more: a
// mailbox is no place for a dossier. It is pure: it may know the domain, does no
// I/O and reads no clock. Who a group consists of today is answered by whoever
// keeps the people; [Notice.Recipients] picks among them.
package notice
